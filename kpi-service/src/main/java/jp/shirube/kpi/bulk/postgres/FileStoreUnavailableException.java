package jp.shirube.kpi.bulk.postgres;

import java.sql.SQLException;

/** The database did not take a file; whether it was away is for whoever answers to tell from the cause. */
final class FileStoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileStoreUnavailableException(SQLException cause) {
        super(cause);
    }
}
