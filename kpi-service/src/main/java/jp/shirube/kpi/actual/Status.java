package jp.shirube.kpi.actual;

/** How settled a figure is. */
public enum Status {
    /** 見込: never graded; the only status a figure may have before its period has ended. */
    ESTIMATE,
    /** 暫定・速報. */
    PROVISIONAL,
    /** 確定. */
    FINAL
}
