package jp.shirube.report.received;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.Receiver;
import jp.shirube.outbox.UnprocessableEventException;
import jp.shirube.report.targets.KnownIndicator;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What plan-service says. */
@ApplicationScoped
class PlanEvents {

    private record Plan(String municipality, String id) {}

    private final Receiver receiver;
    private final Copies copies;
    private final Reassessment reassessment;

    PlanEvents(Receiver receiver, Copies copies, Reassessment reassessment) {
        this.receiver = receiver;
        this.copies = copies;
        this.reassessment = reassessment;
    }

    @Incoming("plan")
    @Blocking
    void receive(ConsumerRecords<String, String> records) {
        receiver.receive(records, this::apply);
    }

    private void apply(List<ReceivedEvent> events) {
        Set<KnownIndicator> affected = new LinkedHashSet<>();
        Set<Plan> plans = new LinkedHashSet<>();
        for (ReceivedEvent event : events) {
            switch (event.type()) {
                case "jp.shirube.plan.municipality.changed.v1" -> {
                    copies.municipality(event);
                    affected.addAll(copies.indicatorsOf(text(event, "/municipality")));
                }
                case "jp.shirube.plan.grading-rule.changed.v1" -> {
                    copies.gradingRule(event);
                    affected.addAll(copies.indicatorsOf(text(event, "/municipality")));
                }
                case "jp.shirube.plan.department.changed.v1" -> copies.department(event);
                case "jp.shirube.plan.responsibility.changed.v1" -> copies.responsibility(event);
                case "jp.shirube.plan.indicator.changed.v1" -> {
                    copies.indicator(event);
                    affected.add(new KnownIndicator(text(event, "/municipality"), text(event, "/indicator/id")));
                }
                case "jp.shirube.plan.text.stated.v1" -> plans.add(part(event, "TEXT", "text"));
                case "jp.shirube.plan.element.stated.v1" -> plans.add(part(event, "ELEMENT", "element"));
                case "jp.shirube.plan.initiative.stated.v1" -> plans.add(part(event, "INITIATIVE", "initiative"));
                case "jp.shirube.plan.target.stated.v1" -> plans.add(part(event, "TARGET", "target"));
                case "jp.shirube.plan.edition.stated.v1" -> {
                    copies.closing(event);
                    plans.add(plan(event));
                }
                case "jp.shirube.plan.edition.adopted.v1" -> {
                    copies.adoption(event);
                    plans.add(plan(event));
                }
                default -> {}
            }
        }
        for (Plan plan : plans) {
            affected.addAll(copies.switchToComplete(plan.municipality(), plan.id()));
        }
        reassessment.of(affected);
    }

    private Plan part(ReceivedEvent event, String kind, String field) {
        copies.part(event, kind, event.data().path(field));
        return plan(event);
    }

    private static Plan plan(ReceivedEvent event) {
        return new Plan(text(event, "/municipality"), text(event, "/planId"));
    }

    static String text(ReceivedEvent event, String pointer) {
        JsonNode node = event.data().at(pointer);
        if (!node.isTextual()) {
            throw new UnprocessableEventException("no text at " + pointer);
        }
        return node.asText();
    }
}
