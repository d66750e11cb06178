package jp.shirube.kpi.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class EvidenceTypeTest {

    private static byte[] office(String... parts) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write("<x/>".getBytes(StandardCharsets.US_ASCII));
            }
        }
        return file.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aReportIsAPdfByItsContent() {
        assertThat(EvidenceType.PDF.read(utf8("%PDF-1.7 …"))).contains("application/pdf");
        assertThat(EvidenceType.PDF.read(utf8("<html>%PDF-1.7"))).isEmpty();
        assertThat(EvidenceType.PDF.read(new byte[0])).isEmpty();
    }

    @Test
    void aPageIsNoPicture() {
        assertThat(EvidenceType.PNG.read(utf8("<html><script>"))).isEmpty();
        assertThat(EvidenceType.JPEG.read(utf8("<svg onload=alert(1)>"))).isEmpty();
        assertThat(EvidenceType.JPEG.read(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0}))
                .contains("image/jpeg");
    }

    @Test
    void aWorkbookIsNoLetterAndAnyZipIsNeither() throws IOException {
        byte[] workbook = office("[Content_Types].xml", "xl/workbook.xml");
        assertThat(EvidenceType.XLSX.read(workbook)).isPresent();
        assertThat(EvidenceType.DOCX.read(workbook)).isEmpty();
        assertThat(EvidenceType.DOCX.read(office("[Content_Types].xml", "word/document.xml")))
                .isPresent();
        assertThat(EvidenceType.XLSX.read(office("readme.txt"))).isEmpty();
    }

    @Test
    void aWorkbookWithMacrosIsRefused() throws IOException {
        assertThat(EvidenceType.XLSX.read(office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")))
                .isEmpty();
    }

    @Test
    void aTableOfTheOldTownHallSaysItsCharset() {
        assertThat(EvidenceType.CSV.read(utf8("年度,値\n令和7年度,32.8\n"))).contains("text/csv;charset=UTF-8");
        assertThat(EvidenceType.CSV.read("年度,値\r\n①,髙橋\r\n".getBytes(Charset.forName("windows-31j"))))
                .contains("text/csv;charset=Windows-31J");
        assertThat(EvidenceType.TEXT.read(new byte[] {'M', 'Z', 0, 1, 2})).isEmpty();
        assertThat(EvidenceType.TEXT.read(utf8("%PDF-1.7 …"))).isEmpty();
    }

    @Test
    void aNameEndsAsItsTypeDoes() {
        assertThat(EvidenceType.JPEG.fitsName("写真.JPG")).isTrue();
        assertThat(EvidenceType.TEXT.fitsName("setup.exe")).isFalse();
        assertThat(EvidenceType.PDF.fitsName(".pdf")).isFalse();
    }
}
