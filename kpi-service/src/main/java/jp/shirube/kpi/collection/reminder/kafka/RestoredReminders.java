package jp.shirube.kpi.collection.reminder.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import jp.shirube.kpi.collection.reminder.Reminders;
import jp.shirube.outbox.ReceivedEvent;

/**
 * Reminders after a backup older than the topic: whoever was reminded since is not reminded again, and the next reminder has the
 * next version. They are not said again on request: what was due on a day that is past is due no more.
 */
@ApplicationScoped
public class RestoredReminders {

    private final Reminders reminders;
    private final ObjectMapper json;

    RestoredReminders(Reminders reminders, ObjectMapper json) {
        this.reminders = reminders;
        this.json = json;
    }

    /** Whether the event told something that was not known. */
    public boolean restore(ReceivedEvent event) {
        if (!event.type().equals(ReminderEvents.DUE)) {
            return false;
        }
        try {
            return reminders.restore(
                    json.treeToValue(event.data(), ReminderDueEventV1.class).told(event.occurredAt()));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException | DateTimeException e) {
            Log.warn("passed over the event " + event.id() + " of " + event.subject() + ": " + e);
            return false;
        }
    }
}
