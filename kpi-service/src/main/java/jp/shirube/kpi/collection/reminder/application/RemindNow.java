package jp.shirube.kpi.collection.reminder.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.collection.reminder.Announcements;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.OpenWork;
import jp.shirube.kpi.collection.reminder.Reminder;
import jp.shirube.kpi.collection.reminder.Reminders;
import jp.shirube.kpi.collection.reminder.Reminders.LastReminder;
import org.jspecify.annotations.Nullable;

/**
 * 督促: the planning office reminds without waiting for the next planned day. It is claimed like any other, so that nobody is
 * reminded twice a day, and mailed with those of the day.
 */
@ApplicationScoped
public class RemindNow {

    private final OpenWork openWork;
    private final Reminders reminders;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    RemindNow(OpenWork openWork, Reminders reminders, Announcements announcements, Audit audit, Clock clock) {
        this.openWork = openWork;
        this.reminders = reminders;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param department null: all that still owe something
     * @return the departments that are reminded now; none that was today already
     */
    @Transactional
    public List<String> remind(String municipality, String round, @Nullable String department) {
        LocalDate day = LocalDate.now(clock);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<String> reminded = new ArrayList<>();
        reminders.waitForTurn();
        for (DepartmentWork work : openWork.of(day)) {
            boolean meant = work.municipality().equals(municipality)
                    && work.round().equals(round)
                    && (department == null || work.department().equals(department));
            if (meant && claim(work, day, now)) {
                reminded.add(work.department());
            }
        }
        if (!reminded.isEmpty()) {
            audit.changed(
                    "collection-round.remind",
                    municipality + "/collection-rounds/" + round,
                    null,
                    "{\"departments\":" + reminded.size() + "}",
                    null);
        }
        return reminded;
    }

    private boolean claim(DepartmentWork work, LocalDate day, Instant now) {
        long version = reminders
                        .findLast(work.municipality(), work.round(), work.department())
                        .map(LastReminder::version)
                        .orElse(0L)
                + 1;
        Reminder reminder = Reminder.due(work, day, version, now);
        boolean first = reminders.add(reminder);
        if (first) {
            announcements.announce(reminder);
        }
        return first;
    }
}
