package jp.shirube.plan.edition;

import java.math.BigDecimal;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * 基準値・現状値・現在値.
 *
 * @param printed the plan's own notation, untouched
 * @param value in the indicator's unit; null with a reason
 * @param period its own, which need not be near the plan's first year
 * @param accumulation 21件/年 is PER_YEAR, 延べ12件 (H30.6~R4) a SUM, 8.8% (H21～H25 平均) an AVERAGE
 * @param approximate 約
 * @param reason why there is no value
 */
public record Baseline(
        String printed,
        @Nullable BigDecimal value,
        @Nullable Period period,
        Accumulation accumulation,
        boolean approximate,
        @Nullable String reason) {}
