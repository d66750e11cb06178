package jp.shirube.report.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.Span;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Earlier;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.Promise.Reading;
import jp.shirube.report.targets.KnownRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every target, rule and actual, however odd. {@code -Dassessor.seed=…} repeats a failure. */
class AssessorPropertyTest {

    private static final long SEED = Long.getLong("assessor.seed", 20_260_401L);
    private static final int CASES = Integer.getInteger("assessor.cases", 2000);
    private static final BigDecimal THOUSAND = new BigDecimal(1000);
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final int FIRST = 2022;
    private static final int LAST = 2029;
    private static final List<GradingRule> RULES =
            List.copyOf(KnownRules.presets().values());

    private record Case(Promise promise, GradingRule rule, List<KnownActual> actuals, LocalDate day) {

        Assessor assessor() {
            return new Assessor(promise, rule, actuals, day);
        }

        Assessment in(int year) {
            return assessor().assess(new FiscalYear(year));
        }

        Case with(List<KnownActual> others) {
            return new Case(promise, rule, others, day);
        }

        Case with(Promise other) {
            return new Case(other, rule, actuals, day);
        }
    }

    @Test
    void nothingThrowsWhateverIsPromisedAndMeasured() {
        forAll(any -> assertThatCode(() -> {
                    Assessor assessor = any.assessor();
                    assessor.years().forEach(assessor::assess);
                    assessor.assess(new FiscalYear(1990));
                    assessor.assess(new FiscalYear(2050));
                    assessor.nextDay();
                })
                .doesNotThrowAnyException());
    }

    @Test
    void achievedIsWhatTheComparatorSaysOfTheJudgedValue() {
        forAll(any -> figures(any, (figures, commitment, goal) -> {
            BigDecimal judged = figures.judged();
            Baseline baseline = commitment.baseline();
            BigDecimal threshold =
                    goal.relativeToBaseline() ? baseline == null ? null : baseline.value() : goal.value();
            boolean plain = goal.over() == Over.POINT && !goal.isRange() && !goal.relativeToBaseline();
            if (plain && judged != null && threshold != null) {
                assertThat(figures.achieved()).isEqualTo(goal.comparator().holds(judged, threshold));
            }
        }));
    }

    @Test
    void aRateTimesItsDivisorIsItsDividendAndARateThatIsMissingHasAReason() {
        forAll(any -> figures(any, (figures, commitment, goal) -> {
            Rates rates = figures.rates();
            for (Rate rate : List.of(
                    rates.achievementRate(),
                    rates.baselineProgress(),
                    rates.expectedRatio(),
                    rates.scheduleProgress())) {
                assertThat(rate.percent() == null).isEqualTo(rate.reason() != null);
            }
            BigDecimal judged = figures.judged();
            BigDecimal achievement = rates.achievementRate().percent();
            boolean plain = any.promise().measure().direction() == Direction.UP
                    && any.rule().id().equals("standard");
            if (achievement != null && plain) {
                isQuotient(achievement, Objects.requireNonNull(judged), Objects.requireNonNull(goal.value()));
            }
            BigDecimal schedule = rates.scheduleProgress().percent();
            if (schedule != null && plain && goal.over() == Over.CUMULATIVE) {
                isQuotient(schedule, Objects.requireNonNull(judged), Objects.requireNonNull(figures.expected()));
            }
        }));
    }

    @Test
    void everyGradeIsOneOfItsRuleOrHasAReason() {
        forAll(any -> {
            for (int year = FIRST - 2; year <= LAST + 2; year++) {
                Grade grade = any.in(year).figures().grade();
                assertThat(grade.rule()).isEqualTo(any.rule().id());
                if (grade.isGiven()) {
                    assertThat(any.rule().axes().getFirst().levels())
                            .anySatisfy(level -> assertThat(level.symbol()).isEqualTo(grade.symbol()));
                } else {
                    assertThat(grade.symbol()).isEqualTo(Grade.NONE);
                    assertThat(grade.reason()).isNotNull();
                }
            }
        });
    }

