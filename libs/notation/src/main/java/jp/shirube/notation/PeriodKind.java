package jp.shirube.notation;

/** What the figures of an indicator are for (指標の期間の種類); it decides what a year without 年 or 年度 means. */
public enum PeriodKind {
    /** 年度: 1 April to 31 March. */
    FISCAL_YEAR,
    /** 暦年: 1 January to 31 December. */
    CALENDAR_YEAR,
    /** 時点: a state on one day, such as 各年10月1日. A year is the fiscal year with that day in it. */
    AS_OF_DAY
}
