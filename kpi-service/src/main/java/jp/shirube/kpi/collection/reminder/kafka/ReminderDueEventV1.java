package jp.shirube.kpi.collection.reminder.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.OpenItem;
import jp.shirube.kpi.collection.reminder.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * A reminder on the wire, the data of {@code jp.shirube.kpi.collection-reminder.due.v1}; described by {@code contracts/events}.
 * Nothing in it is about a person: neither who is mailed nor why something was returned.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReminderDueEventV1(
        String municipality,
        String round,
        String title,
        @Nullable String openedOn,
        String deadline,
        String department,
        String day,
        boolean late,
        int open,
        int returned,
        List<Item> items,
        long version) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String id, String name, @Nullable String period, String state) {

        static Item of(OpenItem item) {
            return new Item(
                    item.id(), item.name(), item.period(), item.standing().name());
        }

        OpenItem told() {
            return new OpenItem(id, name, period, OpenItem.Standing.valueOf(state), null);
        }
    }

    static ReminderDueEventV1 of(Reminder reminder) {
        DepartmentWork work = reminder.work();
        return new ReminderDueEventV1(
                work.municipality(),
                work.round(),
                work.title(),
                work.openedOn().toString(),
                work.deadline().toString(),
                work.department(),
                reminder.day().toString(),
                work.isLateOn(reminder.day()),
                work.items().size(),
                work.returned().size(),
                work.items().stream().map(Item::of).toList(),
                reminder.version());
    }

    /** @param claimedAt when it was announced */
    Reminder told(Instant claimedAt) {
        LocalDate reminded = LocalDate.parse(day);
        return Reminder.told(
                new DepartmentWork(
                        municipality,
                        round,
                        title,
                        openedOn == null ? reminded : LocalDate.parse(openedOn),
                        LocalDate.parse(deadline),
                        department,
                        items.stream().map(Item::told).toList()),
                reminded,
                version,
                claimedAt);
    }
}