    /** The goal is what the direction asks for, as every stated target's is. */
    @Test
    void aBetterActualIsNeverGradedWorse() {
        AtomicInteger compared = new AtomicInteger();
        forAll(any -> {
            Promise promise = consistent(any.promise());
            if (promise.measure().direction() == Direction.NONE
                    || !promise.parts().isEmpty()) {
                return;
            }
            Case consistent = new Case(promise, any.rule(), any.actuals(), any.day());
            Random random = new Random(any.hashCode());
            BigDecimal more = BigDecimal.valueOf(1 + random.nextInt(500), random.nextInt(3));
            BigDecimal better = promise.measure().direction() == Direction.UP ? more : more.negate();
            for (int year = FIRST; year <= LAST; year++) {
                int improved = year;
                List<KnownActual> others = any.actuals().stream()
                        .map(actual -> yearOf(actual.period(), promise) == improved && actual.value() != null
                                ? figure(actual, actual.value().add(better))
                                : actual)
                        .toList();
                Grade before = consistent.in(year).figures().grade();
                Grade after = consistent.with(others).in(year).figures().grade();
                if (before.isGiven() && after.isGiven()) {
                    compared.incrementAndGet();
                    assertThat(Objects.requireNonNull(after.score()))
                            .as("in %d, better by %s: %s %s", year, better, before.basis(), after.basis())
                            .isGreaterThanOrEqualTo(Objects.requireNonNull(before.score()));
                }
            }
        });
        assertThat(compared.get()).as("grades compared").isGreaterThan(CASES / 2);
    }

    @Test
    void aSumIsTheSumOfItsYearsInWhateverOrderTheyArrive() {
        forAll(any -> {
            List<KnownActual> shuffled = new ArrayList<>(any.actuals());
            Collections.shuffle(shuffled, new Random(any.hashCode()));
            Case other = any.with(shuffled);
            figures(any, (figures, commitment, goal) -> {
                if (goal.over() == Over.CUMULATIVE && any.rule().id().equals("standard")) {
                    BigDecimal sum = figures.inputs().stream()
                            .map(Figures.Input::value)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(Objects.requireNonNull(figures.judged())).isEqualByComparingTo(sum);
                }
            });
            for (int year = FIRST; year <= LAST; year++) {
                assertThat(other.in(year).figures().judged())
                        .isEqualTo(any.in(year).figures().judged());
                assertThat(other.in(year).figures().grade())
                        .isEqualTo(any.in(year).figures().grade());
            }
        });
    }

    @Test
    void aCorrectionOfAYearNeverChangesAnEarlierOne() {
        forAll(any -> {
            if (any.promise().measure().surveyEvery() != null || isAfterGoal(any)) {
                return;
            }
            Random random = new Random(any.hashCode());
            int year = FIRST + random.nextInt(LAST - FIRST + 1);
            List<KnownActual> corrected = new ArrayList<>(any.actuals());
            corrected.removeIf(actual -> yearOf(actual.period(), any.promise()) == year);
            corrected.add(actual(random, new FiscalYear(year)));
            Case after = any.with(corrected);
            for (int earlier = FIRST - 3; earlier < year; earlier++) {
                Figures before = any.in(earlier).figures();
                Figures now = after.in(earlier).figures();
                assertThat(now.judged()).isEqualTo(before.judged());
                assertThat(now.rates()).isEqualTo(before.rates());
            }
        });
    }

    /** A negative figure anywhere says that a sum may fall, and so whether a lower bound suffices. */
    private static boolean isAfterGoal(Case any) {
        return any.promise().commitments().stream()
                .anyMatch(one -> one.goal() != null && one.goal().over() == Over.CUMULATIVE);
    }

    /** 千円 instead of 円. */
    @Test
    void anotherUnitChangesNoRateAndNoGrade() {
        forAll(any -> {
            if (any.promise().commitments().stream()
                    .anyMatch(one -> one.baseline() != null && one.baseline().approximate())) {
                return;
            }
            Case other = inThousandths(any);
            for (int year = FIRST - 2; year <= LAST + 2; year++) {
                Assessment one = any.in(year);
                Assessment two = other.in(year);
                sameRates(one.figures(), two.figures());
                for (int part = 0; part < one.parts().size(); part++) {
                    sameRates(
                            one.parts().get(part).figures(),
                            two.parts().get(part).figures());
                }
            }
        });
    }

    @Test
    void whatALowerBoundHasAchievedStaysAchievedWhenTheRestIsReported() {
        forAll(any -> {
            Case counted = countable(any);
            for (int year = FIRST; year <= LAST; year++) {
                Figures known = counted.in(year).figures();
                if (known.lowerBound() && Boolean.TRUE.equals(known.achieved())) {
                    List<KnownActual> whole = new ArrayList<>(counted.actuals());
                    known.incomplete().forEach(unknown -> {
                        whole.removeIf(actual -> yearOf(actual.period(), counted.promise()) == unknown.year());
                        whole.add(figure(unknown, new BigDecimal("123456.7")));
                    });
                    assertThat(counted.with(whole).in(year).figures().achieved())
                            .isTrue();
                }
            }
        });
    }

