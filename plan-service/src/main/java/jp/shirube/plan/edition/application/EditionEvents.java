package jp.shirube.plan.edition.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.plan.DocumentEvents;
import jp.shirube.plan.EventJson;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Editions.Adoption;
import jp.shirube.plan.edition.Editions.Stated;
import org.jspecify.annotations.Nullable;

/**
 * How an edition is announced: one event per text, element, initiative and target, closed by {@code edition.stated} with their
 * count, all under the plan's key, so that no message grows with the plan. The document itself goes before.
 */
@ApplicationScoped
public class EditionEvents {

    private final ObjectMapper json;

    EditionEvents(ObjectMapper json) {
        this.json = EventJson.like(json);
    }

    /** @param reason why an adopted edition was corrected; null otherwise */
    public List<OutgoingEvent> stated(Edition edition, Stated stated, @Nullable String reason) {
        List<OutgoingEvent> parts = parts(edition, stated);
        List<OutgoingEvent> events = new ArrayList<>(document(edition.planName(), stated, reason));
        events.addAll(parts);
        events.add(closing(edition, stated, parts.size()));
        return events;
    }

    private List<OutgoingEvent> document(String planName, Stated stated, @Nullable String reason) {
        ObjectNode head = head(stated).put("name", planName).put("digest", stated.digest());
        put(head, "reason", reason);
        return DocumentEvents.of(subject(stated), stated.version(), stated.recordedAt(), head, stated.document());
    }

    private List<OutgoingEvent> parts(Edition edition, Stated stated) {
        List<OutgoingEvent> events = new ArrayList<>();
        parts(events, "text", edition.texts(), stated);
        parts(events, "element", edition.elements(), stated);
        parts(events, "initiative", edition.initiatives(), stated);
        parts(events, "target", edition.targets(), stated);
        return events;
    }

    private OutgoingEvent closing(Edition edition, Stated stated, int count) {
        ObjectNode closing = head(stated);
        ObjectNode plan = closing.putObject("plan");
        plan.put("id", edition.plan());
        plan.put("name", edition.planName());
        plan.put("firstYear", edition.firstYear().year());
        plan.put("lastYear", edition.lastYear().year());
        plan.set("levels", json.valueToTree(edition.levels()));
        if (edition.gradedBy() != null) {
            plan.set("gradedBy", json.valueToTree(edition.gradedBy()));
        }
        closing.put("name", edition.name());
        closing.put("status", edition.status().name());
        put(closing, "printedDate", edition.printedDate());
        put(closing, "source", edition.source());
        closing.set("glossary", json.valueToTree(edition.glossary()));
        closing.set("notes", json.valueToTree(edition.notes()));
        closing.put("count", count);
        closing.put("digest", stated.digest());
        adoption(closing, stated);
        return event("edition.stated", closing, stated, stated.version(), stated.recordedAt());
    }

    public OutgoingEvent adopted(Stated stated, long planVersion, Instant at) {
        ObjectNode data = head(stated);
        adoption(data, stated);
        return event("edition.adopted", data, stated, planVersion, at);
    }

    private void parts(List<OutgoingEvent> events, String kind, List<?> parts, Stated stated) {
        for (int position = 0; position < parts.size(); position++) {
            ObjectNode data = head(stated);
            data.put("position", position);
            JsonNode part = json.valueToTree(parts.get(position));
            data.set(kind, part);
            events.add(event(kind + ".stated", data, stated, stated.version(), stated.recordedAt()));
        }
    }

    /** @return what every event of an edition says; {@code statement} tells the parts of one statement from those of another */
    private ObjectNode head(Stated stated) {
        return json.createObjectNode()
                .put("municipality", stated.municipality())
                .put("planId", stated.plan())
                .put("edition", stated.number())
                .put("statement", stated.version());
    }

    private static void adoption(ObjectNode data, Stated stated) {
        Adoption adoption = stated.adoption();
        if (adoption != null) {
            put(data, "adoptedOn", adoption.adoptedOn());
            put(data, "inForceFrom", adoption.inForceFrom());
            put(data, "adoptionNote", adoption.note());
        }
    }

    private static void put(ObjectNode data, String field, @Nullable Object value) {
        if (value != null) {
            data.put(field, value.toString());
        }
    }

    private static OutgoingEvent event(String kind, ObjectNode data, Stated stated, long version, Instant at) {
        String subject = subject(stated);
        return OutgoingEvent.of(
                DocumentEvents.TOPIC,
                subject,
                "jp.shirube.plan." + kind + ".v1",
                DocumentEvents.SOURCE,
                subject,
                version,
                at,
                data);
    }

    private static String subject(Stated stated) {
        return stated.municipality() + "/plan/" + stated.plan();
    }
}
