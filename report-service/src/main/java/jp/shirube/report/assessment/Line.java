package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.Method;
import jp.shirube.promise.rule.Method.Path;
import jp.shirube.report.assessment.Promise.Baseline;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import org.jspecify.annotations.Nullable;

/**
 * 計画線: what is expected of one commitment in the years before its goal's, and from where it comes.
 *
 * <p>A sum is expected to grow evenly over the span of its goal, a mean to be the goal every year, whatever the path; the path is
 * for figures of single years.
 */
final class Line {

    /** @param reason why nothing is expected; null when something is */
    record Expected(
            @Nullable Fraction value,
            @Nullable Path path,
            @Nullable Sentence reason) {
        static Expected none(String ja, String en) {
            return new Expected(null, null, new Sentence(ja, en));
        }
    }

    private final Promise promise;
    private final Commitment commitment;
    private final Method method;

    Line(Promise promise, Commitment commitment, Method method) {
        this.promise = promise;
        this.commitment = commitment;
        this.method = method;
    }

    /** The years of the goal's span; its one year for a goal of a single year. */
    List<FiscalYear> span() {
        Goal goal = commitment.goal();
        if (goal != null && goal.over() != Over.POINT && goal.period() instanceof Span span) {
            return promise.measure().yearsOf(span);
        }
        return List.of(promise.goalYear(commitment));
    }

    /** The first year that can be graded: of the plan, of the goal's span, or the one after the baseline's. */
    FiscalYear begins() {
        FiscalYear first = promise.firstYear();
        Goal goal = commitment.goal();
        if (goal != null && goal.over() != Over.POINT) {
            return later(first, span().getFirst());
        }
        FiscalYear baseline = baselineYear();
        return baseline == null || method.path() != Path.LINEAR ? first : later(first, baseline.plusYears(1));
    }

    /** Whether a figure of that year lies on the line or in the span at all. */
    boolean holds(FiscalYear year) {
        FiscalYear baseline = baselineYear();
        Goal goal = commitment.goal();
        if (goal != null && goal.over() != Over.POINT) {
            return year.compareTo(span().getFirst()) >= 0;
        }
        return baseline == null || year.compareTo(baseline) > 0;
    }

