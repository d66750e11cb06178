package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * What comes out for a target, or for one part of it, in one year.
 *
 * @param judged 判定値: the year's figure, the sum or the mean so far; null when there is none
 * @param lowerBound whether the sum lacks years and is only known to be at least {@code judged}
 * @param achieved whether the comparator is met; null when it cannot be told
 * @param achievementRate 達成率 in percent, exact (DECIMAL128); null with a reason
 * @param baselineProgress 基準値からの進捗率 in percent, exact (DECIMAL128); null with a reason
 * @param unknownYears years of the span without a figure
 * @param yearsOfSpan how many years of the span have passed, for a sum or a mean; 0 otherwise
 */
public record Figures(
        @Nullable BigDecimal judged,
        boolean lowerBound,
        @Nullable Boolean achieved,
        @Nullable BigDecimal achievementRate,
        @Nullable Sentence achievementRateReason,
        @Nullable BigDecimal baselineProgress,
        @Nullable Sentence baselineProgressReason,
        List<FiscalYear> unknownYears,
        int yearsOfSpan) {

    static Figures none(Sentence why) {
        return new Figures(null, false, null, null, why, null, why, List.of(), 0);
    }
}
