package jp.shirube.report;

import io.quarkus.logging.Log;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Days in query parameters: 2026-07-01. */
public final class Days {

    private static final int EARLIEST = 1868;
    private static final int LATEST = 2999;

    private Days() {}

    /** @throws ProblemException naming the parameter */
    public static @Nullable LocalDate read(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= EARLIEST && day.getYear() <= LATEST) {
                return day;
            }
        } catch (DateTimeException e) {
            Log.debug("not a day", e);
        }
        throw new ProblemException(
                ProblemType.INVALID,
                List.of(Fault.at("#" + parameter, "日付は 2026-07-01 の形で書いてください", "a day is written 2026-07-01")));
    }
}