    private static FiscalYear later(FiscalYear one, FiscalYear other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private @Nullable FiscalYear baselineYear() {
        Baseline baseline = commitment.baseline();
        Period period = baseline == null || baseline.value() == null ? null : baseline.period();
        return period == null ? null : promise.measure().yearOf(period);
    }

    /**
     * The baseline in the terms of the goal: a sum of several years beside a goal for one year is taken per year. Null where the
     * two cannot be set beside each other.
     */
    @Nullable
    Fraction baseline() {
        Baseline baseline = commitment.baseline();
        Goal goal = commitment.goal();
        if (baseline == null || baseline.value() == null || goal == null) {
            return null;
        }
        if (goal.over() == Over.CUMULATIVE) {
            return baseline.accumulation() == Accumulation.RUNNING ? Fraction.of(baseline.value()) : null;
        }
        return switch (baseline.accumulation()) {
            case POINT, PER_YEAR, AVERAGE -> Fraction.of(baseline.value());
            case SUM -> perYear();
            case RUNNING -> promise.measure().quantity() == Quantity.FLOW ? null : Fraction.of(baseline.value());
        };
    }

    /** The baseline per year: a sum divided by the exact length of its span. Null where that cannot be told. */
    @Nullable
    Fraction perYear() {
        Baseline baseline = commitment.baseline();
        if (baseline == null || baseline.value() == null) {
            return null;
        }
        Fraction value = Fraction.of(baseline.value());
        return switch (baseline.accumulation()) {
            case POINT, PER_YEAR, AVERAGE -> value;
            case SUM ->
                baseline.period() instanceof Span span
                        ? value.times(span.years().denominator())
                                .over(Fraction.of(span.years().numerator()))
                        : null;
            case RUNNING -> null;
        };
    }

    /** 維持型: the baseline already meets the goal, or is the goal, or the goal is relative to it. */
    boolean isMaintain() {
        Goal goal = commitment.goal();
        if (goal == null || goal.over() == Over.CUMULATIVE) {
            return false;
        }
        if (goal.relativeToBaseline()) {
            return true;
        }
        Fraction from = baseline();
        if (from == null || goal.value() == null) {
            return false;
        }
        return Boolean.TRUE.equals(meets(goal, from, from)) || (!goal.isRange() && from.is(Fraction.of(goal.value())));
    }

    /** Whether the comparator is met; null where there is nothing to compare with. */
    static @Nullable Boolean meets(Goal goal, Fraction figure, @Nullable Fraction baseline) {
        Fraction threshold = threshold(goal, baseline);
        if (threshold == null) {
            return null;
        }
        BigDecimal upTo = goal.upTo();
        if (upTo != null) {
            return figure.compareTo(threshold) >= 0 && figure.compareTo(Fraction.of(upTo)) <= 0;
        }
        int order = figure.compareTo(threshold);
        return switch (goal.comparator()) {
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case MORE_THAN -> order > 0;
            case LESS_THAN -> order < 0;
        };
    }

    static @Nullable Fraction threshold(Goal goal, @Nullable Fraction baseline) {
        if (goal.relativeToBaseline()) {
            return baseline;
        }
        return goal.value() == null ? null : Fraction.of(goal.value());
    }

    /** @param known years of the sum that are known, for a rule that compares those alone */
    Expected expected(FiscalYear year, int known) {
        Goal goal = commitment.goal();
        if (goal == null || goal.value() == null) {
            return Expected.none("値のない目標（基準値との比較）です", "the goal has no value of its own");
        }
        if (goal.isRange()) {
            return Expected.none("範囲の目標です", "the goal is a range");
        }
        if (isMaintain()) {
            return Expected.none("維持型の目標です（基準値がすでに目標を満たす）", "a target to be kept: the baseline already meets it");
        }
        Fraction to = Fraction.of(goal.value());
        return switch (goal.over()) {
            case AVERAGE -> new Expected(to, Path.FLAT, null);
            case CUMULATIVE -> expectedSum(to, year, known);
            case POINT -> expectedPoint(to, year);
        };
    }

    private Expected expectedSum(Fraction to, FiscalYear year, int known) {
        List<FiscalYear> span = span();
        if (method.unknownYears() == Method.UnknownYears.KNOWN_YEARS_ONLY) {
            return new Expected(to.times(known).over(Fraction.of(span.size())), Path.LINEAR, null);
        }
        NavigableMap<FiscalYear, Fraction> points = new TreeMap<>();
        points.put(span.getFirst().plusYears(-1), Fraction.ZERO);
        addMilestones(points);
        points.put(span.getLast(), to);
        return onLine(points, year, Path.LINEAR);
    }

    private Expected expectedPoint(Fraction to, FiscalYear year) {
        FiscalYear goalYear = promise.goalYear(commitment);
        if (year.compareTo(goalYear) >= 0) {
            return new Expected(to, method.path(), null);
        }
        return switch (method.path()) {
            case FLAT -> new Expected(to, Path.FLAT, null);
            case PROPORTION -> new Expected(to.times(share(year)), Path.PROPORTION, null);
            case LINEAR -> onLine(points(to, baselineYear()), year, Path.LINEAR);
            case FROM_PLAN_START -> onLine(points(to, promise.firstYear().plusYears(-1)), year, Path.FROM_PLAN_START);
            case STEP -> step(points(to, baselineYear()), year);
        };
    }

    private NavigableMap<FiscalYear, Fraction> points(Fraction to, @Nullable FiscalYear start) {
        NavigableMap<FiscalYear, Fraction> points = new TreeMap<>();
        Fraction from = baseline();
        if (from != null && start != null) {
            points.put(start, from);
        }
        addMilestones(points);
        points.put(promise.goalYear(commitment), to);
        return points;
    }

    private void addMilestones(NavigableMap<FiscalYear, Fraction> points) {
        for (Goal milestone : commitment.milestones()) {
            if (milestone.value() != null && milestone.period() != null) {
                points.put(promise.measure().yearOf(milestone.period()), Fraction.of(milestone.value()));
            }
        }
    }

    private static Expected onLine(NavigableMap<FiscalYear, Fraction> points, FiscalYear year, Path path) {
        Map.Entry<FiscalYear, Fraction> before = points.floorEntry(year);
        Map.Entry<FiscalYear, Fraction> after = points.ceilingEntry(year);
        if (before == null || after == null) {
            return Expected.none("計画線の起点がありません（基準値なし）", "the line has no beginning: there is no baseline");
        }
        int whole = after.getKey().year() - before.getKey().year();
        if (whole == 0) {
            return new Expected(before.getValue(), path, null);
        }
        int gone = year.year() - before.getKey().year();
        Fraction rise = after.getValue().minus(before.getValue());
        return new Expected(before.getValue().plus(rise.times(gone).over(Fraction.of(whole))), path, null);
    }

    private static Expected step(NavigableMap<FiscalYear, Fraction> points, FiscalYear year) {
        Map.Entry<FiscalYear, Fraction> reached = points.floorEntry(year);
        return reached == null
                ? Expected.none("最初の段がまだありません（基準値なし）", "before the first step, and there is no baseline")
                : new Expected(reached.getValue(), Path.STEP, null);
    }

    /** The share of the goal that is due in a year of the plan, at most all of it. */
    private Fraction share(FiscalYear year) {
        int gone = year.year() - promise.firstYear().year() + 1;
        int years = promise.lastYear().year() - promise.firstYear().year() + 1;
        BigDecimal yearly = method.yearlyShare();
        Fraction share = yearly == null
                ? Fraction.of(gone).over(Fraction.of(years))
                : Fraction.of(yearly).times(gone).over(Fraction.of(100));
        return share.compareTo(Fraction.of(1)) > 0 ? Fraction.of(1) : share;
    }

    /** The next milestone, the goal when none is left. */
    Goal nextMilestone(Goal goal, FiscalYear year) {
        List<Goal> left = new ArrayList<>(commitment.milestones());
        left.removeIf(milestone -> milestone.period() == null
                || milestone.value() == null
                || promise.measure().yearOf(milestone.period()).compareTo(year) < 0);
        left.sort((one, other) -> promise.measure()
                .yearOf(Objects.requireNonNull(one.period()))
                .compareTo(promise.measure().yearOf(Objects.requireNonNull(other.period()))));
        return left.isEmpty() ? goal : left.getFirst();
    }
}
