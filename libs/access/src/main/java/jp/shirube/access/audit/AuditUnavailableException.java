package jp.shirube.access.audit;

import java.sql.SQLException;

/** The record cannot be written or read now. What was to be recorded does not happen either. */
public class AuditUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditUnavailableException(SQLException cause) {
        super(cause);
    }
}
