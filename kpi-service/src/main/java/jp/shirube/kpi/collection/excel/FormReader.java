package jp.shirube.kpi.collection.excel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.problem.ProblemException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Reads one workbook as it came back: sorted, filtered, renamed, partly filled, re-saved by whatever people use. */
final class FormReader {
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private FormReader() {}

    static ReadForm read(String file, byte[] workbook, Budget budget) {
        if (startsWith(workbook, OLE2)) {
            throw FormProblems.unreadable(
                    file,
                    "古い形式（.xls）か、パスワードで保護されたファイルです。パスワードを外し、「Excelブック（.xlsx）」で保存し直してください。",
                    "an old .xls or a file with a password. Save it as .xlsx without a password.");
        }
        byte[] plain = PlainParts.of(file, workbook, budget);
        try (ReadableWorkbook book =
                new ReadableWorkbook(new ByteArrayInputStream(plain), new ReadingOptions(true, true))) {
            List<Sheet> sheets = book.getSheets().toList();
            SheetIndex index = SheetIndex.EMPTY;
            for (Sheet sheet : sheets) {
                if (sheet.getName().equalsIgnoreCase(Mark.INDEX_SHEET)) {
                    index = SheetIndex.read(sheet.read());
                }
            }
            RowReading reading = new RowReading(file, index, budget);
            for (Sheet sheet : sheets) {
                if (!sheet.getName().equalsIgnoreCase(Mark.INDEX_SHEET)) {
                    reading.sheet(sheet.getName());
                    try (Stream<Row> rows = sheet.openStream()) {
                        rows.forEach(reading::row);
                    }
                }
            }
            return reading.form();
        } catch (ProblemException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw FormProblems.damaged(file);
        } catch (RuntimeException e) {
            // The reader of workbooks answers a damaged one with whatever it stumbles over.
            throw FormProblems.damaged(file);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
