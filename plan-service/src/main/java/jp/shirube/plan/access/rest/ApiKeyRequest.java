package jp.shirube.plan.access.rest;

import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Permission;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The content of POST; it is read by hand, so that every fault is told at once, each with its place. */
@Schema(name = "ApiKeyRequest")
record ApiKeyRequest(
        @Schema(description = "What people call it", examples = "財務会計システム")
        String name,

        @Schema(description = "DEPARTMENT_EDITOR (of a department), PLANNING_OFFICE, AUDITOR or SUBSCRIBER")
        String role,

        @Schema(description = "Id of the department, or any of its names", nullable = true) @Nullable
        String department,

        @Schema(description = "What it is limited to; left out, all its role may do", nullable = true) @Nullable
        List<Permission> scopes,

        @Schema(description = "The last day on which it opens anything")
        LocalDate expiresOn) {}
