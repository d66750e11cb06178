package jp.shirube.report.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.Span;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Measure;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.Promise.Reading;
import jp.shirube.report.targets.AssessmentContent;
import jp.shirube.report.targets.KnownRules;
import org.junit.jupiter.api.Test;

/**
 * Assessments per second on one core, pure arithmetic and with its JSON: not a test, and not found by the build: its name ends in no
 * Test. {@code ./shirube bench assessment}. Targets
 * are deterministic: half single years, a quarter sums, a quarter means, ten years of plan each with its actual.
 */
class AssessmentBenchmark {

    private static final int TARGETS = 2_000;
    private static final int YEARS = 10;
    private static final int FIRST = 2016;
    private static final int ROUNDS = 9;
    private static final int WARM_UPS = 4;
    private static final LocalDate DAY = LocalDate.of(2026, 8, 1);

    @Test
    void assessmentsPerSecond() {
        List<Assessor> assessors = new ArrayList<>();
        for (int number = 0; number < TARGETS; number++) {
            assessors.add(new Assessor(promise(number), KnownRules.standard(), actuals(number), DAY));
        }
        measure("assessed", assessors, false);
        measure("assessed and written as JSON", assessors, true);
    }

    private static void measure(String what, List<Assessor> assessors, boolean withJson) {
        long[] perSecond = new long[ROUNDS];
        long sink = 0;
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            for (Assessor assessor : assessors) {
                for (int year = FIRST; year < FIRST + YEARS; year++) {
                    var found = assessor.assess(new FiscalYear(year));
                    sink += withJson
                            ? AssessmentContent.of(found).toString().length()
                            : found.figures().warnings().size();
                }
            }
            long nanos = System.nanoTime() - begun;
            if (round >= 0) {
                perSecond[round] = (long) TARGETS * YEARS * 1_000_000_000L / nanos;
            }
        }
        Arrays.sort(perSecond);
        System.out.printf(
                "%s: median %,d per second on one core (lowest %,d, highest %,d of %d rounds; %d)%n",
                what, perSecond[ROUNDS / 2], perSecond[0], perSecond[ROUNDS - 1], ROUNDS, sink % 10);
    }

    private static Promise promise(int number) {
        Over over = number % 4 < 2 ? Over.POINT : number % 4 == 2 ? Over.CUMULATIVE : Over.AVERAGE;
        FiscalYear last = new FiscalYear(FIRST + YEARS - 1);
        Goal goal = new Goal(
                GoalComparator.AT_LEAST,
                BigDecimal.valueOf(over == Over.CUMULATIVE ? 1_000 : 100 + number % 50),
                null,
                false,
                over == Over.POINT ? last : Span.of(new FiscalYear(FIRST), last),
                over,
                Reading.PRINTED);
        return new Promise(
                new Measure(
                        Direction.UP,
                        over == Over.CUMULATIVE ? Quantity.FLOW : Quantity.RATIO,
                        PeriodKind.FISCAL_YEAR,
                        "件",
                        1,
                        null,
                        false,
                        false,
                        false,
                        false,
                        null,
                        3),
                new FiscalYear(FIRST),
                last,
                new Commitment(
                        null,
                        new Baseline(
                                BigDecimal.valueOf(500 + number % 300, 1),
                                new FiscalYear(FIRST - 1),
                                Accumulation.POINT,
                                false,
                                1),
                        goal,
                        List.of(),
                        List.of(),
                        List.of()),
                List.of(),
                false);
    }

    private static List<KnownActual> actuals(int number) {
        List<KnownActual> actuals = new ArrayList<>();
        for (int year = 0; year < YEARS; year++) {
            actuals.add(new KnownActual(
                    new FiscalYear(FIRST + year),
                    BigDecimal.valueOf(600L + (number * 7L + year * 53L) % 900, 1),
                    null,
                    false,
                    Map.of(),
                    KnownActual.Status.FINAL,
                    1,
                    DAY));
        }
        return actuals;
    }
}
