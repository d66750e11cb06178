package jp.shirube.report.targets;

import java.time.Clock;
import java.time.LocalDate;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.ReportProblems;
import org.jspecify.annotations.Nullable;

/**
 * The day as of which something is told: with what was recorded up to its end in Tokyo, as it would have been told that day.
 *
 * @param until exclusive end of what was recorded, as PostgreSQL reads it
 */
public record AsOf(LocalDate day, String until) {

    /** Now: today, with everything that is known. */
    public static AsOf now(Clock clock) {
        return today(LocalDate.now(clock));
    }

    /** That day as today. */
    public static AsOf today(LocalDate day) {
        return new AsOf(day, "infinity");
    }

    /**
     * @param day null for now
     * @throws ProblemException when the day is still to come: nobody knows yet what will be known
     */
    public static AsOf endOf(@Nullable LocalDate day, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        if (day == null || day.equals(today)) {
            return now(clock);
        }
        if (day.isAfter(today)) {
            throw new ProblemException(
                    ReportProblems.DAY_TO_COME, "asOf は今日までの日付を書いてください: " + day, "asOf is a day up to today: " + day);
        }
        return new AsOf(
                day, day.plusDays(1).atStartOfDay(clock.getZone()).toInstant().toString());
    }
}
