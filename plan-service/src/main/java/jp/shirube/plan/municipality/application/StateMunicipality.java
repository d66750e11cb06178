package jp.shirube.plan.municipality.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.shirube.access.audit.Audit;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.plan.EventJson;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.municipality.Municipalities;
import jp.shirube.plan.municipality.Municipalities.Part;
import jp.shirube.plan.municipality.Municipalities.Stated;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.Warning;
import jp.shirube.plan.municipality.WithoutReporter;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.plan.municipality.document.ResponsibilityWarnings;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Takes a municipality document as the new state, and announces each department, indicator, responsibility and rule that changed. */
@ApplicationScoped
public class StateMunicipality {

    /**
     * @param changed false when the document says what was already known
     * @param warnings what is odd in it, but may well be meant
     * @param withoutReporter what nobody reports today, and what nobody will from a coming day on
     */
    public record Answer(
            String code,
            String name,
            long version,
            boolean created,
            boolean changed,
            int announced,
            List<Warning> warnings,
            List<WithoutReporter> withoutReporter) {}

    /** A whole municipality at once changes thousands of parts. */
    private static final int MOST_NAMED = 300;

    private final Municipalities municipalities;
    private final MunicipalityEvents announcements;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Audit audit;
    private final Clock clock;

    StateMunicipality(
            Municipalities municipalities,
            MunicipalityEvents announcements,
            Outbox outbox,
            ObjectMapper json,
            Audit audit,
            Clock clock) {
        this.municipalities = municipalities;
        this.announcements = announcements;
        this.outbox = outbox;
        this.json = json;
        this.audit = audit;
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
            return answer(municipality, document, before.get().version(), false, false, 0);
        }
        List<Part> known = municipalities.listParts(code);
        nothingVanishes(document, known, announcements.contents(municipality).keySet());
        before.filter(was -> !dryRun).ifPresent(was -> Revisions.mayChange(ifMatch, was.version()));

        Instant now = Revisions.after(before.map(Stated::recordedAt).orElse(null), clock);
        long version = before.map(was -> was.version() + 1).orElse(1L);
        Stated stated = new Stated(code, municipality.name(), text, digest, version, now);
        List<Part> changed = announcements.changes(municipality, known);
        List<OutgoingEvent> events = new ArrayList<>(announcements.document(stated));
        changed.forEach(part -> events.add(announcements.changed(code, part, now)));
        EventJson.refuseTooLarge(document, events);
        if (!dryRun) {
            municipalities.save(stated, changed);
            outbox.add(events);
            audit.changed(
                    "municipality.state",
                    code,
                    before.map(was -> written(was, partsBefore(changed, known))).orElse(null),
                    written(stated, changed),
                    null);
        }
        return answer(municipality, document, version, before.isEmpty(), true, changed.size());
    }

    private Answer answer(
            Municipality municipality,
            ReadDocument document,
            long version,
            boolean created,
            boolean changed,
            int announced) {
        return new Answer(
                municipality.code(),
                municipality.name(),
                version,
                created,
                changed,
                announced,
                ResponsibilityWarnings.of(municipality, document),
                WithoutReporter.fromOn(LocalDate.now(clock), municipality));
    }

    /** How those were that changed now; what is new was not there. */
    private static List<Part> partsBefore(List<Part> changed, List<Part> known) {
        Set<String> keys = changed.stream()
                .map(part -> MunicipalityEvents.key(part.kind(), part.id()))
                .collect(Collectors.toSet());
        return known.stream()
                .filter(part -> keys.contains(MunicipalityEvents.key(part.kind(), part.id())))
                .toList();
    }

    private String written(Stated stated, List<Part> parts) {
        ObjectNode written = json.createObjectNode()
                .put("version", stated.version())
                .put("digest", stated.digest())
                .put("parts", parts.size());
        ArrayNode changed = written.putArray("changed");
        parts.stream()
                .limit(MOST_NAMED)
                .forEach(part -> changed.addObject()
                        .put("kind", part.kind().name())
                        .put("id", part.id())
                        .put("version", part.version())
                        .put("digest", Audit.digest(part.content())));
        return written.toString();
    }

    /** Figures, grades and past editions refer to these for ever: they end or are left unused, they are not deleted. */
    private static void nothingVanishes(ReadDocument document, List<Part> known, Set<String> stated) {
        List<Fault> faults = known.stream()
                .map(part -> MunicipalityEvents.key(part.kind(), part.id()))
                .filter(key -> !stated.contains(key))
                .sorted()
                .map(key -> switch (MunicipalityEvents.kindOf(key)) {
                    case DEPARTMENT ->
                        document.fault(
                                "/departments",
                                "登録済みの課「" + MunicipalityEvents.idOf(key) + "」がありません。なくなった課にはtoを書いてください",
                                "the known department " + MunicipalityEvents.idOf(key)
                                        + " is missing; give it a last day instead");
                    case GRADING_RULE ->
                        document.fault(
                                "/gradingRules",
                                "登録済みの評価基準「" + MunicipalityEvents.idOf(key) + "」がありません。使わない基準もこの一覧に残してください",
                                "the known grading rule " + MunicipalityEvents.idOf(key)
                                        + " is missing; it stays here though it is not used");
                    case INDICATOR, RESPONSIBILITY, MUNICIPALITY ->
                        document.fault(
                                "/indicators",
                                "登録済みの指標「" + MunicipalityEvents.idOf(key) + "」がありません。置き換えた指標にはsuccessorを書いてください",
                                "the known indicator " + MunicipalityEvents.idOf(key)
                                        + " is missing; name its successor instead");
                })
                .distinct()
                .toList();
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
    }
}
