package jp.shirube.kpi.collection.application;

import java.time.LocalDate;
import java.util.Set;
import jp.shirube.notation.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * What the planning office asks for.
 *
 * @param id null: {@code fy2025}
 * @param title null: 令和7年度実績照会
 * @param plans ids of plans; empty: all whose years contain the year
 * @param departments ids of departments to ask; empty: all
 * @param approval whether 課長確認 comes before an answer is sent in
 */
public record RoundRequest(
        @Nullable String id,
        FiscalYear year,
        @Nullable String title,
        String instructions,
        LocalDate deadline,
        boolean approval,
        Set<String> plans,
        Set<String> departments,
        Initiatives initiatives) {

    /** Which of the 取組 are asked for. */
    public enum Initiatives {
        ALL,
        /** 取組項目 with cells per year, not 主な事業. */
        SCHEDULED,
        NONE
    }

    public RoundRequest {
        plans = Set.copyOf(plans);
        departments = Set.copyOf(departments);
    }
}
