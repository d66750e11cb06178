package jp.shirube.kpi.collection.excel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.FormFault;
import jp.shirube.kpi.collection.form.FormFault.Weight;
import jp.shirube.kpi.collection.form.ReadCell;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.ReadRow;
import jp.shirube.kpi.collection.form.UnknownRow;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Goes through the sheets of one workbook, row by row, and gathers what belongs to an item. */
final class RowReading {
    private static final int ENOUGH_HEADINGS = 4;
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_FAULTS = 1_000;

    private final String file;
    private final SheetIndex index;
    private final Budget budget;
    private final Map<String, ReadRow> rows = new LinkedHashMap<>();
    private final List<UnknownRow> unknown = new ArrayList<>();
    private final List<FormFault> faults = new ArrayList<>();
    private String sheet = "";
    private Map<Column, Integer> columns = Map.of();
    private boolean headed;

    @Nullable
    private Mark mark;

    RowReading(String file, SheetIndex index, Budget budget) {
        this.file = file;
        this.index = index;
        this.budget = budget;
        this.mark = index.mark();
    }

    void sheet(String name) {
        sheet = name;
        columns = Map.of();
    }

    void row(Row row) {
        if (columns.isEmpty()) {
            header(row);
            return;
        }
        Optional<Mark> itsMark = Mark.read(text(row, Column.MARK));
        if (itsMark.isPresent() && mark == null) {
            mark = itsMark.get();
        }
        Optional<SheetIndex.Entry> identity = identity(row);
        if (identity.isEmpty()) {
            if (!sameHeadings(row)) {
                unknown(row);
            }
            return;
        }
        ReadRow read = new ReadRow(
                sheet,
                row.getRowNum(),
                identity.get().item(),
                identity.get().version(),
                identity.get().component(),
                filled(row));
        if (itsMark.isPresent() && !itsMark.get().equals(mark)) {
            strangers(read, itsMark.get());
            return;
        }
        add(read);
    }

    ReadForm form() {
        if (!headed || mark == null) {
            faults.addFirst(new FormFault(
                    Weight.REFUSED,
                    "",
                    "",
                    "「%s」は、この照会の様式として読み取れません。配布した様式に記入してください。".formatted(file),
                    "\"%s\" is not a form of this system.".formatted(file)));
        }
        Mark known = mark == null ? new Mark("", "", "") : mark;
        return new ReadForm(
                file,
                known.municipality(),
                known.round(),
                known.department(),
                List.copyOf(rows.values()),
                unknown,
                faults);
    }

    private void header(Row row) {
        Map<Column, Integer> found = new EnumMap<>(Column.class);
        List<FormFault> twice = new ArrayList<>();
        for (Cell cell : row) {
            if (cell == null) {
                continue;
            }
            String text = Seen.of(cell).text();
            Column.headed(text.length() > 100 ? "" : text).ifPresent(column -> {
                if (found.putIfAbsent(column, cell.getColumnIndex()) != null
                        && column.field().isPresent()) {
                    twice.add(new FormFault(
                            Weight.REFUSED,
                            sheet,
                            cell.getAddress().toString(),
                            "見出し「%s」の列が2つあります。左の列を読み取りました。".formatted(column.heading()),
                            "Two columns are headed \"%s\"; the left one was read.".formatted(column.heading())));
                }
            });
        }
        boolean fillable = found.keySet().stream().anyMatch(c -> c.field().isPresent());
        boolean named = found.containsKey(Column.ITEM) || found.containsKey(Column.NAME);
        if (found.size() >= ENOUGH_HEADINGS && fillable && named) {
            columns = found;
            headed = true;
            twice.forEach(this::say);
        }
    }

    private boolean sameHeadings(Row row) {
        return columns.entrySet().stream()
                .filter(e -> e.getKey().field().isPresent())
                .allMatch(e -> Column.headed(at(row, e.getValue()).text())
                        .filter(e.getKey()::equals)
                        .isPresent());
    }

    private Optional<SheetIndex.Entry> identity(Row row) {
        String item = text(row, Column.ITEM).strip();
        String version = text(row, Column.VERSION).strip();
        if (!item.isEmpty() && version.matches("\\d{1,18}")) {
            return Optional.of(new SheetIndex.Entry(
                    item, Long.parseLong(version), text(row, Column.COMPONENT).strip()));
        }
        String name = text(row, Column.NAME);
        if (name.isBlank()) {
            return Optional.empty();
        }
        Optional<SheetIndex.Entry> found =
                index.only(SheetIndex.key(text(row, Column.NUMBER), name, text(row, Column.COMPONENT_NAME)));
        found.ifPresent(entry -> say(new FormFault(
                Weight.NOTE,
                sheet,
                reference(row, Column.NAME),
                "%d行目は項目IDが失われていたため、番号と名称「%s」で照合しました。".formatted(row.getRowNum(), name),
                "Row %d had lost its id and was matched by number and name.".formatted(row.getRowNum()))));
        return found;
    }

