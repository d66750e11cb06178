package jp.shirube.report.rollup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;

/**
 * 取組 beside the targets: most 施策 of some plans have no KPI at all. How they went in a year nobody reports yet; that comes with
 * the collection round.
 *
 * @param scheduled 取組項目 with cells per year
 * @param plannedInYear those of them with a cell for the year asked
 * @param programs 主な事業
 * @param relisted how many were left out because they repeat another
 */
record InitiativeTally(int scheduled, int plannedInYear, int programs, int relisted) {

    static InitiativeTally of(List<JsonNode> initiatives, FiscalYear year) {
        List<JsonNode> own = initiatives.stream()
                .filter(one -> !one.hasNonNull("relistedFrom"))
                .toList();
        List<JsonNode> scheduled = own.stream()
                .filter(one -> one.path("kind").asText().equals("SCHEDULED"))
                .toList();
        return new InitiativeTally(
                scheduled.size(),
                (int) scheduled.stream().filter(one -> isPlanned(one, year)).count(),
                own.size() - scheduled.size(),
                initiatives.size() - own.size());
    }

    private static boolean isPlanned(JsonNode initiative, FiscalYear year) {
        return StreamSupport.stream(initiative.path("schedule").spliterator(), false)
                .filter(cell -> !cell.path("printed").asText().isBlank())
                .anyMatch(cell -> covers(Period.ofCanonical(cell.path("years").asText()), year));
    }

    private static boolean covers(Period years, FiscalYear year) {
        return years instanceof Span span
                ? span.fiscalYears().contains(year)
                : years.fiscalYear().equals(year);
    }
}
