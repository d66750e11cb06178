package jp.shirube.apart;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Unremovable;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A connection takes its role and its municipality when it is taken out of the pool, for the length of the transaction where
 * there is one, and takes them anew each time: what it was before does not matter. The login itself has no right to any row.
 */
@Singleton
@Unremovable
class TakesRole implements AgroalPoolInterceptor {

    private static final String TAKE = "select set_config('role', ?, ?), set_config('shirube.municipality', ?, ?)";

    @Override
    public void onConnectionAcquire(Connection connection) {
        InTheNameOf name = InTheNameOf.now();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            boolean inTransaction = !connection.getAutoCommit();
            take.setString(1, name.role());
            take.setBoolean(2, inTransaction);
            take.setString(3, name.municipality());
            take.setBoolean(4, inTransaction);
            take.execute();
        } catch (SQLException e) {
            giveUp(connection, name, e);
        }
    }

    /**
     * Closed, it can do nothing in a role that is not meant, whoever uses it is told that the database is away, and the pool
     * finds out: an exception from here would leave it in the pool as it is.
     */
    private static void giveUp(Connection connection, InTheNameOf name, SQLException why) {
        Log.warn("a connection could not become " + name.role() + " and is given up: " + why);
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection in an unknown role cannot be closed", e);
        }
    }
}
