package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.shirube.report.planprogress.PlanProgress.Item;
import jp.shirube.report.portal.Summary.Cell;
import jp.shirube.report.portal.Summary.Row;
import org.jspecify.annotations.Nullable;

/**
 * 算定判定の分布: how many targets got which grade of one rule; KGI apart, and what is re-listed counted once.
 *
 * @param rule its name and version
 * @param columns the grades that occur, best first, then those without a grade
 */
record GradeDistribution(String rule, List<Level> columns, List<Row> rows) {

    /** @param score null where the rule gives none, and without a grade */
    record Level(String symbol, String words, @Nullable BigDecimal score) implements Comparable<Level> {

        private static final Comparator<Level> BEST_FIRST = Comparator.comparing(Level::isNone)
                .thenComparing(Level::score, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(Level::symbol)
                .thenComparing(Level::words);

        boolean isNone() {
            return symbol.equals(GradeView.NONE);
        }

        @Override
        public int compareTo(Level other) {
            return BEST_FIRST.compare(this, other);
        }
    }

    /** One per rule that graded any, in order of the print. */
    static List<GradeDistribution> of(List<Item> items) {
        Map<String, List<Item>> byRule = new LinkedHashMap<>();
        for (Item item : Summary.once(items)) {
            JsonNode assessment = item.assessment();
            if (assessment != null && assessment.path("rule").isObject()) {
                byRule.computeIfAbsent(Words.rule(assessment.path("rule")), none -> new ArrayList<>())
                        .add(item);
            }
        }
        List<GradeDistribution> distributions = new ArrayList<>();
        byRule.forEach((rule, own) -> distributions.add(of(rule, own)));
        return distributions;
    }

    private static GradeDistribution of(String rule, List<Item> items) {
        Map<String, Map<Level, Integer>> counts = new LinkedHashMap<>();
        Summary.KINDS.forEach(kind -> counts.put(kind, new TreeMap<>()));
        for (Item item : items) {
            counts.computeIfAbsent(Summary.kind(item), none -> new TreeMap<>()).merge(level(item), 1, Integer::sum);
        }
        List<Level> columns = counts.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<Row> rows = new ArrayList<>();
        counts.forEach((kind, row) -> {
            if (!row.isEmpty()) {
                rows.add(new Row(
                        Words.kind(kind),
                        columns.stream()
                                .map(column ->
                                        new Cell(column.symbol() + " " + column.words(), row.getOrDefault(column, 0)))
                                .toList(),
                        row.values().stream().mapToInt(Integer::intValue).sum()));
            }
        });
        return new GradeDistribution(rule, columns, rows);
    }

    private static Level level(Item item) {
        JsonNode assessment = item.assessment();
        JsonNode grade = assessment == null ? null : assessment.path("grade");
        if (grade == null || Words.text(grade, "symbol").equals(GradeView.NONE)) {
            return new Level(GradeView.NONE, "判定なし", null);
        }
        return new Level(
                Words.text(grade, "symbol"), Words.text(grade.path("label"), "ja"), Numbers.of(grade.path("score")));
    }
}
