package jp.shirube.kpi.received.kafka;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import jp.shirube.access.AccessCopies;
import jp.shirube.kpi.received.Copies;
import jp.shirube.kpi.received.Stated;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.Receiver;
import jp.shirube.outbox.UnprocessableEventException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The list of events understood. Others on the topic are for others. */
@ApplicationScoped
public class PlanEvents {

    private final Receiver receiver;
    private final Copies copies;
    private final AccessCopies access;

    PlanEvents(Receiver receiver, Copies copies, AccessCopies access) {
        this.receiver = receiver;
        this.copies = copies;
        this.access = access;
    }

    @Incoming("plan")
    @Blocking
    public void receive(ConsumerRecords<String, String> records) {
        receiver.receive(records, this::keep);
    }

    private void keep(List<ReceivedEvent> events) {
        copies.keep(
                events.stream().map(PlanEvents::read).flatMap(Optional::stream).toList());
        access.apply(events.stream().filter(PlanEvents::saysWhoMayDoWhat).toList());
    }

    private static boolean saysWhoMayDoWhat(ReceivedEvent event) {
        return switch (event.type()) {
            case "jp.shirube.plan.access-mapping.changed.v1", "jp.shirube.plan.api-key.changed.v1" -> true;
            default -> false;
        };
    }

    private static Optional<Stated> read(ReceivedEvent event) {
        try {
            return switch (event.type()) {
                case "jp.shirube.plan.municipality.changed.v1" -> Optional.of(StatedReader.municipality(event));
                case "jp.shirube.plan.department.changed.v1" -> Optional.of(StatedReader.department(event));
                case "jp.shirube.plan.indicator.changed.v1" -> Optional.of(StatedReader.indicator(event));
                case "jp.shirube.plan.responsibility.changed.v1" -> Optional.of(StatedReader.responsibility(event));
                case "jp.shirube.plan.target.stated.v1" -> Optional.of(StatedReader.part(event, "target", true));
                case "jp.shirube.plan.initiative.stated.v1" ->
                    Optional.of(StatedReader.part(event, "initiative", true));
                case "jp.shirube.plan.element.stated.v1" -> Optional.of(StatedReader.part(event, "element", true));
                case "jp.shirube.plan.text.stated.v1" -> Optional.of(StatedReader.part(event, "text", false));
                case "jp.shirube.plan.edition.stated.v1" -> Optional.of(StatedReader.edition(event));
                case "jp.shirube.plan.edition.adopted.v1" -> Optional.of(StatedReader.adoption(event));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new UnprocessableEventException(String.valueOf(e.getMessage()));
        }
    }
}
