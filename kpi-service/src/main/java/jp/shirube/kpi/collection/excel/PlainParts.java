package jp.shirube.kpi.collection.excel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLStreamException;
import jp.shirube.problem.ProblemException;

/**
 * A workbook's parts, looked through and packed anew. The reader of workbooks sees nothing but what was looked through: an
 * archive may list other entries in its directory than it holds in its stream.
 */
final class PlainParts {
    private static final int MOST_PARTS = 500;
    private static final int LONGEST_UNBROKEN = 1_000_000;
    private static final long MOST_BYTES = 60_000_000;

    private final String file;
    private final Budget budget;
    private final PartScan scan;
    private long total;

    private PlainParts(String file, Budget budget) {
        this.file = file;
        this.budget = budget;
        this.scan = new PartScan(file);
    }

    static byte[] of(String file, byte[] workbook, Budget budget) {
        try {
            return new PlainParts(file, budget).copy(workbook);
        } catch (ProblemException e) {
            throw e;
        } catch (IOException | XMLStreamException | RuntimeException e) {
            // The parser reads ahead, and throws what it finds then unchecked.
            throw FormProblems.damaged(file);
        }
    }

    private byte[] copy(byte[] workbook) throws IOException, XMLStreamException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.max(1024, workbook.length));
        ByteArrayInputStream source = new ByteArrayInputStream(workbook);
        boolean content = false;
        try (ZipInputStream in = new ZipInputStream(source);
                ZipOutputStream out = new ZipOutputStream(plain)) {
            out.setLevel(Deflater.BEST_SPEED);
            int parts = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++parts > MOST_PARTS) {
                    throw FormProblems.tooMuch(file, "中の部品が500を超えています。", "More than 500 parts");
                }
                String name = entry.getName();
                Counted counted = new Counted(in, () -> workbook.length - source.available(), read(name));
                if (read(name)) {
                    content |= name.equals("[Content_Types].xml");
                    out.putNextEntry(new ZipEntry(name));
                    Tee tee = new Tee(counted, out);
                    scan.part(tee);
                    tee.transferTo(OutputStream.nullOutputStream());
                    out.closeEntry();
                } else {
                    counted.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        scan.end();
        if (!content) {
            throw FormProblems.damaged(file);
        }
        return plain.toByteArray();
    }

    private static boolean read(String name) {
        return (name.endsWith(".xml") || name.endsWith(".rels"))
                && !name.contains("/drawings/")
                && !name.contains("/theme/")
                && !name.contains("omments")
                && !name.startsWith("customXml/")
                && !name.startsWith("docProps/");
    }

    private interface Position {
        long bytes();
    }

    /** Stops what grows too far. */
    private final class Counted extends FilterInputStream {
        private final Position position;
        private final boolean text;
        private final long packedBefore;
        private long grown;
        private long unbroken;

        Counted(InputStream in, Position position, boolean text) {
            super(in);
            this.position = position;
            this.text = text;
            this.packedBefore = position.bytes();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read > 0) {
                grown += read;
                total += read;
                if (total > MOST_BYTES) {
                    throw FormProblems.tooMuch(file, "展開すると60MBを超えるファイルです。", "More than 60 MB unpacked");
                }
                budget.part(file, read);
                if (text) {
                    unbroken(into, offset, read);
                }
                Budget.ratio(file, position.bytes() - packedBefore + 512, grown);
            }
            return read;
        }

        /** A text or an attribute is held whole by any parser, however long. */
        private void unbroken(byte[] bytes, int offset, int length) {
            for (int at = offset; at < offset + length; at++) {
                unbroken = bytes[at] == '<' ? 0 : unbroken + 1;
                if (unbroken > LONGEST_UNBROKEN) {
                    throw FormProblems.tooMuch(file, "1MBを超える文字列が含まれています。", "A text of more than 1 MB");
                }
            }
        }

        @Override
        public void close() {
            // The archive goes on after this entry.
        }
    }

    /** Packs what is read while it is read. */
    private static final class Tee extends FilterInputStream {
        private final OutputStream copy;

        Tee(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read > 0) {
                copy.write(into, offset, read);
            }
            return read;
        }
    }

    static ProblemException notPlain(String file) {
        return FormProblems.unreadable(
                file,
                "XMLの文書型宣言（DOCTYPE）など、Excelが書かないものが含まれています。",
                "it holds XML that Excel never writes, such as a DOCTYPE.");
    }
}
