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

    private static final String TAKE = """
            select set_config('role', ?, last), set_config('shirube.municipality', ?, last), set_config('shirube.sees', ?, last)
            from (values (cast(? as boolean))) as until (last)""";

    @Override
    public void onConnectionAcquire(Connection connection) {
        InTheNameOf name = InTheNameOf.now();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, name.role());
            take.setString(2, name.municipality());
            take.setString(3, name.seesDrafts() ? "drafts" : "published");
            take.setBoolean(4, !connection.getAutoCommit());
            take.execute();
        } catch (SQLException e) {
            giveUp(connection, name, e);
        }
    }

    /**
     * Broken off, it can do nothing in a role that is not meant: whoever uses it is told that the database is away, and the pool
     * makes another.
     */
    private static void giveUp(Connection connection, InTheNameOf name, SQLException why) {
        Log.warn("a connection could not become " + name.role() + " and is given up: " + why);
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection in an unknown role cannot be broken off", e);
        }
    }
}
