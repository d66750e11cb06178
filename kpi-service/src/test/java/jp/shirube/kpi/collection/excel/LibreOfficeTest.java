package jp.shirube.kpi.collection.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.shirube.kpi.collection.form.Field;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.FormAnswer;
import jp.shirube.kpi.collection.form.FormRow;
import jp.shirube.kpi.collection.form.ReadForm;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form as a real LibreOffice opens, saves and prints it. */
class LibreOfficeTest {
    private static final double A4_LONG = 841.9;
    private static final double A4_SHORT = 595.3;
    private static final Pattern PAGE_SIZE = Pattern.compile("/MediaBox\\s*\\[\\s*0 0 ([0-9.]+) ([0-9.]+)\\s*]");

    @TempDir
    Path folder;

    @BeforeEach
    void libreOfficeIsHere() {
        boolean here = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "soffice")));
        assumeTrue(here, "skipped: no LibreOffice (soffice) on this machine; install libreoffice-calc");
    }

    @Test
    void savedAgainItHoldsTheSameIdentitiesAndAnswers() throws Exception {
        Form form = form();
        byte[] saved = converted(FormWriter.write(form), "xlsx");

        ReadForm read = Forms.read(saved);

        assertThat(Forms.answers(read)).isEqualTo(Forms.answers(form));
        assertThat(read.faults()).isEmpty();
        assertThat(List.of(read.municipality(), read.round(), read.department()))
                .containsExactly("131130", "R7", "sports");
    }

    @Test
    void savedAgainItIsStillProtectedHiddenAndReadyToPrint() throws Exception {
        Forms.edited(converted(FormWriter.write(form()), "xlsx"), book -> {
            XSSFSheet sheet = book.getSheet(FormSheet.NAME);
            assertThat(sheet.getProtect()).isTrue();
            assertThat(Forms.cell(book, 0, Field.VALUE).getCellStyle().getLocked())
                    .isFalse();
            assertThat(Forms.cell(book, 0, Field.INITIATIVE_STATUS)
                            .getCellStyle()
                            .getLocked())
                    .isTrue();
            assertThat(sheet.isColumnHidden(Column.ITEM.ordinal())).isTrue();
            assertThat(book.getSheetVisibility(book.getSheetIndex(Mark.INDEX_SHEET)))
                    .isNotEqualTo(SheetVisibility.VISIBLE);
            assertThat(sheet.getDataValidations()).hasSize(4);
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getRepeatingRows().getFirstRow()).isEqualTo(Forms.headerRow(sheet));
        });
    }

    @Test
    void aFormSentBackWithItsFaultsSurvivesBeingSavedToo() throws Exception {
        Form form = form();
        ReadForm uploaded = Forms.read(Forms.edited(
                FormWriter.write(form), book -> Forms.cell(book, 0, Field.VALUE).setCellValue("三十三")));

        byte[] saved = converted(FormWriter.annotated(form, List.of(uploaded), List.of()), "xlsx");

        assertThat(Forms.answers(Forms.read(saved))).isEqualTo(Forms.answers(uploaded));
    }

    @Test
    void itPrintsOnA4Landscape() throws Exception {
        byte[] pdf = converted(FormWriter.write(form()), "pdf");

        Matcher pages = PAGE_SIZE.matcher(new String(pdf, StandardCharsets.ISO_8859_1));
        int count = 0;
        while (pages.find()) {
            assertThat(Double.parseDouble(pages.group(1))).isCloseTo(A4_LONG, within(1.0));
            assertThat(Double.parseDouble(pages.group(2))).isCloseTo(A4_SHORT, within(1.0));
            count++;
        }
        assertThat(count).as("pages, one wide").isBetween(2, 8);
    }

    private static Form form() {
        List<FormRow> rows = new ArrayList<>(Forms.sports().rows());
        List<String> odd = List.of(
                "=1+1", "+81", "-5", "@A1", "😀𠮷", "①㈱髙〜−～－", "改\n行", "00123", "1E5", "TRUE", "_x0041_", "  前後  ",
                "1/2", "12%", "３２．８");
        for (int at = 0; at < odd.size(); at++) {
            Map<Field, String> texts = new EnumMap<>(Field.class);
            texts.put(Field.VALUE, odd.get(at));
            texts.put(Field.CAUSE, odd.get((at + 1) % odd.size()));
            texts.put(Field.DIRECTION, "継続");
            rows.add(Forms.indicator(
                    "odd-" + at, at, "", "", "9-" + at, "指標 " + odd.get(at), "人", "1,234", FormAnswer.of(texts)));
        }
        return Forms.of("sports", "スポーツ課", rows);
    }

    private byte[] converted(byte[] file, String to) throws IOException, InterruptedException {
        Path in = folder.resolve("様式.xlsx");
        Path out = folder.resolve("out");
        Files.write(in, file);
        Path log = folder.resolve("soffice.log");
        Process office = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--norestore",
                        "--convert-to",
                        to,
                        "--outdir",
                        out.toString(),
                        in.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(office.waitFor(3, TimeUnit.MINUTES)).as("LibreOffice ends").isTrue();
        Path made = out.resolve("様式." + to);
        assertThat(made).as(Files.readString(log)).exists();
        return Files.readAllBytes(made);
    }
}
