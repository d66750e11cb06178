package jp.shirube.kpi.collection.excel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import jp.shirube.kpi.collection.form.CellFault;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormFault;
import jp.shirube.kpi.collection.form.FormRow;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.ReadRow;
import jp.shirube.kpi.collection.form.UnknownRow;

/**
 * What goes back to a department with its form.
 *
 * @param shown whether there is a column of results at all
 * @param texts uploaded, by row and field
 * @param said by row and field
 * @param saidOfRow by row
 * @param rest what found no place in a row, one sentence each
 */
record Returned(
        boolean shown,
        Map<String, Map<Field, String>> texts,
        Map<String, Map<Field, List<String>>> said,
        Map<String, List<String>> saidOfRow,
        List<String> rest) {

    static final Returned NOTHING = new Returned(false, Map.of(), Map.of(), Map.of(), List.of());

    static String key(String item, String component) {
        return item + "\n" + component;
    }

    static Returned of(Form form, List<ReadForm> read, List<CellFault> faults) {
        Returned returned =
                new Returned(true, new HashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        Set<String> asked = form.rows().stream()
                .map(row -> key(row.item(), row.component()))
                .collect(Collectors.toSet());
        for (ReadForm one : read) {
            returned.add(one, asked);
        }
        for (CellFault fault : faults) {
            String key = key(fault.item(), fault.component());
            if (!asked.contains(key)) {
                returned.rest.add(fault.item() + ": " + fault.ja());
            } else if (fault.field() == null) {
                returned.saidOfRow
                        .computeIfAbsent(key, any -> new ArrayList<>())
                        .add(fault.ja());
            } else {
                returned.say(key, fault.field(), fault.ja());
            }
        }
        return returned;
    }

    private void add(ReadForm read, Set<String> asked) {
        Set<FormFault> placed = new HashSet<>();
        for (ReadRow row : read.rows()) {
            String key = key(row.item(), row.component());
            if (!asked.contains(key)) {
                if (!row.cells().isEmpty()) {
                    rest.add(where(read, row.sheet(), row.number()) + "この課に照会していない項目です。 "
                            + row.cells().values().stream()
                                    .map(cell -> cell.reference() + "「" + cell.text() + "」")
                                    .collect(Collectors.joining(" ")));
                }
                continue;
            }
            row.cells().forEach((field, cell) -> {
                String before = texts.computeIfAbsent(key, any -> new EnumMap<>(Field.class))
                        .putIfAbsent(field, cell.text());
                if (before != null && !before.equals(cell.text())) {
                    say(key, field, "別のファイル「%s」の%sには「%s」とあります。".formatted(read.file(), cell.reference(), cell.text()));
                }
                for (FormFault fault : read.faultsOf(row, field)) {
                    placed.add(fault);
                    say(key, field, fault.ja());
                }
            });
        }
        Set<String> sentences = new LinkedHashSet<>();
        for (FormFault fault : read.faults()) {
            if (!placed.contains(fault)) {
                sentences.add((fault.cell().isEmpty() ? "" : fault.sheet() + " " + fault.cell() + ": ") + fault.ja());
            }
        }
        for (UnknownRow row : read.unknown()) {
            sentences.add(where(read, row.sheet(), row.number())
                    + row.cells().stream()
                            .map(cell -> cell.reference() + "「" + cell.text() + "」")
                            .collect(Collectors.joining(" ")));
        }
        rest.addAll(sentences);
    }

    private static String where(ReadForm read, String sheet, int number) {
        return "%s %s %d行目: ".formatted(read.file(), sheet, number);
    }

    private void say(String key, Field field, String sentence) {
        List<String> sentences = said.computeIfAbsent(key, any -> new EnumMap<>(Field.class))
                .computeIfAbsent(field, any -> new ArrayList<>());
        if (!sentences.contains(sentence)) {
            sentences.add(sentence);
        }
    }

    /** What was uploaded, else what is stored. */
    String text(FormRow row, Field field) {
        Map<Field, String> uploaded = texts.getOrDefault(key(row.item(), row.component()), Map.of());
        return Objects.requireNonNullElseGet(
                uploaded.get(field), () -> row.answer().get(field));
    }

    List<String> said(FormRow row, Field field) {
        return said.getOrDefault(key(row.item(), row.component()), Map.of()).getOrDefault(field, List.of());
    }

    /** Everything said of the row, with the headings of the cells meant. */
    String result(FormRow row) {
        String key = key(row.item(), row.component());
        List<String> lines = new ArrayList<>(saidOfRow.getOrDefault(key, List.of()));
        said.getOrDefault(key, Map.of())
                .forEach((field, sentences) ->
                        sentences.forEach(sentence -> lines.add(field.heading() + ": " + sentence)));
        return String.join("\n", lines);
    }
}
