package jp.shirube.kpi.actual;

import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/**
 * How a repeated request is recognised (Idempotency-Key).
 *
 * @param key chosen by the client, unique within the municipality
 * @param fingerprint of all the request says; another one under the same key is another request
 */
public record Repetition(String key, String fingerprint) {

    /** R7 and 2025 are the same address, and another address is another request. */
    public Repetition about(IndicatorKey indicator, Period period) {
        return new Repetition(key, fingerprint + " " + indicator.indicator() + " " + period.canonical());
    }
}
