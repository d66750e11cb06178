package jp.shirube.report.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.report.assessment.Assessment.Standing;
import jp.shirube.report.assessment.Promise.Over;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every target and every actual, however odd. {@code -Dassessor.seed=…} repeats a failure. */
class AssessorPropertyTest {

    private static final long SEED = Long.getLong("assessor.seed", 20_260_401L);
    private static final int CASES = Integer.getInteger("assessor.cases", 4000);
    private static final BigDecimal THOUSAND = new BigDecimal(1000);
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final int FIRST = 2022;
    private static final int LAST = 2029;

    private record Case(Promise promise, List<KnownActual> actuals) {

        Assessment in(int year) {
            return new Assessor(promise, actuals).assess(new FiscalYear(year));
        }
    }

    @Test
    void nothingThrowsWhateverIsPromisedAndMeasured() {
        forAll(any -> assertThatCode(() -> {
                    Assessor assessor = new Assessor(any.promise(), any.actuals());
                    assessor.years().forEach(assessor::assess);
                    assessor.assess(new FiscalYear(1990));
                    assessor.assess(new FiscalYear(2050));
                })
                .doesNotThrowAnyException());
    }

    @Test
    void achievedIsWhatTheComparatorSaysOfTheJudgedValue() {
        forAll(any -> figures(any, (figures, baseline, goal) -> {
            BigDecimal judged = figures.judged();
            BigDecimal threshold =
                    goal.relativeToBaseline() ? baseline == null ? null : baseline.value() : goal.value();
            if (judged == null || threshold == null) {
                assertThat(figures.achieved()).isNull();
            } else if (!figures.lowerBound()) {
                assertThat(figures.achieved()).isEqualTo(goal.comparator().holds(judged, threshold));
            } else if (figures.achieved() != null) {
                assertThat(figures.achieved()).isTrue();
                assertThat(goal.comparator().holds(judged, threshold)).isTrue();
            }
        }));
    }

    @Test
    void aRateTimesItsDivisorIsItsDividendAndARateThatIsMissingHasAReason() {
        forAll(any -> figures(any, (figures, baseline, goal) -> {
            assertThat(figures.achievementRate() == null).isEqualTo(figures.achievementRateReason() != null);
            assertThat(figures.baselineProgress() == null).isEqualTo(figures.baselineProgressReason() != null);
            BigDecimal judged = figures.judged();
            BigDecimal value = goal.value();
            if (figures.achievementRate() != null) {
                isQuotient(figures.achievementRate(), Objects.requireNonNull(judged), Objects.requireNonNull(value));
            }
            if (figures.baselineProgress() != null) {
                BigDecimal from =
                        Objects.requireNonNull(Objects.requireNonNull(baseline).value());
                isQuotient(
                        figures.baselineProgress(),
                        Objects.requireNonNull(judged).subtract(from),
                        Objects.requireNonNull(value).subtract(from));
            }
        }));
    }

    @Test
    void aCorrectionOfAYearNeverChangesAnEarlierOne() {
        forAll(any -> {
            Random random = new Random(any.hashCode());
            int year = FIRST + random.nextInt(LAST - FIRST + 1);
            List<KnownActual> corrected = new ArrayList<>(any.actuals());
            corrected.removeIf(actual -> yearOf(actual.period(), any.promise()) == year);
            if (random.nextBoolean()) {
                corrected.add(actual(random, new FiscalYear(year)));
            }
            Case after = new Case(any.promise(), corrected);
            for (int earlier = FIRST - 3; earlier < year; earlier++) {
                Assessment before = any.in(earlier);
                // A day that speaks for the year before is known only after that year: the newest figure may differ.
                if (!any.promise().countsForYearBefore()) {
                    assertThat(after.in(earlier)).isEqualTo(before);
                } else {
                    assertThat(after.in(earlier).figures()).isEqualTo(before.figures());
                    assertThat(after.in(earlier).standing()).isEqualTo(before.standing());
                }
            }
        });
    }

