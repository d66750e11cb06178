package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.RatedFigure;
import org.jspecify.annotations.Nullable;

/**
 * What a grading rule says; computed, never a 評価 by people.
 *
 * @param symbol － when nothing can be graded
 * @param label its words; null for －
 * @param score null when the level has none
 * @param reason why there is no grade; null when there is one
 * @param by the figure that decided; null when the comparator or 維持型 did
 * @param percent what that figure was
 * @param basis how it came about: the formula with its numbers, or the comparison
 * @param axes every axis of the rule, in its order
 * @param rule id of the grading rule
 * @param version of the grading rule
 */
public record Grade(
        String symbol,
        @Nullable Sentence label,
        @Nullable BigDecimal score,
        @Nullable Sentence reason,
        @Nullable RatedFigure by,
        @Nullable BigDecimal percent,
        @Nullable Sentence basis,
        List<AxisGrade> axes,
        String rule,
        long version,
        Sentence ruleName) {

    public static final String NONE = "－";

    /** @param dropped whether the first level was missed only because the goal is not achieved */
    public record AxisGrade(
            String id,
            Sentence name,
            String symbol,
            @Nullable Sentence label,
            @Nullable BigDecimal score,
            @Nullable Sentence reason,
            boolean dropped) {}

    public boolean isGiven() {
        return reason == null;
    }
}
