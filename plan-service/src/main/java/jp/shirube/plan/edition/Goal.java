package jp.shirube.plan.edition;

import java.math.BigDecimal;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import jp.shirube.promise.Over;
import org.jspecify.annotations.Nullable;

/**
 * 目標: also a milestone or a previous goal.
 *
 * @param printed the plan's own notation, untouched
 * @param comparator what the value is measured against it with; from the indicator's direction where nothing is printed
 * @param value in the indicator's unit; null for a goal relative to the baseline, or with a reason
 * @param upTo the upper end of a range, included; the value is its lower end
 * @param relativeToBaseline 基準値以上, 現状より向上
 * @param period the year it is for, or the span it is summed or averaged over
 * @param reading who says that it accumulates: the print, a note, or somebody's judgement with its reason
 */
public record Goal(
        String printed,
        GoalComparator comparator,
        @Nullable BigDecimal value,
        @Nullable BigDecimal upTo,
        boolean relativeToBaseline,
        @Nullable Period period,
        Over accumulation,
        Reading reading,
        @Nullable String reason) {

    /** Where the reading of the cell comes from. */
    public enum Reading {
        PRINTED,
        NOTE,
        JUDGED
    }
}