    /** 千円 instead of 円. */
    @Test
    void anotherUnitChangesNoRateAndNoJudgement() {
        forAll(any -> {
            Case other = inThousandths(any);
            for (int year = FIRST - 2; year <= LAST + 2; year++) {
                Assessment one = any.in(year);
                Assessment two = other.in(year);
                assertThat(two.standing()).isEqualTo(one.standing());
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
                    known.unknownYears().forEach(unknown -> {
                        whole.removeIf(actual -> yearOf(actual.period(), counted.promise()) == unknown.year());
                        whole.add(figure(unknown, new BigDecimal("123456.7")));
                    });
                    assertThat(new Case(counted.promise(), whole)
                                    .in(year)
                                    .figures()
                                    .achieved())
                            .isTrue();
                }
            }
        });
    }

    private static void sameRates(Figures one, Figures two) {
        assertThat(two.achievementRate()).isEqualTo(one.achievementRate());
        assertThat(two.baselineProgress()).isEqualTo(one.baselineProgress());
        assertThat(two.achieved()).isEqualTo(one.achieved());
        BigDecimal judged = one.judged();
        if (judged != null) {
            assertThat(two.judged()).isEqualByComparingTo(judged.multiply(THOUSAND));
        }
    }

    private static void isQuotient(BigDecimal percent, BigDecimal dividend, BigDecimal divisor) {
        BigDecimal expected = dividend.multiply(HUNDRED);
        BigDecimal off = percent.multiply(divisor).subtract(expected).abs();
        BigDecimal allowed = expected.abs().movePointLeft(MathContext.DECIMAL128.getPrecision() - 1);
        assertThat(off).isLessThanOrEqualTo(allowed);
    }

    private interface Check {
        void of(Figures figures, Promise.@Nullable Baseline baseline, Promise.Goal goal);
    }

    /** The figures of the target, or of each of its parts, of every year that has some. */
    private static void figures(Case any, Check check) {
        Promise promise = any.promise();
        for (int year = FIRST - 2; year <= LAST + 2; year++) {
            Assessment found = any.in(year);
            if (found.standing() != Standing.JUDGED && found.standing() != Standing.AFTER_GOAL) {
                continue;
            }
            if (promise.parts().isEmpty()) {
                check.of(found.figures(), promise.baseline(), Objects.requireNonNull(promise.goal()));
            }
            for (int part = 0; part < found.parts().size(); part++) {
                Promise.Goal goal = promise.parts().get(part).goal();
                if (goal != null) {
                    check.of(
                            found.parts().get(part).figures(),
                            promise.parts().get(part).baseline(),
                            goal);
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
        List<Promise.Part> parts = new ArrayList<>();
        if (random.nextInt(5) == 0) {
            parts.add(new Promise.Part("小学校", baseline(random), goal(random)));
            parts.add(new Promise.Part("中学校", baseline(random), random.nextInt(8) == 0 ? null : goal(random)));
        }
        Promise promise = new Promise(
                pick(random, Measure.Direction.values()),
                pick(random, Measure.Quantity.values()),
                random.nextInt(8) == 0,
                new FiscalYear(2024),
                new FiscalYear(2027),
                baseline(random),
                !parts.isEmpty() || random.nextInt(20) == 0 ? null : goal(random),
                parts);
        List<KnownActual> actuals = new ArrayList<>();
        for (int year = FIRST; year <= LAST; year++) {
            if (random.nextInt(4) != 0) {
                actuals.add(actual(random, period(random, year)));
            }
        }
        if (random.nextInt(6) == 0) {
            actuals.add(actual(random, Span.of(new FiscalYear(2023), new FiscalYear(2025))));
        }
        return new Case(promise, List.copyOf(actuals));
    }

    private static Promise.@Nullable Baseline baseline(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new Promise.Baseline(null, null, Accumulation.POINT);
            default -> new Promise.Baseline(number(random), new FiscalYear(2021), pick(random, Accumulation.values()));
        };
    }

    private static Promise.Goal goal(Random random) {
        boolean relative = random.nextInt(6) == 0;
        Over over = pick(random, Over.values());
        Period period = over == Over.POINT || random.nextInt(10) == 0
                ? new FiscalYear(2025 + random.nextInt(5))
                : Span.of(new FiscalYear(2023 + random.nextInt(3)), new FiscalYear(2026 + random.nextInt(3)));
        return new Promise.Goal(
                pick(random, GoalComparator.values()),
                relative || random.nextInt(15) == 0 ? null : number(random),
                relative,
                random.nextInt(20) == 0 ? null : period,
                over);
    }

    private static Period period(Random random, int year) {
        return switch (random.nextInt(6)) {
            case 0 -> new CalendarYear(year);
            case 1 -> new Day(LocalDate.of(year, 10, 1));
            default -> new FiscalYear(year);
        };
    }

    private static KnownActual actual(Random random, Period period) {
        KnownActual.Status status = pick(random, KnownActual.Status.values());
        if (random.nextInt(8) == 0) {
            return new KnownActual(period, null, pick(random, MissingReason.values()), Map.of(), status, 1);
        }
        Map<String, BigDecimal> parts = new HashMap<>();
        for (String name : List.of("小学校", "中学校")) {
            if (random.nextInt(3) != 0) {
                parts.put(name, number(random));
            }
        }
        return new KnownActual(period, number(random), null, parts, status, 1 + random.nextInt(3));
    }

    private static KnownActual figure(Period period, BigDecimal value) {
        return new KnownActual(period, value, null, Map.of(), KnownActual.Status.FINAL, 1);
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

    private static Case inThousandths(Case any) {
        UnaryOperator<@Nullable BigDecimal> other = value -> value == null ? null : value.multiply(THOUSAND);
        Promise promise = any.promise();
        List<Promise.Part> parts = promise.parts().stream()
                .map(part -> new Promise.Part(part.name(), scaled(part.baseline(), other), scaled(part.goal(), other)))
                .toList();
        List<KnownActual> actuals = any.actuals().stream()
                .map(actual -> {
                    Map<String, BigDecimal> scaled = new HashMap<>();
                    actual.parts().forEach((name, value) -> scaled.put(name, value.multiply(THOUSAND)));
                    return new KnownActual(
                            actual.period(),
                            other.apply(actual.value()),
                            actual.missingReason(),
                            scaled,
                            actual.status(),
                            actual.revision());
                })
                .toList();
        return new Case(
                new Promise(
                        promise.direction(),
                        promise.quantity(),
                        promise.countsForYearBefore(),
                        promise.firstYear(),
                        promise.lastYear(),
                        scaled(promise.baseline(), other),
                        scaled(promise.goal(), other),
                        parts),
                actuals);
    }

    private static Promise.@Nullable Baseline scaled(
            Promise.@Nullable Baseline baseline, UnaryOperator<@Nullable BigDecimal> other) {
        return baseline == null
                ? null
                : new Promise.Baseline(other.apply(baseline.value()), baseline.period(), baseline.accumulation());
    }

    private static Promise.@Nullable Goal scaled(
            Promise.@Nullable Goal goal, UnaryOperator<@Nullable BigDecimal> other) {
        return goal == null
                ? null
                : new Promise.Goal(
                        goal.comparator(),
                        other.apply(goal.value()),
                        goal.relativeToBaseline(),
                        goal.period(),
                        goal.over());
    }

    /** The same with nothing below zero, as things that are counted are. */
    private static Case countable(Case any) {
        return new Case(
                any.promise(),
                any.actuals().stream()
                        .map(actual -> {
                            BigDecimal value = actual.value();
                            return value == null ? actual : figure(actual.period(), value.abs());
                        })
                        .toList());
    }

    private static int yearOf(Period period, Promise promise) {
        boolean before = period instanceof Day && promise.countsForYearBefore();
        return period.fiscalYear().year() - (before ? 1 : 0);
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
