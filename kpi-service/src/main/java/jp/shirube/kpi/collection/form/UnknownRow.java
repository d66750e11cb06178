package jp.shirube.kpi.collection.form;

import java.util.List;

/** A row that somebody wrote and that belongs to no item (認識できない行): what it held, from left to right. */
public record UnknownRow(String sheet, int number, List<ReadCell> cells) {
    public UnknownRow {
        cells = List.copyOf(cells);
    }
}
