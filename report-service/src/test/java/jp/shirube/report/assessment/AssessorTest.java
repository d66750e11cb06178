package jp.shirube.report.assessment;

import static jp.shirube.notation.GoalComparator.AT_LEAST;
import static jp.shirube.notation.GoalComparator.AT_MOST;
import static jp.shirube.notation.GoalComparator.LESS_THAN;
import static jp.shirube.notation.GoalComparator.MORE_THAN;
import static jp.shirube.report.assessment.Measure.Direction.DOWN;
import static jp.shirube.report.assessment.Measure.Direction.UP;
import static jp.shirube.report.assessment.Measure.Quantity.FLOW;
import static jp.shirube.report.assessment.Measure.Quantity.RATIO;
import static jp.shirube.report.assessment.Measure.Quantity.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
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
import jp.shirube.report.assessment.Assessment.Standing;
import jp.shirube.report.assessment.Promise.Over;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worked rows of the domain: real targets of the sample plans; the actuals are invented unless a test says otherwise. */
class AssessorTest {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());

    @Test
    void jointResearchSumsTheYearsOfTheGoalsSpanSoFar() {
        Assessment r7 = plan("R6", "R9", UP, FLOW)
                .from("21", "R4", Accumulation.PER_YEAR)
                .to(AT_LEAST, "100", "R6..R9", Over.CUMULATIVE)
                .with("R6", "24")
                .with("R7", "20")
                .in("R7");
        assertThat(r7.figures().judged()).isEqualByComparingTo("44");
        assertThat(r7.figures().achieved()).isFalse();
        assertRates(r7, "44.0", null);
        assertThat(r7.reason().ja()).isEqualTo("R6〜R7の累計で判定");
    }

    @Test
    void aCumulativeTargetBeforeItsSpanIsBeforeThePlan() {
        Assessment r5 = plan("R6", "R9", UP, FLOW)
                .to(AT_LEAST, "100", "R6..R9", Over.CUMULATIVE)
                .with("R5", "24")
                .in("R5");
        assertThat(r5.standing()).isEqualTo(Standing.BEFORE_PLAN);
        assertThat(r5.figures().judged()).isNull();
    }

    @Test
    void aSumThatLacksYearsIsALowerBoundAndNamesThem() {
        // 協働提案: R6 7件 is real, R3 to R5 are printed nowhere
        Case proposals = plan("R3", "R7", UP, FLOW)
                .from("5", "R1", Accumulation.POINT)
                .to(AT_LEAST, "36", "R3..R7", Over.CUMULATIVE)
                .with("R6", "7");
        Assessment r6 = proposals.in("R6");
        assertThat(r6.standing()).isEqualTo(Standing.INCOMPLETE);
        assertThat(r6.figures().judged()).isEqualByComparingTo("7");
        assertThat(r6.figures().lowerBound()).isTrue();
        assertThat(r6.figures().achieved()).isNull();
        assertRates(r6, null, null);
        assertThat(r6.reason().ja()).isEqualTo("R3・R4・R5 未報告のため累計は下限です");
        assertThat(proposals.with("R4", "40").in("R6").figures().achieved())
                .as("what is known already suffices")
                .isTrue();
    }

    @Test
    void aLateCorrectionOfAnEarlyYearChangesEveryLaterYearOfASum() {
        Case settlers = plan("R3", "R7", UP, FLOW)
                .from("91", "H27..H30", Accumulation.SUM)
                .to(AT_LEAST, "114", "R3..R7", Over.CUMULATIVE)
                .with("R4", "25")
                .with("R5", "18");
        Assessment before = settlers.with("R3", "20").in("R5");
        assertThat(before.figures().judged()).isEqualByComparingTo("63");
        assertRates(before, "55.3", null);
        assertThat(settlers.with("R3", "22").in("R5").figures().judged()).isEqualByComparingTo("65");
    }

    @Test
    void anAverageIsTheMeanOfTheKnownYears() {
        Assessment members = plan("R3", "R7", UP, RATIO)
                .from("7.82", "H26..H30", Accumulation.AVERAGE)
                .to(AT_LEAST, "10.0", "R3..R7", Over.AVERAGE)
                .with("R3", "8.8")
                .with("R5", "9.6")
                .in("R5");
        assertThat(members.figures().judged()).isEqualByComparingTo("9.2");
        assertThat(members.figures().unknownYears()).containsExactly(new FiscalYear(2022));
        assertThat(members.figures().yearsOfSpan()).isEqualTo(3);
        assertRates(members, "92.0", "63.3");
        assertThat(members.reason().ja()).isEqualTo("R3〜R5の平均で判定（5年中2年）");
    }

    @Test
    void aGoalPerYearWithASpanIsAnAverage() {
        Assessment suggestions = plan("R8", "R12", UP, FLOW)
                .from("2", "R2..R6", Accumulation.PER_YEAR)
                .to(AT_LEAST, "8", "R7..R11", Over.AVERAGE)
                .with("R7", "5")
                .with("R8", "7")
                .in("R8");
        assertThat(suggestions.figures().judged()).isEqualByComparingTo("6");
        assertRates(suggestions, "75.0", "66.7");
    }

    @Test
    void womenOnCouncilsR6IsOnItsWay() {
        // 32.8 is real, printed in another plan
        Assessment r6 = plan("R6", "R9", UP, RATIO)
                .from("28.9", "R4", Accumulation.POINT)
                .to(AT_LEAST, "40", "R9", Over.POINT)
                .with("R6", "32.8")
                .in("R6");
        assertThat(r6.figures().achieved()).isFalse();
        assertRates(r6, "82.0", "35.1");
    }

    @Test
    void aYearBeforeThePlansFirstIsNotJudgedButShowsWhatIsKnown() {
        Assessment r7 = plan("R8", "R12", UP, RATIO)
                .from("32.8", "R6", Accumulation.POINT)
                .to(AT_LEAST, "40", "R12", Over.POINT)
                .with("R7", "34")
                .in("R7");
        assertThat(r7.standing()).isEqualTo(Standing.BEFORE_PLAN);
        assertThat(r7.reason().ja()).isEqualTo("計画期間前（R8から）");
        assertThat(r7.latest()).isNotNull();
        assertThat(r7.figures().achieved()).isNull();
    }

    @Test
    void lessIsBetterHasNoAchievementRateButProgressFromTheBaseline() {
        Assessment prejudice = plan("R3", "R12", DOWN, RATIO)
                .from("51.6", "R2", Accumulation.POINT)
                .to(AT_MOST, "20", "R12", Over.POINT)
                .with("R7", "45")
                .in("R7");
        assertRates(prejudice, null, "20.9");
        assertThat(prejudice.figures().achievementRateReason())
                .isEqualTo(new Sentence("少ないほどよい指標です", "less is better"));
    }

    @Test
    void aGoalTheBaselineAlreadyMeetsIsToBeKept() {
        Case balance = plan("R8", "R12", DOWN, RATIO)
                .from("94.8", "R5", Accumulation.POINT)
                .to(AT_MOST, "95", "R12", Over.POINT);
        assertThat(balance.with("R8", "93.0").in("R8").figures().achieved()).isTrue();
        assertThat(balance.with("R8", "95.6").in("R8").figures().achieved()).isFalse();
        assertRates(balance.with("R8", "95.6").in("R8"), null, null);
    }

    @Test
    void aStrictGoalIsNotMetByEquality() {
        Assessment salt = plan("R8", "R12", DOWN, STOCK)
                .from("9.7", "R5", Accumulation.POINT)
                .to(LESS_THAN, "7.0", "R11", Over.POINT)
                .with("R11", "7.0")
                .in("R11");
        assertThat(salt.figures().achieved()).isFalse();
        assertRates(salt, null, "100.0");
    }

    @Test
    void afterTheGoalsYearFiguresAreForReference() {
        assertThat(plan("R8", "R12", DOWN, STOCK)
                        .to(LESS_THAN, "7.0", "R11", Over.POINT)
                        .with("R12", "6.8")
                        .in("R12")
                        .standing())
                .isEqualTo(Standing.AFTER_GOAL);
    }

    @Test
    void aZeroGoalIsExact() {
        Case migration = plan("R6", "R9", UP, FLOW)
                .from("-684", "R5年", Accumulation.POINT)
                .to(AT_LEAST, "0", "R9年", Over.POINT);
        Assessment r6 = migration.with("R6年", "-400").in("R6");
        assertThat(r6.figures().achieved()).isFalse();
        assertRates(r6, null, "41.5");
        Assessment r9 = migration.with("R9年", "30").in("R9");
        assertThat(r9.figures().achieved()).isTrue();
        assertRates(r9, null, "104.4");
        Assessment waiting = plan("R6", "R9", DOWN, STOCK)
                .from("1", "2023-10-01", Accumulation.POINT)
                .to(AT_MOST, "0", "2027-10-01", Over.POINT)
                .with("2024-10-01", "2")
                .in("R6");
        assertRates(waiting, null, "-100.0");
    }

    @Test
    void aGoalRelativeToTheBaselineIsComparedWithIt() {
        Case seminars =
                plan("R6", "R9", UP, FLOW).from("1", "R4", Accumulation.POINT).toBaseline(AT_LEAST, "R9");
        assertThat(seminars.with("R6", "0").in("R6").figures().achieved()).isFalse();
        assertThat(seminars.with("R6", "1").in("R6").figures().achieved()).isTrue();
        assertRates(seminars.with("R6", "3").in("R6"), null, null);
        assertThat(plan("R8", "R12", UP, RATIO)
                        .from("99.48", "R6", Accumulation.POINT)
                        .toBaseline(MORE_THAN, "R11")
                        .with("R11", "99.48")
                        .in("R11")
                        .figures()
                        .achieved())
                .as("より向上 is more than the baseline")
                .isFalse();
    }

    @Test
    void keepingAHundredPercentHasARateButNoProgress() {
        Assessment visits = plan("R6", "R9", UP, RATIO)
                .from("100", "R4", Accumulation.POINT)
                .to(AT_LEAST, "100", "R9", Over.POINT)
                .with("R6", "98.9")
                .in("R6");
        assertRates(visits, "98.9", null);
    }

    @Test
    void partsAreJudgedEachAndTheParentIsAchievedOnlyWhenAllAre() {
        Promise.Part primary = new Promise.Part("小学校", baseline("79.5", "R5"), goal("82", "R9"));
        Promise.Part junior = new Promise.Part("中学校", baseline("66.6", "R5"), goal("70", "R9"));
        Promise promise = new Promise(
                UP, RATIO, false, new FiscalYear(2024), new FiscalYear(2027), null, null, List.of(primary, junior));
        KnownActual actual = new KnownActual(
                new FiscalYear(2024),
                null,
                null,
                Map.of("小学校", new BigDecimal("80.2"), "中学校", new BigDecimal("66.0")),
                KnownActual.Status.FINAL,
                1);
        Assessment r6 = new Assessor(promise, List.of(actual)).assess(new FiscalYear(2024));
        assertThat(r6.figures().achieved()).isFalse();
        assertThat(r6.figures().achievementRate()).isNull();
        Figures elementary = r6.parts().get(0).figures();
        Figures middle = r6.parts().get(1).figures();
        assertThat(display(elementary.achievementRate())).isEqualTo("97.8");
        assertThat(display(elementary.baselineProgress())).isEqualTo("28.0");
        assertThat(display(middle.achievementRate())).isEqualTo("94.3");
        assertThat(display(middle.baselineProgress())).isEqualTo("-17.6");
    }

    @Test
    void co2ProgressesFromItsOwnBaseline() {
        Case emissions = plan("R1", "R9", DOWN, FLOW)
                .from("747", "R1", Accumulation.POINT)
                .to(AT_MOST, "586.2", "R9", Over.POINT);
        assertRates(emissions.with("R4", "690").in("R4"), null, "35.4");
    }

    @Test
    void aPreviousPlansYearsAreNotFilledIn() {
        Assessment views = plan("R3", "R7", UP, FLOW)
                .from("6057229", "H30", Accumulation.POINT)
                .to(AT_LEAST, "7300000", "R7", Over.POINT)
                .with("R4", "6500000")
                .in("R4");
        assertRates(views, "89.0", "35.6");
        Assessment nothing = plan("R3", "R7", UP, FLOW)
                .to(AT_LEAST, "7300000", "R7", Over.POINT)
                .with("R4", "6500000")
                .in("R5");
        assertThat(nothing.standing()).isEqualTo(Standing.NO_ACTUAL);
        assertThat(nothing.latest()).extracting(Assessment.Latest::period).isEqualTo(new FiscalYear(2022));
    }

    @Test
    void anEstimateIsNeverJudgedAndAProvisionalFigureIsMarked() {
        Case rate = plan("R6", "R9", UP, RATIO).to(AT_LEAST, "40", "R9", Over.POINT);
        assertThat(rate.with("R6", "41", KnownActual.Status.ESTIMATE).in("R6").standing())
                .isEqualTo(Standing.NO_ACTUAL);
        Assessment provisional =
                rate.with("R6", "41", KnownActual.Status.PROVISIONAL).in("R6");
        assertThat(provisional.figures().achieved()).isTrue();
        assertThat(provisional.provisional()).isTrue();
    }

    @Test
    void aReasonForNothingIsNotZero() {
        Case rate = plan("R6", "R9", UP, RATIO).to(AT_LEAST, "40", "R9", Over.POINT);
        rate.actuals.add(new KnownActual(
                new FiscalYear(2024), null, MissingReason.NOT_SURVEYED, Map.of(), KnownActual.Status.FINAL, 1));
        Assessment r6 = rate.in("R6");
        assertThat(r6.standing()).isEqualTo(Standing.MISSING_WITH_REASON);
        assertThat(r6.reason().ja()).isEqualTo("R6 調査なし");
    }

    @Test
    void aFigureOfASpanBelongsToNoYear() {
        Case proposals =
                plan("R1", "R5", UP, FLOW).to(AT_LEAST, "5", "R4", Over.POINT).with("H30.6..R4", "12");
        assertThat(proposals.in("R4").standing()).isEqualTo(Standing.NO_ACTUAL);
    }

    @Test
    void aYearsFigureCountsBeforeADaysFigureOfThatYear() {
        Case forms = plan("R7", "R12", UP, STOCK)
                .to(AT_LEAST, "100", "R12", Over.POINT)
                .with("2025-12-31", "83");
        assertThat(forms.in("R7").figures().judged()).isEqualByComparingTo("83");
        assertThat(forms.with("R7", "90").in("R7").figures().judged()).isEqualByComparingTo("90");
    }

    @Test
    void theFirstOfAprilMayCountAsTheEndOfTheYearBefore() {
        Case households = plan("R7", "R12", UP, STOCK)
                .to(AT_LEAST, "100", "R12", Over.POINT)
                .with("2026-04-01", "83");
        assertThat(households.in("R8").figures().judged()).isEqualByComparingTo("83");
        Assessment r7 = households.countedOnTheFirstOfApril().in("R7");
        assertThat(r7.figures().judged()).isEqualByComparingTo("83");
    }

    @Test
    void aGoalAfterThePlansEndIsStillToCome() {
        Case late = plan("R6", "R9", UP, RATIO)
                .to(AT_LEAST, "40", "R11", Over.POINT)
                .with("R10", "39");
        assertThat(late.in("R10").standing()).isEqualTo(Standing.JUDGED);
    }

    private static void assertRates(
            Assessment assessment, @Nullable String achievementRate, @Nullable String baselineProgress) {
        Figures figures = assessment.figures();
        assertThat(display(figures.achievementRate())).as("達成率").isEqualTo(achievementRate);
        assertThat(display(figures.baselineProgress())).as("基準値からの進捗率").isEqualTo(baselineProgress);
        if (achievementRate == null) {
            assertThat(figures.achievementRateReason()).isNotNull();
        }
        if (baselineProgress == null) {
            assertThat(figures.baselineProgressReason()).isNotNull();
        }
    }

    private static @Nullable String display(@Nullable BigDecimal rate) {
        return rate == null ? null : rate.setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static Promise.Baseline baseline(String value, String period) {
        return new Promise.Baseline(new BigDecimal(value), period(period), Accumulation.POINT);
    }

    private static Promise.Goal goal(String value, String period) {
        return new Promise.Goal(AT_LEAST, new BigDecimal(value), false, period(period), Over.POINT);
    }

    private static Period period(String text) {
        return PERIODS.parse(text, PeriodKind.FISCAL_YEAR);
    }

    private static Case plan(String first, String last, Measure.Direction direction, Measure.Quantity quantity) {
        return new Case(period(first).fiscalYear(), period(last).fiscalYear(), direction, quantity);
    }

    /** A target and its actuals, said in one sentence. */
    private static final class Case {
        private final FiscalYear first;
        private final FiscalYear last;
        private final Measure.Direction direction;
        private final Measure.Quantity quantity;
        private final List<KnownActual> actuals = new ArrayList<>();
        private Promise.@Nullable Baseline baseline;
        private Promise.@Nullable Goal goal;
        private boolean countsForYearBefore;

        Case(FiscalYear first, FiscalYear last, Measure.Direction direction, Measure.Quantity quantity) {
            this.first = first;
            this.last = last;
            this.direction = direction;
            this.quantity = quantity;
        }

        Case from(String value, String period, Accumulation accumulation) {
            baseline = new Promise.Baseline(new BigDecimal(value), period(period), accumulation);
            return this;
        }

        Case to(GoalComparator comparator, String value, String period, Over over) {
            goal = new Promise.Goal(comparator, new BigDecimal(value), false, period(period), over);
            return this;
        }

        Case toBaseline(GoalComparator comparator, String period) {
            goal = new Promise.Goal(comparator, null, true, period(period), Over.POINT);
            return this;
        }

        /** 4月1日 counts as the end of the fiscal year before. */
        Case countedOnTheFirstOfApril() {
            countsForYearBefore = true;
            return this;
        }

        Case with(String period, String value) {
            return with(period, value, KnownActual.Status.FINAL);
        }

        /** Replaces what was known for the period. */
        Case with(String period, String value, KnownActual.Status status) {
            Period of = period(period);
            actuals.removeIf(actual -> actual.period().equals(of));
            actuals.add(new KnownActual(of, new BigDecimal(value), null, Map.of(), status, 1));
            return this;
        }

        Assessment in(String year) {
            return new Assessor(
                            new Promise(
                                    direction, quantity, countsForYearBefore, first, last, baseline, goal, List.of()),
                            actuals)
                    .assess(period(year).fiscalYear());
        }
    }
}
