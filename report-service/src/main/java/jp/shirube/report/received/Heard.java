package jp.shirube.report.received;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.UnprocessableEventException;
import jp.shirube.report.targets.KnownIndicator;

/**
 * What a batch of events says, by kind: this is the list of events this service understands. Others on the topics are for
 * others.
 *
 * @param access who may do what; no part of what is made anew
 * @param initiatives how 取組 went in a year, as far as confirmed
 * @param reminders of departments, for those who follow; no part of what is made anew
 */
record Heard(
        List<Revision> revisions,
        List<ReceivedEvent> actuals,
        List<Part> parts,
        List<ReceivedEvent> closings,
        List<ReceivedEvent> adoptions,
        List<ReceivedEvent> access,
        List<ReceivedEvent> initiatives,
        List<ReceivedEvent> reminders,
        Set<KnownIndicator> indicators,
        Set<String> municipalities,
        Set<Plan> plans) {

    /** States of an item of a round from which on its answer holds. */
    private static final Set<String> CONFIRMED = Set.of("CONFIRMED", "LOCKED");

    /** A version of something a municipality states: MUNICIPALITY, DEPARTMENT, INDICATOR, RESPONSIBILITY or GRADING_RULE. */
    record Revision(String kind, String municipality, String id, long version, Instant at, JsonNode content) {}

    /** @param kind TEXT, ELEMENT, INITIATIVE or TARGET */
    record Part(ReceivedEvent event, String kind, JsonNode content) {}

    /** Of which something was said: an edition may be whole now. */
    record Plan(String municipality, String id) {}

    /** @throws UnprocessableEventException for an event that lacks what its type promises */
    static Heard in(List<ReceivedEvent> events) {
        Heard heard = new Heard(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>());
        events.forEach(heard::add);
        return heard;
    }

    private void add(ReceivedEvent event) {
        switch (event.type()) {
            case "jp.shirube.plan.municipality.changed.v1" -> {
                revision("MUNICIPALITY", "", event, event.data());
                municipalities.add(text(event, "/municipality"));
            }
            case "jp.shirube.plan.grading-rule.changed.v1" -> {
                stated("GRADING_RULE", event, "gradingRule");
                municipalities.add(text(event, "/municipality"));
            }
            case "jp.shirube.plan.department.changed.v1" -> stated("DEPARTMENT", event, "department");
            case "jp.shirube.plan.responsibility.changed.v1" ->
                revision("RESPONSIBILITY", text(event, "/indicator"), event, event.data());
            case "jp.shirube.plan.indicator.changed.v1" -> {
                stated("INDICATOR", event, "indicator");
                indicators.add(new KnownIndicator(text(event, "/municipality"), text(event, "/indicator/id")));
            }
            case "jp.shirube.plan.text.stated.v1" -> part(event, "TEXT", "text");
            case "jp.shirube.plan.element.stated.v1" -> part(event, "ELEMENT", "element");
            case "jp.shirube.plan.initiative.stated.v1" -> part(event, "INITIATIVE", "initiative");
            case "jp.shirube.plan.target.stated.v1" -> part(event, "TARGET", "target");
            case "jp.shirube.plan.edition.stated.v1" -> {
                closings.add(event);
                plan(event);
            }
            case "jp.shirube.plan.edition.adopted.v1" -> adoptions.add(event);
            case "jp.shirube.plan.access-mapping.changed.v1", "jp.shirube.plan.api-key.changed.v1" -> access.add(event);
            case "jp.shirube.kpi.actual.recorded.v1",
                    "jp.shirube.kpi.actual.corrected.v1",
                    "jp.shirube.kpi.actual.withdrawn.v1",
                    "jp.shirube.kpi.actual.confirmed.v1",
                    "jp.shirube.kpi.actual.returned.v1" -> {
                actuals.add(event);
                indicators.add(new KnownIndicator(text(event, "/municipality"), text(event, "/indicator")));
            }
            case "jp.shirube.kpi.collection-item.changed.v1" -> {
                if (isConfirmedInitiative(event.data())) {
                    initiatives.add(event);
                }
            }
            case "jp.shirube.kpi.collection-reminder.due.v1" -> reminders.add(event);
            default -> {}
        }
    }

    private static boolean isConfirmedInitiative(JsonNode item) {
        return CONFIRMED.contains(item.path("state").asText())
                && item.hasNonNull("initiative")
                && item.hasNonNull("progress");
    }

    private void stated(String kind, ReceivedEvent event, String field) {
        revision(kind, text(event, "/" + field + "/id"), event, event.data().path(field));
    }

    private void revision(String kind, String id, ReceivedEvent event, JsonNode content) {
        revisions.add(new Revision(
                kind, text(event, "/municipality"), id, event.aggregateVersion(), event.occurredAt(), content));
    }

    private void part(ReceivedEvent event, String kind, String field) {
        parts.add(new Part(event, kind, event.data().path(field)));
        plan(event);
    }

    private void plan(ReceivedEvent event) {
        plans.add(new Plan(text(event, "/municipality"), text(event, "/planId")));
    }

    private static String text(ReceivedEvent event, String pointer) {
        JsonNode node = event.data().at(pointer);
        if (!node.isTextual()) {
            throw new UnprocessableEventException("no text at " + pointer);
        }
        return node.asText();
    }
}
