package jp.shirube.kpi.collection.excel;

import static jp.shirube.kpi.collection.excel.Forms.cell;
import static jp.shirube.kpi.collection.excel.Forms.edited;
import static jp.shirube.kpi.collection.excel.Forms.read;
import static jp.shirube.kpi.collection.excel.Forms.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.FormFault;
import jp.shirube.kpi.collection.form.FormFault.Weight;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.ReadRow;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsAsSeenTest {
    private static final byte[] FILE = FormWriter.write(Forms.sports());

    @ParameterizedTest(name = "{0} as {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "32.8|General|32.8|",
                "1234567|General|1234567|",
                "0.1|General|0.1|",
                "1e21|General|1000000000000000000000|",
                "0.328|0.0%|32.8%|表示のとおり",
                "0.328|0%|32.8%|「33%」と表示",
                "1234|#,##0|1234|",
                "1234.56|#,##0|1234.56|「1235」と表示",
                "12|0\"件\"|12件|表示のとおり",
                "-5|#,##0;\"▲ \"#,##0|-5|",
                "33|0\"千円\"|33千円|表示のとおり",
                "0|0|0|",
                "5|[Red]0|5|",
                "2.5|0.00E+00|2.5|",
            })
    void aNumberIsReadAsAPersonSawIt(double number, String format, String text, String note) {
        ReadForm read = withValue((book, cell) -> {
            cell.setCellValue(number);
            cell.setCellStyle(style(book, format));
        });

        assertThat(value(read)).isEqualTo(text);
        if (note == null) {
            assertThat(faults(read)).isEmpty();
        } else {
            assertThat(faults(read)).singleElement().satisfies(fault -> {
                assertThat(fault.weight()).isEqualTo(Weight.NOTE);
                assertThat(fault.ja()).contains(note);
            });
        }
    }

    @Test
    void aBinaryFractionIsReadAsExcelShowsIt() {
        assertThat(value(withValue((book, cell) -> cell.setCellValue(32.799999999999997))))
                .isEqualTo("32.8");
        assertThat(value(withValue((book, cell) -> cell.setCellValue(0.1 + 0.2))))
                .isEqualTo("0.3");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"yyyy/m/d", "m\"月\"d\"日\"", "[$-411]ggge\"年\"m\"月\"d\"日\"", "h:mm", "[h]:mm", "mm-dd-yy", "d-mmm"})
    void aDayIsRefusedWithADayInTheMessage(String format) {
        ReadForm read = withValue((book, cell) -> {
            cell.setCellValue(46115);
            cell.setCellStyle(style(book, format));
        });

        assertThat(value(read)).isEqualTo("2026-04-03");
        assertThat(faults(read)).singleElement().satisfies(fault -> {
            assertThat(fault.weight()).isEqualTo(Weight.REFUSED);
            assertThat(fault.ja()).contains("日付");
        });
    }

    @Test
    void thousandsShownAsOnesAreRefused() {
        ReadForm read = withValue((book, cell) -> {
            cell.setCellValue(1_234_000);
            cell.setCellStyle(style(book, "#,##0,"));
        });

        assertThat(faults(read)).singleElement().matches(fault -> fault.weight() == Weight.REFUSED);
    }

    @Test
    void aFormulaGivesItsStoredResultAndSaysSo() {
        ReadForm read = withValue((book, cell) -> {
            cell.setCellFormula("10+2.5");
            cell.setCellValue(12.5);
        });

        assertThat(value(read)).isEqualTo("12.5");
        assertThat(faults(read)).singleElement().satisfies(fault -> {
            assertThat(fault.weight()).isEqualTo(Weight.NOTE);
            assertThat(fault.ja()).contains("10+2.5").contains("12.5");
        });
    }

    @Test
    void errorsAndTruthsAreRefused() {
        ReadForm error = withValue((book, cell) -> cell.setCellErrorValue(FormulaError.NA.getCode()));
        ReadForm truth = withValue((book, cell) -> cell.setCellValue(true));

        assertThat(value(error)).isEqualTo("#N/A");
        assertThat(faults(error)).singleElement().matches(fault -> fault.weight() == Weight.REFUSED);
        assertThat(value(truth)).isEqualTo("TRUE");
        assertThat(faults(truth)).singleElement().matches(fault -> fault.weight() == Weight.REFUSED);
    }

    private static ReadForm withValue(BiConsumer<XSSFWorkbook, Cell> hand) {
        return read(edited(FILE, book -> {
            Cell cell = cell(book, 0, Field.VALUE);
            cell.setCellStyle(book.getCellStyleAt(0));
            hand.accept(book, cell);
        }));
    }

    private static XSSFCellStyle style(XSSFWorkbook book, String format) {
        XSSFCellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        return style;
    }

    private static ReadRow first(ReadForm read) {
        return row(read, "indicator:swim:FY2025", "");
    }

    private static String value(ReadForm read) {
        return first(read).answer().value();
    }

    private static List<FormFault> faults(ReadForm read) {
        return read.faultsOf(first(read), Field.VALUE);
    }
}