    @Test
    void aFigureEqualToTheBaselineHasComeNoWayAndOneEqualToTheGoalAllOfIt() {
        forAll(any -> {
            for (Commitment commitment : any.promise().commitments()) {
                Baseline baseline = commitment.baseline();
                Goal goal = commitment.goal();
                if (baseline == null || baseline.value() == null || goal == null || goal.value() == null) {
                    continue;
                }
                for (BigDecimal at : List.of(baseline.value(), goal.value())) {
                    List<KnownActual> level = new ArrayList<>();
                    for (int year = FIRST; year <= LAST; year++) {
                        level.add(figure(new FiscalYear(year), at));
                    }
                    Promise alone = new Promise(
                            any.promise().measure(),
                            any.promise().firstYear(),
                            any.promise().lastYear(),
                            new Commitment(null, baseline, goal, List.of(), List.of(), List.of()),
                            List.of(),
                            false);
                    BigDecimal progress = any.with(alone)
                            .with(level)
                            .in(LAST - 2)
                            .figures()
                            .rates()
                            .baselineProgress()
                            .percent();
                    boolean plain = goal.over() == Over.POINT && baseline.accumulation() == Accumulation.POINT;
                    if (progress != null && plain) {
                        assertThat(progress)
                                .isEqualByComparingTo(at.compareTo(baseline.value()) == 0 ? BigDecimal.ZERO : HUNDRED);
                    }
                }
            }
        });
    }

    private static void sameRates(Figures one, Figures two) {
        assertThat(two.standing()).isEqualTo(one.standing());
        assertThat(percents(two)).isEqualTo(percents(one));
        assertThat(two.achieved()).isEqualTo(one.achieved());
        assertThat(two.belowBaseline()).isEqualTo(one.belowBaseline());
        assertThat(two.grade().symbol()).isEqualTo(one.grade().symbol());
        BigDecimal judged = one.judged();
        if (judged != null && judged.precision() < 30) {
            assertThat(two.judged()).isEqualByComparingTo(judged.multiply(THOUSAND));
        }
    }

    private static List<String> percents(Figures figures) {
        Rates rates = figures.rates();
        return List.of(
                String.valueOf(rates.achievementRate().percent()),
                String.valueOf(rates.baselineProgress().percent()),
                String.valueOf(rates.expectedRatio().percent()),
                String.valueOf(rates.scheduleProgress().percent()));
    }

    private static void isQuotient(BigDecimal percent, BigDecimal dividend, BigDecimal divisor) {
        BigDecimal expected = dividend.multiply(HUNDRED);
        BigDecimal off = percent.multiply(divisor).subtract(expected).abs();
        BigDecimal allowed = expected.abs().movePointLeft(MathContext.DECIMAL128.getPrecision() - 2);
        assertThat(off).isLessThanOrEqualTo(allowed);
    }

    private interface Check {
        void of(Figures figures, Commitment commitment, Goal goal);
    }

    /** The figures of the target, or of each of its parts, of every year that has some of its own. */
    private static void figures(Case any, Check check) {
        List<Commitment> commitments = any.promise().commitments();
        for (int year = FIRST - 2; year <= LAST + 2; year++) {
            Assessment found = any.in(year);
            for (int at = 0; at < commitments.size(); at++) {
                Figures figures = any.promise().parts().isEmpty()
                        ? found.figures()
                        : found.parts().get(at).figures();
                Goal goal = commitments.get(at).goal();
                if (goal != null && figures.standing() == Standing.JUDGED && figures.judged() != null) {
                    check.of(figures, commitments.get(at), goal);
                }
            }
        }
    }

    private static void forAll(Consumer<Case> property) {
        for (int number = 0; number < CASES; number++) {
            Case any = any(new Random(SEED + number));
            try {
                property.accept(any);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dassessor.seed=" + (SEED + number) + " -Dassessor.cases=1: " + any, e);
            }
        }
    }

