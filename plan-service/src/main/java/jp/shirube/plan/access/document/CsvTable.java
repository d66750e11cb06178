package jp.shirube.plan.access.document;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** A table as CSV, with a line of column names. Cells that a spreadsheet would take for formulas are written with ' before them. */
final class CsvTable {

    /** More than any column there is holds; a quote never closed would otherwise swallow the rest. */
    private static final int LONGEST_CELL = 4_000;

    private static final int MOST_COLUMNS = 64;
    /** Also behind apostrophes, so that each of them is the cell's own when the one before it is taken away. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r＝＋－＠]");

    private CsvTable() {}

    /**
     * @param list the name of the list in pointers
     * @param needed columns that must be there
     * @param known every column there may be
     * @throws ProblemException where it is no such table, or has more than {@code most} rows
     */
    static List<WrittenRow> read(String text, String list, Set<String> needed, List<String> known, int most) {
        if (text.chars().filter(each -> each == '"').count() % 2 != 0) {
            throw invalid(1, "閉じていない引用符（\"）があります", "a quote (\") is never closed");
        }
        List<WrittenRow> rows = new ArrayList<>();
        int line = 1;
        try {
            Iterator<CsvRecord> records = records(text);
            if (!records.hasNext()) {
                throw invalid(1, "最初の行に列の名前がありません", "there is no line of column names");
            }
            List<String> columns = columns(records.next(), needed, known);
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = Math.toIntExact(record.getStartingLineNumber());
                if (rows.size() == most) {
                    throw invalid(line, "%,d行までです".formatted(most), "at most %,d rows are possible".formatted(most));
                }
                rows.add(row(list, rows.size(), columns, record));
            }
        } catch (CsvParseException e) {
            throw invalid(line + 1, "この行のあたりからCSVとして読み取れません", "not readable as CSV from about this line on");
        }
        return rows;
    }

    private static Iterator<CsvRecord> records(String text) {
        CsvRecordHandler bounded = CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_CELL)
                .maxRecordSize(MOST_COLUMNS * LONGEST_CELL)
                .build();
        return CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(bounded, text)
                .iterator();
    }

    private static List<String> columns(CsvRecord first, Set<String> needed, List<String> known) {
        List<String> columns = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (String field : first.getFields()) {
            String name = field.strip().toLowerCase(Locale.ROOT);
            if (!known.contains(name)) {
                faults.add(header(
                        "列「" + shown(field) + "」はありません。使えるのは " + String.join(",", known) + " です",
                        "there is no column " + shown(field) + "; those possible are " + String.join(",", known)));
            } else if (columns.contains(name)) {
                faults.add(header("列「" + name + "」が二つあります", "the column " + name + " is there twice"));
            }
            columns.add(name);
        }
        needed.stream()
                .sorted()
                .filter(name -> !columns.contains(name))
                .map(name -> header("列「" + name + "」がありません", "the column " + name + " is missing"))
                .forEach(faults::add);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return columns;
    }

    private static WrittenRow row(String list, int index, List<String> columns, CsvRecord record) {
        int line = Math.toIntExact(record.getStartingLineNumber());
        List<String> values = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            values.add(column < record.getFieldCount() ? unescaped(record.getField(column)) : "");
        }
        boolean more = record.getFields().stream().skip(columns.size()).anyMatch(field -> !field.isBlank());
        return WrittenRow.of(list, index, line, columns, values, more);
    }

    static String write(List<String> columns, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(columns);
            rows.forEach(
                    row -> csv.writeRecord(row.stream().map(CsvTable::escaped).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "\uFEFF" + text;
    }

    private static String escaped(String cell) {
        return FORMULA.matcher(cell).lookingAt() ? "'" + cell : cell;
    }

    /** What was written so is read so. */
    private static String unescaped(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static Fault header(String ja, String en) {
        return new Fault("", 1, ja, en);
    }

    private static ProblemException invalid(int line, String ja, String en) {
        return new ProblemException(ProblemType.INVALID, List.of(new Fault("", line, ja, en)));
    }
}
