package jp.shirube.plan;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Days in query parameters. */
public final class Days {

    private Days() {}

    /** @throws ProblemException naming the parameter */
    public static LocalDate orToday(String parameter, @Nullable String text, Clock clock) {
        return text == null ? LocalDate.now(clock) : read(parameter, text);
    }

    /** @throws ProblemException naming the parameter */
    public static LocalDate read(String parameter, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at("#" + parameter, "日付は 2026-07-01 の形で書いてください", "a day is written 2026-07-01")));
        }
    }
}
