package jp.shirube.kpi.actual;

/**
 * Why there is no figure. All are different, none of them is zero by itself; a blank is no answer and therefore none of them.
 */
public enum MissingReason {
    /** 該当なし. */
    NOT_APPLICABLE,
    /** 調査なし. */
    NOT_SURVEYED,
    /** 未公表. */
    NOT_PUBLISHED,
    /** 事業終了. */
    DISCONTINUED,
    /** 算定なし（－）. */
    NOT_CALCULATED;

    /** Whether a department may say of it that it is a zero in a sum: where there was nothing to count, not where it is unknown. */
    public boolean mayCountAsZero() {
        return this == DISCONTINUED || this == NOT_APPLICABLE;
    }
}
