package jp.shirube.kpi.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What would become of a row.
 *
 * @param was the figure, or the reason for none, that is stated; null where nothing is
 * @param becomes the same as the row says it
 */
public record Foreseen(
        int row,
        @Nullable Integer line,
        String indicator,
        String period,
        String component,
        Becomes outcome,
        @Nullable String was,
        @Nullable String becomes) {

    /** 新規, 変更, 変更なし, 競合, 誤り. */
    public enum Becomes {
        NEW,
        CHANGED,
        UNCHANGED,
        /** Somebody else has changed it since the sender looked. */
        CONFLICT,
        REFUSED
    }
}
