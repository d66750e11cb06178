package jp.shirube.report.forecast;

/**
 * Where the 80 % prediction interval lies to the goal. It is said only beside that interval, and is no grade: of the forecasts
 * whose interval just reaches the goal, one in ten turns out the other way even where the line is right.
 */
public enum Outlook {
    /** 達成と予測: every figure of the interval achieves the goal. */
    LIKELY_MET,
    /** 未達と予測: no figure of the interval achieves the goal. */
    LIKELY_MISSED,
    /** どちらとも言えない: some do and some do not. */
    OPEN
}
