package jp.shirube.kpi.actual;

import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/** One state of one period of one indicator. None is ever changed or removed. */
public sealed interface Revision permits Actual, Withdrawal {

    IndicatorKey indicator();

    Period period();

    Stamp stamp();
}
