package jp.shirube.report.progresslog;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.Receiver;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What this service itself published, heard back: only what has really left is told to followers. */
@ApplicationScoped
class ProgressEvents {

    private static final Set<String> TOLD = Set.of(Entry.PROGRESS_CHANGED, Entry.GRADE_CHANGED, Entry.GRADE_GIVEN);

    private final Receiver receiver;
    private final ProgressLog log;

    ProgressEvents(Receiver receiver, ProgressLog log) {
        this.receiver = receiver;
        this.log = log;
    }

    @Incoming("progress")
    @Blocking
    void receive(ConsumerRecords<String, String> records) {
        receiver.receive(records, this::apply);
    }

    private void apply(List<ReceivedEvent> events) {
        log.append(events.stream().filter(event -> TOLD.contains(event.type())).toList());
    }
}
