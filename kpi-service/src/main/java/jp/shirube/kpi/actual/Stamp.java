package jp.shirube.kpi.actual;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and by whom a state became known, and its numbers.
 *
 * @param revision counts the states of one period of one indicator, from 1
 * @param version counts the states of one indicator over all its periods, from 1, without gap
 * @param recordedAt stamped here; grows with the version, whatever the wall clock does
 * @param responsibilityVersion of the responsibilities (担当) known here when it was written; null where none had arrived, and
 *     for what was read back from the topic
 */
public record Stamp(
        int revision,
        long version,
        Instant recordedAt,
        String recordedBy,
        @Nullable Long responsibilityVersion) {

    public Stamp {
        if (revision < 1 || version < revision) {
            throw new IllegalArgumentException("revision " + revision + " of version " + version);
        }
    }

    public Stamp(int revision, long version, Instant recordedAt, String recordedBy) {
        this(revision, version, recordedAt, recordedBy, null);
    }
}
