package jp.shirube.kpi.actual.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.actual.Withdrawal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "Actual",
        description =
                "実績値: what is stated of a period. Either value or missingReason, or the components of an indicator measured in parts; "
                        + "in a withdrawn revision none is.")
record ActualResponse(
        @Schema(examples = "women-on-councils") String indicator,

        @Schema(
                description = "FY2025, CY2025, 2025-10-01, FY2015..FY2018, 2018-06-01..2023-03-31 or ..2022-10-31",
                examples = "FY2025")
        String period,

        @Schema(description = "Exact, in the indicator's own unit", examples = "32.8", nullable = true) @Nullable
        BigDecimal value,

        @Schema(nullable = true) @Nullable MissingReason missingReason,

        @Schema(description = "True where the department says that in a sum this is a known zero, else left out")
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean countsAsZero,

        @Schema(nullable = true) @Nullable List<Component> components,
        @Schema(nullable = true) @Nullable Status status,

        @Schema(description = "CONFIRMED for what is written directly", nullable = true) @Nullable
        Review review,

        @Schema(nullable = true) @Nullable String note,
        @Schema(nullable = true) @Nullable String evidence,

        @Schema(description = "Counts the states of this period, from 1; quoted it is the ETag", examples = "3")
        int revision,

        Instant recordedAt,

        @Schema(
                description = "Who wrote it; told to those of the municipality who work with figures",
                examples = "danjo-tanto",
                nullable = true)
        @Nullable
        String recordedBy,

        @Schema(description = "Who reports it", examples = "chiiki-shinko", nullable = true) @Nullable
        String department,

        @Schema(
                description =
                        "Version of the responsibilities (担当) known here when it was written; null where none had arrived",
                examples = "2",
                nullable = true)
        @Nullable
        Long responsibilityVersion,

        @Schema(description = "True only in a history, and in the answer to DELETE")
        boolean withdrawn,

        @Schema(description = "Why it was corrected or withdrawn", nullable = true) @Nullable
        String reason) {

    @Schema(name = "ActualComponent")
    record Component(
            @Schema(examples = "小学校") String name,
            @Schema(nullable = true) @Nullable BigDecimal value,
            @Schema(nullable = true) @Nullable MissingReason missingReason) {

        static Component of(Measured.Component component) {
            return new Component(
                    component.name(), number(component.measured()), ActualResponse.reason(component.measured()));
        }
    }

    /** @param names whether it is told who wrote it */
    static ActualResponse of(Revision revision, boolean names) {
        return switch (revision) {
            case Actual actual -> of(actual, actual.statement(), names);
            case Withdrawal withdrawal ->
                new ActualResponse(
                        withdrawal.indicator().indicator(),
                        withdrawal.period().canonical(),
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        withdrawal.stamp().revision(),
                        withdrawal.stamp().recordedAt(),
                        names ? withdrawal.stamp().recordedBy() : null,
                        null,
                        withdrawal.stamp().responsibilityVersion(),
                        true,
                        withdrawal.reason());
        };
    }

    private static ActualResponse of(Actual actual, Statement statement, boolean names) {
        return new ActualResponse(
                actual.indicator().indicator(),
                actual.period().canonical(),
                number(statement.measured()),
                reason(statement.measured()),
                statement.measured().countsAsZero(),
                components(statement.measured()),
                statement.status(),
                actual.review(),
                statement.note(),
                statement.evidence(),
                actual.stamp().revision(),
                actual.stamp().recordedAt(),
                names ? actual.stamp().recordedBy() : null,
                statement.department(),
                actual.stamp().responsibilityVersion(),
                false,
                actual.reason());
    }

    private static @Nullable BigDecimal number(Measured measured) {
        return measured.whole() instanceof Measured.Value value ? value.number() : null;
    }

    private static @Nullable MissingReason reason(Measured measured) {
        return measured.whole() instanceof Measured.Missing missing ? missing.reason() : null;
    }

    private static @Nullable List<Component> components(Measured measured) {
        return measured instanceof Measured.Breakdown breakdown
                ? breakdown.components().stream().map(Component::of).toList()
                : null;
    }
}
