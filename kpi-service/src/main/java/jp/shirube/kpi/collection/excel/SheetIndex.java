package jp.shirube.kpi.collection.excel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** The hidden sheet: which form the workbook is, and what each of its items is called, for rows that have lost their ids. */
record SheetIndex(@Nullable Mark mark, Map<String, List<Entry>> byName) {
    static final SheetIndex EMPTY = new SheetIndex(null, Map.of());

    /** Where the items begin; above them stand the mark and the time. */
    static final int FIRST_ITEM = 3;

    record Entry(String item, long version, String component) {}

    static String key(String number, String name, String componentName) {
        return Column.plain(number) + "\n" + Column.plain(name) + "\n" + Column.plain(componentName);
    }

    Optional<Entry> only(String key) {
        List<Entry> entries = byName.getOrDefault(key, List.of());
        return entries.size() == 1 ? Optional.of(entries.getFirst()) : Optional.empty();
    }

    static SheetIndex read(List<Row> rows) {
        Mark mark = null;
        Map<String, List<Entry>> entries = new HashMap<>();
        for (Row row : rows) {
            if (mark == null) {
                mark = Mark.read(text(row, 0)).orElse(null);
            } else if (text(row, 1).matches("\\d{1,18}")) {
                entries.computeIfAbsent(key(text(row, 3), text(row, 4), text(row, 5)), any -> new ArrayList<>())
                        .add(new Entry(text(row, 0), Long.parseLong(text(row, 1)), text(row, 2)));
            }
        }
        return new SheetIndex(mark, entries);
    }

    private static String text(Row row, int column) {
        return row.getOptionalCell(column)
                .map(cell -> CellText.read(cell.getText()))
                .orElse("");
    }
}
