package jp.shirube.kpi.actual;

/** What a request did. */
public enum Outcome {
    /** The first statement of a period, or the first after a withdrawal. */
    RECORDED,
    CORRECTED,
    /** It said what was stated already. */
    UNCHANGED,
    WITHDRAWN
}
