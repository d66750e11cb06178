package jp.shirube.kpi.actual;

import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/** 取下げ: from now on nothing is stated of the period, for a reason. What was stated before stays in the history. */
public record Withdrawal(IndicatorKey indicator, Period period, String reason, Stamp stamp) implements Revision {
    public Withdrawal {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a withdrawal has a reason");
        }
    }
}
