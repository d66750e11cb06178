package jp.shirube.report.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.report.planprogress.PlanProgress.Item;

/**
 * How many targets stand where: KGI apart from KPI and 成果指標, and what is re-listed counted once, where it was listed first.
 *
 * @param columns those that occur, and always 達成, 未達 and 実績なし
 * @param relisted how many were left out because they repeat another
 */
record Summary(List<OutcomeView> columns, List<Row> rows, int relisted) {

    record Row(String kind, List<Cell> cells, int all) {}

    /** @param label of its column, where columns cannot be shown */
    record Cell(String label, int count) {}

    private static final List<String> KINDS = List.of("KGI", "KPI", "OUTCOME", "ACTIVITY");
    private static final List<String> ALWAYS = List.of("achieved", "missed", "unreported");

    static Summary of(List<Item> items) {
        int relisted = 0;
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        KINDS.forEach(kind -> counts.put(kind, new LinkedHashMap<>()));
        for (Item item : items) {
            if (item.target().content().hasNonNull("relistedFrom")) {
                relisted++;
                continue;
            }
            counts.computeIfAbsent(Words.text(item.target().content(), "kind"), none -> new LinkedHashMap<>())
                    .merge(OutcomeView.of(item.assessment()).style(), 1, Integer::sum);
        }
        List<OutcomeView> columns = OutcomeView.COLUMNS.stream()
                .filter(column -> ALWAYS.contains(column.style())
                        || counts.values().stream().anyMatch(row -> row.containsKey(column.style())))
                .toList();
        List<Row> rows = new ArrayList<>();
        counts.forEach((kind, row) -> {
            if (!row.isEmpty()) {
                rows.add(new Row(
                        Words.kind(kind),
                        columns.stream()
                                .map(column -> new Cell(
                                        column.symbol() + " " + column.word(), row.getOrDefault(column.style(), 0)))
                                .toList(),
                        row.values().stream().mapToInt(Integer::intValue).sum()));
            }
        });
        return new Summary(columns, rows, relisted);
    }
}
