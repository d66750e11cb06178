package jp.shirube.outbox;

import java.sql.SQLException;

/** The database with the outbox and the inbox did not answer; the surrounding transaction must roll back. */
public final class OutboxUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutboxUnavailableException(SQLException cause) {
        super(cause);
    }
}
