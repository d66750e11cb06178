package jp.shirube.kpi.actual;

import java.time.Instant;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Reported;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** One period of one indicator as it stands, and what may become of it. */
public final class PeriodState {
    private final Series series;
    private final Period period;
    private final @Nullable Revision latest;

    public PeriodState(Series series, Period period, @Nullable Revision latest) {
        this.series = series;
        this.period = period;
        this.latest = latest;
    }

    /**
     * The answer to a statement: nothing new, or the next revision.
     *
     * @param reported who reports the indicator today; it stands where the statement names none
     */
    public Answer state(Statement statement, Precondition precondition, Reported reported, Instant now, String by) {
        Actual current = current();
        precondition.checkAbsence(current);
        if (current != null && current.statement().isRepeatedBy(statement)) {
            return new Answer(Outcome.UNCHANGED, current);
        }
        precondition.checkChange(current);
        Statement complete = statement.department() == null
                ? statement.by(reported.department().orElse(null))
                : statement;
        return new Answer(
                current == null ? Outcome.RECORDED : Outcome.CORRECTED,
                new Actual(
                        indicator(),
                        period,
                        complete,
                        Review.CONFIRMED,
                        series.next(latest, now, by, reported.responsibilityVersion())));
    }

    public Answer withdraw(String reason, Precondition precondition, Reported reported, Instant now, String by) {
        Actual current = current();
        if (current == null) {
            throw ActualProblems.notThere(period, latest);
        }
        precondition.checkChange(current);
        return new Answer(
                Outcome.WITHDRAWN,
                new Withdrawal(
                        indicator(), period, reason, series.next(latest, now, by, reported.responsibilityVersion())));
    }

    private IndicatorKey indicator() {
        return series.indicator();
    }

    private @Nullable Actual current() {
        return latest instanceof Actual actual ? actual : null;
    }
}
