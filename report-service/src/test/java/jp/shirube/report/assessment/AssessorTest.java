package jp.shirube.report.assessment;

import static jp.shirube.notation.Accumulation.AVERAGE;
import static jp.shirube.notation.Accumulation.PER_YEAR;
import static jp.shirube.notation.Accumulation.POINT;
import static jp.shirube.notation.Accumulation.RUNNING;
import static jp.shirube.notation.Accumulation.SUM;
import static jp.shirube.notation.GoalComparator.AT_LEAST;
import static jp.shirube.notation.GoalComparator.AT_MOST;
import static jp.shirube.notation.GoalComparator.LESS_THAN;
import static jp.shirube.notation.GoalComparator.MORE_THAN;
import static jp.shirube.promise.Direction.DOWN;
import static jp.shirube.promise.Direction.NONE;
import static jp.shirube.promise.Direction.UP;
import static jp.shirube.promise.Quantity.FLOW;
import static jp.shirube.promise.Quantity.RANK;
import static jp.shirube.promise.Quantity.RATIO;
import static jp.shirube.promise.Quantity.STOCK;
import static jp.shirube.report.assessment.TargetCase.display;
import static jp.shirube.report.assessment.TargetCase.period;
import static jp.shirube.report.assessment.TargetCase.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.MissingReason;
import jp.shirube.promise.Over;
import jp.shirube.report.assessment.Figures.Comparison;
import jp.shirube.report.assessment.Warning.Code;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What the domain says of single cases, under the standard rule. Targets are real or made alike; actuals are invented. */
@NullUnmarked
class AssessorTest {

    private static TargetCase women() {
        return plan("R6", "R9", UP, RATIO).from("28.9", "R4", POINT).to(AT_LEAST, "40", "R9", Over.POINT);
    }

    private static TargetCase settlers() {
        return plan("R3", "R7", UP, FLOW).from("91", "H27..H30", SUM).to(AT_LEAST, "114", "R3..R7", Over.CUMULATIVE);
    }

    private static String grade(Assessment assessment) {
        return assessment.figures().grade().symbol();
    }

    private static Standing standing(Assessment assessment) {
        return assessment.figures().standing();
    }

    private static List<Code> warnings(Assessment assessment) {
        return assessment.figures().warnings().stream().map(Warning::code).toList();
    }

    // Sums

    @Test
    void aLateCorrectionOfAnEarlyYearChangesEveryLaterYearOfASum() {
        TargetCase known = settlers().with("R3", "20").with("R4", "25").with("R5", "18");
        Assessment before = known.in("R5");
        known.with("R3", "30");
        assertThat(before.figures().judged()).isEqualByComparingTo("63");
        assertThat(known.in("R4").figures().judged()).isEqualByComparingTo("55");
        assertThat(known.in("R5").figures().judged()).isEqualByComparingTo("73");
        assertThat(grade(before)).isEqualTo("B");
        assertThat(grade(known.in("R5"))).isEqualTo("A");
    }

    @Test
    void aSumThatLacksYearsIsALowerBoundAndNamesThem() {
        Assessment r6 = plan("R3", "R7", UP, FLOW)
                .to(AT_LEAST, "36", "R3..R7", Over.CUMULATIVE)
                .with("R6", "7")
                .in("R6");
        assertThat(standing(r6)).isEqualTo(Standing.INCOMPLETE);
        assertThat(r6.figures().lowerBound()).isTrue();
        assertThat(r6.figures().achieved()).isNull();
        assertThat(r6.figures().incomplete())
                .containsExactly(new FiscalYear(2021), new FiscalYear(2022), new FiscalYear(2023));
        assertThat(r6.figures().reason().ja()).isEqualTo("R3・R4・R5 未報告のため累計は下限です");
        assertThat(r6.figures().explanation().ja()).isEqualTo("R3〜R7の累計36以上に対し、R6までの累計は7以上です。R3・R4・R5 未報告のため累計は下限です。");
    }

    @Test
    void aLowerBoundThatSufficesIsAchieved() {
        Assessment r6 = plan("R3", "R7", UP, FLOW)
                .to(AT_LEAST, "36", "R3..R7", Over.CUMULATIVE)
                .with("R6", "36")
                .in("R6");
        assertThat(standing(r6)).isEqualTo(Standing.JUDGED);
        assertThat(r6.figures().achieved()).isTrue();
        assertThat(grade(r6)).isEqualTo("A");
    }

    @Test
    void aLowerBoundOfWhatMayFallAgainDoesNotSuffice() {
        TargetCase growth = plan("R3", "R7", UP, FLOW)
                .to(AT_LEAST, "36", "R3..R7", Over.CUMULATIVE)
                .with("R6", "40");
        assertThat(standing(growth.whichCanBeNegative().in("R6"))).isEqualTo(Standing.INCOMPLETE);
        TargetCase fell = plan("R3", "R7", UP, FLOW)
                .to(AT_LEAST, "36", "R3..R7", Over.CUMULATIVE)
                .with("R5", "-2")
                .with("R6", "40");
        assertThat(standing(fell.in("R6")))
                .as("a negative figure says so itself")
                .isEqualTo(Standing.INCOMPLETE);
    }

    @Test
    void anEndedProgrammeIsAZeroInASumOnlyIfTheDepartmentSaysSo() {
        TargetCase ended = settlers().with("R3", "20").without("R4", MissingReason.DISCONTINUED);
        assertThat(standing(ended.in("R4"))).isEqualTo(Standing.INCOMPLETE);
        TargetCase zero = settlers().with("R3", "20").knownZero("R4", MissingReason.DISCONTINUED);
        assertThat(standing(zero.in("R4"))).isEqualTo(Standing.JUDGED);
        assertThat(zero.in("R4").figures().judged()).isEqualByComparingTo("20");
    }

    @Test
    void aSumOfCostsMeetsItsLimitOnlyWhenTheSpanIsOver() {
        TargetCase cost = plan("R6", "R9", DOWN, FLOW)
                .to(AT_MOST, "100", "R6..R9", Over.CUMULATIVE)
                .with("R6", "20")
                .with("R7", "30");
        assertThat(cost.in("R7").figures().achieved())
                .as("may still be overspent")
                .isNull();
        assertThat(grade(cost.in("R7"))).isEqualTo("－");
        cost.with("R8", "60");
        assertThat(cost.in("R8").figures().achieved()).as("overspent for good").isFalse();
        cost.with("R8", "20").with("R9", "30");
        assertThat(cost.in("R9").figures().achieved()).isTrue();
        assertThat(grade(cost.in("R9"))).isEqualTo("A");
    }

