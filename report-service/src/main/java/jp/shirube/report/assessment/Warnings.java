package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Method.LessIsBetter;
import jp.shirube.report.assessment.Figures.Comparison;
import jp.shirube.report.assessment.Line.Expected;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Earlier;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.Warning.Code;
import org.jspecify.annotations.Nullable;

/** Looks for what is odd. */
final class Warnings {

    private final Promise promise;
    private final Measure measure;
    private final Commitment commitment;
    private final Line line;
    private final GradingRule rule;
    private final YearBook book;
    private final List<Warning> found = new ArrayList<>();

    Warnings(Promise promise, Commitment commitment, Line line, GradingRule rule, YearBook book) {
        this.promise = promise;
        this.measure = promise.measure();
        this.commitment = commitment;
        this.line = line;
        this.rule = rule;
        this.book = book;
    }

    List<Warning> of(FiscalYear asked, Judged judged, Expected expected, Grade grade, List<Comparison> compared) {
        Goal goal = commitment.goal();
        if (goal != null) {
            ofPromise(goal, asked);
            ofChanges(goal);
            ofBaselineSince();
            if (judged.value() != null) {
                ofFigure(goal, asked, judged, expected, grade);
            }
        }
        KnownActual own = book.in(asked);
        if (own != null && own.status() == KnownActual.Status.ESTIMATE && own.valueOf(commitment.part()) != null) {
            add(
                    Code.ESTIMATE_NOT_GRADED,
                    Words.ja(asked) + "の見込の値は判定に使いません",
                    "the estimate for " + Words.en(asked) + " is not graded");
        }
        return found;
    }

    private void add(Code code, String ja, String en) {
        found.add(Warning.of(code, ja, en));
    }

    private void ofPromise(Goal goal, FiscalYear asked) {
        if (goal.reading() == Promise.Reading.JUDGED) {
            add(
                    Code.JUDGED_READING,
                    "目標の読み方は計画に明記なし（担当者の判断）",
                    "the plan does not say how the goal is to be read; somebody decided");
        }
        FiscalYear goalYear = promise.goalYear(commitment);
        if (goalYear.compareTo(promise.lastYear()) > 0 && asked.compareTo(goalYear) < 0) {
            add(
                    Code.GOAL_AFTER_PLAN,
                    "目標年次未到来（目標は" + Words.ja(goalYear) + "、計画は" + Words.ja(promise.lastYear()) + "まで）",
                    "the goal is for " + Words.en(goalYear) + ", after the plan's end");
        }
        BigDecimal value = goal.value();
        if (value == null || goal.isRange()) {
            return;
        }
        if (goal.over() == Over.CUMULATIVE) {
            Fraction perYear = line.perYear();
            Fraction goalPerYear =
                    Fraction.of(value).over(Fraction.of(line.span().size()));
            if (perYear != null && isWorse(goalPerYear, perYear)) {
                add(
                        Code.GOAL_BELOW_YEARLY_BASELINE,
                        "目標の年平均" + number(goalPerYear) + "は、基準値の年あたり" + number(perYear) + "に届きません",
                        "the goal is " + number(goalPerYear) + " a year, worse than the baseline's " + number(perYear));
            }
            return;
        }
        Fraction baseline = line.baseline();
        if (baseline != null && !goal.relativeToBaseline() && isWorse(Fraction.of(value), baseline)) {
            add(Code.GOAL_WORSE_THAN_BASELINE, "目標が基準値より緩い値です", "the goal is worse than the baseline");
        }
    }

    private void ofChanges(Goal goal) {
        for (Earlier earlier : commitment.earlier()) {
            Goal was = earlier.goal();
            if (was != null && goalDiffers(goal, was)) {
                add(
                        Code.GOAL_CHANGED,
                        "版" + earlier.edition() + "の目標" + said(was) + "から" + said(goal) + "に変わっています",
                        "edition " + earlier.edition() + " promised " + said(was) + ", this one " + said(goal));
            } else if (was != null && was.period() != null && !Objects.equals(goal.period(), was.period())) {
                add(
                        Code.GOAL_YEAR_CHANGED,
                        "版" + earlier.edition() + "の目標と同じ値で、年度が" + Words.ja(was.period()) + "から変わっています",
                        "the same goal as in edition " + earlier.edition() + ", for another year than "
                                + Words.ja(was.period()));
            }
            if (baselineDiffers(commitment.baseline(), earlier.baseline())) {
                add(
                        Code.BASELINE_CHANGED,
                        "版" + earlier.edition() + "の基準値" + said(earlier.baseline()) + "から" + said(commitment.baseline())
                                + "に変わっています",
                        "edition " + earlier.edition() + " has the baseline " + said(earlier.baseline()) + ", this one "
                                + said(commitment.baseline()));
            }
        }
    }

    /** Raised, lowered or of another kind; another year alone is another matter. */
    static boolean goalDiffers(@Nullable Goal one, @Nullable Goal other) {
        if (one == null || other == null) {
            return one != other;
        }
        return compare(one.value(), other.value()) != 0
                || compare(one.upTo(), other.upTo()) != 0
                || one.over() != other.over()
                || one.comparator() != other.comparator()
                || one.relativeToBaseline() != other.relativeToBaseline();
    }

