package jp.shirube.kpi.collection.reminder.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jp.shirube.kpi.collection.reminder.Announcements;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.Reminder;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;

/** Through the outbox: the event leaves if, and only if, the reminder is claimed. */
@ApplicationScoped
class ReminderEvents implements Announcements {

    static final String TOPIC = "shirube.kpi";
    static final String SOURCE = "/kpi-service";
    static final String DUE = "jp.shirube.kpi.collection-reminder.due.v1";

    private final Outbox outbox;
    private final ObjectMapper json;

    ReminderEvents(Outbox outbox, ObjectMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    @Override
    public void announce(Reminder reminder) {
        DepartmentWork work = reminder.work();
        String subject = work.municipality() + "/collection-reminder/" + work.round() + "/" + work.department();
        outbox.add(OutgoingEvent.of(
                TOPIC,
                subject,
                DUE,
                SOURCE,
                subject,
                reminder.version(),
                reminder.claimedAt(),
                json.valueToTree(ReminderDueEventV1.of(reminder))));
    }
}