    @Test
    void aSumIsExpectedToPassTheMilestonesOfThePlan() {
        TargetCase research = plan("R6", "R9", UP, FLOW)
                .to(AT_LEAST, "100", "R6..R9", Over.CUMULATIVE)
                .milestone("20", "R7");
        research.with("R6", "5").with("R7", "15").with("R8", "40");
        assertThat(research.in("R6").figures().expected()).isEqualByComparingTo("10");
        assertThat(research.in("R7").figures().expected()).isEqualByComparingTo("20");
        assertThat(research.in("R8").figures().expected()).isEqualByComparingTo("60");
    }

    @Test
    void aGoalBelowTheYearlyBaselineIsWarnedOf() {
        TargetCase founders = plan("R6", "R9", UP, FLOW)
                .from("32", "R4", PER_YEAR)
                .to(AT_LEAST, "96", "R6..R9", Over.CUMULATIVE)
                .with("R6", "26");
        assertThat(warnings(founders.in("R6"))).contains(Code.GOAL_BELOW_YEARLY_BASELINE);
        assertThat(founders.in("R6").figures().explanation().ja()).contains("年平均26は、基準値の年あたり32より悪い水準です");
        assertThat(warnings(settlers().with("R3", "20").in("R3")))
                .as("22.8 a year is more than 22.75")
                .doesNotContain(Code.GOAL_BELOW_YEARLY_BASELINE);
    }

    @Test
    void theFigureOfASpanIsNeverPartOfAnotherSpansSum() {
        TargetCase known = settlers().with("R3..R4", "50").with("R5", "18");
        assertThat(known.in("R5").figures().incomplete()).containsExactly(new FiscalYear(2021), new FiscalYear(2022));
    }

    // Means

    @Test
    void aMeanSaysOfHowManyYearsItIs() {
        Assessment r5 = plan("R3", "R7", UP, RATIO)
                .from("7.82", "H26..H30", AVERAGE)
                .to(AT_LEAST, "10.0", "R3..R7", Over.AVERAGE)
                .with("R3", "8.8")
                .with("R5", "9.6")
                .in("R5");
        assertThat(r5.figures().judged()).isEqualByComparingTo("9.2");
        assertThat(r5.figures().incomplete()).containsExactly(new FiscalYear(2022));
        assertThat(r5.figures().reason().ja()).isEqualTo("R3〜R5の平均で判定（5年中2年）");
        assertThat(warnings(r5)).contains(Code.SOME_YEARS_OF_MEAN);
    }

    @Test
    void anEndlessMeanIsComparedExactly() {
        TargetCase thirds = plan("R3", "R5", UP, RATIO)
                .to(AT_LEAST, "3.3333333333333333333333333333333333", "R3..R5", Over.AVERAGE)
                .with("R3", "3")
                .with("R4", "3")
                .with("R5", "4");
        assertThat(thirds.in("R5").figures().achieved())
                .as("10/3 is more than 34 threes")
                .isTrue();
    }

    // The line

    @Test
    void thePreviousGoalIsShownAndNeverOnThePath() {
        TargetCase views = plan("R3", "R7", UP, FLOW)
                .from("6057229", "H30", POINT)
                .to(AT_LEAST, "7300000", "R7", Over.POINT)
                .previousGoal("4620000", "R2")
                .with("R2", "5000000")
                .with("R4", "6500000");
        Figures r4 = views.in("R4").figures();
        assertThat(r4.expected()).isBetween(new BigDecimal("6767383.8"), new BigDecimal("6767383.9"));
        assertThat(r4.compared()).singleElement().satisfies(previous -> {
            assertThat(previous.kind()).isEqualTo(Comparison.Kind.PREVIOUS_GOAL);
            assertThat(previous.judged()).as("the figure of its own year").isEqualByComparingTo("5000000");
            assertThat(previous.achieved()).isTrue();
            assertThat(display(previous.achievementRate())).isEqualTo("108.2");
        });
    }

    @Test
    void theLineGoesThroughTheMilestonesOfThePlan() {
        TargetCase known =
                women().milestone("36", "R6").with("R5", "30").with("R6", "33").with("R7", "35");
        assertThat(known.in("R6").figures().expected()).isEqualByComparingTo("36");
        assertThat(known.in("R7").figures().expected().toPlainString()).startsWith("37.333");
    }

    @Test
    void onTheWayToAMilestoneBehindTheBaselineNothingIsGradedTheWrongWayRound() {
        TargetCase dip = women().milestone("20", "R6").with("R6", "25").with("R7", "30");
        assertThat(dip.in("R6").figures().expected()).isEqualByComparingTo("20");
        assertThat(grade(dip.in("R6"))).isEqualTo("－");
        assertThat(dip.in("R6").figures().grade().reason().ja()).isEqualTo("期待値が基準値より悪い年度です");
    }

    @Test
    void aYearUpToTheBaselinesOwnIsBeforeTheLine() {
        TargetCase known = plan("R6", "R9", UP, RATIO)
                .from("28.9", "R6", POINT)
                .to(AT_LEAST, "40", "R9", Over.POINT)
                .with("R6", "28.9");
        assertThat(standing(known.in("R6"))).isEqualTo(Standing.BEFORE_PLAN);
        assertThat(standing(known.in("R5"))).isEqualTo(Standing.BEFORE_PLAN);
        assertThat(known.in("R5").figures().reason().ja()).isEqualTo("計画期間前（R7から）");
    }

    @Test
    void aFigureBeforeThePlanIsNotGradedThere() {
        // 特定健診 R5 49.3 is real; the plan of 001 begins in R6
        Assessment r5 = plan("R6", "R9", UP, RATIO)
                .from("47.9", "R4", POINT)
                .to(AT_LEAST, "60", "R9", Over.POINT)
                .with("R5", "49.3")
                .in("R5");
        assertThat(standing(r5)).isEqualTo(Standing.BEFORE_PLAN);
        assertThat(grade(r5)).isEqualTo("－");
        assertThat(r5.latest()).isNotNull();
    }

