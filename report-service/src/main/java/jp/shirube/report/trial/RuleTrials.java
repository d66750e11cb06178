package jp.shirube.report.trial;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import jp.shirube.document.DocumentSchema;
import jp.shirube.document.ReadDocument;
import jp.shirube.notation.FiscalYear;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.report.Years;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.Assessor.GradingRules;
import jp.shirube.report.assessment.Grade;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownRules;
import jp.shirube.report.targets.KnownRules.RuleBook;
import jp.shirube.report.targets.KnownTarget;
import jp.shirube.report.targets.KnownTargets;
import jp.shirube.report.targets.WrittenRules;
import org.jspecify.annotations.Nullable;

/** Tries a grading rule over the years of a plan: which grades would change if it were adopted. */
@ApplicationScoped
class RuleTrials {

    private static final DocumentSchema SCHEMA = new DocumentSchema("grading-rule-trial.schema.json");

    /** @param changes only what would change, by year and order of the print */
    record Tried(KnownEdition edition, GradingRule rule, List<YearTally> years, List<Change> changes) {}

    /**
     * @param before how many targets have each grade under the rules that apply
     * @param after how many would have
     */
    record YearTally(FiscalYear year, int changed, Map<String, Integer> before, Map<String, Integer> after) {}

    record Change(KnownTarget target, FiscalYear year, Grade before, Grade after) {}

    private final KnownEditions editions;
    private final KnownTargets targets;
    private final KnownRules rules;
    private final Clock clock;

    RuleTrials(KnownEditions editions, KnownTargets targets, KnownRules rules, Clock clock) {
        this.editions = editions;
        this.targets = targets;
        this.rules = rules;
        this.clock = clock;
    }

    /** @throws ProblemException with every fault of the document and its place */
    @Transactional
    Tried of(String municipality, String plan, ReadDocument document) {
        List<Fault> faults = new ArrayList<>(SCHEMA.faults(document));
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        AsOf now = AsOf.now(clock);
        JsonNode tree = document.tree();
        Integer number = tree.hasNonNull("edition") ? tree.path("edition").asInt() : null;
        KnownEdition edition = editions.get(municipality, plan, number, now);
        RuleBook book = rules.of(municipality, now);
        GradingRule rule = rule(document, book, faults);
        FiscalYear closed = FiscalYear.containing(now.day()).plusYears(-1);
        FiscalYear last = closed.compareTo(edition.lastYear()) > 0 ? edition.lastYear() : closed;
        FiscalYear from = Objects.requireNonNullElse(year(document, "from", faults), edition.firstYear());
        FiscalYear to = Objects.requireNonNullElse(year(document, "to", faults), last);
        if (rule == null || !faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return tried(edition, rule, book, targets.listOf(municipality, plan, edition.number(), now), from, to, now);
    }

    private @Nullable GradingRule rule(ReadDocument document, RuleBook book, List<Fault> faults) {
        JsonNode written = document.tree().path("rule");
        GradingRule own = written.isTextual() ? book.rules().get(written.asText()) : null;
        return own == null ? WrittenRules.read(written, document, "/rule", faults) : own;
    }

    private static @Nullable FiscalYear year(ReadDocument document, String field, List<Fault> faults) {
        if (!document.tree().hasNonNull(field)) {
            return null;
        }
        try {
            return Years.read(document.tree().path(field).asText());
        } catch (ProblemException e) {
            faults.add(document.fault("/" + field, "対象年度は R7 のように書いてください", "a fiscal year is written R7"));
            return null;
        }
    }

    private Tried tried(
            KnownEdition edition,
            GradingRule rule,
            RuleBook book,
            List<KnownTarget> known,
            FiscalYear from,
            FiscalYear to,
            AsOf now) {
        Map<KnownIndicator, List<KnownActual>> actuals = targets.actualsOf(
                known.stream().map(RuleTrials::indicator).distinct().toList(), now);
        List<Change> changes = new ArrayList<>();
        Map<FiscalYear, YearTally> tallies = new LinkedHashMap<>();
        for (FiscalYear year = from; year.compareTo(to) <= 0; year = year.plusYears(1)) {
            tallies.put(year, new YearTally(year, 0, new TreeMap<>(), new TreeMap<>()));
        }
        for (KnownTarget target : known) {
            Promise promise = target.promise();
            GradingRules applied = book.of(target).orElse(null);
            if (promise == null || applied == null) {
                continue;
            }
            List<KnownActual> own = actuals.getOrDefault(indicator(target), List.of());
            Assessor today = new Assessor(promise, applied, own, now.day());
            Assessor tried = new Assessor(promise, rule, own, now.day());
            for (FiscalYear year : List.copyOf(tallies.keySet())) {
                Grade before = today.assess(year).figures().grade();
                Grade after = tried.assess(year).figures().grade();
                boolean changed = !before.symbol().equals(after.symbol());
                tallies.computeIfPresent(year, (same, tally) -> counted(tally, before, after, changed));
                if (changed) {
                    changes.add(new Change(target, year, before, after));
                }
            }
        }
        return new Tried(edition, rule, List.copyOf(tallies.values()), changes);
    }

    private static YearTally counted(YearTally tally, Grade before, Grade after, boolean changed) {
        tally.before().merge(before.symbol(), 1, Integer::sum);
        tally.after().merge(after.symbol(), 1, Integer::sum);
        return new YearTally(tally.year(), tally.changed() + (changed ? 1 : 0), tally.before(), tally.after());
    }

    private static KnownIndicator indicator(KnownTarget target) {
        return new KnownIndicator(target.municipality(), target.indicator());
    }
}
