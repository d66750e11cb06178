package jp.shirube.plan;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The rules by which one state follows another: nobody overwrites what he has not seen, and time does not run backwards. */
public final class Revisions {

    private Revisions() {}

    /** The strong entity tag of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** @throws ProblemException 428 without If-Match, 412 with a stale one */
    public static void mayChange(@Nullable String ifMatch, long version) {
        if (ifMatch == null) {
            throw new ProblemException(
                    PlanProblems.PRECONDITION_REQUIRED,
                    "いまの状態は " + etag(version) + " です。If-Matchに指定してください。",
                    "The present state is " + etag(version) + "; name it in If-Match.");
        }
        if (!ifMatch.equals("*") && !ifMatch.equals(etag(version))) {
            throw new ProblemException(
                    PlanProblems.PRECONDITION_FAILED,
                    "If-Match は " + ifMatch + " ですが、いまの状態は " + etag(version) + " です。",
                    "If-Match names " + ifMatch + ", the present state is " + etag(version) + ".");
        }
    }

    /** Now, but later than the last state whatever the clock says. */
    public static Instant after(@Nullable Instant last, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return last == null || now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }
}
