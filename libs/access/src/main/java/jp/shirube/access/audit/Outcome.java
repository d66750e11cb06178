package jp.shirube.access.audit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of it. */
@Schema(name = "AuditOutcome")
public enum Outcome {
    /** 実施 */
    DONE,
    /** 拒否 */
    REFUSED
}
