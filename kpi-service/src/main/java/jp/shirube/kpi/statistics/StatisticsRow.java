package jp.shirube.kpi.statistics;

import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import org.jspecify.annotations.Nullable;

/**
 * An actual as a statistics file states it, not yet checked against its indicator.
 *
 * @param period as people write periods
 * @param component null of the whole
 * @param value as people write figures; null where the file says why there is none
 * @param line of the file, from 1
 */
public record StatisticsRow(
        String indicator,
        String period,
        @Nullable String component,
        @Nullable String value,
        @Nullable MissingReason missingReason,
        Status status,
        @Nullable String evidence,
        long line) {}
