package jp.shirube.kpi.actual;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which state the writer has in mind.
 *
 * @param mustBeAbsent only if there is none (If-None-Match: *)
 * @param revisions one of these (If-Match); null where nothing was said
 * @param any whichever, but one (If-Match: *)
 */
public record Precondition(boolean mustBeAbsent, @Nullable Set<Integer> revisions, boolean any) {

    public static final Precondition NONE = new Precondition(false, null, false);

    /** Refuses what is certain to be wrong, whatever the writer wants to say. */
    void checkAbsence(@Nullable Actual current) {
        if (mustBeAbsent && current != null) {
            throw ActualProblems.alreadyRecorded(current);
        }
    }

    /** Refuses a change by somebody who has not seen, or not named, the state that would change. */
    void checkChange(@Nullable Actual current) {
        checkAbsence(current);
        if (revisions != null || any) {
            if (current == null) {
                throw ActualProblems.nothingToMatch();
            }
            if (revisions != null && !revisions.contains(current.stamp().revision())) {
                throw ActualProblems.stale(current);
            }
        } else if (current != null) {
            throw ActualProblems.preconditionRequired(current);
        }
    }
}
