package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * What is promised about one indicator: the part of a target that judging needs.
 *
 * @param countsForYearBefore whether a figure as of a day speaks for the fiscal year before: 1 April as the year's end
 * @param firstYear of the plan's period
 * @param lastYear of the plan's period
 * @param baseline null when the print gives none
 * @param goal of the target itself; null when only its parts have goals
 * @param parts 小学校/中学校: each judged on its own
 */
public record Promise(
        Measure.Direction direction,
        Measure.Quantity quantity,
        boolean countsForYearBefore,
        FiscalYear firstYear,
        FiscalYear lastYear,
        @Nullable Baseline baseline,
        @Nullable Goal goal,
        List<Part> parts) {

    /** 基準値; without a value it cannot be compared with. */
    public record Baseline(
            @Nullable BigDecimal value, @Nullable Period period, Accumulation accumulation) {}

    /** 目標: a value, or a relation to the baseline. */
    public record Goal(
            GoalComparator comparator,
            @Nullable BigDecimal value,
            boolean relativeToBaseline,
            @Nullable Period period,
            Over over) {}

    /** Over what a goal is judged. */
    public enum Over {
        POINT,
        CUMULATIVE,
        AVERAGE
    }

    /** 内訳 that is judged. */
    public record Part(
            String name,
            @Nullable Baseline baseline,
            @Nullable Goal goal) {}

    /** The last year that can be judged against: the goal's own, where it comes after the plan's end. */
    FiscalYear lastJudgedYear() {
        FiscalYear last = lastYear;
        for (Goal one : goals()) {
            Period period = one.period();
            if (period != null && period.fiscalYear().compareTo(last) > 0) {
                last = period.fiscalYear();
            }
        }
        return last;
    }

    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        if (goal != null) {
            goals.add(goal);
        }
        for (Part part : parts) {
            if (part.goal() != null) {
                goals.add(part.goal());
            }
        }
        return goals;
    }
}
