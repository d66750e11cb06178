package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.BiFunction;
import jp.shirube.access.Caller;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.PeriodState;
import jp.shirube.kpi.actual.Writer;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Reported;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.notation.Period;
import jp.shirube.problem.ProblemException;

/**
 * 提出・確認・差し戻し of a figure, as steps of a collection round whose transaction they are part of. The indicator's turn is taken
 * before anything of the round is locked, here as for what is stated past a round.
 */
@ApplicationScoped
@Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = ProblemException.class)
public class ReviewActual {

    private final Writing writing;
    private final Reporting reporting;
    private final Turn turn;
    private final Clock clock;

    ReviewActual(Writing writing, Reporting reporting, Turn turn, Clock clock) {
        this.writing = writing;
        this.reporting = reporting;
        this.turn = turn;
        this.clock = clock;
    }

    /** @throws jp.shirube.problem.ProblemException where another department reports it today */
    public Answer submit(
            Caller caller, IndicatorKey indicator, Period period, BiFunction<PeriodState, Writer, Answer> state) {
        Writer writer = writing.of(indicator, caller);
        return turn.take(indicator, period, null, current -> state.apply(current, writer));
    }

    /** By who stands for all departments. */
    public Answer review(
            Caller caller, IndicatorKey indicator, Period period, BiFunction<PeriodState, Writer, Answer> move) {
        Reported reported = reporting.of(indicator, LocalDate.now(clock));
        Writer by = new Writer(caller.name(), reported.department().orElse(null), reported.responsibilityVersion());
        return turn.take(indicator, period, null, current -> move.apply(current, by));
    }
}
