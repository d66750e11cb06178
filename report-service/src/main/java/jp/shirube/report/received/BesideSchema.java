package jp.shirube.report.received;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.shirube.apart.InTheNameOf;
import org.flywaydb.core.Flyway;

/**
 * A second set of the read model's tables, empty, beside those that serve. Whoever {@linkplain #use uses} it in a transaction
 * runs the same statements on the other tables; {@link #switchOver} puts them in the place of the old ones, all at once.
 */
@ApplicationScoped
class BesideSchema {

    /** What can be made anew from the topics of the other services. Everything else is this service's own and stays. */
    static final Set<String> READ_MODEL = Set.of(
            "copy_revision",
            "edition_statement",
            "edition_waiting",
            "edition_part",
            "edition_adoption",
            "actual_revision",
            "initiative_progress",
            "indicator_lock",
            "assessment",
            "municipality",
            "department",
            "indicator",
            "responsibility",
            "edition",
            "known",
            "edition_known");

    private static final String NAME = "rebuilt";
    private static final String OUTDATED = "outdated";

    private static final int MOST_MILLIS = 100;
    private static final int ATTEMPTS = 200;

    private final EntityManager entities;
    private final Flyway flyway;

    BesideSchema(EntityManager entities, Flyway flyway) {
        this.entities = entities;
        this.flyway = flyway;
    }

    /** Whatever an earlier attempt left is gone. */
    void makeEmpty() {
        drop();
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(NAME)
                .defaultSchema(NAME)
                .load()
                .migrate();
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            // Otherwise they would hide this service's own tables from whoever looks here first.
            for (String own : tablesBeside(statement)) {
                statement.execute("drop table " + NAME + "." + own + " cascade");
            }
            statement.execute("grant usage on schema " + NAME + " to " + InTheNameOf.SYSTEM);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private static List<String> tablesBeside(Statement statement) throws SQLException {
        List<String> own = new ArrayList<>();
        try (var rows = statement.executeQuery("select tablename from pg_tables where schemaname = '" + NAME + "'")) {
            while (rows.next()) {
                if (!READ_MODEL.contains(rows.getString(1))) {
                    own.add(rows.getString(1));
                }
            }
        }
        return own;
    }

    void drop() {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + NAME + " cascade");
            statement.execute("drop schema if exists " + OUTDATED + " cascade");
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Until the end of the transaction the read model is the one beside. A crash costs a rebuild, never what serves. */
    @Transactional(Transactional.TxType.MANDATORY)
    void use() {
        execute("set local search_path = " + NAME + ", public");
        execute("set local synchronous_commit = off");
    }

    /** After much has been written, so that questions about it are planned for what is there. */
    void analyze() {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            for (String table :
                    List.of("copy_revision", "edition_statement", "edition_part", "actual_revision", "assessment")) {
                statement.execute("analyze " + NAME + "." + table);
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Those who read wait for the moment this takes. The old tables stay under another name until {@link #drop}. */
    @Transactional(Transactional.TxType.MANDATORY)
    void switchOver() {
        execute("set local search_path = public");
        execute("set local synchronous_commit = on");
        entities.createNativeQuery("select cast(operations.switch_read_model(:names, :millis, :attempts) as text)")
                .setParameter("names", READ_MODEL.toArray(String[]::new))
                .setParameter("millis", MOST_MILLIS)
                .setParameter("attempts", ATTEMPTS)
                .getSingleResult();
        Log.info("the rebuilt read model serves");
    }

    /** Only who owns the tables may make some, drop them and look how full they are; that is who migrates. */
    private Connection owner() throws SQLException {
        return flyway.getConfiguration().getDataSource().getConnection();
    }

    private void execute(String sql) {
        entities.createNativeQuery(sql).executeUpdate();
    }
}
