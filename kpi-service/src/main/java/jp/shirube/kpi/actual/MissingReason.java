package jp.shirube.kpi.actual;

/** Why there is no figure. All are different, none of them is zero; a blank is no answer and therefore none of them. */
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
    NOT_CALCULATED
}
