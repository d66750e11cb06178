package jp.shirube.kpi.collection.excel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.shirube.kpi.collection.excel.Styles.Look;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormRow;
import jp.shirube.kpi.collection.form.LastYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.PeriodNotation;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The first sheet: what is asked, a row each, and the cells to fill. */
final class FormSheet {
    static final String NAME = "照会様式";

    private static final int FIRST_SHOWN = Column.PLAN.ordinal();
    private static final double LINE_POINTS = 14;
    private static final int LEAST_LINES = 2;
    private static final double HIGHEST = 400;
    private static final int SHOWN_WIDTH = 230;
    private static final int COMMENT_MOST = 1_000;

    private final XSSFSheet sheet;
    private final Styles styles;
    private final Form form;
    private final Returned returned;
    private final int last;
    private final List<String> usualLabels;
    private int at;

    FormSheet(XSSFWorkbook book, Styles styles, Form form, Returned returned) {
        this.sheet = book.createSheet(NAME);
        this.styles = styles;
        this.form = form;
        this.returned = returned;
        this.last = (returned.shown() ? Column.RESULT : Column.COMMENT).ordinal();
        this.usualLabels = List.of(usualLabel(form, 0), usualLabel(form, 1), usualLabel(form, 2));
    }

    void write() {
        columns();
        above();
        int header = at;
        header();
        for (FormRow row : form.rows()) {
            row(row);
        }
        int end = Math.max(at - 1, header);
        sheet.setAutoFilter(new CellRangeAddress(header, end, FIRST_SHOWN, last));
        choices(header + 1, Math.max(end, header + 1));
        rest();
        for (IgnoredErrorType type :
                List.of(IgnoredErrorType.NUMBER_STORED_AS_TEXT, IgnoredErrorType.TWO_DIGIT_TEXT_YEAR)) {
            sheet.addIgnoredErrors(new CellRangeAddress(header, end, 0, last), type);
        }
        sheet.createFreezePane(Column.NAME.ordinal() + 1, header + 1);
        protect();
        print(header);
    }

    private void columns() {
        for (Column column : Column.values()) {
            if (column.ordinal() <= last) {
                sheet.setColumnWidth(column.ordinal(), column.width() * 256);
                sheet.setColumnHidden(column.ordinal(), column.hidden());
            }
        }
    }

    private void above() {
        PeriodNotation notation = new PeriodNotation(Eras.standard());
        line(Look.TITLE, form.municipalityName() + "　" + form.roundTitle(), 22);
        line(Look.LINE, FormWriter.heading(form.year()), LINE_POINTS);
        line(
                Look.LINE,
                "担当課：" + form.departmentName() + "　　提出期限：" + notation.print(new Day(form.deadline())),
                LINE_POINTS);
        line(Look.LINE, "太い枠の、色または点の模様がある欄に記入してください。空欄は「変更なし」として扱います。くわしくは「記入のしかた」のシートをご覧ください。", LINE_POINTS);
        if (!form.instructions().isBlank()) {
            line(Look.LINE, form.instructions(), points(form.instructions()));
        }
    }

    private static double points(String text) {
        return Math.min(LINE_POINTS * lines(text, SHOWN_WIDTH) + 2, HIGHEST);
    }

    private void line(Look look, String text, double points) {
        XSSFRow row = sheet.createRow(at);
        row.setHeightInPoints((float) points);
        put(row, FIRST_SHOWN, look, text);
        sheet.addMergedRegion(new CellRangeAddress(at, at, FIRST_SHOWN, Column.COMMENT.ordinal()));
        at++;
    }

    private void header() {
        XSSFRow row = sheet.createRow(at++);
        row.setHeightInPoints((float) (3 * LINE_POINTS));
        for (Column column : Column.values()) {
            if (column.ordinal() <= last) {
                Look look = column.field().isPresent() ? Look.FILL_HEADING : Look.HEADING;
                put(row, column.ordinal(), look, heading(column));
            }
        }
    }

    private String heading(Column column) {
        return switch (column) {
            case LAST_1 -> label(0, column);
            case LAST_2 -> label(1, column);
            case LAST_3 -> label(2, column);
            default -> column.heading();
        };
    }

    private String label(int back, Column column) {
        return usualLabels.get(back).isEmpty() ? column.heading() : usualLabels.get(back);
    }

