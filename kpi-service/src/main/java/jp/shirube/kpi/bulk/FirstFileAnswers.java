package jp.shirube.kpi.bulk;

import java.time.Instant;
import java.util.Optional;
import jp.shirube.kpi.actual.Repetition;

/** What files with an Idempotency-Key did, kept for a while. */
public interface FirstFileAnswers {

    record FirstAnswer(String fingerprint, FileAnswer answer) {}

    Optional<FirstAnswer> find(String municipality, String key);

    /** False when somebody else has used the key meanwhile. */
    boolean keep(String municipality, Repetition repetition, FileAnswer answer, Instant now);
}
