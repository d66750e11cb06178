package jp.shirube.kpi.bulk.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jp.shirube.kpi.bulk.Column;
import jp.shirube.kpi.bulk.WrittenRow;
import jp.shirube.kpi.bulk.WrittenRows;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** CSV with a line of column names, as spreadsheets and accounting systems (財務会計システム) write it. */
public final class CsvRows implements WrittenRows {

    private static final int MOST_COLUMNS = 64;

    private final @Nullable String charset;

    /** @param charset what the sender says it is; null where they say nothing */
    public CsvRows(@Nullable String charset) {
        this.charset = charset;
    }

    @Override
    public void read(Path file, Consumer<WrittenRow> taker) throws IOException {
        long line = 0;
        try (Quotes text = new Quotes(Encoding.open(file, charset));
                CsvReader<CsvRecord> records = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .skipEmptyLines(true)
                        .build(bounded(), text)) {
            List<Column> columns = null;
            int index = 0;
            for (CsvRecord record : records) {
                line = record.getStartingLineNumber();
                if (columns == null) {
                    columns = columns(record);
                } else {
                    taker.accept(row(index++, columns, record));
                }
            }
            if (columns == null) {
                throw invalid(1, "最初の行に列の名前がありません", "there is no line of column names");
            }
            if (text.isOpen()) {
                throw invalid(line, "閉じていない引用符（\"）があります", "a quote (\") is never closed");
            }
        } catch (CsvParseException e) {
            throw invalid(line + 1, "この行のあたりからCSVとして読み取れません", "not readable as CSV from about this line on");
        } catch (CharacterCodingException e) {
            throw Encoding.unreadable(StandardCharsets.UTF_8);
        }
    }

    private static CsvRecordHandler bounded() {
        return CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(WrittenRow.LONGEST_CELL)
                .maxRecordSize(Column.values().length * WrittenRow.LONGEST_CELL)
                .build();
    }

    private static List<Column> columns(CsvRecord first) {
        List<Column> columns = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (String name : first.getFields()) {
            Optional<Column> column = Column.named(name);
            if (column.isEmpty()) {
                faults.add(header(
                        "列「" + WrittenRow.shown(name) + "」はありません。使えるのは " + Column.all(Column::japanese) + " です。",
                        "There is no column " + WrittenRow.shown(name) + ". Those possible are "
                                + Column.all(Column::field) + "."));
            } else if (columns.contains(column.get())) {
                faults.add(header(
                        "列「" + WrittenRow.shown(name) + "」が二つあります。",
                        "The column " + WrittenRow.shown(name) + " is there twice."));
            } else {
                columns.add(column.get());
            }
        }
        for (Column needed : Column.NEEDED) {
            if (!columns.contains(needed)) {
                faults.add(
                        header("列「" + needed.japanese() + "」がありません。", "The column " + needed.field() + " is missing."));
            }
        }
        if (!columns.contains(Column.VALUE) && !columns.contains(Column.MISSING_REASON)) {
            faults.add(header("列「値」がありません。", "The column value is missing."));
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return columns;
    }

    private static WrittenRow row(int index, List<Column> columns, CsvRecord record) {
        WrittenRow row = new WrittenRow(index, Math.toIntExact(record.getStartingLineNumber()));
        int there = record.getFieldCount();
        for (int i = 0; i < there; i++) {
            String cell = record.getField(i);
            if (i < columns.size()) {
                row.say(columns.get(i), cell);
            } else if (!cell.isBlank()) {
                row.refuse("", "見出しより多くの欄があります。", "There are more cells than column names.");
                break;
            }
        }
        return row;
    }

    private static Fault header(String ja, String en) {
        return new Fault("", 1, ja, en);
    }

    private static ProblemException invalid(long line, String ja, String en) {
        return new ProblemException(
                ProblemType.INVALID,
                List.of(new Fault("", Math.toIntExact(Math.min(line, Integer.MAX_VALUE)), ja, en)));
    }

    /** Counts quotes: one never closed swallows what follows, and the end of the file would pass for its end. */
    private static final class Quotes extends FilterReader {
        private boolean open;

        Quotes(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            for (int i = from; i < from + read; i++) {
                open ^= into[i] == '"';
            }
            return read;
        }

        boolean isOpen() {
            return open;
        }
    }
}
