package jp.shirube.kpi.collection.excel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormAnswer;
import jp.shirube.kpi.collection.form.FormRow;
import jp.shirube.kpi.collection.form.Kind;
import jp.shirube.kpi.collection.form.LastYear;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.kpi.collection.form.ReadRow;
import jp.shirube.notation.FiscalYear;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The forms the tests speak of, and the hands of the people who fill them. */
final class Forms {
    private Forms() {}

    static Form sports() {
        return of(
                "sports",
                "スポーツ課",
                List.of(
                        indicator("swim", 3, "", "", "4-2-1", "スポーツ実施率", "％", "32.8", FormAnswer.BLANK),
                        indicator(
                                "visitors",
                                12,
                                "",
                                "",
                                "4-2-2",
                                "体育施設の利用者数",
                                "人",
                                "1,234",
                                FormAnswer.of(Map.of(
                                        Field.VALUE, "26億2,850万円", Field.STATUS, "暫定", Field.COMMENT, "速報です\n3月に確定"))),
                        indicator("grip", 1, "elementary", "小学校", "4-2-3", "体力合計点", "点", "55.1", FormAnswer.BLANK),
                        indicator("grip", 1, "junior-high", "中学校", "4-2-3", "体力合計点", "点", "48.0", FormAnswer.BLANK),
                        new FormRow(
                                "initiative:plan:pool",
                                7,
                                "",
                                "",
                                Kind.INITIATIVE,
                                "総合計画",
                                "4-2 スポーツの推進",
                                "取組1",
                                "=HYPERLINK(\"http://example.jp\")",
                                "",
                                "",
                                "",
                                "市民プールの改修（R7 設計）",
                                List.of(),
                                FormAnswer.of(Map.of(Field.INITIATIVE_STATUS, "計画どおり")),
                                "下書き",
                                true)));
    }

    static Form of(String department, String name, List<FormRow> rows) {
        return new Form(
                "131130",
                "渋谷区",
                "R7",
                "令和7年度実績照会",
                new FiscalYear(2025),
                department,
                name,
                LocalDate.of(2026, 5, 29),
                "わからないことは企画課（内線1234）へ。\n値は小数第1位まで。",
                Instant.parse("2026-04-20T01:02:03Z"),
                rows);
    }

    static FormRow indicator(
            String id,
            long version,
            String component,
            String componentName,
            String number,
            String name,
            String unit,
            String last,
            FormAnswer answer) {
        return new FormRow(
                "indicator:" + id + ":FY2025",
                version,
                component,
                componentName,
                Kind.INDICATOR,
                "総合計画",
                "4-2 スポーツの推進",
                number,
                name,
                unit,
                "週1回以上運動する市民の割合（市民意識調査）",
                "30.1（R2）",
                "50.0（R11）以上",
                List.of(new LastYear("令和6年度", last), new LastYear("令和5年度", "-"), new LastYear("令和4年", "28.0")),
                answer,
                "未回答",
                true);
    }

    static ReadForm read(byte[] file) {
        return FormFiles.read("様式.xlsx", new ByteArrayInputStream(file)).getFirst();
    }

    /** Opens the workbook, does something to it as a person would, saves it. */
    static byte[] edited(byte[] file, Consumer<XSSFWorkbook> hand) {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            hand.accept(book);
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int headerRow(XSSFSheet sheet) {
        for (Row row : sheet) {
            Cell cell = row.getCell(Column.ITEM.ordinal());
            if (cell != null && cell.getStringCellValue().equals(Column.ITEM.heading())) {
                return row.getRowNum();
            }
        }
        throw new AssertionError("no header");
    }

    /** The cell of the n-th item, from 0. */
    static Cell cell(XSSFWorkbook book, int item, Field field) {
        XSSFSheet sheet = book.getSheet(FormSheet.NAME);
        return sheet.getRow(headerRow(sheet) + 1 + item)
                .getCell(Column.of(field).ordinal(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    static ReadRow row(ReadForm form, String item, String component) {
        return form.rows().stream()
                .filter(row -> row.item().equals(item) && row.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    /** Every identity with its answer, whatever the order. */
    static Map<String, FormAnswer> answers(ReadForm form) {
        return form.rows().stream()
                .collect(java.util.stream.Collectors.toMap(
                        row -> row.item() + "@" + row.version() + "/" + row.component(), ReadRow::answer));
    }

    static Map<String, FormAnswer> answers(Form form) {
        return form.rows().stream()
                .collect(java.util.stream.Collectors.toMap(
                        row -> row.item() + "@" + row.version() + "/" + row.component(), FormRow::answer));
    }
}
