package jp.shirube.kpi.correction.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import jp.shirube.kpi.actual.Measured;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.correction.Correction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
        name = "Correction",
        description = "A line of the 正誤表: what was confirmed and public, and what is instead of it")
record CorrectionResponse(
        @Schema(examples = "women-on-councils") String indicator,

        @Schema(description = "As it is called today", examples = "審議会・委員会の女性登用率")
        String name,

        @Schema(examples = "%") String unit,
        @Schema(examples = "FY2025") String period,
        Correction.Kind kind,

        @Schema(description = "旧") Figure before,

        @Schema(description = "新; null where it was withdrawn", nullable = true) @Nullable
        Figure now,

        @Schema(description = "The revision that made it so", examples = "3")
        int revision,

        @Schema(
                description = "Why; public, as in the history of the figure. Null of a provisional figure made final",
                examples = "集計対象の誤り",
                nullable = true)
        @Nullable
        String reason,

        Instant confirmedAt,

        @Schema(
                description = "Who stated or confirmed it; told to those of the municipality who work with figures",
                nullable = true)
        @Nullable
        String confirmedBy) {

    @Schema(name = "CorrectedFigure")
    record Figure(
            @Schema(description = "Exact, in the indicator's own unit", nullable = true) @Nullable
            BigDecimal value,

            @Schema(nullable = true) @Nullable MissingReason missingReason,

            @Schema(description = "True where in a sum this is a known zero, else left out")
            @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean countsAsZero,

            @Schema(nullable = true) @Nullable List<Component> components,
            Status status,

            @Schema(description = "Of the period", examples = "1")
            int revision) {

        static Figure of(Correction.Stated stated) {
            Measured measured = stated.measured();
            return new Figure(
                    number(measured),
                    CorrectionResponse.reason(measured),
                    measured.countsAsZero(),
                    measured.components().isEmpty()
                            ? null
                            : measured.components().stream().map(Component::of).toList(),
                    stated.status(),
                    stated.revision());
        }
    }

    @Schema(name = "CorrectedComponent")
    record Component(
            @Schema(examples = "小学校") String name,
            @Schema(nullable = true) @Nullable BigDecimal value,
            @Schema(nullable = true) @Nullable MissingReason missingReason) {

        static Component of(Measured.Component component) {
            return new Component(
                    component.name(), number(component.measured()), CorrectionResponse.reason(component.measured()));
        }
    }

    /** @param names whether it is told who confirmed it */
    static CorrectionResponse of(Correction correction, boolean names) {
        return new CorrectionResponse(
                correction.indicator(),
                correction.name(),
                correction.unit(),
                correction.period().canonical(),
                correction.kind(),
                Figure.of(correction.before()),
                correction.now() == null ? null : Figure.of(correction.now()),
                correction.revision(),
                correction.reason(),
                correction.confirmedAt(),
                names ? correction.confirmedBy() : null);
    }

    private static @Nullable BigDecimal number(Measured measured) {
        return measured.whole() instanceof Measured.Value value ? value.number() : null;
    }

    private static @Nullable MissingReason reason(Measured measured) {
        return measured.whole() instanceof Measured.Missing missing ? missing.reason() : null;
    }
}