    @Test
    void aGoalAfterThePlansEndIsJudgedMidPlanToTheEnd() {
        TargetCase late = plan("R6", "R9", UP, RATIO)
                .from("28.9", "R4", POINT)
                .to(AT_LEAST, "40", "R11", Over.POINT)
                .with("R9", "36.9")
                .with("R10", "39");
        assertThat(warnings(late.in("R9"))).contains(Code.GOAL_AFTER_PLAN);
        assertThat(late.in("R9").figures().warnings().getFirst().sentence().ja())
                .startsWith("目標年次未到来");
        assertThat(grade(late.in("R9"))).isEqualTo("A");
        assertThat(standing(late.in("R10"))).isEqualTo(Standing.JUDGED);
    }

    @Test
    void afterTheGoalsYearItsGradeStaysAndLaterFiguresAreForReference() {
        TargetCase known = women().with("R9", "39").with("R10", "45");
        Assessment r10 = known.in("R10");
        assertThat(standing(r10)).isEqualTo(Standing.AFTER_GOAL);
        assertThat(grade(r10)).isEqualTo(grade(known.in("R9"))).isEqualTo("B");
        assertThat(r10.figures().judged()).isEqualByComparingTo("39");
        assertThat(r10.latest()).extracting(Assessment.Latest::period).isEqualTo(new FiscalYear(2028));
    }

    @Test
    void aLineFlatterThanTheRoundingIsWarnedOf() {
        TargetCase flat = plan("R6", "R9", UP, RATIO)
                .decimals(1)
                .from("99.0", "R5", POINT)
                .to(AT_LEAST, "99.2", "R9", Over.POINT)
                .with("R6", "99.1");
        assertThat(warnings(flat.in("R6"))).contains(Code.LINE_WITHIN_ROUNDING);
        assertThat(warnings(flat.with("R8", "99.1").in("R8"))).doesNotContain(Code.LINE_WITHIN_ROUNDING);
    }

    @Test
    void anApproximateBaselineThatDecidesIsWarnedOf() {
        TargetCase approvals =
                plan("R8", "R12", UP, RATIO).fromAbout("12", "R6").to(AT_LEAST, "60", "R12", Over.POINT);
        assertThat(warnings(approvals.with("R8", "30").in("R8"))).doesNotContain(Code.APPROXIMATE_BASELINE_DECIDES);
        assertThat(grade(approvals.with("R8", "28").in("R8"))).isEqualTo("A");
        assertThat(warnings(approvals.in("R8"))).contains(Code.APPROXIMATE_BASELINE_DECIDES);
    }

    // Zero, direction, range, rank

    @Test
    void lessIsBetterHasNoAchievementRateButProgressFromTheBaseline() {
        Assessment r7 = plan("R3", "R12", DOWN, RATIO)
                .from("51.6", "R2", POINT)
                .to(AT_MOST, "20", "R12", Over.POINT)
                .with("R7", "45")
                .in("R7");
        assertThat(r7.figures().rates().achievementRate().percent()).isNull();
        assertThat(r7.figures().rates().achievementRate().reason().ja()).isEqualTo("少ないほどよい指標です");
        assertThat(r7.figures().rates().expectedRatio().percent()).isNull();
    }

    @Test
    void aGoalOfZeroIsDecidedByTheComparatorAndTheWayFromTheBaseline() {
        TargetCase waiting = plan("R6", "R9", DOWN, STOCK)
                .from("4", "R5", POINT)
                .to(AT_MOST, "0", "R9", Over.POINT)
                .with("R7", "1")
                .with("R9", "0");
        assertThat(waiting.in("R7").figures().rates().achievementRate().percent())
                .isNull();
        assertThat(display(waiting.in("R7").figures().rates().baselineProgress()))
                .isEqualTo("75.0");
        assertThat(grade(waiting.in("R9"))).isEqualTo("A");
    }

    @Test
    void aJudgedZeroAboveAnUpwardGoalIsZeroPercent() {
        Assessment r6 = plan("R6", "R9", UP, FLOW)
                .to(AT_LEAST, "4", "R9", Over.POINT)
                .with("R6", "0")
                .in("R6");
        assertThat(display(r6.figures().rates().achievementRate())).isEqualTo("0.0");
        assertThat(grade(r6)).isEqualTo("D");
    }

    @Test
    void aNegativeTermHasNoQuotient() {
        TargetCase growth = plan("R6", "R9", UP, FLOW)
                .to(AT_LEAST, "-100", "R9", Over.POINT)
                .with("R6", "-400");
        assertThat(growth.in("R6").figures().rates().achievementRate().reason().ja())
                .isEqualTo("目標が0以下です");
        assertThat(grade(growth.in("R6"))).isEqualTo("－");
    }

    @Test
    void aDirectionIsNeverInferredFromAGoalBelowItsBaseline() {
        // a slower decline is accepted: more is better, the goal is below the baseline
        TargetCase households = plan("R6", "R9", UP, STOCK)
                .from("1000", "R4", POINT)
                .to(AT_LEAST, "900", "R9", Over.POINT)
                .with("R6", "950")
                .with("R7", "880")
                .with("R8", "800");
        assertThat(grade(households.in("R6"))).isEqualTo("A");
        assertThat(grade(households.in("R7"))).as("within 3 % of the goal").isEqualTo("B");
        assertThat(grade(households.in("R8"))).isEqualTo("D");
        assertThat(warnings(households.in("R6"))).contains(Code.GOAL_WORSE_THAN_BASELINE);
    }

    @Test
    void aRangeIsMetInsideItAndHasNoRates() {
        TargetCase rate = plan("R6", "R9", NONE, RATIO)
                .from("0.5", "R4", POINT)
                .toRange("1.0", "2.0", "R9")
                .with("R6", "1.5")
                .with("R7", "2.1");
        assertThat(grade(rate.in("R6"))).isEqualTo("A");
        assertThat(rate.in("R7").figures().achieved()).isFalse();
        assertThat(rate.in("R7").figures().rates().achievementRate().reason().ja())
                .isEqualTo("範囲の目標に率はありません");
        assertThat(grade(rate.in("R7"))).isEqualTo("－");
        TargetCase kept = plan("R6", "R9", NONE, RATIO)
                .from("1.5", "R4", POINT)
                .toRange("1.0", "2.0", "R9")
                .with("R6", "2.05")
                .with("R7", "2.1")
                .with("R8", "0.98");
        assertThat(grade(kept.in("R6"))).as("within 3 % of its upper end").isEqualTo("B");
        assertThat(grade(kept.in("R7"))).isEqualTo("D");
        assertThat(grade(kept.in("R8"))).as("within 3 % of its lower end").isEqualTo("B");
    }

