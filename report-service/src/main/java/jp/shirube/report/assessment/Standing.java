package jp.shirube.report.assessment;

/** Where a year stands to a target, as known on a day. */
public enum Standing {
    /** 計画期間前: the plan, the line from the baseline or the span of the goal has not begun. */
    BEFORE_PLAN,
    /** 年度の途中: the year is not over, and there is no figure for it. */
    NOT_OVER,
    /** There is a figure to judge. */
    JUDGED,
    /** Some years of the sum are unknown and what is known does not suffice. */
    INCOMPLETE,
    /** 未公表: before the day its figure is usually known. */
    NOT_PUBLISHED,
    /** 未報告: after that day. */
    NOT_REPORTED,
    /** 調査のない年: nothing is asked, nothing is missing. */
    NO_SURVEY,
    /** The figure is missing for a stated reason: 該当なし, 事業終了. */
    MISSING_WITH_REASON,
    /** 見込: there is an estimate, which is never graded. */
    ESTIMATED,
    /** 参考: the rule does not grade such a figure (速報, a late statistic). */
    FOR_REFERENCE,
    /** After the goal's year: its grade stays, later figures are 参考. */
    AFTER_GOAL,
    /** The target has no goal to judge against. */
    NO_GOAL
}
