package jp.shirube.kpi.collection.excel;

import static jp.shirube.kpi.collection.excel.Forms.answers;
import static jp.shirube.kpi.collection.excel.Forms.cell;
import static jp.shirube.kpi.collection.excel.Forms.edited;
import static jp.shirube.kpi.collection.excel.Forms.headerRow;
import static jp.shirube.kpi.collection.excel.Forms.read;
import static jp.shirube.kpi.collection.excel.Forms.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormFault.Weight;
import jp.shirube.kpi.collection.form.ReadCell;
import jp.shirube.kpi.collection.form.ReadForm;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class FormRoundTripTest {
    private final Form form = Forms.sports();
    private final byte[] file = FormWriter.write(form);

    @Test
    void whatIsSentOutComesBackTheSame() {
        ReadForm read = read(file);

        assertThat(answers(read)).isEqualTo(answers(form));
        assertThat(read.faults()).isEmpty();
        assertThat(read.unknown()).isEmpty();
        assertThat(List.of(read.municipality(), read.round(), read.department()))
                .containsExactly("131130", "R7", "sports");
    }

    @Test
    void cellsAreNamedAsPeopleSeeThem() {
        ReadForm read = read(edited(file, book -> cell(book, 0, Field.VALUE).setCellValue("３２．８")));

        assertThat(row(read, "indicator:swim:FY2025", "").cells().values()).containsExactly(new ReadCell("R7", "３２．８"));
    }

    @Test
    void sortedFilteredAndRenamedItComesBackRight() {
        byte[] sorted = edited(file, book -> {
            cell(book, 0, Field.VALUE).setCellValue("33.1");
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            int first = headerRow(sheet) + 1;
            List<List<String>> rows = new ArrayList<>();
            for (int at = 0; at < 5; at++) {
                rows.addFirst(texts(sheet.getRow(first + at)));
            }
            for (int at = 0; at < 5; at++) {
                for (int column = 0; column < rows.get(at).size(); column++) {
                    sheet.getRow(first + at)
                            .getCell(column)
                            .setCellValue(rows.get(at).get(column));
                }
            }
            sheet.getRow(first + 1).setZeroHeight(true);
            sheet.getRow(first + 4).setZeroHeight(true);
            book.setSheetName(0, "R7実績（回答）");
        });

        ReadForm read = read(sorted);

        assertThat(row(read, "indicator:swim:FY2025", "").answer().value()).isEqualTo("33.1");
        assertThat(answers(read).keySet()).isEqualTo(answers(form).keySet());
        assertThat(row(read, "indicator:visitors:FY2025", "").answer())
                .isEqualTo(form.rows().get(1).answer());
        assertThat(read.faults()).isEmpty();
    }

    @Test
    void columnsMayBeMovedAndInserted() {
        byte[] moved = edited(file, book -> {
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            int header = headerRow(sheet);
            for (Row row : sheet) {
                if (row.getRowNum() < header) {
                    continue;
                }
                List<String> texts = texts((XSSFRow) row);
                texts.addFirst(texts.removeLast());
                texts.add(3, row.getRowNum() == header ? "課内メモ" : "あとで確認");
                for (int column = 0; column < texts.size(); column++) {
                    row.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK)
                            .setCellValue(texts.get(column));
                }
            }
        });

        assertThat(answers(read(moved))).isEqualTo(answers(form));
    }

    @Test
    void aDeletedRowAndABlankCellSayNothing() {
        byte[] partly = edited(file, book -> {
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            sheet.removeRow(sheet.getRow(headerRow(sheet) + 1));
            cell(book, 1, Field.STATUS).setBlank();
            cell(book, 1, Field.COMMENT).setCellValue(" 　");
        });

        ReadForm read = read(partly);

        assertThat(read.rows()).hasSize(4);
        assertThat(row(read, "indicator:visitors:FY2025", "").cells()).containsOnlyKeys(Field.VALUE);
    }

    @Test
    void aRowWithoutItsIdIsKnownByNumberAndName() {
        ReadForm read = read(edited(file, book -> {
            wipe(book, 1, Column.ITEM, Column.VERSION, Column.MARK, Column.COMPONENT);
            wipe(book, 3, Column.ITEM, Column.VERSION);
        }));

        assertThat(answers(read)).isEqualTo(answers(form));
        assertThat(read.faults())
                .hasSize(2)
                .allMatch(fault -> fault.weight() == Weight.NOTE && fault.ja().contains("照合しました"));
    }

    @Test
    void aNoteBelowIsPassedOverAndNamedOnlyIfItWasMeantAsAnAnswer() {
        ReadForm read = read(edited(file, book -> {
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            int end = headerRow(sheet) + 6;
            sheet.createRow(end).createCell(Column.NAME.ordinal()).setCellValue("※課長確認済み");
            XSSFRow stray = sheet.createRow(end + 1);
            stray.createCell(Column.NAME.ordinal()).setCellValue("新しい指標");
            stray.createCell(Column.VALUE.ordinal()).setCellValue("12");
        }));

        assertThat(read.unknown()).singleElement().satisfies(row -> {
            assertThat(row.cells()).extracting(c -> c.text()).containsExactly("新しい指標", "12");
        });
        assertThat(read.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.weight()).isEqualTo(Weight.NOTE);
            assertThat(fault.ja()).contains("行目を認識できません");
        });
        assertThat(answers(read)).isEqualTo(answers(form));
    }

    @Test
    void oneItemOnTwoDifferingRowsIsRefused() {
        ReadForm read = read(edited(file, book -> {
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            int at = headerRow(sheet) + 2;
            XSSFRow copy = sheet.createRow(at + 5);
            List<String> texts = texts(sheet.getRow(at));
            texts.set(Column.VALUE.ordinal(), "99");
            for (int column = 0; column < texts.size(); column++) {
                copy.createCell(column).setCellValue(texts.get(column));
            }
        }));

        assertThat(read.faultsOf(row(read, "indicator:visitors:FY2025", ""), Field.VALUE))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.weight()).isEqualTo(Weight.REFUSED);
                    assertThat(fault.ja()).contains("2つあり");
                });
        assertThat(read.unknown()).hasSize(1);
    }

    @Test
    void aRowOfAnotherDepartmentsFormIsRefused() {
        ReadForm read = read(
                edited(file, book -> cellOf(book, 1, Column.MARK).setCellValue("shirube/form/1|131130|R7|planning")));

        assertThat(read.rows()).hasSize(4);
        assertThat(read.faults())
                .isNotEmpty()
                .allMatch(
                        fault -> fault.weight() == Weight.REFUSED && fault.ja().contains("planning"));
        assertThat(read.unknown()).hasSize(1);
    }

    @Test
    void someOtherWorkbookIsNoForm() {
        ReadForm read = read(edited(file, book -> {
            book.createSheet("予算").createRow(0).createCell(0).setCellValue("歳入");
            for (int at = 2; at >= 0; at--) {
                book.removeSheetAt(at);
            }
        }));

        assertThat(read.refused()).isTrue();
        assertThat(read.rows()).isEmpty();
    }

    @Test
    void theSheetIsProtectedWhereItMustNotChange() throws Exception {
        edited(file, book -> {
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            assertThat(sheet.getProtect()).isTrue();
            assertThat(sheet.isAutoFilterLocked()).isFalse();
            assertThat(sheet.isSortLocked()).isFalse();
            assertThat(sheet.isFormatColumnsLocked()).isFalse();
            assertThat(sheet.getCTWorksheet().getSheetProtection().isSetPassword())
                    .isFalse();
            assertThat(cell(book, 0, Field.VALUE).getCellStyle().getLocked()).isFalse();
            assertThat(cell(book, 0, Field.INITIATIVE_STATUS).getCellStyle().getLocked())
                    .isTrue();
            assertThat(cell(book, 4, Field.INITIATIVE_STATUS).getCellStyle().getLocked())
                    .isFalse();
            assertThat(cellOf(book, 0, Column.NAME).getCellStyle().getLocked()).isTrue();
            assertThat(sheet.isColumnHidden(Column.ITEM.ordinal())).isTrue();
            assertThat(book.getSheetVisibility(book.getSheetIndex(Mark.INDEX_SHEET)))
                    .isEqualTo(SheetVisibility.VERY_HIDDEN);
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo((short) 9);
            assertThat(sheet.getFitToPage()).isTrue();
            assertThat(sheet.getRepeatingRows())
                    .isEqualTo(new CellRangeAddress(headerRow(sheet), headerRow(sheet), -1, -1));
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
        });
    }

    @Test
    void choicesAreLists() {
        edited(file, book -> {
            List<? extends DataValidation> lists = book.getSheet(FormSheet.NAME).getDataValidations();
            assertThat(lists)
                    .extracting(list ->
                            String.join(",", list.getValidationConstraint().getExplicitListValues()))
                    .containsExactlyInAnyOrder(
                            "該当なし,調査なし,未公表,事業終了,算定なし", "確定,暫定,見込", "計画どおり,前倒し,遅れ,中止,未着手", "拡充,継続,改善,縮小,終了");
        });
    }

    @Test
    void textOfAPlanNeverBecomesAFormula() {
        edited(file, book -> {
            XSSFCell name = cellOf(book, 4, Column.NAME);
            assertThat(name.getCellType()).isEqualTo(CellType.STRING);
            assertThat(name.getStringCellValue()).startsWith("=HYPERLINK");
            assertThat(name.getCellStyle().getDataFormatString()).isEqualTo("@");
        });
    }

    @Test
    void aLastYearOfAnotherKindSaysItsPeriodInTheCell() {
        edited(file, book -> {
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            assertThat(sheet.getRow(headerRow(sheet))
                            .getCell(Column.LAST_1.ordinal())
                            .getStringCellValue())
                    .isEqualTo("令和6年度");
            assertThat(cellOf(book, 0, Column.LAST_1).getStringCellValue()).isEqualTo("32.8");
        });
    }

    private static List<String> texts(XSSFRow row) {
        List<String> texts = new ArrayList<>();
        for (int column = 0; column <= Column.COMMENT.ordinal(); column++) {
            XSSFCell cell = row.getCell(column);
            texts.add(cell == null ? "" : cell.getStringCellValue());
        }
        return texts;
    }

    private static XSSFCell cellOf(XSSFWorkbook book, int item, Column column) {
        XSSFSheet sheet = book.getSheet(FormSheet.NAME);
        return sheet.getRow(headerRow(sheet) + 1 + item).getCell(column.ordinal());
    }

    private static void wipe(XSSFWorkbook book, int item, Column... columns) {
        for (Column column : columns) {
            cellOf(book, item, column).setBlank();
        }
    }
}