    @Test
    void aRankHasNoRateAndFirstIsBest() {
        TargetCase rank = plan("R6", "R9", DOWN, RANK)
                .from("5", "R4", POINT)
                .to(AT_MOST, "1", "R9", Over.POINT)
                .with("R6", "3")
                .with("R7", "1");
        assertThat(rank.in("R6").figures().rates().scheduleProgress().reason().ja())
                .isEqualTo("順位に率はありません");
        assertThat(grade(rank.in("R6"))).isEqualTo("－");
        assertThat(grade(rank.in("R7"))).isEqualTo("A");
    }

    @Test
    void aStrictGoalMissedByEqualityDropsOneLevelInItsYear() {
        Assessment r11 = plan("R8", "R12", DOWN, STOCK)
                .from("9.7", "R5", POINT)
                .to(LESS_THAN, "7.0", "R11", Over.POINT)
                .with("R11", "7.0")
                .in("R11");
        assertThat(r11.figures().achieved()).isFalse();
        assertThat(warnings(r11)).contains(Code.NOT_ACHIEVED_DROPS);
        assertThat(r11.figures().explanation().ja()).contains("一段下げています");
    }

    // Said to people

    @Test
    void worseThanTheBaselineIsSaidAsItIsWhereLessIsBetter() {
        Assessment r8 = plan("R8", "R12", DOWN, RATIO)
                .decimals(1)
                .from("94.8", "R5", POINT)
                .to(AT_MOST, "95", "R12", Over.POINT)
                .with("R8", "94.9")
                .in("R8");
        assertThat(r8.figures().belowBaseline()).isTrue();
        assertThat(r8.figures().explanation().ja())
                .contains("94.9は、基準値94.8より悪い水準です")
                .doesNotContain("下回");
    }

    @Test
    void aRelativeGoalNamesTheBaselineItIsRelativeTo() {
        Assessment r11 = plan("R8", "R12", UP, RATIO)
                .decimals(2)
                .from("99.48", "R6", POINT)
                .toBaseline(MORE_THAN, "R11")
                .with("R11", "99.48")
                .in("R11");
        assertThat(r11.figures().explanation().ja())
                .startsWith("R11の目標「基準値（99.48）より向上」に対し、R11の実績は99.48です。維持型：基準の値と同じで、目標を満たしていません。");
    }

    @Test
    void afterAGoalsYearThatWasNeverReportedItIsStillNotReported() {
        Assessment r10 = women().with("R6", "32.8").with("R10", "45").in("R10");
        assertThat(standing(r10)).isEqualTo(Standing.NOT_REPORTED);
        assertThat(r10.figures().reason().ja()).isEqualTo("R9 未報告");
        assertThat(women().with("R9", "39")
                        .with("R10", "45")
                        .in("R10")
                        .figures()
                        .explanation()
                        .ja())
                .startsWith("目標年度（R9）の後。R9の判定のままです（参考：R10の実績45）。");
    }

    @Test
    void aMeanNamesTheYearsItLacks() {
        Assessment r7 = plan("R3", "R7", UP, RATIO)
                .to(AT_LEAST, "10", "R3..R7", Over.AVERAGE)
                .with("R5", "12")
                .with("R6", "13")
                .in("R7");
        assertThat(r7.figures().explanation().ja()).contains("R7までの平均は12.5（5年中2年、R3・R4・R7の実績なし）");
    }

    // Baselines

    @Test
    void aSumIsNeverToBeKeptThoughWhatWasThereBeforeIsMore() {
        Assessment r6 = plan("R6", "R9", UP, FLOW)
                .from("150", "R1..R5", SUM)
                .to(AT_LEAST, "100", "R6..R9", Over.CUMULATIVE)
                .with("R6", "10")
                .in("R6");
        assertThat(r6.figures().maintain()).isFalse();
        assertThat(grade(r6)).isEqualTo("D");
    }

    @Test
    void aSumThatMustBeMoreThanTheGoalDropsOneLevelAtEquality() {
        TargetCase more = plan("R6", "R9", UP, FLOW)
                .to(MORE_THAN, "40", "R6..R9", Over.CUMULATIVE)
                .with("R6", "10")
                .with("R7", "10")
                .with("R8", "10")
                .with("R9", "10");
        assertThat(grade(more.in("R8"))).isEqualTo("A");
        assertThat(grade(more.in("R9"))).isEqualTo("B");
    }

    @Test
    void onePrintedDigitIsThatOfThePrintNotOfTheIndicator() {
        // 002 prints 13％ for an indicator counted to two digits
        Assessment r8 = plan("R8", "R12", UP, RATIO)
                .decimals(2)
                .from("13", "R6", POINT)
                .to(AT_LEAST, "15", "R12", Over.POINT)
                .with("R8", "14")
                .in("R8");
        assertThat(warnings(r8)).contains(Code.LINE_WITHIN_ROUNDING);
    }

    @Test
    void theSameGoalForAnotherYearIsNoOtherGoal() {
        Assessment r9 =
                women().earlierEdition(1, "28.9", "40", "R7").with("R9", "36").in("R9");
        assertThat(warnings(r9)).contains(Code.GOAL_YEAR_CHANGED).doesNotContain(Code.GOAL_CHANGED);
        assertThat(r9.figures().compared()).isEmpty();
    }

    @Test
    void withoutABaselineThereIsNoProgressFromItAndNoMark() {
        Assessment r6 = plan("R6", "R9", UP, RATIO)
                .to(AT_LEAST, "40", "R9", Over.POINT)
                .with("R6", "34")
                .in("R6");
        assertThat(r6.figures().rates().baselineProgress().percent()).isNull();
        assertThat(r6.figures().belowBaseline()).isNull();
        assertThat(display(r6.figures().rates().achievementRate())).isEqualTo("85.0");
        assertThat(grade(r6)).as("by the achievement rate").isEqualTo("B");
    }

