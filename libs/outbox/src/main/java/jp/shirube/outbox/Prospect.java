package jp.shirube.outbox;

import java.sql.SQLException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Whether what failed may succeed when it is tried again. */
public enum Prospect {
    /**
     * The receiver says so, the data do not fit their columns, indexes or constraints (SQLSTATE classes 22, 23, 54), or what
     * the event says makes no sense.
     */
    NEVER,
    /** Somebody else was just then storing the same; if it fails a few times more, never. */
    SOON,
    /** A database that is away, a lock or a rolled back transaction. */
    LATER;

    public static Prospect of(Throwable thrown) {
        boolean senseless = false;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnprocessableEventException unprocessable -> {
                    return NEVER;
                }
                case SQLException sql -> {
                    String state = String.valueOf(sql.getSQLState());
                    if (state.equals("23505") || state.equals("23P01")) {
                        return SOON;
                    }
                    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54") ? NEVER : LATER;
                }
                case IllegalArgumentException e -> senseless = true;
                case ArithmeticException e -> senseless = true;
                case DateTimeException e -> senseless = true;
                case ClassCastException e -> senseless = true;
                case NullPointerException e -> senseless = true;
                default -> {}
            }
        }
        return senseless ? NEVER : LATER;
    }
}
