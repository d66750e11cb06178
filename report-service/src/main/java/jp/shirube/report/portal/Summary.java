package jp.shirube.report.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.report.planprogress.PlanProgress.Item;

/**
 * How many targets stand where: KGI apart from KPI and 成果指標, and what is re-listed counted once, where it was listed first.
 *
 * @param columns those that occur, and always 達成, 未達 and 未報告
 * @param notes what the columns mean that are easily taken for 未報告
 * @param relisted how many were left out because they repeat another
 */
record Summary(List<OutcomeView> columns, List<Row> rows, List<String> notes, int relisted) {

    record Row(String kind, List<Cell> cells, int all) {}

    /** @param label of its column, where columns cannot be shown */
    record Cell(String label, int count) {}

    static final List<String> KINDS = List.of("KGI", "KPI", "OUTCOME", "ACTIVITY");

    private static final List<String> ALWAYS = List.of("achieved", "missed", "not-reported");
    private static final Map<String, String> MEANINGS = Map.of(
            "not-published", "「未公表」は、値が分かる時期がまだ来ていないものです",
            "not-over", "「年度の途中」は、対象年度がまだ終わっていないものです",
            "no-survey", "「調査なし」は、調査をしない年度のものです");

    static Summary of(List<Item> items) {
        List<Item> counted = once(items);
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        KINDS.forEach(kind -> counts.put(kind, new LinkedHashMap<>()));
        for (Item item : counted) {
            counts.computeIfAbsent(kind(item), none -> new LinkedHashMap<>())
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
        return new Summary(columns, rows, notes(columns), items.size() - counted.size());
    }

    static String kind(Item item) {
        return Words.text(item.target().content(), "kind");
    }

    /** Without those that repeat another. */
    static List<Item> once(List<Item> items) {
        return items.stream()
                .filter(item -> !item.target().content().hasNonNull("relistedFrom"))
                .toList();
    }

    private static List<String> notes(List<OutcomeView> columns) {
        List<String> notes = new ArrayList<>();
        columns.forEach(column -> {
            String meaning = MEANINGS.getOrDefault(column.style(), "");
            if (!meaning.isEmpty()) {
                notes.add(meaning + "。");
            }
        });
        if (!notes.isEmpty()) {
            notes.add("どれも「未報告」（報告の時期を過ぎても実績がないもの）とは別に数えています。");
        }
        return notes;
    }
}