    @Test
    void withoutABaselineMilestonesComeBeforeTheAchievementRate() {
        TargetCase known = plan("R6", "R10", UP, RATIO)
                .to(AT_LEAST, "100", "R10", Over.POINT)
                .milestone("40", "R6")
                .with("R6", "40")
                .with("R8", "63");
        assertThat(grade(known.in("R6"))).isEqualTo("A");
        assertThat(known.in("R8").figures().expected()).isEqualByComparingTo("70");
        assertThat(display(known.in("R8").figures().rates().expectedRatio())).isEqualTo("90.0");
        assertThat(grade(known.in("R8"))).isEqualTo("B");
    }

    @Test
    void aSumAsBaselineOfAYearlyGoalIsTakenPerYear() {
        Assessment r8 = plan("R8", "R12", UP, FLOW)
                .from("10", "R2..R6", SUM)
                .to(AT_LEAST, "8", "R12", Over.POINT)
                .with("R8", "5")
                .in("R8");
        assertThat(r8.figures().expected()).isEqualByComparingTo("4");
        assertThat(display(r8.figures().rates().baselineProgress())).isEqualTo("50.0");
    }

    @Test
    void aRunningTotalIsNoBaselineOfYearlyFigures() {
        Assessment r6 = plan("R6", "R9", UP, FLOW)
                .from("215", "R4", RUNNING)
                .to(AT_LEAST, "400", "R6..R9", Over.CUMULATIVE)
                .with("R6", "60")
                .in("R6");
        assertThat(r6.figures().rates().baselineProgress().percent()).isNull();
        assertThat(r6.figures().belowBaseline()).isNull();
    }

    @Test
    void aBaselineRevisedAfterwardsIsShownBesideThePlansOwn() {
        TargetCase known = women().with("R4", "29.4").with("R6", "32.8");
        assertThat(known.in("R6").figures().expected()).as("by the plan's own").isEqualByComparingTo("33.34");
        assertThat(warnings(known.in("R6"))).contains(Code.BASELINE_REVISED);
        assertThat(warnings(women().with("R4", "28.9").with("R6", "32.8").in("R6")))
                .doesNotContain(Code.BASELINE_REVISED);
        assertThat(warnings(women().with("R4", "28.94").with("R6", "32.8").in("R6")))
                .as("the same but for rounding")
                .doesNotContain(Code.BASELINE_REVISED);
    }

    // Editions and readings

    @Test
    void aGoalRaisedInALaterEditionIsShownAgainstBoth() {
        Figures r9 = women().earlierEdition(1, "28.9", "35", "R9")
                .with("R9", "36")
                .in("R9")
                .figures();
        assertThat(r9.achieved()).isFalse();
        assertThat(r9.compared()).singleElement().satisfies(earlier -> {
            assertThat(earlier.kind()).isEqualTo(Comparison.Kind.EARLIER_EDITION);
            assertThat(earlier.edition()).isEqualTo(1);
            assertThat(earlier.goal()).isEqualByComparingTo("35");
            assertThat(earlier.achieved()).isTrue();
            assertThat(display(earlier.achievementRate())).isEqualTo("102.9");
        });
        assertThat(r9.warnings()).extracting(Warning::code).contains(Code.GOAL_CHANGED);
        assertThat(women().earlierEdition(1, "28.9", "40", "R9")
                        .with("R9", "36")
                        .in("R9")
                        .figures()
                        .compared())
                .as("nothing changed")
                .isEmpty();
    }

    @Test
    void aGoalReadByJudgementWarnsAndCanBeReadTheOtherWay() {
        // 001:L695 60件: R9 alone, or all of R6 to R9
        TargetCase houses = plan("R6", "R9", UP, FLOW)
                .from("28", "R4", POINT)
                .to(AT_LEAST, "60", "R9", Over.POINT)
                .readByJudgement()
                .with("R6", "30")
                .with("R7", "32");
        assertThat(warnings(houses.in("R7"))).contains(Code.JUDGED_READING);
        assertThat(grade(houses.in("R7"))).isEqualTo("D");
        Promise other = houses.promise().otherReading().orElseThrow();
        Assessment summed = new Assessor(other, TargetCase.STANDARD, houses.actuals(), LocalDate.of(2030, 1, 1))
                .assess(new FiscalYear(2025));
        assertThat(summed.figures().judged()).isEqualByComparingTo("62");
        assertThat(grade(summed)).isEqualTo("A");
        assertThat(women().promise().otherReading()).as("nobody had to decide").isEmpty();
    }

    @Test
    void aSumReadByJudgementIsOtherwiseTheFigureOfItsLastYear() {
        Promise other = settlers().readByJudgement().promise().otherReading().orElseThrow();
        assertThat(other.whole().goal().over()).isEqualTo(Over.POINT);
        assertThat(other.whole().goal().period()).isEqualTo(new FiscalYear(2025));
    }

    // What is not known

    @Test
    void aYearWithoutAFigureIsNotOverThenNotPublishedThenNotReported() {
        TargetCase known = women().with("R6", "32.8").usuallyKnownAfter(3);
        assertThat(standing(known.asOf("2026-03-31").in("R7"))).isEqualTo(Standing.NOT_OVER);
        assertThat(standing(known.asOf("2026-04-01").in("R7"))).isEqualTo(Standing.NOT_PUBLISHED);
        assertThat(standing(known.asOf("2026-06-30").in("R7"))).isEqualTo(Standing.NOT_PUBLISHED);
        assertThat(standing(known.asOf("2026-07-01").in("R7"))).isEqualTo(Standing.NOT_REPORTED);
        assertThat(known.in("R7").figures().reason().ja()).isEqualTo("R7 未報告");
        assertThat(grade(known.in("R7"))).isEqualTo("－");
    }

