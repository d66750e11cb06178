package jp.shirube.promise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Span;
import jp.shirube.notation.YearFraction;
import jp.shirube.promise.Stated.StatedBaseline;
import jp.shirube.promise.Stated.StatedGoal;
import org.jspecify.annotations.Nullable;

/** What is odd in a promise but may well be meant: said to whoever states it, never refused. */
public final class Oddities {

    private static final YearFraction ONE_YEAR = new YearFraction(1, 1);

    private final Stated stated;
    private final List<Objection> oddities = new ArrayList<>();

    private Oddities(Stated stated) {
        this.stated = stated;
    }

    /** @return each with its place: {@code /goal/value}, {@code /baseline/approximate} */
    public static List<Objection> of(Stated stated) {
        Oddities oddities = new Oddities(stated);
        oddities.goal();
        oddities.years();
        for (int i = 0; i < stated.milestones().size(); i++) {
            oddities.milestone(
                    "/milestones/" + i + "/value", stated.milestones().get(i));
        }
        oddities.readings();
        return List.copyOf(oddities.oddities);
    }

    /**
     * So much in so many years, for comparing a sum with a yearly figure.
     *
     * @param years over which it gathers
     */
    private record Pace(BigDecimal amount, YearFraction years) {

        /** Compares what comes in a year, without dividing. */
        int compareTo(Pace other) {
            return perYear(other.years).compareTo(other.perYear(years));
        }

        private BigDecimal perYear(YearFraction common) {
            return amount.multiply(BigDecimal.valueOf(years.denominator()))
                    .multiply(BigDecimal.valueOf(common.numerator()));
        }
    }

    private static @Nullable Pace pace(@Nullable StatedBaseline baseline) {
        if (baseline == null || baseline.value() == null || baseline.accumulation() == Accumulation.RUNNING) {
            return null;
        }
        if (baseline.accumulation() != Accumulation.SUM) {
            return new Pace(baseline.value(), ONE_YEAR);
        }
        return baseline.period() instanceof Span span ? new Pace(baseline.value(), span.years()) : null;
    }

    private static @Nullable Pace pace(StatedGoal goal) {
        if (goal.value() == null) {
            return null;
        }
        if (goal.over() != Over.CUMULATIVE) {
            return new Pace(goal.value(), ONE_YEAR);
        }
        return goal.period() instanceof Span span ? new Pace(goal.value(), span.years()) : null;
    }

    private void goal() {
        Pace promised = pace(stated.goal());
        Pace before = pace(stated.baseline());
        if (promised == null || before == null || !worse(promised.compareTo(before))) {
            return;
        }
        if (stated.goal().over() == Over.CUMULATIVE) {
            odd(
                    "/goal/value",
                    "目標の年平均が、基準値の1年あたりより悪くなっています",
                    "the goal's yearly average is worse than the yearly baseline");
        } else {
            odd("/goal/value", "目標が基準値より悪くなっています", "the goal is worse than the baseline");
        }
    }

    private boolean worse(int order) {
        return switch (stated.direction()) {
            case UP -> order < 0;
            case DOWN -> order > 0;
            case NONE -> false;
        };
    }

    private void years() {
        FiscalYear goal = stated.goal().year();
        if (goal == null) {
            return;
        }
        StatedBaseline baseline = stated.baseline();
        if (baseline != null
                && baseline.period() != null
                && baseline.period().fiscalYear().compareTo(goal) >= 0) {
            odd("/baseline/period", "基準値の年度が目標の年度より前ではありません", "the baseline is not before the goal's year");
        }
        if (stated.firstYear() != null && goal.compareTo(stated.firstYear()) < 0) {
            odd("/goal/period", "目標の年度が計画期間より前です", "the goal's year is before the plan's period");
        }
        if (stated.lastYear() != null && goal.compareTo(stated.lastYear()) > 0) {
            odd("/goal/period", "目標の年度が計画期間より後です", "the goal's year is after the plan's period");
        }
    }

    /** Between baseline and goal, whichever of them is the higher: a goal may accept a slower decline. */
    private void milestone(String at, StatedGoal milestone) {
        BigDecimal goal = stated.goal().value();
        BigDecimal value = milestone.value();
        if (goal == null
                || value == null
                || milestone.over() != stated.goal().over()
                || stated.direction() == Direction.NONE) {
            return;
        }
        BigDecimal baseline = startingPoint();
        boolean upwards = baseline == null || baseline.compareTo(goal) == 0
                ? stated.direction() == Direction.UP
                : baseline.compareTo(goal) < 0;
        if (upwards ? value.compareTo(goal) > 0 : value.compareTo(goal) < 0) {
            odd(at, "中間目標が目標を超えています", "the milestone is beyond the goal");
        } else if (baseline != null && (upwards ? value.compareTo(baseline) < 0 : value.compareTo(baseline) > 0)) {
            odd(at, "中間目標が基準値より後退しています", "the milestone is behind the baseline");
        }
    }

    /** What the way to the goal starts from; a sum starts from nothing. */
    private @Nullable BigDecimal startingPoint() {
        Pace before = stated.goal().over() == Over.CUMULATIVE ? null : pace(stated.baseline());
        return before == null || !before.years().equals(ONE_YEAR) ? null : before.amount();
    }

    private void readings() {
        if (stated.goal().judged()) {
            odd("/goal/reading", "計画に明記なし（判断による読み）", "the plan does not say so: somebody's reading");
        }
        if (stated.baseline() != null && stated.baseline().approximate()) {
            odd("/baseline/approximate", "基準値は概数です", "the baseline is approximate");
        }
    }

    private void odd(String at, String ja, String en) {
        oddities.add(Objection.at(at, ja, en));
    }
}
