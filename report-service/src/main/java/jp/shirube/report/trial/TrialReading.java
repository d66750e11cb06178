package jp.shirube.report.trial;

import static jp.shirube.report.trial.TrialForm.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.shirube.document.Content;
import jp.shirube.document.DocumentSchema;
import jp.shirube.document.ReadDocument;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.notation.Span;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.Contradictions;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.promise.Stated;
import jp.shirube.promise.Stated.StatedBaseline;
import jp.shirube.promise.Stated.StatedGoal;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Measure;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.Promise.Reading;
import jp.shirube.report.targets.WrittenRules;
import jp.shirube.report.trial.TrialForm.ActualForm;
import jp.shirube.report.trial.TrialForm.BaselineForm;
import jp.shirube.report.trial.TrialForm.ComponentForm;
import jp.shirube.report.trial.TrialForm.ComponentValue;
import jp.shirube.report.trial.TrialForm.GoalForm;
import org.jspecify.annotations.Nullable;

/** Understands a trial, filling in what goes without saying, and collects every fault on the way. */
final class TrialReading {

    private static final DocumentSchema SCHEMA = new DocumentSchema("assessment-trial.schema.json");
    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    /** What is to be judged. */
    record Trial(Promise promise, GradingRule rule, List<KnownActual> actuals, FiscalYear year, LocalDate asOf) {}

    private final ReadDocument document;
    private final TrialForm form;
    private final PeriodKind periodKind;
    private final List<Fault> faults = new ArrayList<>();

    private TrialReading(ReadDocument document, TrialForm form) {
        this.document = document;
        this.form = form;
        this.periodKind = Objects.requireNonNullElse(form.periodKind(), PeriodKind.FISCAL_YEAR);
    }

