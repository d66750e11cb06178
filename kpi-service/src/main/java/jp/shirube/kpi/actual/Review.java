package jp.shirube.kpi.actual;

/** Where an actual stands between the department that reports it and the planning office. */
public enum Review {
    SUBMITTED,
    /** 差し戻し. */
    RETURNED,
    /** Residents see only these. What is written directly, outside a collection round, is confirmed by that. */
    CONFIRMED
}
