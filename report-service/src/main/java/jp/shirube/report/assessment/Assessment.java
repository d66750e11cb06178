package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * What a target and the actuals give for a year (対象年度).
 *
 * @param standing whether the year can be judged, and if not, why
 * @param reason the standing, said to people
 * @param provisional whether a 暫定 figure went into it
 * @param latest the newest figure known up to that year, of whatever year it is
 * @param figures of the target itself
 * @param parts of each judged part; then the target's own figures are empty but for {@code achieved}
 */
public record Assessment(
        FiscalYear year,
        Standing standing,
        Sentence reason,
        boolean provisional,
        @Nullable Latest latest,
        Figures figures,
        List<PartFigures> parts) {

    /** Where a year stands to a target. */
    public enum Standing {
        /** 計画期間前: the plan, or the span of the goal, has not begun. */
        BEFORE_PLAN,
        /** There is a figure to judge. */
        JUDGED,
        /** Some years of the sum are unknown and what is known does not suffice. */
        INCOMPLETE,
        /** 実績なし: no figure for the year, be it 未報告 or a year still to come; the day is not an input yet. */
        NO_ACTUAL,
        /** The figure is missing for a stated reason: 調査なし, 該当なし. */
        MISSING_WITH_REASON,
        /** 参考: after the goal's year. */
        AFTER_GOAL,
        /** The target has no goal to judge against. */
        NO_GOAL
    }

    /** @param value null when the newest figure consists of parts */
    public record Latest(Period period, @Nullable BigDecimal value, KnownActual.Status status, long revision) {}

    public record PartFigures(String name, Figures figures) {}
}
