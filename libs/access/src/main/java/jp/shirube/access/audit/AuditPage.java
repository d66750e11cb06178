package jp.shirube.access.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * 監査記録の一覧, the oldest first.
 *
 * @param next what to send as {@code after} for the next page, null on the last one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "AuditPage")
public record AuditPage(
        List<Item> items, @Schema(nullable = true) @Nullable String next) {

    /** 監査記録の一件. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AuditEntry", description = "監査記録: one change, or one refused attempt.")
    public record Item(
            String id,

            @Schema(description = "By the service's clock") Instant at,

            @Schema(description = "X-Request-Id of the request")
            String requestId,

            @Schema(description = "sub of the identity provider, api-key:<id>, anonymous or system")
            String actor,

            String actorName,

            @Schema(description = "What they were here", examples = "DEPARTMENT_EDITOR:kikaku, PLANNING_OFFICE")
            String roles,

            @Schema(description = "Id of the department in whose name they acted", nullable = true) @Nullable
            String department,

            @Schema(description = "What was done; of a refused attempt method and address", examples = "actual.correct")
            String action,

            @Schema(
                    description = "What it was about: its address behind /municipalities/",
                    examples = "062022/indicators/births/actuals/R7")
            String subject,

            Outcome outcome,

            @Schema(description = "Of a refused attempt: id of the problem", nullable = true) @Nullable
            String problem,

            @Schema(description = "Of a refused attempt: HTTP status", nullable = true) @Nullable
            Integer status,

            @Schema(description = "How it was, JSON as text; null where it was not there", nullable = true) @Nullable
            String before,

            @Schema(description = "How it was then, JSON as text; null where it was gone", nullable = true) @Nullable
            String after,

            @Schema(description = "The reason given", nullable = true) @Nullable
            String why,

            @Schema(
                    description =
                            "When it was hung into the chain, by the sealing service's clock; null while it waits",
                    nullable = true)
            @Nullable
            Instant sealedAt,

            @Schema(description = "Hash of its seal, hexadecimal: a head to note and to verify by", nullable = true)
            @Nullable
            String seal) {}
}
