package jp.shirube.promise;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * A promise as it is stated, before anything is known of its actuals: what {@link Contradictions} and {@link Oddities} look at.
 * The target's own, or that of one of its parts.
 *
 * @param milestones in the order they are written
 * @param firstYear of the plan; null where it belongs to none
 * @param lastYear of the plan; null where it belongs to none
 */
public record Stated(
        Direction direction,
        Quantity quantity,
        @Nullable StatedBaseline baseline,
        StatedGoal goal,
        List<StatedGoal> milestones,
        @Nullable FiscalYear firstYear,
        @Nullable FiscalYear lastYear) {

    public Stated {
        milestones = List.copyOf(milestones);
    }

    public record StatedBaseline(
            @Nullable BigDecimal value, @Nullable Period period, Accumulation accumulation, boolean approximate) {}

    /**
     * @param value the lower end of a range
     * @param upTo the upper end of a range, included
     * @param relative 基準値以上, 現状より向上
     * @param judged whether its reading is somebody's judgement
     */
    public record StatedGoal(
            GoalComparator comparator,
            @Nullable BigDecimal value,
            @Nullable BigDecimal upTo,
            boolean relative,
            @Nullable Period period,
            Over over,
            boolean judged) {

        @Nullable
        FiscalYear year() {
            return period == null ? null : period.fiscalYear();
        }
    }
}
