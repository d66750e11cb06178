package jp.shirube.kpi.actual;

import java.time.Instant;

/**
 * When and by whom a state became known, and its numbers.
 *
 * @param revision counts the states of one period of one indicator, from 1
 * @param version counts the states of one indicator over all its periods, from 1, without gap
 * @param recordedAt stamped here; grows with the version, whatever the wall clock does
 */
public record Stamp(int revision, long version, Instant recordedAt, String recordedBy) {
    public Stamp {
        if (revision < 1 || version < revision) {
            throw new IllegalArgumentException("revision " + revision + " of version " + version);
        }
    }
}
