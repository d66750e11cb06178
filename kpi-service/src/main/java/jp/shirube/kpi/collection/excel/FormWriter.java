package jp.shirube.kpi.collection.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import jp.shirube.kpi.collection.form.CellFault;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormRow;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.PeriodNotation;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Writes a form as the workbook that is mailed to a department, and a faulty one back with its faults beside the cells. */
public final class FormWriter {
    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());

    private FormWriter() {}

    /** The form to be filled. */
    public static byte[] write(Form form) {
        return written(form, Returned.NOTHING);
    }

    /**
     * The form with what was uploaded in its cells and the faults beside them, to be mended and sent again. Rows that belong
     * to no item stand below with all they held.
     *
     * @param read what came back, one or several files of the same department
     */
    public static byte[] annotated(Form form, List<ReadForm> read, List<CellFault> faults) {
        return written(form, Returned.of(form, read, faults));
    }

    /** 令和7年度実績照会_スポーツ課.xlsx. */
    public static String fileName(Form form) {
        String name = year(form.year()) + "実績照会_" + form.departmentName();
        return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").strip() + ".xlsx";
    }

    static String heading(FiscalYear year) {
        return year(year.plusYears(1)) + "評価（" + year(year) + "実績）";
    }

    static String year(FiscalYear year) {
        return NOTATION.print(year).replaceAll("\\s", "");
    }

    private static byte[] written(Form form, Returned returned) {
        try (XSSFWorkbook book = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Styles styles = new Styles(book);
            new FormSheet(book, styles, form, returned).write();
            HowToSheet.write(book, styles, form);
            index(book, form);
            marks(book, form);
            book.setActiveSheet(0);
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void index(XSSFWorkbook book, Form form) {
        XSSFSheet sheet = book.createSheet(Mark.INDEX_SHEET);
        sheet.createRow(0).createCell(0).setCellValue(Mark.of(form).written());
        sheet.createRow(1).createCell(0).setCellValue(form.madeAt().toString());
        int at = SheetIndex.FIRST_ITEM;
        for (FormRow item : form.rows()) {
            XSSFRow row = sheet.createRow(at++);
            row.createCell(0).setCellValue(item.item());
            row.createCell(1).setCellValue(Long.toString(item.version()));
            row.createCell(2).setCellValue(item.component());
            row.createCell(3).setCellValue(CellText.write(item.number()));
            row.createCell(4).setCellValue(CellText.write(item.name()));
            row.createCell(5).setCellValue(CellText.write(item.componentName()));
        }
        sheet.enableLocking();
        book.setSheetVisibility(book.getSheetIndex(sheet), SheetVisibility.VERY_HIDDEN);
    }

    private static void marks(XSSFWorkbook book, Form form) {
        POIXMLProperties properties = book.getProperties();
        properties.getCoreProperties().setTitle(heading(form.year()) + " " + form.departmentName());
        properties.getCoreProperties().setCreator(form.municipalityName());
        POIXMLProperties.CustomProperties custom = properties.getCustomProperties();
        custom.addProperty("shirube.format", Mark.FORMAT);
        custom.addProperty("shirube.municipality", form.municipality());
        custom.addProperty("shirube.round", form.round());
        custom.addProperty("shirube.department", form.department());
        custom.addProperty("shirube.madeAt", form.madeAt().toString());
    }
}
