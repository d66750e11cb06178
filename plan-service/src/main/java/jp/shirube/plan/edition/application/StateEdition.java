package jp.shirube.plan.edition.application;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.shirube.access.audit.Audit;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.plan.EventJson;
import jp.shirube.plan.PlanProblems;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Editions;
import jp.shirube.plan.edition.Editions.Adoption;
import jp.shirube.plan.edition.Editions.Stated;
import jp.shirube.plan.edition.Editions.StatedPlan;
import jp.shirube.plan.edition.document.PlanDocument;
import jp.shirube.plan.edition.document.PlanDocument.Understood;
import jp.shirube.plan.municipality.Warning;
import jp.shirube.plan.municipality.application.ReadMunicipality;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Takes a plan document as an edition, changes a draft, adopts one. */
@ApplicationScoped
public class StateEdition {

    /**
     * @param changed false when the document says what was already known
     * @param warnings what is odd in it, but may well be meant
     */
    public record Answer(
            String municipality,
            String plan,
            int number,
            long version,
            boolean created,
            boolean changed,
            int elements,
            int initiatives,
            int targets,
            List<Warning> warnings) {}

    private final ReadMunicipality municipalities;
    private final Editions editions;
    private final EditionEvents announcements;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Audit audit;
    private final Clock clock;

