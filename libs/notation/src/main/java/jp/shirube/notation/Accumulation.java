package jp.shirube.notation;

/** How a figure gathers what happened. */
public enum Accumulation {
    /** The figure of its period, as it is: of one year, or on one day. */
    POINT,
    /** 年N回, N件/年: so much in each year. */
    PER_YEAR,
    /** 延べ, 累積, 累計, 合計: the sum over a span, which may be said elsewhere (a note, the plan's period). */
    SUM,
    /** 平均: the mean of the years of a span. */
    AVERAGE,
    /** ～R4.10: everything there has been up to a day. */
    RUNNING
}
