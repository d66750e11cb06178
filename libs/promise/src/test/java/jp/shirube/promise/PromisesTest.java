package jp.shirube.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import jp.shirube.promise.Stated.StatedBaseline;
import jp.shirube.promise.Stated.StatedGoal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a promise may not say, what it may say but oddly, and where. The plan runs from R6 to R9. */
class PromisesTest {

    private Direction direction = Direction.UP;
    private Quantity quantity = Quantity.FLOW;
    private @Nullable StatedBaseline baseline;
    private StatedGoal goal = goal(GoalComparator.AT_LEAST, "40", "FY2027");
    private final List<StatedGoal> milestones = new ArrayList<>();

    @Test
    void aPlainPromiseIsNeitherContradictoryNorOdd() {
        baseline = baseline("28.9", "FY2022", Accumulation.POINT);
        milestones.add(goal(GoalComparator.AT_LEAST, "35", "FY2025"));
        assertThat(contradictions()).isEmpty();
        assertThat(oddities()).isEmpty();
    }

    @Test
    void theComparatorPointsTheWayOfTheDirection() {
        for (GoalComparator comparator : GoalComparator.values()) {
            boolean upwards = comparator == GoalComparator.AT_LEAST || comparator == GoalComparator.MORE_THAN;
            goal = goal(comparator, "40", "FY2027");
            direction = Direction.UP;
            assertThat(contradictions().contains("/goal/comparator")).isEqualTo(!upwards);
            direction = Direction.DOWN;
            assertThat(contradictions().contains("/goal/comparator")).isEqualTo(upwards);
        }
        milestones.add(goal(GoalComparator.AT_LEAST, "35", "FY2025"));
        direction = Direction.DOWN;
        assertThat(contradictions()).contains("/milestones/0/comparator");
    }

    @Test
    void aRangeGoesWithTheDirectionNoneAndOnlyWithIt() {
        direction = Direction.NONE;
        assertThat(contradictions()).containsExactly("/goal");
        goal = range("40", "60", GoalComparator.AT_LEAST);
        assertThat(contradictions()).isEmpty();
        goal = range("40", "60", GoalComparator.AT_MOST);
        assertThat(contradictions()).containsExactly("/goal/comparator");
        goal = range("60", "40", GoalComparator.AT_LEAST);
        assertThat(contradictions()).containsExactly("/goal/upTo");
        direction = Direction.UP;
        goal = range("40", "60", GoalComparator.AT_LEAST);
        assertThat(contradictions()).containsExactly("/goal/upTo");
    }

    @Test
    void whatIsSummedAddsUpAndHasASpan() {
        goal = over(Over.CUMULATIVE, "40", "FY2024..FY2027");
        assertThat(contradictions()).isEmpty();
        quantity = Quantity.RATIO;
        assertThat(contradictions()).containsExactly("/goal/accumulation");
        quantity = Quantity.FLOW;
        goal = over(Over.CUMULATIVE, "40", "FY2027");
        assertThat(contradictions()).containsExactly("/goal/period");
    }

    @Test
    void whatIsAveragedHasASpan() {
        quantity = Quantity.RATIO;
        goal = over(Over.AVERAGE, "40", "FY2024..FY2027");
        assertThat(contradictions()).isEmpty();
        goal = over(Over.AVERAGE, "40", "FY2027");
        assertThat(contradictions()).containsExactly("/goal/period");
    }

    @Test
    void milestonesLieBetweenTheBaselinesYearAndTheGoals() {
        baseline = baseline("28.9", "FY2022", Accumulation.POINT);
        for (String year : List.of("FY2021", "FY2022", "FY2027", "FY2028")) {
            milestones.clear();
            milestones.add(goal(GoalComparator.AT_LEAST, "35", year));
            assertThat(contradictions()).as(year).containsExactly("/milestones/0/period");
        }
    }

    @Test
    void milestonesComeInOrderAndOneAYear() {
        milestones.add(goal(GoalComparator.AT_LEAST, "35", "FY2025"));
        milestones.add(goal(GoalComparator.AT_LEAST, "36", "FY2025"));
        milestones.add(goal(GoalComparator.AT_LEAST, "34", "FY2024"));
        assertThat(contradictions()).containsExactly("/milestones/1/period", "/milestones/2/period");
    }

    @Test
    void aMilestoneOfASumBeginsWithTheGoalsSpanOrLater() {
        goal = over(Over.CUMULATIVE, "96", "FY2024..FY2027");
        milestones.add(over(Over.CUMULATIVE, "48", "FY2024..FY2025"));
        assertThat(contradictions()).isEmpty();
        milestones.set(0, over(Over.CUMULATIVE, "48", "FY2023..FY2025"));
        assertThat(contradictions()).containsExactly("/milestones/0/period");
        milestones.set(0, goal(GoalComparator.AT_LEAST, "10", "FY2023"));
        assertThat(contradictions()).containsExactly("/milestones/0/period");
    }