    StateEdition(
            ReadMunicipality municipalities,
            Editions editions,
            EditionEvents announcements,
            Outbox outbox,
            ObjectMapper json,
            Audit audit,
            Clock clock) {
        this.municipalities = municipalities;
        this.editions = editions;
        this.announcements = announcements;
        this.outbox = outbox;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new edition; the same document again changes nothing.
     *
     * @throws ProblemException 422 with every fault at once; 409 when its number is taken by other content
     */
    @Transactional
    public Answer state(String municipality, String plan, String text, boolean dryRun) {
        ReadDocument document = DocumentReader.read(text);
        Understood understood = understand(municipality, plan, document);
        Edition edition = understood.edition();
        editions.lock(municipality, plan);
        Optional<Stated> before = editions.find(municipality, plan, edition.number());
        if (before.isPresent() && !before.get().digest().equals(document.digest())) {
            throw new ProblemException(
                    PlanProblems.EDITION_EXISTS,
                    "版" + edition.number() + "はすでにあります。変更はIf-MatchをつけたPUTで、新しい版は次の番号で送ってください。",
                    "Edition " + edition.number()
                            + " exists. Change it by PUT with If-Match, or send the next number.");
        }
        return before.map(was -> answer(understood, was, false, false))
                .orElseGet(() -> save(understood, document, text, null, null, dryRun));
    }

    /**
     * Another content for an edition that is there.
     *
     * @throws ProblemException 428 and 412 as {@link Revisions} says; 409 when it is adopted and no reason is given
     */
    @Transactional
    public Answer change(
            String municipality,
            String plan,
            int number,
            String text,
            @Nullable String ifMatch,
            @Nullable String reason,
            boolean dryRun) {
        ReadDocument document = DocumentReader.read(text);
        Understood understood = understand(municipality, plan, document);
        Edition edition = understood.edition();
        if (edition.number() != number) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(document.fault(
                            "/edition/number", "アドレスの版は " + number + " です", "the address names edition " + number)));
        }
        editions.lock(municipality, plan);
        Stated before = get(municipality, plan, number);
        if (before.digest().equals(document.digest())) {
            return answer(understood, before, false, false);
        }
        Revisions.mayChange(ifMatch, before.version());
        if (before.adoption() != null && (reason == null || reason.isBlank())) {
            throw new ProblemException(
                    PlanProblems.EDITION_ADOPTED,
                    "採択された版は、理由（reason）をつけた訂正としてだけ変更できます。",
                    "An adopted edition changes only as a correction with its reason.");
        }
        return save(understood, document, text, before, reason, dryRun);
    }

    /** @throws ProblemException 409 when it was adopted on other days, or with another note */
    @Transactional
    public Stated adopt(String municipality, String plan, int number, Adoption adoption) {
        editions.lock(municipality, plan);
        Stated before = get(municipality, plan, number);
        Adoption known = before.adoption();
        if (adoption.equals(known)) {
            return before;
        }
        if (known != null) {
            throw new ProblemException(
                    PlanProblems.EDITION_ADOPTED,
                    "この版は " + known.adoptedOn() + " に採択されています" + noted(known.note(), "（備考「", "」）") + "。",
                    "The edition was adopted on " + known.adoptedOn() + noted(known.note(), " (note: ", ")") + ".");
        }
        Instant now = Revisions.after(before.recordedAt(), clock);
        StatedPlan was = editions.findPlan(municipality, plan).orElseThrow();
        StatedPlan next = new StatedPlan(municipality, plan, was.name(), was.version() + 1);
        Stated adopted = new Stated(
                municipality, plan, number, before.document(), before.digest(), next.version(), now, adoption);
        editions.save(next, adopted, null);
        outbox.add(announcements.adopted(adopted, next.version(), now));
        record("edition.adopt", before, adopted, null);
        return adopted;
    }

    private static String noted(@Nullable String note, String before, String after) {
        return note == null ? "" : before + note + after;
    }

    private void record(String action, @Nullable Stated before, Stated after, @Nullable String why) {
        audit.changed(
                action,
                "%s/plans/%s/editions/%d".formatted(after.municipality(), after.plan(), after.number()),
                before == null ? null : written(before),
                written(after),
                why);
    }

    private String written(Stated stated) {
        ObjectNode written =
                json.createObjectNode().put("version", stated.version()).put("digest", stated.digest());
        Adoption adoption = stated.adoption();
        if (adoption != null) {
            written.put("adoptedOn", adoption.adoptedOn().toString())
                    .put("inForceFrom", adoption.inForceFrom().toString());
            if (adoption.note() != null) {
                written.put("note", adoption.note());
            }
        }
        return written.toString();
    }

    private Stated get(String municipality, String plan, int number) {
        return editions.find(municipality, plan, number)
                .orElseThrow(() -> new ProblemException(
                        PlanProblems.EDITION_UNKNOWN,
                        "計画「" + plan + "」に版" + number + "はありません。",
                        "The plan " + plan + " has no edition " + number + "."));
    }

    private Understood understand(String municipality, String plan, ReadDocument document) {
        Understood understood = PlanDocument.read(
                document, municipalities.getWhole(municipality).vocabulary(), json);
        Edition edition = understood.edition();
        List<Fault> faults = new ArrayList<>();
        if (!edition.municipality().equals(municipality)) {
            faults.add(document.fault(
                    "/municipality", "アドレスの団体コードは " + municipality + " です", "the address names " + municipality));
        }
        if (!edition.plan().equals(plan)) {
            faults.add(document.fault("/plan/id", "アドレスの計画は " + plan + " です", "the address names the plan " + plan));
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return understood;
    }

    private Answer save(
            Understood understood,
            ReadDocument document,
            String text,
            @Nullable Stated before,
            @Nullable String reason,
            boolean dryRun) {
        Edition edition = understood.edition();
        long version = editions.findPlan(edition.municipality(), edition.plan())
                        .map(StatedPlan::version)
                        .orElse(0L)
                + 1;
        Stated stated = new Stated(
                edition.municipality(),
                edition.plan(),
                edition.number(),
                text,
                document.digest(),
                version,
                Revisions.after(before == null ? null : before.recordedAt(), clock),
                before == null ? null : before.adoption());
        List<OutgoingEvent> events = announcements.stated(edition, stated, reason);
        EventJson.refuseTooLarge(document, events);
        if (!dryRun) {
            editions.save(
                    new StatedPlan(edition.municipality(), edition.plan(), edition.planName(), version),
                    stated,
                    reason);
            outbox.add(events);
            record(before == null ? "edition.state" : "edition.change", before, stated, reason);
        }
        return answer(understood, stated, before == null, true);
    }

    private static Answer answer(Understood understood, Stated stated, boolean created, boolean changed) {
        Edition edition = understood.edition();
        return new Answer(
                edition.municipality(),
                edition.plan(),
                edition.number(),
                stated.version(),
                created,
                changed,
                edition.elements().size(),
                edition.initiatives().size(),
                edition.targets().size(),
                understood.warnings());
    }
}
