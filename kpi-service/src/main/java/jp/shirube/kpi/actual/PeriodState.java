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
     * @param review how it stands by that: confirmed, or only sent in where a collection round asks for it
     */
    public Answer state(
            Statement statement,
            @Nullable String reason,
            Review review,
            Precondition precondition,
            Writer writer,
            Instant now) {
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
                next(statement.by(writer.department()), review, reason, writer, now));
    }

    /**
     * 提出: what a department answers in a collection round, seen as it stands.
     *
     * @param reason why it is stated otherwise than what is confirmed
     */
    public Answer submit(Statement statement, @Nullable String reason, Writer writer, Instant now) {
        Actual current = current();
        if (current == null) {
            return new Answer(
                    Outcome.RECORDED, next(statement.by(writer.department()), Review.SUBMITTED, null, writer, now));
        }
        boolean same = current.statement().isRepeatedBy(statement);
        if (same && current.review() != Review.RETURNED) {
            return new Answer(Outcome.UNCHANGED, current);
        }
        if (current.review() == Review.CONFIRMED
                && reason == null
                && !current.statement().isMadeFinalBy(statement)) {
            throw ActualProblems.reasonRequired(current);
        }
        return new Answer(
                Outcome.CORRECTED, next(statement.by(writer.department()), Review.SUBMITTED, reason, writer, now));
    }

    /**
     * 確認: what was sent in holds, by whoever reported it.
     *
     * @param by who confirms; the statement stays its department's
     */
    public Answer confirm(Writer by, Instant now) {
        return reviewed(Review.CONFIRMED, Outcome.CONFIRMED, null, by, now);
    }

    /** 差し戻し. */
    public Answer giveBack(String reason, Writer by, Instant now) {
        return reviewed(Review.RETURNED, Outcome.RETURNED, reason, by, now);
    }

    private Answer reviewed(Review review, Outcome outcome, @Nullable String why, Writer by, Instant now) {
        Actual current = current();
        if (current == null) {
            throw ActualProblems.notThere(period, latest);
        }
        if (current.review() != Review.SUBMITTED) {
            return new Answer(Outcome.UNCHANGED, current);
        }
        return new Answer(outcome, next(current.statement(), review, why == null ? current.reason() : why, by, now));
    }

    private Actual next(Statement statement, Review review, @Nullable String reason, Writer writer, Instant now) {
        return new Actual(
                indicator(),
                period,
                statement,
                review,
                reason,
                series.next(latest, now, writer.name(), writer.responsibilityVersion()));
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
