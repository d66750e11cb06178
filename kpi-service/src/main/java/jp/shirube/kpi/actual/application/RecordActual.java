package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import jp.shirube.kpi.actual.ActualPeriods;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Precondition;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.KnownIndicator;
import jp.shirube.kpi.received.Reported;
import jp.shirube.kpi.received.Reporting;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** States what was measured for a period, for the first time or anew. */
@ApplicationScoped
public class RecordActual {

    private final Indicators indicators;
    private final Reporting reporting;
    private final Turn turn;
    private final Clock clock;

    RecordActual(Indicators indicators, Reporting reporting, Turn turn, Clock clock) {
        this.indicators = indicators;
        this.reporting = reporting;
        this.turn = turn;
        this.clock = clock;
    }

    @Transactional
    public Answer record(
            IndicatorKey key,
            String periodText,
            ProposedActual proposed,
            Precondition precondition,
            @Nullable Repetition repetition) {
        KnownIndicator known = indicators.get(key);
        Period period = ActualPeriods.read(periodText, known.indicator());
        LocalDate today = LocalDate.now(clock);
        Reported reported = reporting.of(key, today);
        return turn.take(key, period, repetition == null ? null : repetition.about(key, period), state -> {
            Statement statement = proposed.judge(
                    known.indicator(), period, today, id -> indicators.knowsDepartment(key.municipality(), id));
            return state.state(statement, precondition, reported, turn.now(), Writer.BEFORE_SIGN_IN_EXISTS);
        });
    }
}
