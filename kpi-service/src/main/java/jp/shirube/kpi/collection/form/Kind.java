package jp.shirube.kpi.collection.form;

/** What a row of a form asks for. */
public enum Kind {
    /** 指標. */
    INDICATOR,
    /** 取組. */
    INITIATIVE
}
