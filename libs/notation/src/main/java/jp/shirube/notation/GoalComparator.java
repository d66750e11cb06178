package jp.shirube.notation;

import java.math.BigDecimal;

/** How the judged figure must stand to the goal for the goal to be achieved (以上・以下・未満・超). */
public enum GoalComparator {
    /** 以上: ≥. */
    AT_LEAST("以上"),
    /** 以下, also 以内: ≤. */
    AT_MOST("以下"),
    /** 未満: &lt;. */
    LESS_THAN("未満"),
    /** 超; より向上 of a relative goal: &gt;. */
    MORE_THAN("超");

    private final String word;

    GoalComparator(String word) {
        this.word = word;
    }

    /** The Japanese word behind the amount. */
    public String word() {
        return word;
    }

    /** Whether the judged figure, officially rounded, achieves the goal. Both are in the same unit. */
    public boolean holds(BigDecimal judged, BigDecimal goal) {
        int order = judged.compareTo(goal);
        return switch (this) {
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case LESS_THAN -> order < 0;
            case MORE_THAN -> order > 0;
        };
    }
}