    private static Case any(Random random) {
        List<Commitment> parts = new ArrayList<>();
        if (random.nextInt(5) == 0) {
            parts.add(commitment(random, "小学校", goal(random)));
            parts.add(commitment(random, "中学校", random.nextInt(8) == 0 ? null : goal(random)));
        }
        Promise promise = new Promise(
                measure(random),
                new FiscalYear(2024),
                new FiscalYear(2027),
                commitment(random, null, !parts.isEmpty() || random.nextInt(20) == 0 ? null : goal(random)),
                parts,
                random.nextInt(10) == 0);
        List<KnownActual> actuals = new ArrayList<>();
        for (int year = FIRST; year <= LAST; year++) {
            if (random.nextInt(4) != 0) {
                actuals.add(actual(random, period(random, year)));
            }
        }
        if (random.nextInt(6) == 0) {
            actuals.add(actual(random, Span.of(new FiscalYear(2023), new FiscalYear(2025))));
        }
        GradingRule rule = random.nextBoolean() ? TargetCase.STANDARD : RULES.get(random.nextInt(RULES.size()));
        return new Case(
                promise, rule, List.copyOf(actuals), LocalDate.of(2024, 1, 1).plusDays(random.nextInt(3000)));
    }

    private static Measure measure(Random random) {
        return new Measure(
                pick(random, Direction.values()),
                pick(random, Quantity.values()),
                PeriodKind.FISCAL_YEAR,
                "",
                random.nextBoolean() ? random.nextInt(3) : null,
                null,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0,
                random.nextInt(4) == 0,
                random.nextInt(8) == 0 ? 1 + random.nextInt(4) : null,
                random.nextInt(4) == 0 ? null : random.nextInt(40));
    }

