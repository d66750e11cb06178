package jp.shirube.kpi.collection.excel;

import jp.shirube.problem.ProblemException;

/** What one upload may still cost, over all of its files. */
final class Budget {
    static final long FILE = 10_000_000;
    static final int ENTRIES = 200;
    static final long UNPACKED = 60_000_000;
    private static final long PARTS = 120_000_000;
    private static final long TEXT = 8_000_000;
    private static final int RATIO = 100;
    private static final long SMALL = 1_000_000;

    private long unpacked;
    private long parts;
    private long text;

    /** @param packed bytes read of the archive so far, {@code grown} those it has become */
    static void ratio(String file, long packed, long grown) {
        if (grown > SMALL && grown / Math.max(packed, 1) >= RATIO) {
            throw FormProblems.tooMuch(file, "展開すると" + RATIO + "倍以上になるファイルです。", "It grows a hundredfold when unpacked");
        }
    }

    /** Bytes of a file taken out of an archive of files. */
    void unpack(String file, long bytes) {
        unpacked += bytes;
        if (unpacked > UNPACKED) {
            throw FormProblems.tooMuch(file, "展開した合計が60MBを超えました。", "More than 60 MB unpacked");
        }
    }

    /** Bytes of the parts of workbooks. */
    void part(String file, long bytes) {
        parts += bytes;
        if (parts > PARTS) {
            throw FormProblems.tooMuch(file, "中身の合計が120MBを超えました。", "More than 120 MB in all workbooks");
        }
    }

    /** Characters that are kept. */
    void keep(String file, String read) {
        text += read.length() + 16L;
        if (text > TEXT) {
            throw tooMuchText(file);
        }
    }

    private static ProblemException tooMuchText(String file) {
        return FormProblems.tooMuch(file, "記入された文字が800万字を超えました。", "More than 8,000,000 characters filled in");
    }
}
