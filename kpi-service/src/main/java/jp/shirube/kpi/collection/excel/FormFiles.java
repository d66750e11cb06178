package jp.shirube.kpi.collection.excel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.kpi.collection.form.ReadForm;
import jp.shirube.problem.ProblemException;

/** Forms as files: one workbook, or a zip of several departments' workbooks. */
public final class FormFiles {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final Charset CP932 = Charset.forName("windows-31j");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final int LONGEST_NAME = 500;

    private FormFiles() {}

    /**
     * Reads what somebody uploaded. Never half: a file that is no workbook refuses the whole.
     *
     * @param name of the file, for messages only
     * @throws ProblemException 422, if it is neither a workbook nor a zip of workbooks, or larger than forms can be
     */
    public static List<ReadForm> read(String name, InputStream upload) {
        Budget budget = new Budget();
        try {
            byte[] start = upload.readNBytes((int) Budget.FILE + 1);
            boolean whole = start.length <= Budget.FILE;
            if (start.length < ZIP.length || !Arrays.equals(start, 0, ZIP.length, ZIP, 0, ZIP.length)) {
                if (!whole) {
                    throw FormProblems.damaged(name);
                }
                return List.of(FormReader.read(name, start, budget));
            }
            if (whole && isWorkbook(start)) {
                return List.of(FormReader.read(name, start, budget));
            }
            Packed packed = new Packed(new SequenceInputStream(new ByteArrayInputStream(start), upload));
            return archive(name, packed, budget);
        } catch (IOException | IllegalArgumentException e) {
            throw FormProblems.damaged(name);
        }
    }

    /** All departments' forms in one zip, each under a name of its own. */
    public static void zip(List<Form> forms, OutputStream into) throws IOException {
        Set<String> used = new HashSet<>();
        try (ZipOutputStream zip = new ZipOutputStream(into, StandardCharsets.UTF_8)) {
            for (Form form : forms) {
                String name = FormWriter.fileName(form);
                if (!used.add(name)) {
                    name = name.replaceFirst("\\.xlsx$", "_" + form.department() + ".xlsx");
                    used.add(name);
                }
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(form.madeAt().atZone(TOKYO).toLocalDateTime());
                zip.putNextEntry(entry);
                zip.write(FormWriter.write(form));
                zip.closeEntry();
            }
        }
    }

    private static boolean isWorkbook(byte[] file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.ISO_8859_1)) {
            ZipEntry first = zip.getNextEntry();
            return first != null
                    && (first.getName().equals("[Content_Types].xml")
                            || first.getName().matches("(_rels|xl|docProps|customXml)/.*")
                            || first.getName().equals("mimetype"));
        }
    }

    private static List<ReadForm> archive(String name, Packed packed, Budget budget) throws IOException {
        List<ReadForm> forms = new ArrayList<>();
        // Latin-1 keeps the bytes of a name, whose encoding is told only by looking at them.
        try (ZipInputStream zip = new ZipInputStream(packed, StandardCharsets.ISO_8859_1)) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > Budget.ENTRIES) {
                    throw FormProblems.tooMuch(name, "中のファイルが200を超えています。", "More than 200 files");
                }
                String file = entryName(entry.getName());
                byte[] content = content(file, zip, packed, budget);
                if (!entry.isDirectory() && !leftBySystems(file)) {
                    forms.add(workbook(file, content, budget));
                }
            }
        }
        if (forms.isEmpty()) {
            throw FormProblems.unreadable(name, "様式（.xlsx）が1つも入っていません。", "it holds no workbook.");
        }
        return forms;
    }

    private static ReadForm workbook(String file, byte[] content, Budget budget) {
        if (!file.toLowerCase(Locale.ROOT).matches("(?s).*\\.(xlsx|xlsm)")) {
            throw FormProblems.unreadable(
                    file,
                    "Excelブック（.xlsx）ではありません。様式だけを入れてください。",
                    "not a workbook. Put nothing but forms into the zip.");
        }
        return FormReader.read(file, content, budget);
    }

    private static byte[] content(String file, ZipInputStream zip, Packed packed, Budget budget) throws IOException {
        long before = packed.position;
        java.io.ByteArrayOutputStream content = new java.io.ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
            budget.unpack(file, read);
            content.write(buffer, 0, read);
            if (content.size() > Budget.FILE) {
                throw FormProblems.tooMuch(file, "10MBを超えています。", "More than 10 MB");
            }
            Budget.ratio(file, packed.position - before + 512, content.size());
        }
        return content.toByteArray();
    }

    private static boolean leftBySystems(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return file.startsWith("__MACOSX/")
                || last.startsWith("~$")
                || last.startsWith(".")
                || last.equalsIgnoreCase("Thumbs.db")
                || last.equalsIgnoreCase("desktop.ini");
    }

    static String entryName(String stored) {
        String shortened = stored.length() <= LONGEST_NAME ? stored : stored.substring(0, LONGEST_NAME);
        if (shortened.chars().anyMatch(c -> c > 0xff)) {
            return shortened;
        }
        byte[] bytes = shortened.getBytes(StandardCharsets.ISO_8859_1);
        for (Charset charset : List.of(StandardCharsets.UTF_8, CP932)) {
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                // The next one, then.
            }
        }
        return shortened;
    }

    /** Counts what is read of the archive itself. */
    private static final class Packed extends java.io.FilterInputStream {
        private long position;

        Packed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            position += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            position += Math.max(read, 0);
            return read;
        }
    }
}
