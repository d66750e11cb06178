package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import jp.shirube.kpi.actual.ActualPeriods;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Precondition;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.Reported;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** Takes back what was stated of a period, with the reason; the history keeps both. */
@ApplicationScoped
public class WithdrawActual {

    private final Indicators indicators;
    private final Reporting reporting;
    private final Turn turn;
    private final Clock clock;

    WithdrawActual(Indicators indicators, Reporting reporting, Turn turn, Clock clock) {
        this.indicators = indicators;
        this.reporting = reporting;
        this.turn = turn;
        this.clock = clock;
    }

    @Transactional
    public Answer withdraw(
            IndicatorKey key,
            String periodText,
            String reason,
            Precondition precondition,
            @Nullable Repetition repetition) {
        Period period = ActualPeriods.read(periodText, indicators.get(key).indicator());
        Reported reported = reporting.of(key, LocalDate.now(clock));
        return turn.take(
                key,
                period,
                repetition == null ? null : repetition.about(key, period),
                state -> state.withdraw(reason, precondition, reported, turn.now(), Writer.BEFORE_SIGN_IN_EXISTS));
    }
}
