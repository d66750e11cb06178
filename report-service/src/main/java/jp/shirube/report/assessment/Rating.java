package jp.shirube.report.assessment;

import java.math.BigDecimal;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.Method;
import jp.shirube.promise.rule.Method.Against;
import jp.shirube.promise.rule.Method.CumulativeActuals;
import jp.shirube.report.assessment.Line.Expected;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import org.jspecify.annotations.Nullable;

/** The four rates of one judged value. */
final class Rating {

    private static final Sentence NO_BASELINE = new Sentence("比べられる基準値がありません", "there is no baseline to compare with");

    private final Measure measure;
    private final Commitment commitment;
    private final Method method;
    private final Line line;

    Rating(Measure measure, Commitment commitment, Method method, Line line) {
        this.measure = measure;
        this.commitment = commitment;
        this.method = method;
        this.line = line;
    }

    Rates of(Goal goal, Judged judged, Fraction value, Expected expected) {
        Sentence refused = refused(goal, judged);
        if (refused != null) {
            return Rates.none(refused);
        }
        Rate expectedRatio = expectedRatio(value, expected);
        return new Rates(
                achievementRate(goal, judged, value),
                baselineProgress(goal, value),
                expectedRatio,
                goal.over() == Over.CUMULATIVE ? expectedRatio : scheduleProgress(value, expected));
    }

    /** Where no rate at all makes sense. */
    private @Nullable Sentence refused(Goal goal, Judged judged) {
        if (judged.lowerBound()) {
            return new Sentence(
                    Words.ja(judged.unknown()) + " の実績がなく、累計は下限です",
                    "a lower bound: there is no actual for " + Words.en(judged.unknown()));
        }
        if (goal.isRange() || measure.direction() == Direction.NONE) {
            return new Sentence("範囲の目標に率はありません", "a range has no rates");
        }
        if (measure.quantity() == Quantity.RANK) {
            return new Sentence("順位に率はありません", "a rank has no rates");
        }
        return null;
    }

    private Rate achievementRate(Goal goal, Judged judged, Fraction value) {
        Goal against = method.against() == Against.NEXT_MILESTONE ? line.nextMilestone(goal, judged.year()) : goal;
        return against.relativeToBaseline() || against.value() == null
                ? Rate.undefined("値のない目標（基準値との比較）です", "the goal has no value of its own")
                : share(value, Fraction.of(against.value()), "目標", "the goal");
    }

    private Rate expectedRatio(Fraction value, Expected expected) {
        return expected.value() == null
                ? new Rate(null, expected.reason())
                : share(value, expected.value(), "期待値", "the expected value");
    }

    /** One figure as a share of another, refused where a term at or below zero would turn its meaning round. */
    private Rate share(Fraction judged, Fraction against, String ja, String en) {
        if (against.signum() <= 0) {
            return Rate.undefined(ja + "が0以下です", en + " is zero or less");
        }
        if (judged.signum() < 0) {
            return Rate.undefined("実績が0未満です", "the actual is below zero");
        }
        if (measure.direction() == Direction.UP) {
            return Rate.of(judged, against);
        }
        return switch (method.lessIsBetter()) {
            case NONE -> Rate.undefined("少ないほどよい指標です", "less is better");
            case RAW -> Rate.of(judged, against);
            case ONE_MINUS_EXCESS -> Rate.of(against.times(2).minus(judged), against);
            case GOAL_OVER_JUDGED ->
                judged.signum() == 0 ? Rate.undefined("実績が0です", "the actual is zero") : Rate.of(against, judged);
        };
    }

    private Rate baselineProgress(Goal goal, Fraction value) {
        if (line.isMaintain()) {
            return Rate.undefined("維持型の目標です（基準値がすでに目標を満たす）", "a target to be kept: the baseline already meets it");
        }
        Fraction from = line.baseline();
        if (goal.over() == Over.CUMULATIVE
                && (from == null || method.cumulativeActuals() != CumulativeActuals.RUNNING)) {
            return Rate.undefined("累積の目標です", "the goal is cumulative");
        }
        if (from == null || goal.value() == null) {
            return new Rate(null, NO_BASELINE);
        }
        Fraction way = Fraction.of(goal.value()).minus(from);
        return way.signum() == 0
                ? Rate.undefined("目標が基準値と同じです", "the goal is the baseline")
                : Rate.of(value.minus(from), way);
    }

    private Rate scheduleProgress(Fraction value, Expected expected) {
        Fraction due = expected.value();
        if (due == null) {
            return new Rate(null, expected.reason());
        }
        Fraction from = line.baseline();
        if (from == null) {
            return new Rate(null, NO_BASELINE);
        }
        Fraction way = due.minus(from);
        if (way.signum() == 0) {
            return Rate.undefined("期待値がまだ基準値と同じです", "the expected value is still the baseline");
        }
        // On the way to a milestone behind the baseline a better figure would have a lower rate.
        return way.signum() == (measure.direction() == Direction.DOWN ? -1 : 1)
                ? Rate.of(value.minus(from), way)
                : Rate.undefined("期待値が基準値より悪い年度です", "the year is expected to be worse than the baseline");
    }

    /** How far the figure is from the baseline, per year for a sum, as a share of it; positive is better. */
    Rate fromBaseline(Goal goal, Judged judged, Fraction value) {
        Fraction from = goal.over() == Over.CUMULATIVE ? line.perYear() : line.baseline();
        if (from == null || measure.direction() == Direction.NONE) {
            return new Rate(null, NO_BASELINE);
        }
        return new Rate(new Quotient(better(perYear(goal, judged, value), from), from.abs()), null);
    }

    /** How far the year's own figure is from the last one before it; positive is better. */
    Rate fromLastActual(Judged judged, YearBook book) {
        BigDecimal own = book.usable(judged.year(), commitment.part())
                .map(actual -> actual.valueOf(commitment.part()))
                .orElse(null);
        BigDecimal last = book.newestBefore(judged.year(), commitment.part())
                .map(actual -> actual.valueOf(commitment.part()))
                .orElse(null);
        if (own == null || last == null || measure.direction() == Direction.NONE) {
            return Rate.undefined("比べられる前回の実績がありません", "there is no earlier actual to compare with");
        }
        Fraction before = Fraction.of(last);
        return new Rate(new Quotient(better(Fraction.of(own), before), before.abs()), null);
    }

    private Fraction better(Fraction figure, Fraction than) {
        return measure.direction() == Direction.DOWN ? than.minus(figure) : figure.minus(than);
    }

    private static Fraction perYear(Goal goal, Judged judged, Fraction value) {
        return goal.over() == Over.CUMULATIVE ? value.over(Fraction.of(Math.max(judged.known(), 1))) : value;
    }
}
