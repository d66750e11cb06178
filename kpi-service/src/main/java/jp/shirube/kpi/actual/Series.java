package jp.shirube.kpi.actual;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jp.shirube.kpi.received.IndicatorKey;
import org.jspecify.annotations.Nullable;

/** All that was ever recorded of one indicator, as far as its next state needs it. Its writers take turns. */
public record Series(
        IndicatorKey indicator, long version, @Nullable Instant lastRecordedAt) {

    /** The stamp of the next state. A clock put back does not reorder what was known when. */
    public Stamp next(@Nullable Revision latest, Instant now, String recordedBy, @Nullable Long responsibilityVersion) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        if (lastRecordedAt != null && !at.isAfter(lastRecordedAt)) {
            at = lastRecordedAt.plus(1, ChronoUnit.MICROS);
        }
        int revision = latest == null ? 1 : latest.stamp().revision() + 1;
        return new Stamp(revision, version + 1, at, recordedBy, responsibilityVersion);
    }
}
