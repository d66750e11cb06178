package jp.shirube.report.rollup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;

/**
 * 取組 beside the targets: most 施策 of some plans have no KPI at all. How they went in a year
 * departments report in the collection round (実績照会).
 *
 * @param scheduled 取組項目 with cells per year
 * @param plannedInYear those of them with a cell for the year asked
 * @param programs 主な事業
 * @param relisted how many were left out because they repeat another
 * @param progress 取組の進捗 in the year, how many each: 計画どおり, 前倒し, 遅れ, 中止, 未着手 and, of those planned in the year,
 *     未報告 (NOT_REPORTED)
 */
record InitiativeTally(int scheduled, int plannedInYear, int programs, int relisted, Map<String, Integer> progress) {

    private static final List<String> KNOWN = List.of("ON_SCHEDULE", "AHEAD", "BEHIND", "CANCELLED", "NOT_STARTED");
    private static final String NOT_REPORTED = "NOT_REPORTED";

    InitiativeTally {
        progress = Collections.unmodifiableMap(new LinkedHashMap<>(progress));
    }

    /** @param reported by the initiative's id how it went in the year */
    static InitiativeTally of(List<JsonNode> initiatives, FiscalYear year, Map<String, String> reported) {
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
                initiatives.size() - own.size(),
                progress(own, year, reported));
    }

    private static Map<String, Integer> progress(
            List<JsonNode> initiatives, FiscalYear year, Map<String, String> reported) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        KNOWN.forEach(word -> counts.put(word, 0));
        counts.put(NOT_REPORTED, 0);
        for (JsonNode initiative : initiatives) {
            String word = reported.get(initiative.path("id").asText());
            if (word != null) {
                counts.merge(word, 1, Integer::sum);
            } else if (initiative.path("kind").asText().equals("SCHEDULED") && isPlanned(initiative, year)) {
                counts.merge(NOT_REPORTED, 1, Integer::sum);
            }
        }
        return counts;
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
