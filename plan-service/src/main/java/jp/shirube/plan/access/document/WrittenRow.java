package jp.shirube.plan.access.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.problem.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was sent, cell by cell, not yet understood.
 *
 * @param pointer JSON pointer to it
 * @param line where the file has lines
 * @param cells by column; what is empty is not there
 * @param tooWide whether it has cells that belong to no column
 */
record WrittenRow(String pointer, @Nullable Integer line, Map<String, String> cells, boolean tooWide) {

    WrittenRow {
        cells = Map.copyOf(cells);
    }

    static WrittenRow of(String list, int index, int line, List<String> columns, List<String> values, boolean tooWide) {
        Map<String, String> cells = new HashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            String value = values.get(column).strip();
            if (!value.isEmpty()) {
                cells.put(columns.get(column), value);
            }
        }
        return new WrittenRow("/" + list + "/" + index, line, cells, tooWide);
    }

    @Nullable
    String cell(String column) {
        return cells.get(column);
    }

    Fault fault(String column, String ja, String en) {
        return new Fault(column.isEmpty() ? pointer : pointer + "/" + column, line, ja, en);
    }
}
