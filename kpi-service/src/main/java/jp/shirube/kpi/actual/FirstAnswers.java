package jp.shirube.kpi.actual;

import java.time.Instant;
import java.util.Optional;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/** What requests with an Idempotency-Key did, kept for a while. */
public interface FirstAnswers {

    record FirstAnswer(String fingerprint, Outcome outcome, IndicatorKey indicator, Period period, int revision) {}

    Optional<FirstAnswer> find(String municipality, String key);

    /** False when somebody else has used the key meanwhile. */
    boolean keep(Repetition repetition, Answer answer, Instant now);
}
