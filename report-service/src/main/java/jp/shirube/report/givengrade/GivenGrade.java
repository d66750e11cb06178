package jp.shirube.report.givengrade;

import java.math.BigDecimal;
import java.time.Instant;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Sentence;
import jp.shirube.report.targets.KnownTarget;
import org.jspecify.annotations.Nullable;

/**
 * One state of a grade that a person gave to a target in a year. None is ever changed or removed.
 *
 * @param axis of the grading rule
 * @param revision counts the states of this target, year and axis, from 1
 * @param recordedAt grows within a target and year, whatever the wall clock does
 */
public record GivenGrade(FiscalYear year, String axis, int revision, Instant recordedAt, State state) {

    /** The target of an edition that grades are given to. */
    public record Place(String municipality, String plan, int edition, String target) {
        public static Place of(KnownTarget target) {
            return new Place(target.municipality(), target.plan(), target.edition(), target.id());
        }
    }

    /** What holds from then on. */
    public sealed interface State permits Given, Withdrawn {
        /** Why, in the words of whoever decided it. */
        String reason();
    }

    /**
     * @param label the level's words, in the version of the rule named here
     * @param score null when the level has none
     * @param by who gives it
     * @param computed what it stood beside at that moment
     */
    public record Given(
            String symbol,
            Sentence label,
            @Nullable BigDecimal score,
            String by,
            String reason,
            String rule,
            long ruleVersion,
            Computed computed)
            implements State {

        /** Whether the other says nothing new. The same symbol of another version of the rule is something new. */
        boolean isRepeatedBy(Given other) {
            return symbol.equals(other.symbol)
                    && by.equals(other.by)
                    && reason.equals(other.reason)
                    && rule.equals(other.rule)
                    && ruleVersion == other.ruleVersion;
        }
    }

    /** From then on nobody's grade stands beside the computed one. */
    public record Withdrawn(String reason) implements State {}

    /**
     * The computed grade of the same axis, as it was.
     *
     * @param symbol － when nothing could be computed
     * @param reason why nothing could be computed; null when something was
     */
    public record Computed(
            String symbol,
            @Nullable Sentence label,
            @Nullable BigDecimal score,
            @Nullable Sentence reason) {}

    public boolean isWithdrawn() {
        return state instanceof Withdrawn;
    }
}
