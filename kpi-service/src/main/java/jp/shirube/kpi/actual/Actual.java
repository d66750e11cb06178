package jp.shirube.kpi.actual;

import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * 実績値: what is stated of a period since a moment.
 *
 * @param reason 訂正理由: why it is stated otherwise than before; null of a first statement, and where a figure only became final
 */
public record Actual(
        IndicatorKey indicator,
        Period period,
        Statement statement,
        Review review,
        @Nullable String reason,
        Stamp stamp) implements Revision {}
