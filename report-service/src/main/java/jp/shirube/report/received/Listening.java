package jp.shirube.report.received;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jp.shirube.access.AccessCopies;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.Receiver;
import jp.shirube.report.progresslog.ProgressLog;
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
    private final AccessCopies access;
    private final ProgressLog log;

    Listening(
            Receiver receiver,
            ReadModelTurn turn,
            Copies copies,
            Reassessment reassessment,
            AccessCopies access,
            ProgressLog log) {
        this.receiver = receiver;
        this.turn = turn;
        this.copies = copies;
        this.reassessment = reassessment;
        this.access = access;
        this.log = log;
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
        Heard heard = Heard.in(events);
        access.apply(heard.access());
        reassessment.of(copy(heard));
        log.append(heard.reminders());
    }

    /**
     * What is judged from. Who may do what is left as it is: a rebuild begins at the first event, and nobody may meanwhile be what
     * they no longer are.
     *
     * @return the indicators of which a target may be judged otherwise now
     */
    Set<KnownIndicator> copy(List<ReceivedEvent> events) {
        return copy(Heard.in(events));
    }

    private Set<KnownIndicator> copy(Heard heard) {
        copies.keep(heard);
        Set<KnownIndicator> affected = new LinkedHashSet<>(heard.indicators());
        heard.municipalities().forEach(code -> affected.addAll(copies.indicatorsOf(code)));
        heard.plans().forEach(plan -> affected.addAll(copies.switchToComplete(plan.municipality(), plan.id())));
        return affected;
    }
}
