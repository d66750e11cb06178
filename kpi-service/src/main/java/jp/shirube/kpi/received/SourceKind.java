package jp.shirube.kpi.received;

/** 出所: where the figures of an indicator come from. */
public enum SourceKind {
    /** 自前の集計. */
    OWN_COUNT,
    /** 意識調査・アンケート. */
    SURVEY,
    /** 公的統計, published by somebody else. */
    STATISTIC
}
