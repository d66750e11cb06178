package jp.shirube.kpi.received;

/** Which way is better. */
public enum Direction {
    UP,
    DOWN,
    /** Neither: a range is aimed at. */
    NONE
}
