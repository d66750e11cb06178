package jp.shirube.kpi.actual.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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
            String name, @Nullable String value, @Nullable String missingReason) {}
}