    /** Another figure for the same period; a later edition may well begin from a later year. */
    static boolean baselineDiffers(@Nullable Baseline one, @Nullable Baseline other) {
        return one != null
                && other != null
                && Objects.equals(one.period(), other.period())
                && compare(one.value(), other.value()) != 0;
    }

    private static int compare(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == other ? 0 : 1;
        }
        return one.compareTo(other);
    }

    private String said(Goal goal) {
        return goal.value() == null ? "「基準値との比較」" : Words.figure(measure, goal.value());
    }

    private String said(@Nullable Baseline baseline) {
        return baseline == null || baseline.value() == null ? "（なし）" : Words.figure(measure, baseline.value());
    }

    /** The plan's baseline stays as printed; what has become known of its period since stands beside it. */
    private void ofBaselineSince() {
        Baseline baseline = commitment.baseline();
        if (baseline == null || baseline.value() == null || baseline.period() == null || baseline.approximate()) {
            return;
        }
        KnownActual now = book.in(measure.yearOf(baseline.period()));
        BigDecimal value = now == null ? null : now.valueOf(commitment.part());
        if (now == null
                || value == null
                || now.status() == KnownActual.Status.ESTIMATE
                || !now.period().equals(baseline.period())
                || value.setScale(Math.max(baseline.value().scale(), 0), RoundingMode.HALF_UP)
                                .compareTo(baseline.value())
                        == 0) {
            return;
        }
        String since = now.knownOn() == null ? "" : "（" + now.knownOn() + "）";
        add(
                Code.BASELINE_REVISED,
                "基準値は計画では" + said(baseline) + "、その後の実績では" + Words.figure(measure, value) + since + "です。計画の値で判定します",
                "the plan prints the baseline " + said(baseline) + ", the actual of that period is now "
                        + Words.figure(measure, value) + since + "; judged by the plan's");
    }

    private void ofFigure(Goal goal, FiscalYear asked, Judged judged, Expected expected, Grade grade) {
        if (!judged.year().equals(asked)) {
            add(
                    Code.LATE_FIGURE,
                    "（" + Words.ja(judged.year()) + "の値）",
                    "(the figure of " + Words.en(judged.year()) + ")");
        }
        if (judged.isProvisional()) {
            add(Code.PROVISIONAL, "暫定・速報の値を含みます", "a provisional figure is included");
        }
        if (!judged.unknown().isEmpty() && goal.over() == Over.AVERAGE) {
            add(
                    Code.SOME_YEARS_OF_MEAN,
                    Words.ja(judged.unknown()) + "の実績がなく、" + judged.known() + "年の平均です",
                    "the mean of " + judged.known() + " years: nothing is known of " + Words.en(judged.unknown()));
        }
        if (!judged.unknown().isEmpty() && goal.over() == Over.CUMULATIVE && !judged.lowerBound()) {
            add(
                    Code.SUM_OF_KNOWN_YEARS,
                    Words.ja(judged.unknown()) + "の実績がなく、わかっている" + judged.known() + "年どうしで比べています",
                    "compared over the " + judged.known() + " years that are known");
        }
        if (grade.axes().stream().anyMatch(Grade.AxisGrade::dropped)) {
            add(
                    Code.NOT_ACHIEVED_DROPS,
                    "率は最上位に足りますが、目標を達成していないため一段下げています",
                    "the rate suffices for the first level, but the goal is not achieved");
        }
        if (rule.method().lessIsBetter() == LessIsBetter.RAW && measure.direction() == Direction.DOWN) {
            add(Code.RAW_RATE_OF_LESS_IS_BETTER, "達成率は100%以下で達成です", "the achievement rate is met at 100% or less");
        }
        lineWithinRounding(goal, expected);
    }

    private void lineWithinRounding(Goal goal, Expected expected) {
        Fraction baseline = line.baseline();
        BigDecimal value = goal.value();
        if (baseline == null || value == null || expected.value() == null || goal.over() != Over.POINT) {
            return;
        }
        int decimals = digits(commitment.baseline());
        Fraction digit = Fraction.of(BigDecimal.ONE.movePointLeft(decimals));
        if (expected.value().minus(baseline).abs().compareTo(digit) < 0) {
            add(
                    Code.LINE_WITHIN_ROUNDING,
                    "期待値と基準値の差が、印字の最小の桁に届きません",
                    "expected value and baseline differ by less than one printed digit");
        }
    }

    /** Digits after the point of the baseline as printed, or as the indicator is officially rounded. */
    private int digits(@Nullable Baseline baseline) {
        if (baseline != null && baseline.printedDecimals() != null) {
            return baseline.printedDecimals();
        }
        return measure.decimals() == null ? 0 : measure.decimals();
    }

    private boolean isWorse(Fraction one, Fraction than) {
        return switch (measure.direction()) {
            case UP -> one.compareTo(than) < 0;
            case DOWN -> one.compareTo(than) > 0;
            case NONE -> false;
        };
    }

    private String number(Fraction value) {
        return Words.figure(measure, value.toDecimal());
    }
}
