package jp.shirube.kpi.collection.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jp.shirube.problem.ProblemException;

/** Reads every file of a folder as an upload, in a JVM as small as the service may be, and says how each was answered. */
final class HostileFiles {
    private HostileFiles() {}

    public static void main(String[] folder) throws IOException {
        try (var files = Files.list(Path.of(folder[0]))) {
            for (Path file : files.sorted().toList()) {
                long begun = System.nanoTime();
                String answer;
                try (InputStream in = Files.newInputStream(file)) {
                    FormFiles.read(String.valueOf(file.getFileName()), in);
                    answer = "read";
                } catch (ProblemException e) {
                    answer = Integer.toString(e.type().status());
                } catch (OutOfMemoryError e) {
                    answer = "out of memory";
                }
                System.out.printf(
                        "%s %s %d%n",
                        file.getFileName(),
                        answer.replace(' ', '-'),
                        Duration.ofNanos(System.nanoTime() - begun).toMillis());
            }
        }
    }

    static final String TYPES = """
            <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
            <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>\
            <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""";
    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    static final String WORKBOOK = "<workbook xmlns=\"" + MAIN
            + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"様式\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    static final String RELATIONSHIPS =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"t\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    static final String STYLES = "<styleSheet xmlns=\"" + MAIN + "\"/>";

    interface Part {
        void write(Sink out) throws IOException;
    }

    /** Text of any length, never held. */
    static final class Sink {
        private final ZipOutputStream zip;

        Sink(ZipOutputStream zip) {
            this.zip = zip;
        }

        void text(String text) throws IOException {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }

        void times(int times, String text) throws IOException {
            byte[] many = text.repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < times / 1000; at++) {
                zip.write(many);
            }
        }
    }

    /** A workbook that is whole but for these two parts. */
    static byte[] workbook(Part strings, Part sheet) throws IOException {
        return zip(zip -> {
            part(zip, "[Content_Types].xml", out -> out.text(TYPES));
            part(zip, "xl/workbook.xml", out -> out.text(WORKBOOK));
            part(zip, "xl/_rels/workbook.xml.rels", out -> out.text(RELATIONSHIPS));
            part(zip, "xl/styles.xml", out -> out.text(STYLES));
            part(zip, "xl/sharedStrings.xml", strings);
            part(zip, "xl/worksheets/sheet1.xml", sheet);
        });
    }

    interface Entries {
        void write(ZipOutputStream zip) throws IOException;
    }

    static byte[] zip(Entries entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entries.write(zip);
        }
        return bytes.toByteArray();
    }

    static void part(ZipOutputStream zip, String name, Part part) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        part.write(new Sink(zip));
        zip.closeEntry();
    }

    static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    static String sheet(String cells) {
        return "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + cells + "</sheetData></worksheet>";
    }

    static Part strings(List<String> texts) {
        return out -> out.text("<sst xmlns=\"" + MAIN + "\">"
                + String.join(
                        "", texts.stream().map(t -> "<si><t>" + t + "</t></si>").toList()) + "</sst>");
    }
}
