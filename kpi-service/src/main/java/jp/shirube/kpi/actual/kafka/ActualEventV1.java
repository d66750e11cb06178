package jp.shirube.kpi.actual.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Stamp;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.actual.Withdrawal;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;
import org.jspecify.annotations.Nullable;

/**
 * One revision on the wire, the data of {@code jp.shirube.kpi.actual.{recorded,corrected,withdrawn}.v1}; described by
 * {@code contracts/events}. What does not apply is left out. Values are decimal strings: a JSON number may lose digits.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ActualEventV1(
        String municipality,
        String indicator,
        String period,
        int revision,
        @Nullable String value,
        @Nullable String missingReason,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean countsAsZero,
        @Nullable List<Component> components,
        @Nullable String status,
        @Nullable String review,
        @Nullable String note,
        @Nullable String evidence,
        String recordedAt,
        String recordedBy,
        @Nullable String department,
        boolean withdrawn,
        @Nullable String reason,
        long version) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Component(
            String name, @Nullable String value, @Nullable String missingReason) {

        Measured.Component component() {
            return new Measured.Component(name, single(value, missingReason, false));
        }
    }

    /** The state it tells of, whole. */
    Revision told() {
        IndicatorKey key = new IndicatorKey(municipality, indicator);
        Period of = Period.ofCanonical(period);
        Stamp stamp = new Stamp(revision, version, Instant.parse(recordedAt), recordedBy);
        if (withdrawn) {
            return new Withdrawal(key, of, String.valueOf(reason), stamp);
        }
        return new Actual(
                key,
                of,
                new Statement(measured(), Status.valueOf(String.valueOf(status)), note, evidence, department),
                Review.valueOf(String.valueOf(review)),
                reason,
                stamp);
    }

    private Measured measured() {
        if (components == null) {
            return single(value, missingReason, countsAsZero);
        }
        return new Measured.Breakdown(
                value == null && missingReason == null ? null : single(value, missingReason, countsAsZero),
                components.stream().map(Component::component).toList());
    }

    private static Measured.Single single(
            @Nullable String value, @Nullable String missingReason, boolean countsAsZero) {
        return value == null
                ? new Measured.Missing(MissingReason.valueOf(String.valueOf(missingReason)), countsAsZero)
                : new Measured.Value(new BigDecimal(value));
    }
}
