package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Method;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Earlier;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.Promise.Reading;
import jp.shirube.report.targets.KnownRules;
import org.jspecify.annotations.Nullable;

/** A target and its actuals, said in one sentence. Judged on a day long after, unless a test says which. */
final class TargetCase {

    static final GradingRule STANDARD = KnownRules.standard();

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    private final FiscalYear first;
    private final FiscalYear last;
    private final Direction direction;
    private final Quantity quantity;
    private final Map<String, List<KnownActual>> byPeriod = new LinkedHashMap<>();
    private final List<Goal> milestones = new ArrayList<>();
    private final List<Goal> previousGoals = new ArrayList<>();
    private final List<Earlier> earlier = new ArrayList<>();
    private final List<Commitment> parts = new ArrayList<>();
    private PeriodKind periodKind = PeriodKind.FISCAL_YEAR;
    private GradingRule rule = STANDARD;
    private LocalDate day = LocalDate.of(2045, 1, 1);
    private @Nullable Baseline baseline;
    private @Nullable Goal goal;
    private @Nullable Integer decimals;
    private @Nullable Integer surveyEvery;
    private @Nullable Integer usuallyKnownAfterMonths = 3;
    private @Nullable MonthDay countedOn;
    private boolean countsForYearBefore;
    private boolean canBeNegative;
    private boolean notCalculatedIsMet;
    private boolean staysMet;

    private TargetCase(FiscalYear first, FiscalYear last, Direction direction, Quantity quantity) {
        this.first = first;
        this.last = last;
        this.direction = direction;
        this.quantity = quantity;
    }

    static TargetCase plan(String first, String last, Direction direction, Quantity quantity) {
        return new TargetCase(period(first).fiscalYear(), period(last).fiscalYear(), direction, quantity);
    }

    private static int decimals(String value) {
        return Math.max(new BigDecimal(value).scale(), 0);
    }

    static Period period(String text) {
        return PERIODS.parse(text, PeriodKind.FISCAL_YEAR);
    }

    static Goal goal(GoalComparator comparator, String value, String period, Over over) {
        return new Goal(comparator, new BigDecimal(value), null, false, period(period), over, Reading.PRINTED);
    }

    TargetCase from(String value, String period, Accumulation accumulation) {
        baseline = new Baseline(new BigDecimal(value), period(period), accumulation, false, decimals(value));
        return this;
    }

    TargetCase fromAbout(String value, String period) {
        baseline = new Baseline(new BigDecimal(value), period(period), Accumulation.POINT, true, decimals(value));
        return this;
    }

    TargetCase to(GoalComparator comparator, String value, String period, Over over) {
        goal = goal(comparator, value, period, over);
        return this;
    }

    TargetCase toBaseline(GoalComparator comparator, String period) {
        goal = new Goal(comparator, null, null, true, period(period), Over.POINT, Reading.PRINTED);
        return this;
    }

    TargetCase toRange(String lower, String upper, String period) {
        goal = new Goal(
                GoalComparator.AT_LEAST,
                new BigDecimal(lower),
                new BigDecimal(upper),
                false,
                period(period),
                Over.POINT,
                Reading.PRINTED);
        return this;
    }

    TargetCase readByJudgement() {
        Goal read = java.util.Objects.requireNonNull(goal);
        goal = new Goal(
                read.comparator(),
                read.value(),
                read.upTo(),
                read.relativeToBaseline(),
                read.period(),
                read.over(),
                Reading.JUDGED);
        return this;
    }

    TargetCase milestone(String value, String period) {
        milestones.add(goal(GoalComparator.AT_LEAST, value, period, Over.POINT));
        return this;
    }

    TargetCase previousGoal(String value, String period) {
        previousGoals.add(goal(GoalComparator.AT_LEAST, value, period, Over.POINT));
        return this;
    }

    TargetCase earlierEdition(int edition, String baseline, String goal, String period) {
        earlier.add(new Earlier(
                edition,
                new Baseline(new BigDecimal(baseline), period("R4"), Accumulation.POINT, false, decimals(baseline)),
                goal(GoalComparator.AT_LEAST, goal, period, Over.POINT)));
        return this;
    }

