package jp.shirube.report.trial;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.notation.Accumulation;
import jp.shirube.notation.GoalComparator;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Over;
import jp.shirube.promise.Quantity;
import jp.shirube.promise.rule.Method;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Promise;
import org.jspecify.annotations.Nullable;

/** A trial as it is written (contracts/documents/assessment-trial.schema.json), before it is understood. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TrialForm(
        Direction direction,
        @Nullable Quantity quantity,
        @Nullable PeriodKind periodKind,
        @Nullable String unit,
        @Nullable Integer decimals,
        boolean canBeNegative,
        boolean notCalculatedIsMet,
        boolean survey,
        @Nullable Integer surveyEvery,
        @Nullable UsuallyKnown usuallyKnown,
        @Nullable String period,
        @Nullable BaselineForm baseline,
        GoalForm goal,
        @Nullable List<GoalForm> milestones,
        @Nullable List<GoalForm> previousGoals,
        @Nullable List<ComponentForm> components,
        boolean staysMet,
        @Nullable List<ActualForm> actuals,
        String year,
        @Nullable LocalDate asOf,
        Method.@Nullable Path path,
        @Nullable JsonNode rule) {

    record UsuallyKnown(int monthsAfter) {}

    record BaselineForm(
            @Nullable BigDecimal value,
            @Nullable String period,
            @Nullable Accumulation accumulation,
            boolean approximate) {}

    record GoalForm(
            @Nullable GoalComparator comparator,
            @Nullable BigDecimal value,
            @Nullable BigDecimal upTo,
            @Nullable String relativeTo,
            @Nullable String period,
            @Nullable String from,
            @Nullable String to,
            @Nullable Over accumulation,
            Promise.@Nullable Reading reading) {}

    record ComponentForm(String name, @Nullable BaselineForm baseline, GoalForm goal) {}

    record ActualForm(
            String period,
            @Nullable BigDecimal value,
            @Nullable MissingReason missingReason,
            boolean countsAsZero,
            @Nullable List<ComponentValue> components,
            KnownActual.@Nullable Status status,
            @Nullable LocalDate recordedOn) {}

    record ComponentValue(String name, BigDecimal value) {}

    static <T> List<T> list(@Nullable List<T> written) {
        return written == null ? List.of() : written;
    }
}
