package jp.shirube.kpi.actual;

/** What a request did. */
public enum Outcome {
    /** The first statement of a period, or the first after a withdrawal. */
    RECORDED,
    CORRECTED,
    /** It said what was stated already. */
    UNCHANGED,
    WITHDRAWN,
    /** 確認: what a department sent in holds, unchanged. */
    CONFIRMED,
    /** 差し戻し: what a department sent in does not hold; what was confirmed before it stays public. */
    RETURNED
}
