package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Supplier;
import jp.shirube.access.Caller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.actual.ActualPeriods;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Asking;
import jp.shirube.kpi.actual.Outcome;
import jp.shirube.kpi.actual.Precondition;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.actual.Writer;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** States what was measured for a period, for the first time or anew. */
@ApplicationScoped
public class RecordActual {

    private final Indicators indicators;
    private final Writing writing;
    private final Turn turn;
    private final Asking asking;
    private final Clock clock;

    RecordActual(Indicators indicators, Writing writing, Turn turn, Asking asking, Clock clock) {
        this.indicators = indicators;
        this.writing = writing;
        this.turn = turn;
        this.asking = asking;
        this.clock = clock;
    }

    /** @param content read only when the caller may write */
    @Transactional
    public Answer record(
            Caller caller,
            IndicatorKey key,
            String periodText,
            Supplier<ProposedActual> content,
            Precondition precondition,
            @Nullable Repetition repetition) {
        Indicator indicator = indicators.get(key).indicator();
        Writer writer = writing.of(key, caller);
        ProposedActual proposed = content.get();
        Period period = ActualPeriods.read(periodText, indicator);
        LocalDate today = LocalDate.now(clock);
        return turn.take(key, period, repetition == null ? null : repetition.about(key, period), state -> {
            Asking.Asked asked = asking.of(key, period);
            Answer answer = state.state(
                    proposed.judge(indicator, period, today),
                    proposed.reason(),
                    asked.reviewBy(caller.mayForAll(Permission.RUN_ROUND)),
                    precondition,
                    writer,
                    turn.now());
            if (answer.outcome() != Outcome.UNCHANGED) {
                asked.answered(answer.revision());
            }
            return answer;
        });
    }
}
