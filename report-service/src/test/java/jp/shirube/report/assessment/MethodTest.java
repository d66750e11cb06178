package jp.shirube.report.assessment;

import static jp.shirube.notation.Accumulation.POINT;
import static jp.shirube.notation.Accumulation.RUNNING;
import static jp.shirube.notation.GoalComparator.AT_LEAST;
import static jp.shirube.notation.GoalComparator.AT_MOST;
import static jp.shirube.promise.Direction.DOWN;
import static jp.shirube.promise.Direction.UP;
import static jp.shirube.promise.Quantity.FLOW;
import static jp.shirube.promise.Quantity.RATIO;
import static jp.shirube.promise.Quantity.STOCK;
import static jp.shirube.report.assessment.TargetCase.display;
import static jp.shirube.report.assessment.TargetCase.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.shirube.promise.Over;
import jp.shirube.promise.rule.Method;
import jp.shirube.promise.rule.Method.Path;
import jp.shirube.promise.rule.RuleReading;
import jp.shirube.report.assessment.Warning.Code;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The settings a rule may choose where bodies calculate differently. */
@NullUnmarked
class MethodTest {

    /** The standard method with some settings as they are written in a rule. */
    private static Method method(Object... settings) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            written.put((String) settings[i], settings[i + 1]);
        }
        Map<String, Object> rule = Map.of(
                "id",
                "tried",
                "name",
                "試行",
                "method",
                written,
                "axes",
                List.of(Map.of(
                        "id",
                        "a",
                        "name",
                        "a",
                        "levels",
                        List.of(
                                Map.of("symbol", "A", "label", "a", "when", Map.of("graded", Map.of("atLeast", 100))),
                                Map.of("symbol", "B", "label", "b")))));
        RuleReading.Reading reading = RuleReading.read(rule);
        assertThat(reading.objections()).isEmpty();
        return Objects.requireNonNull(reading.rule()).method();
    }

    private static TargetCase women() {
        return plan("R6", "R9", UP, RATIO).from("20", "R4", POINT).to(AT_LEAST, "40", "R9", Over.POINT);
    }

    private static String expected(TargetCase target, String year) {
        BigDecimal expected = target.in(year).figures().expected();
        return expected == null ? null : expected.toPlainString();
    }

    @Test
    void thePathMayBeginAtThePlanBeFlatGoInStepsOrBeAShareOfTheGoal() {
        TargetCase known = women().with("R6", "25").with("R7", "28").with("R9", "40");
        assertThat(expected(known.by(method("path", "LINEAR")), "R6")).isEqualTo("28");
        assertThat(expected(known.by(method("path", "FROM_PLAN_START")), "R6")).isEqualTo("25");
        assertThat(expected(known.by(method("path", "FLAT")), "R6")).isEqualTo("40");
        assertThat(expected(known.by(method("path", "PROPORTION")), "R6")).isEqualTo("10");
        assertThat(expected(known.by(method("path", "PROPORTION")), "R7")).isEqualTo("20");
        assertThat(expected(known.by(method("path", "PROPORTION", "yearlyShare", "60")), "R7"))
                .as("never more than the goal")
                .isEqualTo("40");
        for (Path path : Path.values()) {
            assertThat(expected(known.by(method("path", path.name())), "R9"))
                    .as("in its year the goal itself is expected, by " + path)
                    .isEqualTo("40");
        }
    }

    @Test
    void stepsStayAtTheLastMilestoneReached() {
        TargetCase known = women().milestone("30", "R7")
                .with("R6", "25")
                .with("R7", "29")
                .with("R8", "33")
                .by(method("path", "STEP"));
        assertThat(expected(known, "R6")).isEqualTo("20");
        assertThat(known.in("R6").figures().grade().reason().ja()).isEqualTo("期待値がまだ基準値と同じです");
        assertThat(expected(known, "R7")).isEqualTo("30");
        assertThat(expected(known, "R8")).isEqualTo("30");
        assertThat(known.in("R8").figures().grade().symbol()).isEqualTo("A");
    }

    @Test
    void lessIsBetterMayHaveARateOfThreeKinds() {
        TargetCase prejudice = plan("R6", "R9", DOWN, RATIO)
                .to(AT_MOST, "20", "R9", Over.POINT)
                .with("R6", "25")
                .with("R7", "0");
        assertThat(display(prejudice
                        .by(method("lessIsBetter", "GOAL_OVER_JUDGED"))
                        .in("R6")
                        .figures()
                        .rates()
                        .achievementRate()))
                .isEqualTo("80.0");
        assertThat(prejudice
                        .in("R7")
                        .figures()
                        .rates()
                        .achievementRate()
                        .reason()
                        .ja())
                .isEqualTo("実績が0です");
        assertThat(display(prejudice
                        .by(method("lessIsBetter", "ONE_MINUS_EXCESS"))
                        .in("R6")
                        .figures()
                        .rates()
                        .achievementRate()))
                .isEqualTo("75.0");
        TargetCase raw = prejudice.by(method("lessIsBetter", "RAW"));
        assertThat(display(raw.in("R6").figures().rates().achievementRate())).isEqualTo("125.0");
        assertThat(raw.in("R6").figures().warnings())
                .extracting(Warning::code)
                .contains(Code.RAW_RATE_OF_LESS_IS_BETTER);
        assertThat(raw.in("R6").figures().grade().symbol())
                .as("nothing is graded by the raw rate upwards")
                .isEqualTo("－");
    }

    @Test
    void aRefusedQuotientMayShowTheDifference() {
        TargetCase growth = plan("R6", "R9", UP, FLOW)
                .to(AT_LEAST, "-100", "R9", Over.POINT)
                .with("R6", "-400");
        assertThat(growth.in("R6").figures().difference()).isNull();
        assertThat(growth.by(method("notAboveZero", "DIFFERENCE"))
                        .in("R6")
                        .figures()
                        .difference())
                .isEqualByComparingTo("-300");
    }

    @Test
    void actualsMayBeRunningTotalsWithOrWithoutWhatWasThereBefore() {
        TargetCase registered = plan("R6", "R9", UP, FLOW)
                .from("215", "R5", RUNNING)
                .to(AT_LEAST, "400", "R6..R9", Over.CUMULATIVE)
                .with("R6", "240")
                .with("R7", "300");
        Figures running =
                registered.by(method("cumulativeActuals", "RUNNING")).in("R7").figures();
        assertThat(running.judged()).isEqualByComparingTo("300");
        assertThat(display(running.rates().baselineProgress())).isEqualTo("45.9");
        Figures own = registered
                .by(method("cumulativeActuals", "RUNNING", "subtractRunningBaseline", true))
                .in("R7")
                .figures();
        assertThat(own.judged()).isEqualByComparingTo("85");
        assertThat(own.incomplete()).isEmpty();
    }

    @Test
    void aSumThatLacksYearsMayBeComparedOverTheKnownOnes() {
        TargetCase proposals = plan("R3", "R7", UP, FLOW)
                .to(AT_LEAST, "36", "R3..R7", Over.CUMULATIVE)
                .with("R6", "7");
        Figures known = proposals
                .by(method("unknownYears", "KNOWN_YEARS_ONLY"))
                .in("R6")
                .figures();
        assertThat(known.standing()).isEqualTo(Standing.JUDGED);
        assertThat(known.lowerBound()).isFalse();
        assertThat(known.expected()).isEqualByComparingTo("7.2");
        assertThat(display(known.rates().scheduleProgress())).isEqualTo("97.2");
        assertThat(known.warnings()).extracting(Warning::code).contains(Code.SUM_OF_KNOWN_YEARS);
    }

    @Test
    void aLateStatisticOrAProvisionalFigureMayBeForReference() {
        TargetCase emissions = plan("R6", "R9", DOWN, FLOW)
                .from("747", "R1", POINT)
                .to(AT_MOST, "586.2", "R9", Over.POINT)
                .usuallyKnownAfter(30)
                .asOf("2026-08-01")
                .with("R4", "690");
        assertThat(emissions
                        .by(method("lateFigures", "REFERENCE"))
                        .in("R7")
                        .figures()
                        .standing())
                .isEqualTo(Standing.FOR_REFERENCE);
        assertThat(emissions.by(method("oldestYears", 2)).in("R7").figures().standing())
                .isEqualTo(Standing.NOT_PUBLISHED);
        TargetCase provisional = women().with("R6", "41", KnownActual.Status.PROVISIONAL);
        assertThat(provisional
                        .by(method("provisional", "REFERENCE"))
                        .in("R6")
                        .figures()
                        .standing())
                .isEqualTo(Standing.FOR_REFERENCE);
    }

    @Test
    void theGradeOfPartsMayBeTheirMeanOrAnyOfThem() {
        TargetCase pupils = plan("R6", "R9", UP, RATIO)
                .part("小学校", "79.5", "R5", "82", "R9")
                .part("中学校", "66.6", "R5", "70", "R9")
                .with("R6", Map.of("小学校", "80.2", "中学校", "66.0"));
        assertThat(pupils.in("R6").figures().grade().symbol()).isEqualTo("D");
        assertThat(pupils.by(method("parts", "ANY")).in("R6").figures().grade().symbol())
                .isEqualTo("A");
        assertThat(pupils.by(method("parts", "MEAN")).in("R6").figures().grade().symbol())
                .as("2.5 of 4, half up")
                .isEqualTo("B");
        TargetCase one = plan("R6", "R9", UP, RATIO)
                .part("小学校", "79.5", "R5", "82", "R9")
                .part("中学校", "66.6", "R5", "70", "R9")
                .with("R6", Map.of("小学校", "80.2"));
        assertThat(one.by(method("parts", "ANY")).in("R6").figures().grade().symbol())
                .as("one part suffices")
                .isEqualTo("A");
        assertThat(one.by(method("parts", "MEAN")).in("R6").figures().grade().symbol())
                .isEqualTo("－");
    }

    @Test
    void metEarlyMayStay() {
        TargetCase known = women().with("R7", "41").with("R8", "30");
        assertThat(known.in("R8").figures().grade().symbol()).isEqualTo("C");
        assertThat(known.by(method("metEarly", "STAYS"))
                        .in("R8")
                        .figures()
                        .grade()
                        .symbol())
                .isEqualTo("A");
    }

    @Test
    void theToleranceOfWhatIsToBeKeptMayBeAnother() {
        TargetCase visits = plan("R6", "R9", UP, RATIO).from("100", "R4", POINT).to(AT_LEAST, "100", "R9", Over.POINT);
        visits.with("R6", "97").with("R7", "96.9");
        assertThat(visits.in("R6").figures().grade().symbol())
                .as("3 % below is within")
                .isEqualTo("B");
        assertThat(visits.in("R7").figures().grade().symbol()).isEqualTo("D");
        assertThat(visits.by(method("maintainTolerance", "5"))
                        .in("R7")
                        .figures()
                        .grade()
                        .symbol())
                .isEqualTo("B");
        assertThat(visits.by(method("maintainTolerance", "0"))
                        .in("R6")
                        .figures()
                        .grade()
                        .symbol())
                .isEqualTo("D");
    }

    @Test
    void ratiosMayBeAveragedByTheirTerms() {
        TargetCase rate = plan("R6", "R9", UP, RATIO).to(AT_LEAST, "50", "R6..R9", Over.AVERAGE);
        rate.with("R6", "10", Map.of("分子", "1", "分母", "10")).with("R7", "60", Map.of("分子", "60", "分母", "100"));
        assertThat(rate.in("R7").figures().judged()).as("mean of percentages").isEqualByComparingTo("35");
        Figures byTerms = rate.by(method("averageOf", Map.of("numerator", "分子", "denominator", "分母", "factor", 100)))
                .in("R7")
                .figures();
        assertThat(byTerms.judged()).as("Σ分子 ÷ Σ分母").isBetween(new BigDecimal("55.45"), new BigDecimal("55.46"));
        rate.with("R8", "70");
        assertThat(rate.in("R8").figures().incomplete())
                .as("no terms, no share in it")
                .hasSize(1);
    }

    @Test
    void theAchievementRateMayLookAtTheNextMilestone() {
        TargetCase known =
                women().milestone("30", "R7").with("R6", "24").with("R8", "36").by(method("against", "NEXT_MILESTONE"));
        assertThat(display(known.in("R6").figures().rates().achievementRate())).isEqualTo("80.0");
        assertThat(display(known.in("R8").figures().rates().achievementRate())).isEqualTo("90.0");
    }

    @Test
    void aStockIsNotSummedWhateverTheMethod() {
        TargetCase stock = plan("R6", "R9", UP, STOCK)
                .to(AT_LEAST, "40", "R9", Over.POINT)
                .with("R6", "10")
                .with("R7", "20");
        assertThat(stock.in("R7").figures().judged()).isEqualByComparingTo("20");
    }
}
