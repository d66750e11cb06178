package jp.shirube.kpi.correction;

import java.time.Instant;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.Status;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * A line of the 正誤表: a period whose confirmed figure is another one since then. Both were public; what was only sent in or
 * returned between them is left out.
 *
 * @param version of the indicator by which it was made
 * @param name as it is called today; empty where its copy has gone
 * @param unit as the name
 * @param now null where it was withdrawn
 * @param revision of the period that made it so
 * @param reason why; null where nobody had to say (a provisional figure made final)
 * @param confirmedBy name of who stated or confirmed it
 */
public record Correction(
        String indicator,
        long version,
        String name,
        String unit,
        Period period,
        Kind kind,
        Stated before,
        @Nullable Stated now,
        int revision,
        @Nullable String reason,
        Instant confirmedAt,
        String confirmedBy) {

    public enum Kind {
        /** 訂正. */
        CORRECTED("訂正"),
        /** 確報への置き換え: an estimate or a provisional figure gave way to a more settled one of another value. */
        SETTLED("確報への置き換え"),
        /** 取下げ. */
        WITHDRAWN("取下げ"),
        /** 再登録: stated again after it was withdrawn. */
        RESTATED("再登録");

        private final String ja;

        Kind(String ja) {
            this.ja = ja;
        }

        public String ja() {
            return ja;
        }
    }

    public record Stated(int revision, Measured measured, Status status) {}

    /** Where it stands in the order of all. */
    public record Position(Instant confirmedAt, String indicator, long version) {}

    public Position position() {
        return new Position(confirmedAt, indicator, version);
    }
}
