package jp.shirube.kpi.received;

/** What a component (内訳) is to its indicator. */
public enum ComponentRole {
    /** Judged by itself (小学校, 中学校); the indicator has no figure of its own. */
    PART,
    /** Of the formula (転入, 転出; 分子, 分母). */
    TERM,
    /** Stands beside (回 beside 人). */
    REFERENCE;

    /** Whether a breakdown is incomplete without it. */
    public boolean required() {
        return this != REFERENCE;
    }
}
