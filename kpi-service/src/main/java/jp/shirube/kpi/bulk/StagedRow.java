package jp.shirube.kpi.bulk;

import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.Status;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * A row that is understood as far as it can be by itself.
 *
 * @param component empty means the whole
 * @param measured null where the row is refused; it still keeps its period from being stored by half
 * @param seen the revision the sender has seen; 0 where there was none, null where nothing is said
 */
public record StagedRow(
        int index,
        @Nullable Integer line,
        String indicator,
        Period period,
        String component,
        Measured.@Nullable Single measured,
        Status status,
        @Nullable String note,
        @Nullable String evidence,
        @Nullable String reason,
        @Nullable Integer seen) {}