    private static Commitment commitment(Random random, @Nullable String part, @Nullable Goal goal) {
        List<Goal> milestones = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            milestones.add(new Goal(
                    GoalComparator.AT_LEAST,
                    number(random),
                    null,
                    false,
                    new FiscalYear(2024 + random.nextInt(2)),
                    Over.POINT,
                    Reading.PRINTED));
        }
        return new Commitment(
                part,
                baseline(random),
                goal,
                milestones,
                random.nextInt(6) == 0 ? List.of(goal(random)) : List.of(),
                random.nextInt(6) == 0 ? List.of(new Earlier(1, baseline(random), goal(random))) : List.of());
    }

    private static @Nullable Baseline baseline(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new Baseline(null, null, Accumulation.POINT, false, null);
            case 2 ->
                new Baseline(
                        number(random),
                        Span.of(new FiscalYear(2018), new FiscalYear(2021)),
                        pick(random, Accumulation.values()),
                        false,
                        null);
            default ->
                new Baseline(
                        number(random),
                        new FiscalYear(2021),
                        pick(random, Accumulation.values()),
                        random.nextInt(6) == 0,
                        null);
        };
    }

    private static Goal goal(Random random) {
        boolean relative = random.nextInt(6) == 0;
        Over over = pick(random, Over.values());
        Period period = over == Over.POINT || random.nextInt(10) == 0
                ? new FiscalYear(2025 + random.nextInt(5))
                : Span.of(new FiscalYear(2023 + random.nextInt(3)), new FiscalYear(2026 + random.nextInt(3)));
        BigDecimal value = relative || random.nextInt(15) == 0 ? null : number(random);
        return new Goal(
                pick(random, GoalComparator.values()),
                value,
                value != null && random.nextInt(12) == 0 ? value.add(BigDecimal.TEN) : null,
                relative,
                random.nextInt(20) == 0 ? null : period,
                over,
                pick(random, Reading.values()));
    }

    private static Period period(Random random, int year) {
        return switch (random.nextInt(6)) {
            case 0 -> new CalendarYear(year);
            case 1 -> new Day(LocalDate.of(year, 10, 1));
            default -> new FiscalYear(year);
        };
    }

    private static KnownActual actual(Random random, Period period) {
        KnownActual.Status status =
                random.nextBoolean() ? KnownActual.Status.FINAL : pick(random, KnownActual.Status.values());
        if (random.nextInt(8) == 0) {
            return new KnownActual(
                    period,
                    null,
                    pick(random, MissingReason.values()),
                    random.nextInt(4) == 0,
                    Map.of(),
                    status,
                    1,
                    null);
        }
        Map<String, BigDecimal> parts = new HashMap<>();
        for (String name : List.of("小学校", "中学校")) {
            if (random.nextInt(3) != 0) {
                parts.put(name, number(random));
            }
        }
        return new KnownActual(period, number(random), null, false, parts, status, 1 + random.nextInt(3), null);
    }

    private static KnownActual figure(Period period, BigDecimal value) {
        return new KnownActual(period, value, null, false, Map.of(), KnownActual.Status.FINAL, 1, null);
    }

    private static KnownActual figure(KnownActual was, BigDecimal value) {
        return new KnownActual(was.period(), value, null, false, was.parts(), was.status(), was.revision(), null);
    }

    /** Mostly ordinary figures, sometimes zero, equal to others, negative, tiny or huge. */
    private static BigDecimal number(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> BigDecimal.ZERO;
            case 1 -> BigDecimal.TEN;
            case 2 -> BigDecimal.valueOf(-random.nextInt(1000));
            case 3 -> BigDecimal.valueOf(random.nextLong(1, 10_000), 9);
            case 4 -> BigDecimal.valueOf(random.nextLong(Long.MAX_VALUE));
            default -> BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(3));
        };
    }

    /** With comparators that ask for what the direction says, as plan-service insists. */
    private static Promise consistent(Promise promise) {
        return new Promise(
                promise.measure(),
                promise.firstYear(),
                promise.lastYear(),
                consistent(promise.whole(), promise.measure().direction()),
                promise.parts(),
                promise.staysMet());
    }

    private static Commitment consistent(Commitment whole, Direction direction) {
        Goal goal = whole.goal();
        if (goal == null) {
            return whole;
        }
        boolean strict = goal.comparator() == GoalComparator.LESS_THAN || goal.comparator() == GoalComparator.MORE_THAN;
        GoalComparator comparator = direction == Direction.DOWN
                ? strict ? GoalComparator.LESS_THAN : GoalComparator.AT_MOST
                : strict ? GoalComparator.MORE_THAN : GoalComparator.AT_LEAST;
        Goal other = new Goal(
                comparator, goal.value(), null, goal.relativeToBaseline(), goal.period(), goal.over(), goal.reading());
        return new Commitment(
                whole.part(), whole.baseline(), other, whole.milestones(), whole.previousGoals(), whole.earlier());
    }

    private static Case inThousandths(Case any) {
        UnaryOperator<@Nullable BigDecimal> other = value -> value == null ? null : value.multiply(THOUSAND);
        Promise promise = any.promise();
        List<KnownActual> actuals = any.actuals().stream()
                .map(actual -> {
                    Map<String, BigDecimal> scaled = new HashMap<>();
                    actual.parts().forEach((name, value) -> scaled.put(name, value.multiply(THOUSAND)));
                    return new KnownActual(
                            actual.period(),
                            other.apply(actual.value()),
                            actual.missingReason(),
                            actual.countsAsZero(),
                            scaled,
                            actual.status(),
                            actual.revision(),
                            actual.knownOn());
                })
                .toList();
        return new Case(
                new Promise(
                        promise.measure(),
                        promise.firstYear(),
                        promise.lastYear(),
                        scaled(promise.whole(), other),
                        promise.parts().stream()
                                .map(part -> scaled(part, other))
                                .toList(),
                        promise.staysMet()),
                any.rule(),
                actuals,
                any.day());
    }

    private static Commitment scaled(Commitment one, UnaryOperator<@Nullable BigDecimal> other) {
        return new Commitment(
                one.part(),
                scaled(one.baseline(), other),
                one.goal() == null ? null : scaled(one.goal(), other),
                one.milestones().stream().map(goal -> scaled(goal, other)).toList(),
                List.of(),
                List.of());
    }

    private static @Nullable Baseline scaled(@Nullable Baseline baseline, UnaryOperator<@Nullable BigDecimal> other) {
        return baseline == null
                ? null
                : new Baseline(other.apply(baseline.value()), baseline.period(), baseline.accumulation(), false, null);
    }

    private static Goal scaled(Goal goal, UnaryOperator<@Nullable BigDecimal> other) {
        return new Goal(
                goal.comparator(),
                other.apply(goal.value()),
                other.apply(goal.upTo()),
                goal.relativeToBaseline(),
                goal.period(),
                goal.over(),
                goal.reading());
    }

    /** The same with nothing below zero, as things that are counted are. */
    private static Case countable(Case any) {
        return any.with(any.actuals().stream()
                .map(actual -> {
                    BigDecimal value = actual.value();
                    return value == null ? actual : figure(actual.period(), value.abs());
                })
                .toList());
    }

    private static int yearOf(Period period, Promise promise) {
        return promise.measure().yearOf(period).year();
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
