package jp.shirube.report.forecast;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.GoalComparator;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * 予測: where a target will stand in its goal's year if the yearly figures go on along a straight line. The method is the
 * textbook's simple linear regression and its prediction interval, chosen because it can be checked with any spreadsheet; it
 * knows nothing of measures, reforms or limits, so a percentage may be predicted above 100.
 */
public sealed interface Forecast {

    /** 5: with fewer known years there are fewer than three degrees of freedom, and the interval says next to nothing. */
    int FEWEST_YEARS = 5;

    /**
     * How it is computed, as it is to be named beside every forecast. The interval holds the figure that comes four times in
     * five, where the line is right and the figures scatter about it normally and each by itself.
     */
    Sentence METHOD = new Sentence("直線回帰（最小二乗法）、80%予測区間", "ordinary least squares, 80 % prediction interval");

    /** The forecast, or why there is none, as it is to be shown. */
    Sentence sentence();

    static Forecast of(Question question) {
        return new Forecaster(question).forecast();
    }

    /**
     * What is asked. The figures are one unbroken series: of one definition of the indicator, none of them an estimate (見込),
     * for a cumulative goal each of its year alone.
     *
     * @param direction for the words about the trend only: what achieves the goal is the comparator's to say
     * @param unit of the figures, as the municipality writes it; empty where there is none
     * @param threshold the goal, the lower end of a range, or the baseline's value where the goal is relative to it; null where
     *     nothing is to be compared with, and then there is no outlook
     * @param upTo the upper end of a range, both of whose ends achieve it; null where there is no range
     * @param goalFirst the first year of the goal's span; of a {@link Over#POINT} the goal's year itself
     * @param goalYear the year of the goal, the last of its span
     * @param known by year; gaps are allowed, and years after the goal's are not used
     */
    record Question(
            Direction direction,
            String unit,
            GoalComparator comparator,
            @Nullable BigDecimal threshold,
            @Nullable BigDecimal upTo,
            Over over,
            FiscalYear goalFirst,
            FiscalYear goalYear,
            SortedMap<FiscalYear, BigDecimal> known) {

        public Question {
            if (goalFirst.compareTo(goalYear) > 0) {
                throw new IllegalArgumentException("the span begins after it ends: " + goalFirst + ", " + goalYear);
            }
            if (over == Over.POINT && !goalFirst.equals(goalYear)) {
                throw new IllegalArgumentException("a single year is no span: " + goalFirst + ", " + goalYear);
            }
            if (upTo != null && (threshold == null || upTo.compareTo(threshold) < 0)) {
                throw new IllegalArgumentException("no range: " + threshold + ", " + upTo);
            }
            known = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(known)));
        }
    }

    /**
     * There is a forecast. No figure is rounded or clipped; all are in the indicator's unit, but of a percentage the slope is in
     * ポイント.
     *
     * @param method its name
     * @param yearsUsed the years whose figures the line goes through, in order
     * @param yearsPredicted the years that go into {@code value} by prediction: the goal's year, and of a sum or a mean every
     *     year of the span without a figure, also one that has passed
     * @param yearsAhead from the last figure to the goal's year
     * @param slope by how much the line rises in a year
     * @param value {@link Over#POINT}: the goal's year's figure; {@link Over#CUMULATIVE}: the known and the predicted figures of
     *     the span, summed; {@link Over#AVERAGE}: their mean
     * @param low lower end of the two-sided 80 % prediction interval; equal to {@code value} and {@code high} where the figures
     *     known lie on a line exactly
     * @param high its upper end
     * @param backTest null where there are too few years for one
     * @param noBackTest why there is none; null where there is one
     * @param outlook null where there is nothing to compare with
     */
    record Projected(
            Sentence method,
            List<FiscalYear> yearsUsed,
            List<FiscalYear> yearsPredicted,
            int yearsAhead,
            BigDecimal slope,
            BigDecimal value,
            BigDecimal low,
            BigDecimal high,
            @Nullable BackTest backTest,
            @Nullable Sentence noBackTest,
            @Nullable Outlook outlook,
            Sentence sentence)
            implements Forecast {

        public Projected {
            if ((backTest == null) == (noBackTest == null)) {
                throw new IllegalArgumentException("either a back-test or why there is none");
            }
            yearsUsed = List.copyOf(yearsUsed);
            yearsPredicted = List.copyOf(yearsPredicted);
        }
    }

    /** There is no forecast, and why. */
    record NotPossible(Reason reason, Sentence sentence) implements Forecast {}

    /** Why there is no forecast. */
    enum Reason {
        /** The goal's year has its figure: it is assessed, not forecast. */
        GOAL_YEAR_KNOWN,
        /** Every figure known is of a year after the goal's. */
        ALL_AFTER_GOAL_YEAR,
        /** Fewer than {@link #FEWEST_YEARS} figures before the goal's year. */
        TOO_FEW_YEARS
    }
}
