package jp.shirube.kpi.actual;

import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/** 実績値: what is stated of a period since a moment. */
public record Actual(IndicatorKey indicator, Period period, Statement statement, Review review, Stamp stamp)
        implements Revision {}
