package jp.shirube.promise;

/** Which way is better. An explicit decision, never inferred from a name or from a goal below its baseline. */
public enum Direction {
    /** More is better. */
    UP,
    /** Less is better. */
    DOWN,
    /** 範囲: to stay inside a range. */
    NONE
}
