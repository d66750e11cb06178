package jp.shirube.kpi.actual.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.collection.kafka.RestoredRounds;
import jp.shirube.kpi.collection.reminder.kafka.RestoredReminders;
import jp.shirube.kpi.received.kafka.PlanEvents;
import jp.shirube.outbox.OwnTopicOrder;
import jp.shirube.outbox.OwnTopicRestore;
import jp.shirube.outbox.ReceivedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Reads revisions back from the topic after a backup older than it: each event carries the whole of one. */
@ApplicationScoped
class RestoredActuals implements OwnTopicRestore {

    private static final Set<String> TYPES = Set.of(
            KafkaAnnouncements.RECORDED,
            KafkaAnnouncements.CORRECTED,
            KafkaAnnouncements.WITHDRAWN,
            KafkaAnnouncements.CONFIRMED,
            KafkaAnnouncements.RETURNED);

    private final Actuals actuals;
    private final PlanEvents planEvents;
    private final RestoredRounds rounds;
    private final RestoredReminders reminders;
    private final ObjectMapper json;

    RestoredActuals(
            Actuals actuals,
            PlanEvents planEvents,
            RestoredRounds rounds,
            RestoredReminders reminders,
            ObjectMapper json) {
        this.actuals = actuals;
        this.rounds = rounds;
        this.reminders = reminders;
        this.planEvents = planEvents;
        this.json = json;
    }

    @Override
    public String topic() {
        return KafkaAnnouncements.TOPIC;
    }

    @Override
    public String source() {
        return KafkaAnnouncements.SOURCE;
    }

    @Override
    public List<String> copiedTopics() {
        return List.of("shirube.plan");
    }

    @Override
    public void copy(ConsumerRecords<String, String> records) {
        planEvents.receive(records);
    }

    @Override
    public Reading begin() {
        OwnTopicOrder order = new OwnTopicOrder();
        return new Reading() {
            @Override
            public int apply(List<ReceivedEvent> events) {
                return RestoredActuals.this.apply(events, order);
            }

            @Override
            public List<String> finish() {
                return order.missing();
            }
        };
    }

    private int apply(List<ReceivedEvent> events, OwnTopicOrder order) {
        int restored = 0;
        for (ReceivedEvent event : events) {
            if (rounds.restore(event) || reminders.restore(event)) {
                restored++;
            }
            Optional<Revision> revision = TYPES.contains(event.type()) ? read(event) : Optional.empty();
            if (revision.isPresent() && restore(revision.get(), order)) {
                restored++;
            }
        }
        return restored;
    }

    private boolean restore(Revision revision, OwnTopicOrder order) {
        String subject = revision.indicator().toString();
        long version = revision.stamp().version();
        long known = actuals.takeTurn(revision.indicator()).version();
        if (!order.isNext(subject, known, version)) {
            return false;
        }
        actuals.add(revision);
        order.reached(subject, version);
        return true;
    }

    private Optional<Revision> read(ReceivedEvent event) {
        try {
            return Optional.of(
                    json.treeToValue(event.data(), ActualEventV1.class).told());
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException | DateTimeException e) {
            Log.warn("passed over the event " + event.id() + " of " + event.subject() + ": " + e);
            return Optional.empty();
        }
    }
}
