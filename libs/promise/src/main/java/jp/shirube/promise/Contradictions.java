package jp.shirube.promise;

import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;
import jp.shirube.promise.Stated.StatedGoal;
import org.jspecify.annotations.Nullable;

/** What contradicts itself in a promise, so that nobody could say whether it is kept. Refused wherever one is stated. */
public final class Contradictions {

    private static final String GOAL = "/goal";

    private final Stated stated;
    private final List<Objection> objections = new ArrayList<>();

    private Contradictions(Stated stated) {
        this.stated = stated;
    }

    /** @return each with its place: {@code /goal/comparator}, {@code /milestones/0/period} */
    public static List<Objection> of(Stated stated) {
        Contradictions contradictions = new Contradictions(stated);
        contradictions.goal(GOAL, stated.goal());
        for (int i = 0; i < stated.milestones().size(); i++) {
            contradictions.goal("/milestones/" + i, stated.milestones().get(i));
        }
        contradictions.path();
        return List.copyOf(contradictions.objections);
    }

    private void goal(String at, StatedGoal goal) {
        comparator(at + "/comparator", goal.comparator());
        range(at, goal);
        over(at, goal);
    }

    private void comparator(String at, GoalComparator comparator) {
        switch (stated.direction()) {
            case UP -> {
                if (comparator == GoalComparator.AT_MOST || comparator == GoalComparator.LESS_THAN) {
                    object(
                            at,
                            "多いほどよい指標（UP）の目標が「" + comparator.word() + "」になっています",
                            "more is better (UP), yet the goal is " + comparator);
                }
            }
            case DOWN -> {
                if (comparator == GoalComparator.AT_LEAST || comparator == GoalComparator.MORE_THAN) {
                    object(
                            at,
                            "少ないほどよい指標（DOWN）の目標が「" + comparator.word() + "」になっています",
                            "less is better (DOWN), yet the goal is " + comparator);
                }
            }
            case NONE -> {
                if (comparator != GoalComparator.AT_LEAST) {
                    object(
                            at,
                            "範囲の目標（NONE）はvalue以上upTo以下です。「" + comparator.word() + "」は書けません",
                            "a range (NONE) is from value to upTo, both included; it cannot be " + comparator);
                }
            }
        }
    }

    private void range(String at, StatedGoal goal) {
        if (stated.direction() == Direction.NONE) {
            if (goal.relative() || (goal.value() != null && goal.upTo() == null)) {
                object(
                        at,
                        "範囲の指標（NONE）の目標には、下限valueと上限upToを書いてください",
                        "direction NONE is a range: the goal needs value, its lower end, and upTo, its upper end");
            }
        } else if (goal.upTo() != null) {
            object(
                    at + "/upTo",
                    "upTo（範囲の上限）は範囲の指標（NONE）に限ります",
                    "upTo, the end of a range, goes with direction NONE only");
        }
        if (goal.upTo() != null && goal.value() == null) {
            object(at + "/upTo", "範囲の下限（value）がありません", "the lower end of the range, value, is missing");
        }
        if (goal.upTo() != null && goal.value() != null && goal.upTo().compareTo(goal.value()) < 0) {
            object(at + "/upTo", "範囲の上限が下限より小さくなっています", "the range ends below its beginning");
        }
    }

    private void over(String at, StatedGoal goal) {
        if (goal.over() == Over.CUMULATIVE && stated.quantity() != Quantity.FLOW) {
            object(
                    at + "/accumulation",
                    "累積の目標は、積み上がる量（quantity: FLOW）の指標にだけ置けます",
                    "a cumulative goal needs an indicator whose quantity is FLOW");
        }
        boolean needsSpan = goal.over() != Over.POINT && (goal.value() != null || goal.period() != null);
        if (needsSpan && !(goal.period() instanceof Span)) {
            object(
                    at + "/period",
                    (goal.over() == Over.CUMULATIVE ? "累積" : "平均") + "の目標には期間（R6..R9）を書いてください",
                    "a goal that is " + goal.over() + " is for a span of years");
        }
    }

    /** The milestones lie on the way from the baseline's year to the goal's, one after the other. */
    private void path() {
        FiscalYear last = null;
        for (int i = 0; i < stated.milestones().size(); i++) {
            StatedGoal milestone = stated.milestones().get(i);
            FiscalYear year = milestone.year();
            if (year == null) {
                continue;
            }
            String at = "/milestones/" + i + "/period";
            onTheWay(at, milestone, year);
            if (last != null && year.compareTo(last) <= 0) {
                object(
                        at,
                        year.equals(last) ? "同じ年度の中間目標が二つあります" : "中間目標は年度の順に書いてください",
                        year.equals(last)
                                ? "two milestones are for one year"
                                : "milestones are written in order of their years");
            }
            last = year;
        }
    }

    private void onTheWay(String at, StatedGoal milestone, FiscalYear year) {
        FiscalYear goalYear = stated.goal().year();
        FiscalYear baselineYear = baselineYear();
        FiscalYear beginning = beginning(stated.goal());
        FiscalYear own = beginning(milestone);
        if (goalYear != null && year.compareTo(goalYear) >= 0) {
            object(at, "中間目標の年度が目標の年度より前ではありません", "a milestone comes before the goal's year");
        } else if (baselineYear != null && year.compareTo(baselineYear) <= 0) {
            object(at, "中間目標の年度が基準値の年度より後ではありません", "a milestone comes after the baseline's year");
        } else if (beginning != null && (own == null ? year : own).compareTo(beginning) < 0) {
            object(at, "中間目標が目標の期間より前に始まっています", "the milestone begins before the goal's span");
        }
    }

    private @Nullable FiscalYear baselineYear() {
        Period period = stated.baseline() == null ? null : stated.baseline().period();
        return period == null ? null : period.fiscalYear();
    }

    /** The first year of what is summed or averaged; null for a goal of one year. */
    private static @Nullable FiscalYear beginning(StatedGoal goal) {
        return goal.over() != Over.POINT && goal.period() instanceof Span span
                ? FiscalYear.containing(span.first())
                : null;
    }

    private void object(String at, String ja, String en) {
        objections.add(Objection.at(at, ja, en));
    }
}