    private Map<Field, ReadCell> filled(Row row) {
        Map<Field, ReadCell> cells = new EnumMap<>(Field.class);
        columns.forEach((column, at) -> column.field().ifPresent(field -> {
            Seen seen = at(row, at);
            if (!seen.blank()) {
                budget.keep(file, seen.text());
                String reference = reference(row, column);
                cells.put(field, new ReadCell(reference, seen.text()));
                if (seen.weight() != null) {
                    say(new FormFault(seen.weight(), sheet, reference, seen.ja(), seen.en()));
                }
            }
        }));
        return cells;
    }

    private void add(ReadRow read) {
        String key = read.item() + "\n" + read.component();
        ReadRow first = rows.putIfAbsent(key, read);
        most(rows.size());
        if (first == null
                || first.answer().equals(read.answer()) && first.version() == read.version()
                || read.cells().isEmpty()) {
            return;
        }
        if (first.cells().isEmpty()) {
            rows.put(key, read);
            return;
        }
        String ja = "同じ項目の行が2つあり（%d行目と%d行目）、内容が違います。どちらかを消してください。".formatted(first.number(), read.number());
        String en = "The same item stands in rows %d and %d, and they differ. Remove one."
                .formatted(first.number(), read.number());
        refuse(first, ja, en);
        refuse(read, ja, en);
        unknown.add(asUnknown(read));
    }

    private void strangers(ReadRow read, Mark itsMark) {
        if (read.cells().isEmpty()) {
            return;
        }
        refuse(
                read,
                "%d行目は別の様式（%s・%s）の行です。その課の様式で出してください。".formatted(read.number(), itsMark.department(), itsMark.round()),
                "Row %d belongs to another form (%s, %s)."
                        .formatted(read.number(), itsMark.department(), itsMark.round()));
        unknown.add(asUnknown(read));
        most(unknown.size());
    }

    private void refuse(ReadRow row, String ja, String en) {
        row.cells().values().forEach(cell -> say(new FormFault(Weight.REFUSED, row.sheet(), cell.reference(), ja, en)));
    }

    private static UnknownRow asUnknown(ReadRow row) {
        return new UnknownRow(row.sheet(), row.number(), List.copyOf(row.cells().values()));
    }

    private void unknown(Row row) {
        Map<Field, ReadCell> cells = new EnumMap<>(Field.class);
        columns.forEach((column, at) -> column.field().ifPresent(field -> {
            Seen seen = at(row, at);
            if (!seen.blank()) {
                cells.put(field, new ReadCell(reference(row, column), seen.text()));
            }
        }));
        if (cells.isEmpty()) {
            return;
        }
        Map<Integer, ReadCell> all = new TreeMap<>();
        for (Cell cell : row) {
            Seen seen = Seen.of(cell);
            if (cell != null && !seen.blank()) {
                budget.keep(file, seen.text());
                all.put(cell.getColumnIndex(), new ReadCell(cell.getAddress().toString(), seen.text()));
            }
        }
        unknown.add(new UnknownRow(sheet, row.getRowNum(), List.copyOf(all.values())));
        most(unknown.size());
        cells.values()
                .forEach(cell -> say(new FormFault(
                        Weight.NOTE,
                        sheet,
                        cell.reference(),
                        "%d行目を認識できません（項目IDがなく、番号と名称でも見つかりません）。読み飛ばしました。".formatted(row.getRowNum()),
                        "Row %d belongs to no item and was passed over.".formatted(row.getRowNum()))));
    }

    private void most(int number) {
        if (number > MOST_ROWS) {
            throw FormProblems.tooMuch(file, "行が5,000を超えています。", "More than 5,000 rows");
        }
    }

    private void say(FormFault fault) {
        if (faults.size() < MOST_FAULTS || fault.weight() == Weight.REFUSED) {
            faults.add(fault);
        }
    }

    private String text(Row row, Column column) {
        Integer at = columns.get(column);
        return at == null ? "" : at(row, at).text();
    }

    private static Seen at(Row row, int column) {
        return Seen.of(row.getOptionalCell(column).orElse(null));
    }

    private String reference(Row row, Column column) {
        Integer at = columns.get(column);
        return at == null
                ? ""
                : row.getOptionalCell(at)
                        .map(cell -> cell.getAddress().toString())
                        .orElse("");
    }
}