    /** @throws ProblemException with every fault and its place */
    static Trial read(ReadDocument document, LocalDate today, ObjectMapper json) {
        List<Fault> malformed = SCHEMA.faults(document);
        if (!malformed.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, malformed);
        }
        TrialReading reading = new TrialReading(document, Content.as(TrialForm.class, document, json));
        Trial trial = reading.understand(today);
        if (!reading.faults.isEmpty() || trial == null) {
            throw new ProblemException(ProblemType.INVALID, reading.faults);
        }
        return trial;
    }

    private @Nullable Trial understand(LocalDate today) {
        FiscalYear year = year();
        GradingRule rule = rule();
        Goal goal = goal("/goal", form.goal(), !list(form.components()).isEmpty());
        Baseline baseline = baseline("/baseline", form.baseline());
        Commitment whole = new Commitment(
                null,
                baseline,
                goal,
                goals("/milestones", form.milestones()),
                goals("/previousGoals", form.previousGoals()),
                List.of());
        List<Commitment> parts = parts();
        LocalDate asOf = Objects.requireNonNullElse(form.asOf(), today);
        List<KnownActual> actuals = actuals(asOf);
        Period plan = period("/period", form.period(), PeriodKind.FISCAL_YEAR);
        Measure measure = measure(goal);
        contradictions("", measure, whole);
        for (int i = 0; i < parts.size(); i++) {
            contradictions("/components/" + i, measure, parts.get(i));
        }
        if (rule == null || year == null || !faults.isEmpty()) {
            return null;
        }
        List<Commitment> judged = parts.isEmpty() ? List.of(whole) : parts;
        FiscalYear last = plan == null ? lastYear(measure, judged, year) : plan.fiscalYear();
        FiscalYear first = plan == null
                ? firstYear(measure, judged, year)
                : plan.firstDay().map(FiscalYear::containing).orElse(last);
        FiscalYear begins = first.compareTo(last) > 0 ? last : first;
        return new Trial(new Promise(measure, begins, last, whole, parts, form.staysMet()), rule, actuals, year, asOf);
    }

    /** Together with what cannot be read at all, so that everything is said at once; a place is objected to once. */
    private void contradictions(String at, Measure measure, Commitment commitment) {
        Goal goal = commitment.goal();
        if (goal == null || !goal.isJudgeable()) {
            return;
        }
        Baseline baseline = commitment.baseline();
        Stated stated = new Stated(
                measure.direction(),
                measure.quantity(),
                baseline == null
                        ? null
                        : new StatedBaseline(
                                baseline.value(), baseline.period(), baseline.accumulation(), baseline.approximate()),
                stated(goal),
                commitment.milestones().stream().map(TrialReading::stated).toList(),
                null,
                null);
        boolean periodKnown = goal.period() != null;
        Contradictions.of(stated).stream()
                .filter(objection -> periodKnown || !objection.pointer().equals("/goal/period"))
                .forEach(objection -> fault(
                        at + objection.pointer(),
                        objection.what().ja(),
                        objection.what().en()));
    }

    private static StatedGoal stated(Goal goal) {
        return new StatedGoal(
                goal.comparator(),
                goal.value(),
                goal.upTo(),
                goal.relativeToBaseline(),
                goal.period(),
                goal.over(),
                goal.reading() == Reading.JUDGED);
    }

    private @Nullable FiscalYear year() {
        Period read = period("/year", form.year(), PeriodKind.FISCAL_YEAR);
        if (read instanceof FiscalYear year) {
            return year;
        }
        if (read != null) {
            fault("/year", "対象年度は R7 のように書いてください", "a fiscal year is written R7");
        }
        return null;
    }

    private @Nullable GradingRule rule() {
        JsonNode written = form.rule();
        GradingRule rule = WrittenRules.read(written, document, "/rule", faults);
        if (rule == null || form.path() == null) {
            return rule;
        }
        return rule.withMethod(rule.method().withPath(form.path()));
    }

    private Measure measure(@Nullable Goal goal) {
        boolean cumulative = goal != null && goal.over() == Over.CUMULATIVE;
        return new Measure(
                form.direction(),
                Objects.requireNonNullElse(form.quantity(), cumulative ? Quantity.FLOW : Quantity.RATIO),
                periodKind,
                Objects.requireNonNullElse(form.unit(), ""),
                form.decimals(),
                null,
                false,
                form.canBeNegative(),
                form.notCalculatedIsMet(),
                form.survey() || form.surveyEvery() != null,
                form.surveyEvery(),
                form.usuallyKnown() == null ? null : form.usuallyKnown().monthsAfter());
    }

    private static FiscalYear lastYear(Measure measure, List<Commitment> judged, FiscalYear otherwise) {
        return judged.stream()
                .map(Commitment::goal)
                .filter(goal -> goal != null && goal.period() != null)
                .map(goal -> measure.yearOf(Objects.requireNonNull(goal.period())))
                .max(FiscalYear::compareTo)
                .orElse(otherwise);
    }

    /** The first year of the goal's span, or the one after the baseline's: a trial need not say what plan it is of. */
    private static FiscalYear firstYear(Measure measure, List<Commitment> judged, FiscalYear year) {
        FiscalYear first = year;
        for (Commitment one : judged) {
            Goal goal = one.goal();
            Baseline baseline = one.baseline();
            if (goal != null && goal.over() != Over.POINT && goal.period() instanceof Span span) {
                first = measure.yearsOf(span).getFirst();
            } else if (baseline != null && baseline.period() != null) {
                first = measure.yearOf(baseline.period()).plusYears(1);
            }
        }
        return first;
    }

    private @Nullable Baseline baseline(String at, @Nullable BaselineForm written) {
        if (written == null) {
            return null;
        }
        if (written.value() != null && written.period() == null) {
            fault(at + "/period", "基準値には、いつの値かを書いてください", "a baseline says when it is of");
        }
        return new Baseline(
                written.value(),
                period(at + "/period", written.period(), periodKind),
                Objects.requireNonNullElse(written.accumulation(), Accumulation.POINT),
                written.approximate(),
                written.value() == null ? null : Math.max(written.value().scale(), 0));
    }

    private List<Goal> goals(String at, @Nullable List<GoalForm> written) {
        List<Goal> goals = new ArrayList<>();
        for (int i = 0; i < list(written).size(); i++) {
            goals.add(goal(at + "/" + i, list(written).get(i), false));
        }
        return goals;
    }

    private Goal goal(String at, GoalForm written, boolean mayBeEmpty) {
        boolean relative = written.relativeTo() != null;
        if (written.value() != null && relative) {
            fault(at + "/value", "基準値との比較の目標には値を書けません", "a goal relative to the baseline has no value");
        }
        if (written.value() == null && !relative && !mayBeEmpty) {
            fault(at, "目標には値（value）か、基準値との比較（relativeTo）が要ります", "a goal needs a value or relativeTo");
        }
        Period period = goalPeriod(at, written);
        boolean said = written.period() != null || written.from() != null || written.to() != null;
        if (!said && !mayBeEmpty) {
            fault(at + "/period", "目標には、いつの目標か（period、または to）を書いてください", "a goal says when it is for: period, or to");
        }
        return new Goal(
                Objects.requireNonNullElse(
                        written.comparator(),
                        form.direction() == Direction.DOWN ? GoalComparator.AT_MOST : GoalComparator.AT_LEAST),
                written.value(),
                written.upTo(),
                relative,
                period,
                Objects.requireNonNullElse(written.accumulation(), Over.POINT),
                Objects.requireNonNullElse(written.reading(), Reading.PRINTED));
    }

    /** One period, or from and to. */
    private @Nullable Period goalPeriod(String at, GoalForm written) {
        if (written.period() != null) {
            if (written.from() != null || written.to() != null) {
                fault(at + "/period", "period と from・to は、どちらか一方だけを書いてください", "write either period, or from and to");
            }
            return period(at + "/period", written.period(), periodKind);
        }
        Period to = period(at + "/to", written.to(), periodKind);
        Period from = period(at + "/from", written.from(), periodKind);
        if (from == null || to == null) {
            if (written.from() != null && written.to() == null) {
                fault(at + "/to", "from には to が要ります", "from needs to");
            }
            return to;
        }
        LocalDate first = from.firstDay().orElse(from.lastDay());
        if (first.isAfter(to.lastDay())) {
            fault(at + "/from", "始まりが終わりより後です", "it begins after it ends");
            return null;
        }
        return new Span(first, to.lastDay());
    }

    private List<Commitment> parts() {
        List<Commitment> parts = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < list(form.components()).size(); i++) {
            ComponentForm written = list(form.components()).get(i);
            String at = "/components/" + i;
            if (names.put(written.name(), i) != null) {
                fault(at + "/name", "同じ内訳が二度書かれています", "the same component stands twice");
            }
            parts.add(new Commitment(
                    written.name(),
                    baseline(at + "/baseline", written.baseline()),
                    goal(at + "/goal", written.goal(), false),
                    List.of(),
                    List.of(),
                    List.of()));
        }
        return parts;
    }

    /** Of several for a period the latest recorded up to the day asked counts. */
    private List<KnownActual> actuals(LocalDate asOf) {
        Map<String, KnownActual> known = new LinkedHashMap<>();
        for (int i = 0; i < list(form.actuals()).size(); i++) {
            ActualForm written = list(form.actuals()).get(i);
            String at = "/actuals/" + i;
            KnownActual actual = actual(at, written);
            if (actual == null || (actual.knownOn() != null && actual.knownOn().isAfter(asOf))) {
                continue;
            }
            KnownActual before = known.get(actual.period().canonical());
            if (before != null && (before.knownOn() == null || actual.knownOn() == null)) {
                fault(
                        at + "/period",
                        "同じ期間の実績が二度書かれています。いつ記録されたか（recordedOn）で区別してください",
                        "the period stands twice; tell them apart by recordedOn");
            }
            if (before == null || !isBefore(actual.knownOn(), before.knownOn())) {
                known.put(actual.period().canonical(), actual);
            }
        }
        return List.copyOf(known.values());
    }

    private static boolean isBefore(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one != null && other != null && one.isBefore(other);
    }

    private @Nullable KnownActual actual(String at, ActualForm written) {
        Map<String, BigDecimal> parts = new HashMap<>();
        for (ComponentValue component : list(written.components())) {
            parts.put(component.name(), component.value());
        }
        int said = (written.value() == null ? 0 : 1) + (written.missingReason() == null ? 0 : 1);
        if (said == 2 || (said == 0 && parts.isEmpty())) {
            fault(
                    at,
                    "実績には値（value）か、ない理由（missingReason）か、内訳（components）のどれかを書いてください",
                    "an actual has a value, a missingReason or components");
        }
        Period period = period(at + "/period", written.period(), periodKind);
        return period == null
                ? null
                : new KnownActual(
                        period,
                        written.value(),
                        written.missingReason(),
                        written.countsAsZero(),
                        parts,
                        Objects.requireNonNullElse(written.status(), KnownActual.Status.FINAL),
                        1,
                        written.recordedOn());
    }

    private @Nullable Period period(String at, @Nullable String text, PeriodKind kind) {
        if (text == null) {
            return null;
        }
        try {
            return PERIODS.parse(text, kind);
        } catch (NotationException e) {
            fault(at, e.message(Locale.JAPANESE), e.message(Locale.ENGLISH));
            return null;
        }
    }

    private void fault(String pointer, String ja, String en) {
        faults.add(document.fault(pointer, ja, en));
    }
}
