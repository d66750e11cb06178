package jp.shirube.kpi.bulk.rest;

import java.math.BigDecimal;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes a row of JSON and NDJSON; read by hand. */
@Schema(name = "ActualRow", description = "One row of a file; an empty text says as little as a field left out.")
record RowRequest(
        @Schema(examples = "women-on-councils", required = true)
        String indicator,

        @Schema(examples = "R7", required = true) String period,

        @Schema(description = "内訳; left out of the whole", nullable = true, examples = "小学校") @Nullable
        String component,

        @Schema(
                oneOf = {BigDecimal.class, String.class},
                description =
                        "As people write it: 32.8, 1,234, ▲5, 26億2,850万円, 約12%. Left out with missingReason: unchanged",
                nullable = true,
                examples = "32.8")
        @Nullable
        Object value,

        @Schema(nullable = true) @Nullable MissingReason missingReason,
        @Schema(nullable = true) @Nullable Boolean countsAsZero,

        @Schema(description = "FINAL unless told", nullable = true) @Nullable
        Status status,

        @Schema(maxLength = 4000, description = "Left out: stays", nullable = true) @Nullable
        String note,

        @Schema(maxLength = 4000, description = "Left out: stays", nullable = true) @Nullable
        String evidence,

        @Schema(maxLength = 4000, description = "訂正理由", nullable = true) @Nullable
        String reason,

        @Schema(
                description = "The revision the sender has seen, 0 where there was none; a newer one is a conflict",
                nullable = true,
                examples = "3")
        @Nullable
        Integer revision) {}
