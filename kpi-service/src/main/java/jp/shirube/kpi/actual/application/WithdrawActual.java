package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;
import jp.shirube.access.Caller;
import jp.shirube.kpi.actual.ActualPeriods;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Asking;
import jp.shirube.kpi.actual.Precondition;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.actual.Writer;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** Takes back what was stated of a period, with the reason; the history keeps both. */
@ApplicationScoped
public class WithdrawActual {

    private final Indicators indicators;
    private final Writing writing;
    private final Turn turn;
    private final Asking asking;

    WithdrawActual(Indicators indicators, Writing writing, Turn turn, Asking asking) {
        this.indicators = indicators;
        this.writing = writing;
        this.turn = turn;
        this.asking = asking;
    }

    /** @param why read only when the caller may write */
    @Transactional
    public Answer withdraw(
            Caller caller,
            IndicatorKey key,
            String periodText,
            Supplier<String> why,
            Precondition precondition,
            @Nullable Repetition repetition) {
        Period period = ActualPeriods.read(periodText, indicators.get(key).indicator());
        Writer writer = writing.of(key, caller);
        String reason = why.get();
        return turn.take(key, period, repetition == null ? null : repetition.about(key, period), state -> {
            Asking.Asked asked = asking.of(key, period);
            Answer answer = state.withdraw(reason, precondition, writer, turn.now());
            asked.answered(answer.revision());
            return answer;
        });
    }
}
