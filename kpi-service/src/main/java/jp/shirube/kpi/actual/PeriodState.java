package jp.shirube.kpi.actual;

import java.time.Instant;
import jp.shirube.kpi.received.IndicatorKey;
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
     * @param reason why it is stated otherwise than before
     */
    public Answer state(
            Statement statement, @Nullable String reason, Precondition precondition, Writer writer, Instant now) {
        Actual current = current();
        precondition.checkAbsence(current);
        if (current != null && current.statement().isRepeatedBy(statement)) {
            return new Answer(Outcome.UNCHANGED, current);
        }
        precondition.checkChange(current);
        if (current != null && reason == null && !current.statement().isMadeFinalBy(statement)) {
            throw ActualProblems.reasonRequired(current);
        }
        return new Answer(
                current == null ? Outcome.RECORDED : Outcome.CORRECTED,
                new Actual(
                        indicator(),
                        period,
                        statement.by(writer.department()),
                        Review.CONFIRMED,
                        reason,
                        series.next(latest, now, writer.name(), writer.responsibilityVersion())));
    }

    /** How it stands; null where nothing was ever stated. */
    public @Nullable Revision latest() {
        return latest;
    }

    public Answer withdraw(String reason, Precondition precondition, Writer writer, Instant now) {
        Actual current = current();
        if (current == null) {
            throw ActualProblems.notThere(period, latest);
        }
        precondition.checkChange(current);
        return new Answer(
                Outcome.WITHDRAWN,
                new Withdrawal(
                        indicator(),
                        period,
                        reason,
                        series.next(latest, now, writer.name(), writer.responsibilityVersion())));
    }

    private IndicatorKey indicator() {
        return series.indicator();
    }

    private @Nullable Actual current() {
        return latest instanceof Actual actual ? actual : null;
    }
}
