package jp.shirube.kpi.collection.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFilesTest {
    private final Form sports = Forms.sports();
    private final Form planning = Forms.of("planning", "企画課／DX", sports.rows());

    @Test
    void everyDepartmentsFormIsInTheZipUnderItsYearAndName() throws IOException {
        Form same = Forms.of("sports-2", "スポーツ課", sports.rows());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FormFiles.zip(List.of(sports, planning, same), out);

        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names)
                .containsExactly("令和7年度実績照会_スポーツ課.xlsx", "令和7年度実績照会_企画課／DX.xlsx", "令和7年度実績照会_スポーツ課_sports-2.xlsx");
        assertThat(FormFiles.read("全課.zip", new ByteArrayInputStream(out.toByteArray())))
                .extracting(ReadForm::department)
                .containsExactly("sports", "planning", "sports-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-31j"})
    void namesInAZipAreReadAsWindowsAndOthersWriteThem(String charset) throws IOException {
        byte[] zip = zip(
                charset,
                "回答/①スポーツ課.xlsx",
                FormWriter.write(sports),
                "__MACOSX/._①スポーツ課.xlsx",
                new byte[] {1},
                "回答/~$①スポーツ課.xlsx",
                new byte[] {1});

        List<ReadForm> read = FormFiles.read("回答.zip", new ByteArrayInputStream(zip));

        assertThat(read).hasSize(1);

        assertThat(read.getFirst().file()).isEqualTo("回答/①スポーツ課.xlsx");
    }

    @Test
    void namesWithoutAnEncodingStatedAreToldByTheirBytes() {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-31j"))) {
            String stored = new String("髙橋課.xlsx".getBytes(charset), StandardCharsets.ISO_8859_1);
            assertThat(FormFiles.entryName(stored)).isEqualTo("髙橋課.xlsx");
        }
    }

    @Test
    void oneFileThatIsNoWorkbookRefusesTheWholeAndIsNamed() throws IOException {
        byte[] zip = zip("UTF-8", "a.xlsx", FormWriter.write(sports), "b.xlsx", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> FormFiles.read("回答.zip", new ByteArrayInputStream(zip)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.faults().getFirst().ja()).contains("b.xlsx"));
    }

    private static byte[] zip(String charset, Object... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, Charset.forName(charset))) {
            for (int at = 0; at < entries.length; at += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[at]));
                zip.write((byte[]) entries[at + 1]);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