    /** Most rows have the same last years; those that do not say so in the cell. */
    private static String usualLabel(Form form, int back) {
        return form.rows().stream()
                .map(row -> last(row, back).label())
                .filter(label -> !label.isBlank())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** The newest is the first. */
    private static LastYear last(FormRow row, int back) {
        return back < row.lastYears().size() ? row.lastYears().get(back) : new LastYear("", "");
    }

    private String lastText(FormRow row, int back) {
        LastYear year = last(row, back);
        return year.label().isBlank() || usualLabels.get(back).equals(year.label())
                ? year.value()
                : year.value() + "\n（" + year.label() + "）";
    }

    private void row(FormRow asked) {
        XSSFRow row = sheet.createRow(at++);
        for (Column column : Column.values()) {
            if (column.ordinal() > last) {
                continue;
            }
            if (column.field().isPresent()) {
                fill(row, column, asked, column.field().get());
            } else {
                put(row, column.ordinal(), look(column), given(column, asked));
            }
        }
        height(row);
    }

    /** LibreOffice opens a row as high as the file says; Excel fits it anew while somebody types, if nobody fixed its height. */
    private void height(XSSFRow row) {
        long lines = LEAST_LINES;
        for (Column column : Column.values()) {
            XSSFCell cell = row.getCell(column.ordinal());
            if (cell != null && !column.hidden()) {
                lines = Math.max(lines, lines(cell.getStringCellValue(), column.width()));
            }
        }
        row.setHeightInPoints((float) Math.min(lines * LINE_POINTS + 4, HIGHEST));
        row.getCTRow().setCustomHeight(false);
    }

    private static long lines(String text, int width) {
        return text.lines()
                .mapToLong(line -> 1
                        + (long) (line.codePoints()
                                        .mapToDouble(c -> c < 0x80 ? 1 : 1.9)
                                        .sum()
                                / (width - 0.5)))
                .sum();
    }

    private static Look look(Column column) {
        return switch (column) {
            case BASELINE, TARGET, LAST_1, LAST_2, LAST_3 -> Look.FIGURE;
            case RESULT -> Look.RESULT;
            default -> Look.GIVEN;
        };
    }

    private String given(Column column, FormRow asked) {
        return switch (column) {
            case MARK -> Mark.of(form).written();
            case ITEM -> asked.item();
            case VERSION -> Long.toString(asked.version());
            case COMPONENT -> asked.component();
            case PLAN -> asked.plan();
            case PLACE -> asked.place();
            case NUMBER -> asked.number();
            case NAME -> asked.name();
            case COMPONENT_NAME -> asked.componentName();
            case UNIT -> asked.unit();
            case DEFINITION -> asked.definition();
            case BASELINE -> asked.baseline();
            case TARGET -> asked.target();
            case LAST_1 -> lastText(asked, 0);
            case LAST_2 -> lastText(asked, 1);
            case LAST_3 -> lastText(asked, 2);
            case STATE -> asked.state();
            case RESULT -> returned.result(asked);
            case VALUE,
                    MISSING_REASON,
                    STATUS,
                    INITIATIVE_STATUS,
                    TEXT,
                    SELF_EVALUATION,
                    CAUSE,
                    DIRECTION,
                    EXPLANATION,
                    COMMENT -> "";
        };
    }

    private void fill(XSSFRow row, Column column, FormRow asked, Field field) {
        List<String> said = returned.said(asked, field);
        String text = returned.text(asked, field);
        boolean cut = CellText.write(text).endsWith(CellText.CUT);
        Look look;
        if (!said.isEmpty()) {
            look = Look.FAULTY;
        } else if (!field.askedOf(asked.kind())) {
            look = Look.NOT_ASKED;
        } else if (!asked.open() || cut) {
            look = Look.GIVEN;
        } else {
            look = field == Field.VALUE ? Look.FILL_FIGURE : Look.FILL;
        }
        XSSFCell cell = put(row, column.ordinal(), look, text);
        if (!said.isEmpty()) {
            comment(cell, String.join("\n", said));
        }
    }

    private void comment(XSSFCell cell, String text) {
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        int column = cell.getColumnIndex();
        int row = cell.getRowIndex();
        ClientAnchor anchor = drawing.createAnchor(0, 0, 0, 0, column + 1, row, column + 4, row + 5);
        Comment comment = drawing.createCellComment(anchor);
        String written = CellText.write(text);
        comment.setString(new XSSFRichTextString(
                written.length() <= COMMENT_MOST ? written : written.substring(0, COMMENT_MOST) + "…"));
        comment.setAuthor("確認結果");
        cell.setCellComment(comment);
    }

    private XSSFCell put(XSSFRow row, int column, Look look, String text) {
        XSSFCell cell = row.createCell(column);
        cell.setCellStyle(styles.of(look));
        if (!text.isEmpty()) {
            cell.setCellValue(CellText.write(text));
        }
        return cell;
    }

    private void choices(int first, int end) {
        DataValidationHelper helper = sheet.getDataValidationHelper();
        for (Field field : Field.values()) {
            if (field.choices().isEmpty()) {
                continue;
            }
            int column = Column.of(field).ordinal();
            DataValidation list = helper.createValidation(
                    helper.createExplicitListConstraint(field.choices().toArray(String[]::new)),
                    new CellRangeAddressList(first, end, column, column));
            list.setEmptyCellAllowed(true);
            list.setSuppressDropDownArrow(true);
            list.setShowErrorBox(true);
            list.setErrorStyle(DataValidation.ErrorStyle.STOP);
            list.createErrorBox(field.heading(), "一覧から選んでください：" + String.join("、", field.choices()));
            sheet.addValidationData(list);
        }
    }

    private void rest() {
        if (returned.rest().isEmpty()) {
            return;
        }
        at++;
        List<String> lines = new ArrayList<>();
        lines.add("読み取れなかったもの（上の表に転記してください）");
        lines.addAll(returned.rest());
        for (String text : lines) {
            line(Look.LINE, text, points(text));
        }
    }

    private void protect() {
        sheet.enableLocking();
        sheet.lockAutoFilter(false);
        sheet.lockSort(false);
        sheet.lockFormatColumns(false);
        sheet.lockFormatRows(false);
        sheet.lockFormatCells(false);
    }

    private void print(int header) {
        PrintSetup setup = sheet.getPrintSetup();
        setup.setPaperSize(PrintSetup.A4_PAPERSIZE);
        setup.setLandscape(true);
        sheet.setFitToPage(true);
        setup.setFitWidth((short) 1);
        setup.setFitHeight((short) 0);
        sheet.setMargin(PageMargin.LEFT, 0.3);
        sheet.setMargin(PageMargin.RIGHT, 0.3);
        sheet.setMargin(PageMargin.TOP, 0.4);
        sheet.setMargin(PageMargin.BOTTOM, 0.5);
        sheet.getFooter().setCenter("&P / &N");
        sheet.getFooter().setRight("&A");
        sheet.setRepeatingRows(new CellRangeAddress(header, header, -1, -1));
        sheet.getWorkbook()
                .setPrintArea(sheet.getWorkbook().getSheetIndex(sheet), FIRST_SHOWN, last, 0, Math.max(at - 1, header));
    }
}
