package jp.shirube.access.audit;

/** What became of it. */
public enum Outcome {
    /** 実施 */
    DONE,
    /** 拒否 */
    REFUSED
}
