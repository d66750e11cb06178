package jp.shirube.kpi.collection.form;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of a form that came back, known by its item.
 *
 * @param number of the row, as people see it
 * @param cells the filled ones only: a blank cell says that nothing changes
 */
public record ReadRow(
        String sheet, int number, String item, long version, String component, Map<Field, ReadCell> cells) {

    public ReadRow {
        cells = cells.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(cells));
    }

    /** What it says, blank where it says nothing. */
    public FormAnswer answer() {
        Map<Field, String> texts = new LinkedHashMap<>();
        cells.forEach((field, cell) -> texts.put(field, cell.text()));
        return FormAnswer.of(texts);
    }
}
