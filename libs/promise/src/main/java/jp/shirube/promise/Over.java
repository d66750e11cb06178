package jp.shirube.promise;

/** Over what a goal is judged. */
public enum Over {
    /** 単年: the figure of the goal's year. */
    POINT,
    /** 累積: the sum of the goal's span. */
    CUMULATIVE,
    /** 平均, 件/年 with a span: the mean of the span's years. */
    AVERAGE
}
