package jp.shirube.kpi.bulk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.problem.Fault;
import org.jspecify.annotations.Nullable;

/** One row as it stands in the file, not yet understood. */
public final class WrittenRow {

    /** Longer than any text of an actual may be; what is longer is refused by whoever reads the file. */
    public static final int LONGEST_CELL = 5_000;

    private static final int LONGEST_SHOWN = 60;

    private final int index;
    private final @Nullable Integer line;
    private final String[] cells = new String[Column.values().length];
    private @Nullable BigDecimal number;
    private @Nullable List<Fault> faults;
    private boolean unreadable;

    /**
     * @param index from 0
     * @param line of the file, from 1; null where lines are none of the sender's business
     */
    public WrittenRow(int index, @Nullable Integer line) {
        this.index = index;
        this.line = line;
    }

    public int index() {
        return index;
    }

    public @Nullable Integer line() {
        return line;
    }

    /** Without the space around it; empty where nothing is said. */
    public String cell(Column column) {
        String cell = cells[column.ordinal()];
        return cell == null ? "" : cell;
    }

    public void say(Column column, String text) {
        cells[column.ordinal()] = text.strip();
    }

    /** A value that was a number and needs no reading. */
    public void sayValue(BigDecimal value) {
        number = value;
    }

    public @Nullable BigDecimal number() {
        return number;
    }

    public void refuse(String field, String ja, String en) {
        if (faults == null) {
            faults = new ArrayList<>();
        }
        faults.add(fault(field, ja, en));
    }

    /** Nothing can be told of it but what is wrong. */
    public void refuseWhole(String field, String ja, String en) {
        refuse(field, ja, en);
        unreadable = true;
    }

    boolean isUnreadable() {
        return unreadable;
    }

    public Fault fault(String field, String ja, String en) {
        return new Fault(pointer(index) + (field.isEmpty() ? "" : "/" + field), line, ja, en);
    }

    static String pointer(int index) {
        return "/rows/" + index;
    }

    List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }

    /** Neither a figure nor a reason for none: nothing is asked to change. */
    boolean isBlank() {
        return number == null
                && cell(Column.VALUE).isEmpty()
                && cell(Column.MISSING_REASON).isEmpty()
                && !Words.answer(cell(Column.COUNTS_AS_ZERO)).orElse(false);
    }

    public static boolean isNoCharacter(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                || Character.getType(c) == Character.SURROGATE;
    }

    /** What was sent is repeated in messages, but not all of it, and not whatever is in it. */
    public static String shown(String text) {
        String shown = text.codePoints()
                .limit(LONGEST_SHOWN)
                .map(c -> isNoCharacter(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? shown + "…" : shown;
    }
}
