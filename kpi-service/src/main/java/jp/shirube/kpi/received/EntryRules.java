package jp.shirube.kpi.received;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * 入力の決まり: how figures of an indicator are written and what is asked back while they are entered.
 *
 * @param canBeNegative whether a figure below zero is possible (社会増減)
 * @param formula null where the figure is not computed from its terms
 * @param entryUnits units people may write instead of the indicator's own
 */
public record EntryRules(
        boolean canBeNegative,
        Life life,
        Checks checks,
        @Nullable Formula formula,
        List<EntryUnit> entryUnits) {

    public static final EntryRules UNSTATED = new EntryRules(false, Life.UNSTATED, Checks.UNSTATED, null, List.of());

    public EntryRules {
        entryUnits = List.copyOf(entryUnits);
    }

    /**
     * 指標の期間: the fiscal years in which it is measured.
     *
     * @param from the first; null where it has none
     * @param to the last; null where it has none
     */
    public record Life(@Nullable Integer from, @Nullable Integer to) {

        public static final Life UNSTATED = new Life(null, null);

        public boolean holds(FiscalYear year) {
            return (from == null || year.year() >= from) && (to == null || year.year() <= to);
        }
    }

    /**
     * 入力時の確認.
     *
     * @param atLeast nothing below it is a figure of the indicator; null where the municipality does not say
     * @param atMost nothing above it; null where the municipality does not say
     * @param jumpPercent a change against the last year of more than that asks for a word
     * @param mayFall whether a figure may be below the one before it: false of a running total
     * @param mayRepeat whether the same figure as last year needs no word
     */
    public record Checks(
            @Nullable BigDecimal atLeast,
            @Nullable BigDecimal atMost,
            BigDecimal jumpPercent,
            boolean mayFall,
            boolean mayRepeat) {

        public static final BigDecimal USUAL_JUMP = BigDecimal.valueOf(50);
        public static final Checks UNSTATED = new Checks(null, null, USUAL_JUMP, true, false);
    }

    /**
     * 算式: numerator × times ÷ denominator.
     *
     * @param numerator 分子, a component with the role TERM
     * @param denominator 分母, another
     */
    public record Formula(String numerator, String denominator, BigDecimal times) {}

    /** A unit people may write; a figure in it times the factor is one in the indicator's own. */
    public record EntryUnit(String unit, BigDecimal times) {}
}
