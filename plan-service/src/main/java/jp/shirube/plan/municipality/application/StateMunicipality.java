package jp.shirube.plan.municipality.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.plan.EventJson;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipalities;
import jp.shirube.plan.municipality.Municipalities.Part;
import jp.shirube.plan.municipality.Municipalities.PartKind;
import jp.shirube.plan.municipality.Municipalities.Stated;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Responsibility;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.RuleWriting;
import org.jspecify.annotations.Nullable;

/** Takes a municipality document as the new state, and announces each department, indicator, responsibility and rule that changed. */
@ApplicationScoped
public class StateMunicipality {

    private static final String TOPIC = "shirube.plan";

    /** @param changed false when the document says what was already known */
    public record Answer(String code, String name, long version, boolean created, boolean changed, int announced) {}

    private final Municipalities municipalities;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    StateMunicipality(Municipalities municipalities, Outbox outbox, ObjectMapper json, Clock clock) {
        this.municipalities = municipalities;
        this.outbox = outbox;
        this.json = EventJson.like(json);
        this.clock = clock;
    }

    /**
     * @param dryRun checks, answers what would happen, changes nothing
     * @throws ProblemException for every fault of the document at once; 428 and 412 as {@link Revisions} says
     */
    @Transactional
    public Answer state(String code, String text, @Nullable String ifMatch, boolean dryRun) {
        ReadDocument document = DocumentReader.read(text);
        Municipality municipality = MunicipalityDocument.read(document, json);
        if (!municipality.code().equals(code)) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(document.fault(
                            "/municipality/code",
                            "アドレスの団体コードは " + code + " です",
                            "the address names the municipality " + code)));
        }
        municipalities.lock(code);
        Optional<Stated> before = municipalities.find(code);
        String digest = document.digest();
        if (before.isPresent() && before.get().digest().equals(digest)) {
            return new Answer(code, municipality.name(), before.get().version(), false, false, 0);
        }
        Map<String, Part> known = new HashMap<>();
        municipalities.listParts(code).forEach(part -> known.put(part.kind() + "/" + part.id(), part));
        Map<String, JsonNode> stated = parts(municipality);
        nothingVanishes(document, known, stated);
        before.filter(was -> !dryRun).ifPresent(was -> Revisions.mayChange(ifMatch, was.version()));

        Instant now = Revisions.after(before.map(Stated::recordedAt).orElse(null), clock);
        List<Part> changed = new ArrayList<>();
        List<OutgoingEvent> events = new ArrayList<>();
        stated.forEach((key, content) -> {
            Part was = known.get(key);
            String written = content.toString();
            if (was == null || !was.content().equals(written)) {
                Part part = new Part(kindOf(key), idOf(key), written, was == null ? 1 : was.version() + 1);
                changed.add(part);
                events.add(announcement(code, part, content, now));
            }
        });
        long version = before.map(was -> was.version() + 1).orElse(1L);
        if (!dryRun) {
            municipalities.save(new Stated(code, municipality.name(), text, digest, version, now), changed);
            outbox.add(events);
        }
        return new Answer(code, municipality.name(), version, before.isEmpty(), true, changed.size());
    }

    private Map<String, JsonNode> parts(Municipality municipality) {
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
                    PartKind.GRADING_RULE + "/" + rule.id(),
                    json.createObjectNode().set("gradingRule", json.valueToTree(RuleWriting.write(rule))));
        }
        parts.put(PartKind.MUNICIPALITY + "/", head);
        for (Department department : municipality.departments()) {
            parts.put(
                    PartKind.DEPARTMENT + "/" + department.id(),
                    json.createObjectNode().set("department", json.valueToTree(department)));
        }
        for (Indicator indicator : municipality.indicators()) {
            parts.put(
                    PartKind.INDICATOR + "/" + indicator.id(),
                    json.createObjectNode().set("indicator", json.valueToTree(indicator)));
            List<Responsibility> responsibilities = municipality.responsibilities().stream()
                    .filter(responsibility -> responsibility.indicator().equals(indicator.id()))
                    .toList();
            ObjectNode responsibility = json.createObjectNode().put("indicator", indicator.id());
            responsibility.set("responsibilities", json.valueToTree(responsibilities));
            responsibility.withArray("responsibilities").forEach(one -> ((ObjectNode) one).remove("indicator"));
            parts.put(PartKind.RESPONSIBILITY + "/" + indicator.id(), responsibility);
        }
        return parts;
    }

    /** Figures, grades and past editions refer to these for ever: they end or are left unused, they are not deleted. */
    private static void nothingVanishes(ReadDocument document, Map<String, Part> known, Map<String, JsonNode> stated) {
        List<Fault> faults = known.keySet().stream()
                .filter(key -> !stated.containsKey(key))
                .sorted()
                .map(key -> switch (kindOf(key)) {
                    case DEPARTMENT ->
                        document.fault(
                                "/departments",
                                "登録済みの課「" + idOf(key) + "」がありません。なくなった課にはtoを書いてください",
                                "the known department " + idOf(key) + " is missing; give it a last day instead");
                    case GRADING_RULE ->
                        document.fault(
                                "/gradingRules",
                                "登録済みの評価基準「" + idOf(key) + "」がありません。使わない基準もこの一覧に残してください",
                                "the known grading rule " + idOf(key)
                                        + " is missing; it stays here though it is not used");
                    case INDICATOR, RESPONSIBILITY, MUNICIPALITY ->
                        document.fault(
                                "/indicators",
                                "登録済みの指標「" + idOf(key) + "」がありません。置き換えた指標にはsuccessorを書いてください",
                                "the known indicator " + idOf(key) + " is missing; name its successor instead");
                })
                .distinct()
                .toList();
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
    }

    private OutgoingEvent announcement(String code, Part part, JsonNode content, Instant now) {
        String kind = part.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String subject = part.kind() == PartKind.MUNICIPALITY ? code + "/" + kind : code + "/" + kind + "/" + part.id();
        ObjectNode data = json.createObjectNode().put("municipality", code);
        data.setAll((ObjectNode) content);
        return OutgoingEvent.of(
                TOPIC,
                subject,
                "jp.shirube.plan." + kind + ".changed.v1",
                "/plan-service",
                subject,
                part.version(),
                now,
                data);
    }

    private static PartKind kindOf(String key) {
        return PartKind.valueOf(key.substring(0, key.indexOf('/')));
    }

    private static String idOf(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