    @Test
    void theNextDayThatChangesSomethingIsTold() {
        TargetCase known = women().with("R6", "32.8").usuallyKnownAfter(3);
        assertThat(known.asOf("2026-01-10").assessor().nextDay()).contains(LocalDate.of(2026, 4, 1));
        assertThat(known.asOf("2026-04-01").assessor().nextDay()).contains(LocalDate.of(2026, 7, 1));
        assertThat(known.asOf("2026-06-30").assessor().nextDay()).contains(LocalDate.of(2026, 7, 1));
        assertThat(known.with("R7", "33")
                        .with("R8", "34")
                        .with("R9", "35")
                        .assessor()
                        .nextDay())
                .as("nothing more will change by itself")
                .isEmpty();
    }

    @Test
    void aStatisticThatComesLateIsGradedByItsNewestFigureInItsOwnYear() {
        TargetCase emissions = plan("R6", "R9", DOWN, FLOW)
                .from("747", "R1", POINT)
                .to(AT_MOST, "586.2", "R9", Over.POINT)
                .usuallyKnownAfter(30)
                .with("R4", "690");
        Assessment r7 = emissions.asOf("2026-08-01").in("R7");
        assertThat(r7.figures().figureYear()).isEqualTo(new FiscalYear(2022));
        assertThat(warnings(r7)).contains(Code.LATE_FIGURE);
        assertThat(r7.figures().warnings().getFirst().sentence().ja()).isEqualTo("（R4の値）");
        assertThat(grade(emissions.asOf("2027-08-01").in("R8")))
                .as("four years old is too old")
                .isEqualTo("－");
        assertThat(standing(emissions.asOf("2028-10-01").in("R7")))
                .as("after its usual day it is missing")
                .isEqualTo(Standing.NOT_REPORTED);
    }

    @Test
    void aStatisticIsLateFromSixMonthsOn() {
        TargetCase known = women().with("R6", "32.8").asOf("2026-05-01");
        assertThat(known.usuallyKnownAfter(5).in("R7").figures().judged()).isNull();
        assertThat(known.usuallyKnownAfter(6).in("R7").figures().figureYear()).isEqualTo(new FiscalYear(2024));
    }

    @Test
    void aFigureOfTheBaselinesOwnYearNeverSpeaksForALaterOne() {
        TargetCase known = women().with("R4", "28.9").usuallyKnownAfter(30).asOf("2025-05-01");
        assertThat(standing(known.in("R6"))).isEqualTo(Standing.NOT_PUBLISHED);
    }

    @Test
    void aSurveyMayBeAsOldAsItsCadence() {
        TargetCase survey = plan("R1", "R9", UP, RATIO)
                .from("50", "H30", POINT)
                .to(AT_LEAST, "60", "R9", Over.POINT)
                .surveyedEvery(6)
                .with("R1", "52");
        assertThat(survey.in("R6").figures().figureYear()).as("five years old").isEqualTo(new FiscalYear(2019));
        assertThat(standing(survey.in("R7"))).as("asked again").isEqualTo(Standing.NOT_REPORTED);
    }

    @Test
    void aFigureDueSoonIsNotReplacedByLastYears() {
        TargetCase known = women().with("R6", "32.8").usuallyKnownAfter(3).asOf("2026-05-01");
        assertThat(standing(known.in("R7"))).isEqualTo(Standing.NOT_PUBLISHED);
        assertThat(known.in("R7").figures().judged()).isNull();
    }

    @Test
    void aStatisticSaidToBeUnpublishedIsGradedByItsNewestFigure() {
        TargetCase known = women().with("R6", "32.8").without("R7", MissingReason.NOT_PUBLISHED);
        assertThat(known.in("R7").figures().figureYear()).isEqualTo(new FiscalYear(2024));
    }

    @Test
    void inAYearWithoutASurveyNothingIsMissing() {
        TargetCase survey = plan("R4", "R9", UP, RATIO)
                .from("50", "R3", POINT)
                .to(AT_LEAST, "60", "R9", Over.POINT)
                .surveyedEvery(3)
                .with("R4", "52");
        assertThat(survey.in("R5").figures().figureYear()).isEqualTo(new FiscalYear(2022));
        assertThat(survey.in("R6").figures().figureYear()).isEqualTo(new FiscalYear(2022));
        assertThat(standing(survey.in("R7"))).as("asked again").isEqualTo(Standing.NOT_REPORTED);
        TargetCase nothing = plan("R4", "R9", UP, RATIO)
                .to(AT_LEAST, "60", "R9", Over.POINT)
                .without("R5", MissingReason.NOT_SURVEYED);
        assertThat(standing(nothing.in("R5"))).isEqualTo(Standing.NO_SURVEY);
    }

    @Test
    void anEstimateIsNeverGradedAndAProvisionalFigureIsMarked() {
        Assessment estimated =
                women().with("R6", "41", KnownActual.Status.ESTIMATE).in("R6");
        assertThat(standing(estimated)).isEqualTo(Standing.ESTIMATED);
        assertThat(warnings(estimated)).contains(Code.ESTIMATE_NOT_GRADED);
        Assessment provisional =
                women().with("R6", "41", KnownActual.Status.PROVISIONAL).in("R6");
        assertThat(grade(provisional)).isEqualTo("A");
        assertThat(warnings(provisional)).contains(Code.PROVISIONAL);
        assertThat(provisional.figures().provisional()).isTrue();
    }

    @Test
    void aReasonForNothingIsNotZero() {
        Assessment r6 = women().without("R6", MissingReason.NOT_APPLICABLE).in("R6");
        assertThat(standing(r6)).isEqualTo(Standing.MISSING_WITH_REASON);
        assertThat(r6.figures().reason().ja()).isEqualTo("R6 該当なし");
    }

    @Test
    void aDashMeansMetWhereTheIndicatorSaysSo() {
        TargetCase burden = plan("R6", "R9", DOWN, RATIO)
                .from("20", "R4", POINT)
                .to(AT_MOST, "10", "R9", Over.POINT)
                .without("R6", MissingReason.NOT_CALCULATED);
        assertThat(grade(burden.in("R6"))).isEqualTo("－");
        Assessment met = burden.forWhichADashIsMet().in("R6");
        assertThat(grade(met)).isEqualTo("A");
        assertThat(met.figures().achieved()).isTrue();
        assertThat(met.figures().judged()).isNull();
    }

    // Years

