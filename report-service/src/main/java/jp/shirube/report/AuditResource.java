package jp.shirube.report;

import jakarta.ws.rs.Path;
import jp.shirube.access.audit.AuditPages;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** 監査記録 of what this service owns. */
@Path("/api/report/v1/municipalities/{code}/audit")
@Tag(name = "Audit")
public class AuditResource extends AuditPages {}