    @Test
    void aGoalWithoutAValueContradictsNothing() {
        goal = new StatedGoal(GoalComparator.AT_LEAST, null, null, false, null, Over.POINT, false);
        assertThat(contradictions()).isEmpty();
        goal = new StatedGoal(GoalComparator.MORE_THAN, null, null, true, period("FY2027"), Over.POINT, false);
        baseline = baseline("99.48", "FY2024", Accumulation.POINT);
        assertThat(contradictions()).isEmpty();
        assertThat(oddities()).isEmpty();
    }

    @Test
    void aGoalWorseThanItsBaselineIsOddInTheDirectionOfTheIndicator() {
        baseline = baseline("1383", "FY2021", Accumulation.POINT);
        goal = goal(GoalComparator.AT_LEAST, "1300", "FY2027");
        assertThat(oddities()).containsExactly("/goal/value");
        direction = Direction.DOWN;
        goal = goal(GoalComparator.AT_MOST, "1300", "FY2027");
        assertThat(oddities()).isEmpty();
    }

    @Test
    void aSumIsComparedWithItsBaselineByWhatComesInAYear() {
        goal = over(Over.CUMULATIVE, "40", "FY2024..FY2027");
        baseline = baseline("10", "FY2022", Accumulation.PER_YEAR);
        assertThat(oddities()).isEmpty();
        baseline = baseline("10.1", "FY2022", Accumulation.PER_YEAR);
        assertThat(oddities()).containsExactly("/goal/value");
        baseline = baseline("48", "2018-06-01..2023-03-31", Accumulation.SUM);
        assertThat(oddities()).isEmpty();
        baseline = baseline("49", "2018-06-01..2023-03-31", Accumulation.SUM);
        assertThat(oddities()).containsExactly("/goal/value");
        baseline = baseline("215", "..2022-10-31", Accumulation.RUNNING);
        assertThat(oddities()).isEmpty();
    }

    @Test
    void yearsThatDoNotFitAreOdd() {
        baseline = baseline("28.9", "FY2027", Accumulation.POINT);
        assertThat(oddities()).containsExactly("/baseline/period");
        baseline = null;
        goal = goal(GoalComparator.AT_LEAST, "40", "FY2028");
        assertThat(oddities()).containsExactly("/goal/period");
        goal = goal(GoalComparator.AT_LEAST, "40", "FY2023");
        assertThat(oddities()).containsExactly("/goal/period");
    }

    @Test
    void aMilestoneBeyondTheGoalOrBehindTheBaselineIsOdd() {
        baseline = baseline("20", "FY2022", Accumulation.POINT);
        milestones.add(goal(GoalComparator.AT_LEAST, "41", "FY2025"));
        assertThat(oddities()).containsExactly("/milestones/0/value");
        milestones.set(0, goal(GoalComparator.AT_LEAST, "19", "FY2025"));
        assertThat(oddities()).containsExactly("/milestones/0/value");
        baseline = baseline("60", "FY2022", Accumulation.POINT);
        milestones.set(0, goal(GoalComparator.AT_LEAST, "50", "FY2025"));
        assertThat(oddities()).as("a slower decline, and a step on its way").containsExactly("/goal/value");
    }

    @Test
    void whatIsJudgedOrApproximateIsSaid() {
        baseline = new StatedBaseline(new BigDecimal("12"), period("FY2024"), Accumulation.POINT, true);
        goal = new StatedGoal(
                GoalComparator.AT_LEAST, new BigDecimal("60"), null, false, period("FY2027"), Over.POINT, true);
        assertThat(oddities()).containsExactly("/goal/reading", "/baseline/approximate");
        assertThat(contradictions()).isEmpty();
    }

    private List<String> contradictions() {
        return Contradictions.of(stated()).stream().map(Objection::pointer).toList();
    }

    private List<String> oddities() {
        return Oddities.of(stated()).stream().map(Objection::pointer).toList();
    }

    private Stated stated() {
        return new Stated(direction, quantity, baseline, goal, milestones, new FiscalYear(2024), new FiscalYear(2027));
    }

    private static StatedBaseline baseline(String value, String period, Accumulation accumulation) {
        return new StatedBaseline(new BigDecimal(value), period(period), accumulation, false);
    }

    private static StatedGoal goal(GoalComparator comparator, String value, String period) {
        return new StatedGoal(comparator, new BigDecimal(value), null, false, period(period), Over.POINT, false);
    }

    private static StatedGoal over(Over over, String value, String period) {
        return new StatedGoal(GoalComparator.AT_LEAST, new BigDecimal(value), null, false, period(period), over, false);
    }

    private static StatedGoal range(String value, String upTo, GoalComparator comparator) {
        return new StatedGoal(
                comparator, new BigDecimal(value), new BigDecimal(upTo), false, period("FY2027"), Over.POINT, false);
    }

    private static Period period(String canonical) {
        return Period.ofCanonical(canonical);
    }
}
