package jp.shirube.kpi.actual.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.Announcements;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.FirstAnswers;
import jp.shirube.kpi.actual.Outcome;
import jp.shirube.kpi.actual.PeriodState;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Series;
import jp.shirube.kpi.actual.Sight;
import jp.shirube.kpi.actual.Withdrawal;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/** What every write has in common: one at a time per indicator, once per Idempotency-Key, state and event together. */
@ApplicationScoped
class Turn {

    private final Actuals actuals;
    private final FirstAnswers firstAnswers;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    Turn(Actuals actuals, FirstAnswers firstAnswers, Announcements announcements, Audit audit, Clock clock) {
        this.actuals = actuals;
        this.firstAnswers = firstAnswers;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param decide what becomes of the period as it stands now that nobody else can change it */
    Answer take(
            IndicatorKey indicator,
            Period period,
            @Nullable Repetition repetition,
            Function<PeriodState, Answer> decide) {
        Series series = actuals.takeTurn(indicator);
        if (repetition != null) {
            Optional<Answer> first = findFirstAnswer(indicator, repetition);
            if (first.isPresent()) {
                return first.get();
            }
        }
        PeriodState before = new PeriodState(
                series, period, actuals.findLatest(indicator, period, Sight.ALL).orElse(null));
        Answer answer = decide.apply(before);
        if (answer.outcome() != Outcome.UNCHANGED) {
            actuals.add(answer.revision());
            announcements.announce(answer);
            record(before.latest(), answer);
        }
        if (repetition != null && !firstAnswers.keep(repetition, answer, now())) {
            throw ActualProblems.keyReused();
        }
        return answer;
    }

    private void record(@Nullable Revision before, Answer answer) {
        Revision after = answer.revision();
        audit.changed(
                switch (answer.outcome()) {
                    case RECORDED -> "actual.record";
                    case CORRECTED -> "actual.correct";
                    case WITHDRAWN -> "actual.withdraw";
                    case CONFIRMED -> "actual.confirm";
                    case RETURNED -> "actual.return";
                    case UNCHANGED -> throw new IllegalArgumentException("nothing happened");
                },
                "%s/indicators/%s/actuals/%s"
                        .formatted(
                                after.indicator().municipality(),
                                after.indicator().indicator(),
                                after.period().canonical()),
                before == null ? null : announcements.write(before),
                announcements.write(after),
                switch (after) {
                    case Actual actual -> actual.reason();
                    case Withdrawal withdrawal -> withdrawal.reason();
                });
    }

    Instant now() {
        return clock.instant();
    }

    private Optional<Answer> findFirstAnswer(IndicatorKey indicator, Repetition repetition) {
        return firstAnswers.find(indicator.municipality(), repetition.key()).map(first -> {
            if (!first.fingerprint().equals(repetition.fingerprint())) {
                throw ActualProblems.keyReused();
            }
            return new Answer(first.outcome(), actuals.get(first.indicator(), first.period(), first.revision()));
        });
    }
}
