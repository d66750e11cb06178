package jp.shirube.plan.municipality;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * 指標: what is measured, independent of any plan.
 *
 * @param unit as the municipality writes it
 * @param asOf the counting day, only with {@link PeriodKind#AS_OF_DAY}
 * @param decimals digits after the point of the officially rounded figure, null when not fixed
 * @param canBeNegative whether a figure below zero is possible: a sum of such figures may fall again
 * @param notCalculatedIsMet whether 算定なし（－） says that there is nothing to judge and the goal is met (将来負担比率)
 * @param sourceKind null when not stated
 * @param surveyEvery years between surveys, null when asked every year
 * @param surveyFirst the fiscal year of one survey, from which the others are counted; only with surveyEvery
 * @param usuallyKnown when a figure is usually known, null when not stated
 * @param life the fiscal years in which it is measured, null when not stated
 * @param checks what is asked back while figures are entered, null when not stated
 * @param formula how its figure follows from two of its components, null when it is stated itself
 * @param entryUnits units people may write instead of its own, null when there are none
 * @param successor the indicator that replaces it
 */
public record Indicator(
        String id,
        String name,
        String unit,
        Direction direction,
        PeriodKind periodKind,
        @Nullable CountingDay asOf,
        Quantity quantity,
        @Nullable Integer decimals,
        boolean canBeNegative,
        boolean notCalculatedIsMet,
        @Nullable String definition,
        @Nullable String source,
        @Nullable SourceKind sourceKind,
        @Nullable Integer surveyEvery,
        @Nullable Integer surveyFirst,
        @Nullable UsuallyKnown usuallyKnown,
        @Nullable Life life,
        @Nullable Checks checks,
        @Nullable Formula formula,
        @Nullable List<EntryUnit> entryUnits,
        List<Component> components,
        @Nullable String successor,
        @Nullable String note) {

    public Indicator {
        components = components == null ? List.of() : List.copyOf(components);
        entryUnits = entryUnits == null ? null : List.copyOf(entryUnits);
    }

    /** 指標の出所. */
    public enum SourceKind {
        /** 自前の集計. */
        OWN_COUNT,
        /** 意識調査・アンケート. */
        SURVEY,
        /** 公的統計, published by somebody else. */
        STATISTIC
    }

    /**
     * @param day month and day, 10-01
     * @param countsFor which fiscal year the day speaks for: 1 April may count as the end of the year before
     */
    public record CountingDay(String day, @Nullable CountsFor countsFor) {}

    public enum CountsFor {
        SAME_FISCAL_YEAR,
        FISCAL_YEAR_BEFORE
    }

    /** @param monthsAfter months after the last day of the period */
    public record UsuallyKnown(int monthsAfter) {}

    /**
     * 指標の期間.
     *
     * @param from the first fiscal year, null when it has none
     * @param to the last, null when it has none
     */
    public record Life(@Nullable Integer from, @Nullable Integer to) {}

    /**
     * 入力時の確認.
     *
     * @param atLeast nothing below it is a figure of the indicator
     * @param atMost nothing above it is
     * @param jumpPercent a change against the last year of more than that asks for a word; 50 unless stated
     * @param mayFall whether a figure may be below the one before it: false of a running total; true unless stated
     * @param mayRepeat whether the same figure as last year needs no word; false unless stated
     */
    public record Checks(
            @Nullable BigDecimal atLeast,
            @Nullable BigDecimal atMost,
            @Nullable BigDecimal jumpPercent,
            @Nullable Boolean mayFall,
            @Nullable Boolean mayRepeat) {}

    /**
     * 算式: numerator × times ÷ denominator.
     *
     * @param numerator 分子, the name of a component with the role TERM
     * @param denominator 分母, that of another
     */
    public record Formula(String numerator, String denominator, BigDecimal times) {}

    /** A unit people may write; a figure in it times the factor is one in the indicator's own. */
    public record EntryUnit(String unit, BigDecimal times) {}

    /** 内訳. */
    public record Component(String name, @Nullable String unit, ComponentRole role) {}

    /** PART is judged (小学校/中学校), TERM belongs to a formula (転入/転出), REFERENCE stands beside (回 beside 人). */
    public enum ComponentRole {
        PART,
        TERM,
        REFERENCE
    }
}
