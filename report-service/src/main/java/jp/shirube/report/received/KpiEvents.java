package jp.shirube.report.received;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.Receiver;
import jp.shirube.report.targets.KnownIndicator;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What kpi-service says. */
@ApplicationScoped
class KpiEvents {

    private final Receiver receiver;
    private final Copies copies;
    private final Reassessment reassessment;

    KpiEvents(Receiver receiver, Copies copies, Reassessment reassessment) {
        this.receiver = receiver;
        this.copies = copies;
        this.reassessment = reassessment;
    }

    @Incoming("kpi")
    @Blocking
    void receive(ConsumerRecords<String, String> records) {
        receiver.receive(records, this::apply);
    }

    private void apply(List<ReceivedEvent> events) {
        Set<KnownIndicator> affected = new LinkedHashSet<>();
        for (ReceivedEvent event : events) {
            switch (event.type()) {
                case "jp.shirube.kpi.actual.recorded.v1",
                        "jp.shirube.kpi.actual.corrected.v1",
                        "jp.shirube.kpi.actual.withdrawn.v1" -> {
                    copies.actual(event);
                    affected.add(new KnownIndicator(
                            PlanEvents.text(event, "/municipality"), PlanEvents.text(event, "/indicator")));
                }
                default -> {}
            }
        }
        reassessment.of(affected);
    }
}
