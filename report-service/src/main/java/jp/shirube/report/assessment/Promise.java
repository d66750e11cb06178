package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What is promised about one indicator: the part of a target that judging needs.
 *
 * @param firstYear of the plan's period
 * @param lastYear of the plan's period
 * @param whole what is promised of the figure itself
 * @param parts 小学校/中学校: each judged on its own; then the whole has no figures
 * @param staysMet 策定・設置: once met, met
 */
public record Promise(
        Measure measure,
        FiscalYear firstYear,
        FiscalYear lastYear,
        Commitment whole,
        List<Commitment> parts,
        boolean staysMet) {

    public Promise {
        parts = List.copyOf(parts);
    }

    /**
     * @param part name of the component; null for the figure itself
     * @param baseline null when the print gives none
     * @param goal null when only the parts have goals
     * @param milestones given by the plan, on the path
     * @param previousGoals 前期目標値: compared, never on the path
     * @param earlier what earlier editions of the plan promised of the same target
     */
    public record Commitment(
            @Nullable String part,
            @Nullable Baseline baseline,
            @Nullable Goal goal,
            List<Goal> milestones,
            List<Goal> previousGoals,
            List<Earlier> earlier) {
        public Commitment {
            milestones = List.copyOf(milestones);
            previousGoals = List.copyOf(previousGoals);
            earlier = List.copyOf(earlier);
        }

        boolean isCumulative() {
            return goal != null && goal.over() == Over.CUMULATIVE;
        }

        Commitment withGoal(@Nullable Goal other) {
            return new Commitment(part, baseline, other, milestones, previousGoals, earlier);
        }

        Commitment withBaseline(@Nullable Baseline other) {
            return new Commitment(part, other, goal, milestones, previousGoals, earlier);
        }
    }

    /**
     * 基準値; without a value it cannot be compared with.
     *
     * @param approximate 約
     * @param printedDecimals digits after the point as printed (24.0% has one), for one printed digit; null when the print is
     *     in another unit
     */
    public record Baseline(
            @Nullable BigDecimal value,
            @Nullable Period period,
            Accumulation accumulation,
            boolean approximate,
            @Nullable Integer printedDecimals) {

        Baseline withValue(BigDecimal other) {
            return new Baseline(other, period, accumulation, approximate, printedDecimals);
        }
    }

    /**
     * 目標: a value, a range, or a relation to the baseline.
     *
     * @param upTo upper end of a range whose lower end is {@code value}; null where there is no range
     */
    public record Goal(
            GoalComparator comparator,
            @Nullable BigDecimal value,
            @Nullable BigDecimal upTo,
            boolean relativeToBaseline,
            @Nullable Period period,
            Over over,
            Reading reading) {

        public boolean isJudgeable() {
            return value != null || relativeToBaseline;
        }

        boolean isRange() {
            return upTo != null;
        }
    }

    /** Who says how a goal is to be read. */
    public enum Reading {
        PRINTED,
        NOTE,
        /** Somebody decided: 計画に明記なし. */
        JUDGED
    }

    /** What an earlier edition promised. */
    public record Earlier(
            int edition,
            @Nullable Baseline baseline,
            @Nullable Goal goal) {}

    /** What is judged: the parts, or the figure itself. */
    public List<Commitment> commitments() {
        return parts.isEmpty() ? List.of(whole) : parts;
    }

    /** The year of a goal; the plan's last where the print does not say. */
    public FiscalYear goalYear(Commitment commitment) {
        Goal goal = commitment.goal() != null ? commitment.goal() : whole.goal();
        return goal == null || goal.period() == null ? lastYear : measure.yearOf(goal.period());
    }

    /** The last year that can be judged against: the goal's own, where it comes after the plan's end. */
    FiscalYear lastJudgedYear() {
        FiscalYear last = lastYear;
        for (Commitment commitment : commitments()) {
            FiscalYear year = goalYear(commitment);
            last = year.compareTo(last) > 0 ? year : last;
        }
        return last;
    }

    /**
     * The promise under the other reading of a goal that somebody had to decide on (JUDGED): a single year's figure read as the
     * sum of the plan's years, a sum or a mean read as the figure of its last year.
     *
     * @return empty when nothing was decided, or when there is no other way to read it
     */
    public Optional<Promise> otherReading() {
        Goal goal = whole.goal();
        if (goal == null || goal.reading() != Reading.JUDGED || goal.period() == null) {
            return Optional.empty();
        }
        FiscalYear year = goalYear(whole);
        Over over = goal.over() == Over.POINT ? Over.CUMULATIVE : Over.POINT;
        if (over == Over.CUMULATIVE && (measure.quantity() != Quantity.FLOW || year.compareTo(firstYear) < 0)) {
            return Optional.empty();
        }
        Period period = over == Over.POINT ? year : Span.of(firstYear, year);
        Goal other = new Goal(
                goal.comparator(), goal.value(), goal.upTo(), goal.relativeToBaseline(), period, over, Reading.JUDGED);
        return Optional.of(new Promise(measure, firstYear, lastYear, whole.withGoal(other), parts, staysMet));
    }
}
