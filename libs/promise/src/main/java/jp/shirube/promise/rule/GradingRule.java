package jp.shirube.promise.rule;

import java.util.List;
import jp.shirube.promise.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * 評価基準: how figures become a grade. Data, versioned; every grade names the rule and its version.
 *
 * @param version counts the statements of the rule, from 1
 * @param source who published it and where, null for a rule of one's own
 * @param rounding what is done to a rate before it is compared
 * @param method the settings of the calculation that this rule chooses
 * @param axes at least one; the first gives the grade unless {@code overall} says how they are put together
 */
public record GradingRule(
        String id,
        long version,
        Sentence name,
        @Nullable String source,
        Rounding rounding,
        Method method,
        List<Axis> axes,
        @Nullable Overall overall) {

    public GradingRule {
        axes = List.copyOf(axes);
    }

    /** Rounding of a rate, in percent, before it is compared with a bound. */
    public record Rounding(Mode mode, int decimals) {
        public static final Rounding NONE = new Rounding(Mode.NONE, 0);

        public enum Mode {
            /** The exact quotient is compared. */
            NONE,
            /** 四捨五入. */
            HALF_UP,
            /** 切り捨て. */
            TRUNCATE
        }
    }

    /** How the grades of several axes become one. */
    public record Overall(By by, List<Step> steps) {
        public Overall {
            steps = List.copyOf(steps);
        }

        public enum By {
            SUM_OF_SCORES,
            MEAN_OF_SCORES,
            /** The lowest score of the axes, looked up in the steps as well. */
            WORST
        }

        /** @param atLeast the score from which on it applies; null for the last step, which takes the rest */
        public record Step(
                String symbol,
                Sentence label,
                java.math.@Nullable BigDecimal score,
                java.math.@Nullable BigDecimal atLeast) {}
    }

    public GradingRule withMethod(Method other) {
        return new GradingRule(id, version, name, source, rounding, other, axes, overall);
    }

    public GradingRule withVersion(long other) {
        return new GradingRule(id, other, name, source, rounding, method, axes, overall);
    }
}
