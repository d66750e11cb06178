package jp.shirube.report.assessment;

import java.math.BigDecimal;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.Method;
import jp.shirube.promise.rule.Method.LessIsBetter;
import jp.shirube.promise.rule.RatedFigure;
import jp.shirube.report.assessment.Facts.Graded;
import jp.shirube.report.assessment.Facts.Graded.Place;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import org.jspecify.annotations.Nullable;

/** The figure a rule grades where it names no other: the domain's list, from the comparator down to nothing. */
final class DefaultFigure {

    private static final Sentence COMPARATOR_MET = new Sentence("目標を満たしています", "the goal is met");

    private final Measure measure;
    private final Commitment commitment;
    private final Method method;
    private final Line line;

    DefaultFigure(Measure measure, Commitment commitment, Method method, Line line) {
        this.measure = measure;
        this.commitment = commitment;
        this.method = method;
        this.line = line;
    }

    /** The first that is defined. */
    Graded of(Goal goal, Fraction value, @Nullable Boolean achieved, @Nullable FiscalYear stays, Rates rates) {
        if (Boolean.TRUE.equals(achieved)) {
            return new Graded.Verdict(Place.TOP, COMPARATOR_MET);
        }
        if (stays != null) {
            return new Graded.Verdict(
                    Place.TOP,
                    new Sentence(Words.ja(stays) + "に達成済みです", "met in " + Words.en(stays) + ", and so it stays"));
        }
        boolean upsideDown = measure.direction() == Direction.DOWN && method.lessIsBetter() == LessIsBetter.RAW;
        if (upsideDown && (goal.over() == Over.CUMULATIVE || line.baseline() == null)) {
            return new Graded.Nothing(
                    new Sentence("率は100%以下で達成です（高いほどよい率ではありません）", "the rate is met at 100 % or less"));
        }
        if (goal.over() == Over.CUMULATIVE) {
            return rates.scheduleProgress().quotient() == null
                    ? new Graded.Nothing(reason(rates.scheduleProgress()))
                    : new Graded.ByRate(RatedFigure.SCHEDULE_PROGRESS, rates.scheduleProgress());
        }
        if (rates.scheduleProgress().quotient() != null) {
            return new Graded.ByRate(RatedFigure.SCHEDULE_PROGRESS, rates.scheduleProgress());
        }
        if (line.isMaintain()) {
            return maintained(goal, value);
        }
        if (line.baseline() == null) {
            if (!commitment.milestones().isEmpty() && rates.expectedRatio().quotient() != null) {
                return new Graded.ByRate(RatedFigure.EXPECTED_RATIO, rates.expectedRatio());
            }
            if (rates.achievementRate().quotient() != null) {
                return new Graded.ByRate(RatedFigure.ACHIEVEMENT_RATE, rates.achievementRate());
            }
            return new Graded.Nothing(reason(rates.achievementRate()));
        }
        return new Graded.Nothing(reason(rates.scheduleProgress()));
    }

    private static Sentence reason(Rate rate) {
        return rate.reason() == null ? new Sentence("判定できません", "cannot be told") : rate.reason();
    }

    /** 維持型, not met: how far it is missed. */
    private Graded maintained(Goal goal, Fraction value) {
        Fraction threshold = Line.threshold(goal, line.baseline());
        if (threshold == null) {
            return new Graded.Nothing(new Sentence("比べられる基準値がありません", "there is no baseline to compare with"));
        }
        BigDecimal upTo = goal.upTo();
        Fraction nearest = upTo != null && value.compareTo(Fraction.of(upTo)) > 0 ? Fraction.of(upTo) : threshold;
        Fraction missed = value.minus(nearest).abs();
        BigDecimal percent = method.maintainTolerance();
        Fraction tolerance = nearest.abs().times(Fraction.of(percent)).over(Fraction.of(100));
        boolean within = missed.compareTo(tolerance) <= 0;
        String allowed = Words.figure(measure, tolerance.toDecimal()) + "（目標の"
                + percent.stripTrailingZeros().toPlainString() + "%）";
        String gap = Words.figure(measure, missed.toDecimal());
        return new Graded.Verdict(
                within ? Place.SECOND : Place.LOWEST,
                missed.signum() == 0
                        ? new Sentence("維持型：基準の値と同じで、目標を満たしていません", "to be kept: equal to the goal, which asks for more")
                        : new Sentence(
                                "維持型：目標との差は" + gap + "で、許容" + allowed + (within ? "以内です" : "を超えています"),
                                "to be kept: missed by " + gap + ", " + (within ? "within" : "beyond")
                                        + " the tolerance of " + Words.figure(measure, tolerance.toDecimal())));
    }
}
