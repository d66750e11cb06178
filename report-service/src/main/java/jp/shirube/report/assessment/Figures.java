package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.promise.Sentence;
import jp.shirube.promise.rule.Method.Path;
import org.jspecify.annotations.Nullable;

/**
 * What comes out for a target, or for one part of it, in one year.
 *
 * @param reason the standing, said to people
 * @param goalYear the year of the goal: before it a goal that is not achieved is not missed yet
 * @param figureYear the year whose figure was judged; another than the one asked for a statistic that comes late
 * @param judged 判定値: the year's figure, the sum or the mean so far; null when there is none
 * @param lowerBound whether the sum lacks years and is only known to be at least {@code judged}
 * @param incomplete years of the span without a figure
 * @param yearsOfSpan how many years of the span have passed, for a sum or a mean; 0 otherwise
 * @param expected 期待値 for {@code figureYear}; null with a reason
 * @param path the path it was taken from; null when there is none
 * @param difference judged − goal, where the rule asks for it in place of a refused rate
 * @param achieved whether the comparator is met; null when it cannot be told
 * @param achievedFirstIn 達成済: the first year of the plan in which it was; null when in none so far
 * @param maintain 維持型: to be kept rather than reached
 * @param belowBaseline 基準値を下回る; null without a baseline to compare with
 * @param explanation how all this came about, in a sentence
 */
public record Figures(
        Standing standing,
        Sentence reason,
        FiscalYear goalYear,
        @Nullable FiscalYear figureYear,
        @Nullable BigDecimal judged,
        boolean lowerBound,
        List<FiscalYear> incomplete,
        int yearsOfSpan,
        boolean provisional,
        @Nullable BigDecimal expected,
        @Nullable Sentence expectedReason,
        @Nullable Path path,
        Rates rates,
        @Nullable BigDecimal difference,
        @Nullable Boolean achieved,
        @Nullable FiscalYear achievedFirstIn,
        boolean maintain,
        @Nullable Boolean belowBaseline,
        Grade grade,
        List<Comparison> compared,
        List<Input> inputs,
        Sentence explanation,
        List<Warning> warnings) {

    /** An actual that went into it, in the revision that was known. */
    public record Input(
            Period period,
            BigDecimal value,
            KnownActual.Status status,
            long revision,
            @Nullable LocalDate knownOn) {}

    /**
     * The same figure against something else that was promised.
     *
     * @param edition of the plan; null for a previous goal of the same edition
     * @param year the year of the goal compared with
     * @param judged the figure compared; null when there is none
     */
    public record Comparison(
            Kind kind,
            @Nullable Integer edition,
            FiscalYear year,
            @Nullable BigDecimal goal,
            @Nullable BigDecimal baseline,
            @Nullable BigDecimal judged,
            @Nullable Boolean achieved,
            Rate achievementRate) {
        public enum Kind {
            /** 前期目標値. */
            PREVIOUS_GOAL,
            /** What an earlier edition promised. */
            EARLIER_EDITION
        }
    }
}
