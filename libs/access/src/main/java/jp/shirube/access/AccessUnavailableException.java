package jp.shirube.access;

import java.sql.SQLException;

/** The database did not say who may do what; nobody may then do anything. */
public final class AccessUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccessUnavailableException(SQLException cause) {
        super(cause);
    }
}
