package jp.shirube.kpi.bulk;

import jp.shirube.kpi.actual.Writer;
import jp.shirube.kpi.received.Indicator;
import org.jspecify.annotations.Nullable;

/**
 * An indicator and whether the sender may write it.
 *
 * @param writer null where they may not
 * @param department that reports it; null where none does
 */
public record Reportable(
        Indicator indicator,
        @Nullable Writer writer,
        @Nullable String department) {}