    @Test
    void aFigureOfASpanBelongsToNoYear() {
        TargetCase proposals =
                plan("R1", "R5", UP, FLOW).to(AT_LEAST, "5", "R4", Over.POINT).with("H30.6..R4", "12");
        assertThat(standing(proposals.in("R4"))).isEqualTo(Standing.NOT_REPORTED);
    }

    @Test
    void aYearsFigureCountsBeforeADaysFigureOfThatYear() {
        TargetCase forms = plan("R7", "R12", UP, STOCK)
                .to(AT_LEAST, "100", "R12", Over.POINT)
                .with("2025-12-31", "83")
                .with("2025-10-01", "80");
        assertThat(forms.in("R7").figures().judged()).as("the later day").isEqualByComparingTo("83");
        assertThat(forms.with("R7", "90").in("R7").figures().judged()).isEqualByComparingTo("90");
    }

    @Test
    void theFirstOfAprilMayCountAsTheEndOfTheYearBefore() {
        TargetCase households = plan("R7", "R12", UP, STOCK)
                .to(AT_LEAST, "100", "R12", Over.POINT)
                .with("2026-04-01", "83");
        assertThat(households.in("R8").figures().judged()).isEqualByComparingTo("83");
        assertThat(households.countedOnTheFirstOfApril().in("R7").figures().judged())
                .isEqualByComparingTo("83");
        assertThat(standing(households.asOf("2027-04-01").in("R8")))
                .as("the day of R8 is not over")
                .isEqualTo(Standing.NOT_OVER);
    }

    @Test
    void aCalendarYearIsJudgedInTheFiscalYearOfItsNumberAndIsOverBeforeIt() {
        TargetCase value = plan("R6", "R9", UP, FLOW)
                .byCalendarYear()
                .from("1383", "R3年", POINT)
                .to(AT_LEAST, "1500", "R9年", Over.POINT)
                .usuallyKnownAfter(3)
                .with("R6年", "1400");
        assertThat(value.in("R6").figures().judged()).isEqualByComparingTo("1400");
        assertThat(standing(value.asOf("2025-12-31").in("R7"))).isEqualTo(Standing.NOT_OVER);
        assertThat(standing(value.asOf("2026-01-01").in("R7"))).isEqualTo(Standing.NOT_PUBLISHED);
    }

    @Test
    void aSpanOfCalendarYearsHasAsManyYearsAsItSays() {
        TargetCase value = plan("R6", "R9", UP, FLOW)
                .byCalendarYear()
                .to(AT_LEAST, "400", "2024-01-01..2027-12-31", Over.CUMULATIVE)
                .with("R6年", "90");
        assertThat(value.in("R6").figures().expected()).isEqualByComparingTo("100");
        assertThat(standing(value.in("R5"))).isEqualTo(Standing.BEFORE_PLAN);
    }

    @Test
    void aCountingDayLiesInTheFiscalYearItSpeaksFor() {
        TargetCase waiting = plan("R6", "R9", DOWN, STOCK)
                .from("4", "R5", POINT)
                .to(AT_MOST, "0", "R9", Over.POINT)
                .countedOn(10, 1);
        assertThat(standing(waiting.asOf("2025-10-01").in("R7"))).isEqualTo(Standing.NOT_OVER);
        assertThat(standing(waiting.asOf("2025-10-02").in("R7"))).isEqualTo(Standing.NOT_PUBLISHED);
        TargetCase february = plan("R6", "R9", DOWN, STOCK)
                .from("4", "R5", POINT)
                .to(AT_MOST, "0", "R9", Over.POINT)
                .countedOn(2, 1);
        assertThat(standing(february.asOf("2026-02-01").in("R7"))).isEqualTo(Standing.NOT_OVER);
        assertThat(standing(february.asOf("2026-02-02").in("R7"))).isEqualTo(Standing.NOT_PUBLISHED);
    }

    @Test
    void aSeriesIsWhatATrendIsDrawnThrough() {
        Assessor assessor = women().with("R4", "28.9")
                .with("R5", "30", KnownActual.Status.ESTIMATE)
                .with("R6", "32.8")
                .without("R7", MissingReason.NOT_APPLICABLE)
                .assessor();
        assertThat(assessor.series(null)).containsOnlyKeys(new FiscalYear(2022), new FiscalYear(2024));
        assertThat(assessor.promise().goalYear(assessor.promise().whole())).isEqualTo(new FiscalYear(2027));
    }

    // Met early

    @Test
    void metEarlyIsAFactAndEveryYearIsJudgedAnew() {
        TargetCase known = women().with("R7", "41").with("R8", "36.1");
        assertThat(known.in("R8").figures().achieved()).isFalse();
        assertThat(known.in("R8").figures().achievedFirstIn()).isEqualTo(new FiscalYear(2025));
        assertThat(grade(known.in("R8"))).as("36.1 of 37.78").isEqualTo("B");
    }

    @Test
    void aPlanOnceDrawnUpStaysDrawnUp() {
        TargetCase drawnUp = plan("R6", "R9", UP, STOCK)
                .from("0", "R5", POINT)
                .to(AT_LEAST, "1", "R9", Over.POINT)
                .onceMetMet()
                .with("R7", "1")
                .with("R8", "0");
        assertThat(grade(drawnUp.in("R8"))).isEqualTo("A");
        assertThat(drawnUp.in("R8").figures().explanation().ja()).contains("R7に達成済みです");
    }

    // Parts

    @Test
    void aTargetWithAPartThatCannotBeGradedIsNotGraded() {
        Assessment r6 = plan("R6", "R9", UP, RATIO)
                .part("小学校", "79.5", "R5", "82", "R9")
                .part("中学校", "66.6", "R5", "70", "R9")
                .with("R6", Map.of("小学校", "83"))
                .in("R6");
        assertThat(r6.parts().get(0).figures().grade().symbol()).isEqualTo("A");
        assertThat(grade(r6)).isEqualTo("－");
        assertThat(r6.figures().achieved()).isNull();
    }

