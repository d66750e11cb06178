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

/** What plan-service and kpi-service say is copied, and what that touches is judged again, in one transaction per batch. */
@ApplicationScoped
class Listening {

    private final Receiver receiver;
    private final ReadModelTurn turn;
    private final Copies copies;
    private final Reassessment reassessment;

    Listening(Receiver receiver, ReadModelTurn turn, Copies copies, Reassessment reassessment) {
        this.receiver = receiver;
        this.turn = turn;
        this.copies = copies;
        this.reassessment = reassessment;
    }

    @Incoming("plan")
    @Blocking
    void plan(ConsumerRecords<String, String> records) {
        receiver.receive(records, this::apply);
    }

    @Incoming("kpi")
    @Blocking
    void kpi(ConsumerRecords<String, String> records) {
        receiver.receive(records, this::apply);
    }

    private void apply(List<ReceivedEvent> events) {
        turn.share();
        reassessment.of(copy(events));
    }

    /** @return the indicators of which a target may be judged otherwise now */
    Set<KnownIndicator> copy(List<ReceivedEvent> events) {
        Heard heard = Heard.in(events);
        copies.keep(heard);
        Set<KnownIndicator> affected = new LinkedHashSet<>(heard.indicators());
        heard.municipalities().forEach(code -> affected.addAll(copies.indicatorsOf(code)));
        heard.plans().forEach(plan -> affected.addAll(copies.switchToComplete(plan.municipality(), plan.id())));
        return affected;
    }
}
