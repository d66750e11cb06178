package jp.shirube.plan.access.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The content of PUT; it is read by hand, so that every fault is told at once, each with its place. */
@Schema(name = "AccessMapping", description = "権限対応表, whole; at most 10,000 rows")
record AccessMappingRequest(List<Row> rows) {

    @Schema(name = "AccessMappingRow")
    record Row(
            @Schema(description = "Name and value of a claim of the identity provider", examples = "groups:企画調整課")
            String claim,

            @Schema(
                    description =
                            "DEPARTMENT_EDITOR, DEPARTMENT_APPROVER (both of a department), PLANNING_OFFICE, COMMITTEE_MEMBER, AUDITOR, ADMINISTRATOR or SUBSCRIBER")
            String role,

            @Schema(description = "Id of the department, or any of its names", nullable = true) @Nullable
            String department,

            @Schema(description = "First day: 2026-04-01, R8.4.1, 令和8年4月1日", nullable = true) @Nullable
            String from,

            @Schema(description = "Last day", nullable = true) @Nullable
            String to,

            @Schema(nullable = true) @Nullable String note) {}
}