    @Test
    void aTargetOfPartsSaysHowEachStandsAndWhetherAnyIsWorseThanItsBaseline() {
        TargetCase pupils = plan("R6", "R9", UP, RATIO)
                .part("小学校", "79.5", "R5", "82", "R9")
                .part("中学校", "66.6", "R5", "70", "R9");
        Assessment none = pupils.in("R6");
        assertThat(standing(none)).isEqualTo(Standing.NOT_REPORTED);
        assertThat(none.figures().belowBaseline()).isNull();
        assertThat(none.figures().reason().ja()).isEqualTo("R6 未報告");
        Assessment worse =
                pupils.with("R6", Map.of("小学校", "80.2", "中学校", "66.0")).in("R6");
        assertThat(standing(worse)).isEqualTo(Standing.JUDGED);
        assertThat(worse.figures().belowBaseline()).isTrue();
        assertThat(worse.figures().reason().ja()).isEqualTo("内訳ごとに判定します");
        assertThat(worse.figures().provisional()).isFalse();
        assertThat(worse.figures().maintain()).isFalse();
        assertThat(worse.figures().explanation().ja()).isEqualTo("小学校はA、中学校はD、全体はD（内訳のうち最も低い判定）。評価基準「標準」（第1版）。");
        assertThat(worse.figures().explanation().en())
                .isEqualTo("小学校: A, 中学校: D, as a whole: D (the lowest of its parts). Standard (version 1).");
        Assessment better =
                pupils.with("R6", Map.of("小学校", "80.2", "中学校", "67.5")).in("R6");
        assertThat(better.figures().belowBaseline()).isFalse();
        assertThat(better.figures().achieved()).isFalse();
        assertThat(grade(better)).isEqualTo("A");
        Assessment met = pupils.with("R6", Map.of("小学校", "82", "中学校", "70")).in("R6");
        assertThat(met.figures().achieved()).isTrue();
        Assessment half = pupils.with("R6", Map.of("小学校", "80.2")).in("R6");
        assertThat(half.figures().belowBaseline())
                .as("of one part nothing is known")
                .isNull();
        assertThat(half.figures().achieved()).as("one part is missed already").isFalse();
    }

    @Test
    void everySentenceIsSaidInEnglishToo() {
        assertThat(settlers()
                        .with("R3", "20")
                        .with("R4", "25")
                        .with("R5", "18")
                        .in("R5")
                        .figures()
                        .explanation()
                        .en())
                .isEqualTo(
                        "Promised: at least 114 in all over FY2021–FY2025. So far, up to FY2023, 63 (expected 68.4: an even share of "
                                + "the span). scheduleProgress 63 ÷ 68.4 = 92.1%. Standard (version 1) gives B (nearly on schedule). "
                                + "21 a year is worse than the baseline's 22.75.");
        assertThat(women().in("R6").figures().explanation().en())
                .isEqualTo("Nothing is reported for FY2024 (promised: at least 40 in FY2027).");
        assertThat(women().asOf("2025-03-31").in("R6").figures().reason().en()).isEqualTo("FY2024 is not over");
        assertThat(women().asOf("2025-04-01").in("R6").figures().reason().en())
                .isEqualTo("not yet published for FY2024");
        assertThat(women().without("R6", MissingReason.NOT_APPLICABLE)
                        .in("R6")
                        .figures()
                        .reason()
                        .en())
                .isEqualTo("FY2024: not applicable");
        assertThat(women().in("R5").figures().reason().en()).isEqualTo("before the first year to be judged, FY2024");
        assertThat(plan("R3", "R7", UP, RATIO)
                        .from("8", "H26..H30", AVERAGE)
                        .to(AT_LEAST, "10", "R3..R7", Over.AVERAGE)
                        .with("R3", "9")
                        .in("R3")
                        .figures()
                        .explanation()
                        .en())
                .startsWith(
                        "Promised: at least 10 a year on average over FY2021–FY2025. The mean up to FY2021 is 9 (1 of 5 years) "
                                + "(expected 10: the goal, every year; the baseline 8 (FY2018)).");
    }

    @Test
    void thousandsAreGroupedAndFiguresShownAsTheIndicatorIsRounded() {
        Assessment r6 = plan("R6", "R9", UP, FLOW)
                .decimals(1)
                .from("-1234567", "R4", POINT)
                .to(AT_LEAST, "1000", "R9", Over.POINT)
                .with("R6", "-1000.55")
                .in("R6");
        assertThat(r6.figures().explanation().ja())
                .contains("R9の目標1,000.0以上に対し、R6の実績は−1,000.55です", "基準値−1,234,567.0（R4）から直線");
    }

    @Test
    void aTargetWithoutAGoalSaysSo() {
        Assessment r6 = plan("R6", "R9", UP, RATIO)
                .from("28.9", "R4", POINT)
                .with("R6", "30")
                .in("R6");
        assertThat(standing(r6)).isEqualTo(Standing.NO_GOAL);
    }

    @Test
    void theYearsWorthAssessingAreThePlansTheGoalsAndThoseKnown() {
        assertThat(women().with("R4", "28.9").with("R11", "50").assessor().years())
                .startsWith((FiscalYear) period("R4"))
                .endsWith((FiscalYear) period("R11"));
    }

    @Test
    void everyAssessmentNamesItsInputsRuleAndFormula() {
        Figures r6 = women().with("R6", "32.8").in("R6").figures();
        assertThat(r6.inputs()).singleElement().satisfies(input -> {
            assertThat(input.period()).isEqualTo(new FiscalYear(2024));
            assertThat(input.revision()).isEqualTo(1);
        });
        assertThat(r6.grade().version()).isEqualTo(1);
        assertThat(r6.grade().basis().ja()).isEqualTo("計画線比 (32.8 − 28.9) ÷ (33.34 − 28.9) = 87.8%");
        assertThat(r6.explanation().ja())
                .isEqualTo("R9の目標40以上に対し、R6の実績は32.8です（R6の期待値33.34：基準値28.9（R4）から直線）。"
                        + "計画線比 (32.8 − 28.9) ÷ (33.34 − 28.9) = 87.8%。評価基準「標準」（第1版）によりB（おおむね計画どおり）。");
        assertThat(r6.explanation().en())
                .isEqualTo(
                        "Promised: at least 40 in FY2027. FY2024 is 32.8 (expected 33.34: a straight line from the baseline "
                                + "28.9 (FY2022)). scheduleProgress (32.8 − 28.9) ÷ (33.34 − 28.9) = 87.8%. Standard (version 1) gives "
                                + "B (nearly on schedule).");
    }
}