    TargetCase part(String name, String baseline, String from, String goal, String to) {
        parts.add(new Commitment(
                name,
                new Baseline(new BigDecimal(baseline), period(from), Accumulation.POINT, false, decimals(baseline)),
                goal(GoalComparator.AT_LEAST, goal, to, Over.POINT),
                List.of(),
                List.of(),
                List.of()));
        return this;
    }

    /** 4月1日 counts as the end of the fiscal year before. */
    TargetCase countedOnTheFirstOfApril() {
        countsForYearBefore = true;
        periodKind = PeriodKind.AS_OF_DAY;
        return this;
    }

    TargetCase countedOn(int month, int dayOfMonth) {
        countedOn = MonthDay.of(month, dayOfMonth);
        periodKind = PeriodKind.AS_OF_DAY;
        return this;
    }

    TargetCase byCalendarYear() {
        periodKind = PeriodKind.CALENDAR_YEAR;
        return this;
    }

    TargetCase whichCanBeNegative() {
        canBeNegative = true;
        return this;
    }

    TargetCase forWhichADashIsMet() {
        notCalculatedIsMet = true;
        return this;
    }

    TargetCase onceMetMet() {
        staysMet = true;
        return this;
    }

    TargetCase surveyedEvery(int years) {
        surveyEvery = years;
        return this;
    }

    TargetCase usuallyKnownAfter(@Nullable Integer months) {
        usuallyKnownAfterMonths = months;
        return this;
    }

    TargetCase decimals(int digits) {
        decimals = digits;
        return this;
    }

    TargetCase gradedBy(GradingRule other) {
        rule = other;
        return this;
    }

    /** The standard rule with another method. */
    TargetCase by(Method method) {
        return gradedBy(
                new GradingRule("tried", 3, STANDARD.name(), null, STANDARD.rounding(), method, STANDARD.axes(), null));
    }

    TargetCase asOf(String date) {
        day = LocalDate.parse(date);
        return this;
    }

    TargetCase with(String period, String value) {
        return with(period, value, KnownActual.Status.FINAL);
    }

    /** Replaces what was known for the period. */
    TargetCase with(String period, String value, KnownActual.Status status) {
        return known(new KnownActual(period(period), new BigDecimal(value), null, false, Map.of(), status, 1, null));
    }

    /** A value with the terms it comes from. */
    TargetCase with(String period, String value, Map<String, String> terms) {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        terms.forEach((name, term) -> values.put(name, new BigDecimal(term)));
        return known(new KnownActual(
                period(period), new BigDecimal(value), null, false, values, KnownActual.Status.FINAL, 1, null));
    }

    TargetCase with(String period, Map<String, String> components) {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        components.forEach((name, value) -> values.put(name, new BigDecimal(value)));
        return known(new KnownActual(period(period), null, null, false, values, KnownActual.Status.FINAL, 1, null));
    }

    TargetCase without(String period, MissingReason reason) {
        return known(new KnownActual(period(period), null, reason, false, Map.of(), KnownActual.Status.FINAL, 1, null));
    }

    TargetCase knownZero(String period, MissingReason reason) {
        return known(new KnownActual(period(period), null, reason, true, Map.of(), KnownActual.Status.FINAL, 1, null));
    }

    private TargetCase known(KnownActual actual) {
        byPeriod.put(actual.period().canonical(), List.of(actual));
        return this;
    }

    Promise promise() {
        return new Promise(
                new Measure(
                        direction,
                        quantity,
                        periodKind,
                        "",
                        decimals,
                        countsForYearBefore ? MonthDay.of(4, 1) : countedOn,
                        countsForYearBefore,
                        canBeNegative,
                        notCalculatedIsMet,
                        surveyEvery != null,
                        surveyEvery,
                        usuallyKnownAfterMonths),
                first,
                last,
                new Commitment(null, baseline, goal, milestones, previousGoals, earlier),
                parts,
                staysMet);
    }

    List<KnownActual> actuals() {
        return byPeriod.values().stream().flatMap(List::stream).toList();
    }

    Assessor assessor() {
        return new Assessor(promise(), rule, actuals(), day);
    }

    Assessment in(String year) {
        return assessor().assess(period(year).fiscalYear());
    }

    static @Nullable String display(Rate rate) {
        BigDecimal percent = rate.percent();
        return percent == null
                ? null
                : percent.setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
