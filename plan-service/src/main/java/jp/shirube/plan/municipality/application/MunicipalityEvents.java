package jp.shirube.plan.municipality.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.plan.DocumentEvents;
import jp.shirube.plan.EventJson;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipalities.Part;
import jp.shirube.plan.municipality.Municipalities.PartKind;
import jp.shirube.plan.municipality.Municipalities.Stated;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.RuleWriting;

/** How a municipality document is announced: the document itself, and each department, indicator, responsibility and rule alone. */
@ApplicationScoped
public class MunicipalityEvents {

    private static final String TYPE = "jp.shirube.plan.%s.changed.v1";

    private final ObjectMapper json;

    MunicipalityEvents(ObjectMapper json) {
        this.json = EventJson.like(json);
    }

    public List<OutgoingEvent> document(Stated stated) {
        ObjectNode head = json.createObjectNode()
                .put("municipality", stated.code())
                .put("version", stated.version())
                .put("name", stated.name())
                .put("digest", stated.digest());
        return DocumentEvents.of(
                subject(stated.code(), PartKind.MUNICIPALITY, ""),
                stated.version(),
                stated.recordedAt(),
                head,
                stated.document());
    }

    /** What the document says otherwise than it is known, each with its next version. */
    public List<Part> changes(Municipality municipality, List<Part> known) {
        Map<String, Part> before = new HashMap<>();
        known.forEach(part -> before.put(key(part.kind(), part.id()), part));
        List<Part> changed = new ArrayList<>();
        contents(municipality).forEach((key, content) -> {
            Part was = before.get(key);
            String written = content.toString();
            if (was == null || !was.content().equals(written)) {
                changed.add(new Part(kindOf(key), idOf(key), written, was == null ? 1 : was.version() + 1));
            }
        });
        return changed;
    }

    public OutgoingEvent changed(String code, Part part, Instant at) {
        String subject = subject(code, part.kind(), part.id());
        ObjectNode data = json.createObjectNode().put("municipality", code);
        data.setAll((ObjectNode) EventJson.read(json, part.content()));
        return OutgoingEvent.of(
                DocumentEvents.TOPIC,
                subject,
                TYPE.formatted(word(part.kind())),
                DocumentEvents.SOURCE,
                subject,
                part.version(),
                at,
                data);
    }

    /** The part an event of this service tells of; empty for events of other types. */
    public Optional<Part> part(ReceivedEvent event) {
        for (PartKind kind : PartKind.values()) {
            if (event.type().equals(TYPE.formatted(word(kind)))) {
                ObjectNode content = event.data().deepCopy();
                String code = content.path("municipality").asText("");
                content.remove("municipality");
                String id = event.subject()
                        .substring(Math.min(
                                subject(code, kind, "").length(),
                                event.subject().length()));
                return Optional.of(new Part(kind, id, content.toString(), event.aggregateVersion()));
            }
        }
        return Optional.empty();
    }

    static PartKind kindOf(String key) {
        return PartKind.valueOf(key.substring(0, key.indexOf('/')));
    }

    static String idOf(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    static String key(PartKind kind, String id) {
        return kind + "/" + id;
    }

    private static String subject(String code, PartKind kind, String id) {
        return kind == PartKind.MUNICIPALITY ? code + "/" + word(kind) : code + "/" + word(kind) + "/" + id;
    }

    private static String word(PartKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<String, JsonNode> contents(Municipality municipality) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        ObjectNode head = json.createObjectNode().put("name", municipality.name());
        if (municipality.prefecture() != null) {
            head.put("prefecture", municipality.prefecture());
        }
        if (municipality.gradedBy() != null) {
            head.set("gradedBy", json.valueToTree(municipality.gradedBy()));
        }
        for (GradingRule rule : municipality.gradingRules()) {
            parts.put(
                    key(PartKind.GRADING_RULE, rule.id()),
                    json.createObjectNode().set("gradingRule", json.valueToTree(RuleWriting.write(rule))));
        }
        parts.put(key(PartKind.MUNICIPALITY, ""), head);
        for (Department department : municipality.departments()) {
            parts.put(
                    key(PartKind.DEPARTMENT, department.id()),
                    json.createObjectNode().set("department", json.valueToTree(department)));
        }
        for (Indicator indicator : municipality.indicators()) {
            parts.put(
                    key(PartKind.INDICATOR, indicator.id()),
                    json.createObjectNode().set("indicator", json.valueToTree(indicator)));
            List<Responsibility> responsibilities = municipality.responsibilities().stream()
                    .filter(responsibility -> responsibility.indicator().equals(indicator.id()))
                    .toList();
            ObjectNode responsibility = json.createObjectNode().put("indicator", indicator.id());
            responsibility.set("responsibilities", json.valueToTree(responsibilities));
            responsibility.withArray("responsibilities").forEach(one -> ((ObjectNode) one).remove("indicator"));
            parts.put(key(PartKind.RESPONSIBILITY, indicator.id()), responsibility);
        }
        return parts;
    }
}
