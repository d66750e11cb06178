package jp.shirube.kpi.check;

import java.math.BigDecimal;
import jp.shirube.kpi.actual.MissingReason;

/** What somebody wrote where a figure is asked. */
public sealed interface Written {

    /** 空欄・無回答: no answer, never a zero and never a reason for none. */
    record Blank() implements Written {}

    /**
     * A figure in the indicator's own unit.
     *
     * @param approximate 約 stood before it
     * @param printed as it was written, unchanged
     */
    record Figure(BigDecimal value, boolean approximate, String printed) implements Written {}

    /** なし, 調査なし, 未公表, 事業終了, －. */
    record Nothing(MissingReason reason) implements Written {}

    /** What is wrong and what would be right, in both languages. */
    record Unreadable(String ja, String en) implements Written {}
}
