package jp.shirube.kpi.actual;

import org.jspecify.annotations.Nullable;

/** What a request did and the state it left. */
public record Answer(Outcome outcome, Revision revision) {

    /** What must have been done that a state follows the one before it. */
    public static Answer recorded(Revision revision, @Nullable Revision before) {
        return new Answer(
                switch (revision) {
                    case Withdrawal withdrawal -> Outcome.WITHDRAWN;
                    case Actual actual ->
                        before instanceof Actual earlier ? changed(actual, earlier) : Outcome.RECORDED;
                },
                revision);
    }

    /** Only who confirms or returns leaves the statement as it is and says otherwise how it stands. */
    private static Outcome changed(Actual actual, Actual before) {
        boolean onlyReviewed =
                before.review() == Review.SUBMITTED && actual.statement().equals(before.statement());
        return switch (actual.review()) {
            case SUBMITTED -> Outcome.CORRECTED;
            case CONFIRMED -> onlyReviewed ? Outcome.CONFIRMED : Outcome.CORRECTED;
            case RETURNED -> Outcome.RETURNED;
        };
    }
}
