package jp.shirube.plan.municipality;

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
 * @param usuallyKnown when a figure is usually known, null when not stated
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
        @Nullable UsuallyKnown usuallyKnown,
        List<Component> components,
        @Nullable String successor,
        @Nullable String note) {

    public Indicator {
        components = components == null ? List.of() : List.copyOf(components);
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

    /** 内訳. */
    public record Component(String name, @Nullable String unit, ComponentRole role) {}

    /** PART is judged (小学校/中学校), TERM belongs to a formula (転入/転出), REFERENCE stands beside (回 beside 人). */
    public enum ComponentRole {
        PART,
        TERM,
        REFERENCE
    }
}
