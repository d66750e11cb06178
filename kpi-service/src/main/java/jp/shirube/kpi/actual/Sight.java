package jp.shirube.kpi.actual;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of the recorded states somebody looks at.
 *
 * @param before what was recorded before that moment; null for all of it
 * @param unconfirmed also what has been sent in and not confirmed (未確認); everybody sees what is confirmed
 */
public record Sight(@Nullable Instant before, boolean unconfirmed) {

    public static final Sight ALL = new Sight(null, true);

    public boolean shows(Revision revision) {
        return switch (revision) {
            case Actual actual -> unconfirmed || actual.review() == Review.CONFIRMED;
            case Withdrawal withdrawal -> true;
        };
    }
}
