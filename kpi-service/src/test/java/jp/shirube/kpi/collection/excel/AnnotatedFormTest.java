package jp.shirube.kpi.collection.excel;

import static jp.shirube.kpi.collection.excel.Forms.cell;
import static jp.shirube.kpi.collection.excel.Forms.edited;
import static jp.shirube.kpi.collection.excel.Forms.headerRow;
import static jp.shirube.kpi.collection.excel.Forms.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.collection.form.CellFault;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.ReadForm;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.junit.jupiter.api.Test;

class AnnotatedFormTest {
    private final Form form = Forms.sports();
    private final ReadForm uploaded = read(edited(FormWriter.write(form), book -> {
        cell(book, 0, Field.VALUE).setCellValue("三十三");
        cell(book, 2, Field.CAUSE).setCellValue("測定日を変更");
        XSSFSheet sheet = book.getSheet(FormSheet.NAME);
        Row stray = sheet.createRow(headerRow(sheet) + 8);
        stray.createCell(Column.NAME.ordinal()).setCellValue("新しい指標");
        stray.createCell(Column.VALUE.ordinal()).setCellValue("12");
    }));
    private final byte[] returned = FormWriter.annotated(
            form,
            List.of(uploaded),
            List.of(
                    new CellFault("indicator:swim:FY2025", "", Field.VALUE, "数字として読み取れません。", "No figure."),
                    new CellFault("indicator:grip:FY2025", "elementary", null, "小学校の値がありません。", "Missing.")));

    @Test
    void theFaultStandsBesideTheRowAndOnTheCell() {
        edited(returned, book -> {
            Cell faulty = cell(book, 0, Field.VALUE);
            assertThat(faulty.getStringCellValue()).isEqualTo("三十三");
            assertThat(faulty.getCellComment().getString().getString()).isEqualTo("数字として読み取れません。");
            assertThat(faulty.getCellStyle().getFillPattern()).isEqualTo(FillPatternType.SOLID_FOREGROUND);
            assertThat(faulty.getCellStyle().getLocked()).isFalse();
            assertThat(result(book.getSheet(FormSheet.NAME), 0)).isEqualTo("実績値: 数字として読み取れません。");
            assertThat(result(book.getSheet(FormSheet.NAME), 2)).isEqualTo("小学校の値がありません。");
            assertThat(result(book.getSheet(FormSheet.NAME), 1)).isEmpty();
        });
    }

    @Test
    void nothingOfTheUploadIsLost() {
        assertThat(Forms.answers(read(returned))).isEqualTo(Forms.answers(uploaded));
        assertThat(everyText(returned)).anyMatch(text -> text.contains("新しい指標") && text.contains("12"));
    }

    @Test
    void mendedItIsAFormLikeAnyOther() {
        ReadForm mended =
                read(edited(returned, book -> cell(book, 0, Field.VALUE).setCellValue("33")));

        assertThat(mended.faults()).isEmpty();
        assertThat(mended.unknown()).isEmpty();
        assertThat(Forms.row(mended, "indicator:swim:FY2025", "").answer().value())
                .isEqualTo("33");
    }

    @Test
    void twoFilesThatDifferAreBothShown() {
        ReadForm other = read(edited(
                FormWriter.write(form), book -> cell(book, 0, Field.VALUE).setCellValue("34")));

        byte[] both = FormWriter.annotated(form, List.of(uploaded, other), List.of());

        edited(both, book -> {
            assertThat(cell(book, 0, Field.VALUE).getStringCellValue()).isEqualTo("三十三");
            assertThat(result(book.getSheet(FormSheet.NAME), 0)).contains("「34」");
        });
    }

    private static String result(XSSFSheet sheet, int item) {
        return sheet.getRow(headerRow(sheet) + 1 + item)
                .getCell(Column.RESULT.ordinal())
                .getStringCellValue();
    }

    private static List<String> everyText(byte[] file) {
        List<String> texts = new ArrayList<>();
        edited(file, book -> {
            for (Row row : book.getSheet(FormSheet.NAME)) {
                for (Cell cell : row) {
                    texts.add(cell.toString());
                }
            }
        });
        return texts;
    }
}
