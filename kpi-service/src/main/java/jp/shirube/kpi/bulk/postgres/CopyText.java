package jp.shirube.kpi.bulk.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.bulk.StagedRow;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows on their way into the database, in PostgreSQL's own text form. */
final class CopyText {

    private static final int AT_ONCE = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder text = new StringBuilder(AT_ONCE + 10_000);

    CopyText(CopyIn copy) {
        this.copy = copy;
    }

    void add(StagedRow row) throws SQLException {
        text.append(row.index()).append('\t');
        if (row.line() == null) {
            text.append("\\N");
        } else {
            text.append(row.line().intValue());
        }
        cell(row.indicator());
        cell(row.period().canonical());
        cell(row.period().lastDay().toString());
        cell(row.component());
        switch (row.measured()) {
            case null -> text.append("\t\\N\t\\N\tf");
            case Measured.Value it -> text.append('\t').append(it.print()).append("\t\\N\tf");
            case Measured.Missing it ->
                text.append("\t\\N\t").append(it.reason().name()).append(it.countsAsZero() ? "\tt" : "\tf");
        }
        cell(row.status().name());
        cell(row.note());
        cell(row.evidence());
        cell(row.reason());
        cell(row.seen() == null ? null : row.seen().toString());
        text.append(row.measured() == null ? "\tt\n" : "\tf\n");
        if (text.length() >= AT_ONCE) {
            flush();
        }
    }

    void flush() throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private void cell(@Nullable String value) {
        text.append('\t');
        if (value == null) {
            text.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
