package jp.shirube.kpi.statistics;

import java.util.List;

/**
 * One row of a file.
 *
 * @param line from 1
 */
public record FileRow(long line, List<String> cells) {

    public FileRow {
        cells = List.copyOf(cells);
    }

    String cell(int column) {
        return column < cells.size() ? cells.get(column).strip() : "";
    }

    boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
