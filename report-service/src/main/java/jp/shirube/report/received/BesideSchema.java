package jp.shirube.report.received;

import io.agroal.api.AgroalDataSource;
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

    /** Tables, views and functions of a schema as they are named in {@code alter … set schema}. */
    private static final String PARTS = """
            select case relkind when 'v' then 'view' else 'table' end || ' ' || oid::regclass, relname, 1 as turn
            from pg_class where relnamespace = to_regnamespace(:schema) and relkind in ('r', 'v')
            union all
            select 'function ' || oid::regprocedure, proname, 2 from pg_proc where pronamespace = to_regnamespace(:schema)
            order by 3, 2""";

    /**
     * All tables or none: who reads several of them in an order of his own would otherwise wait for us and we for him, and
     * PostgreSQL would end one of the two. We give up long before it looks, and try again.
     */
    private static final String LOCK = """
            do $$
            begin
                for attempt in 1..%3$d loop
                    begin
                        set local lock_timeout = '%1$dms';
                        lock table %2$s in access exclusive mode;
                        return;
                    exception when lock_not_available then
                        perform pg_sleep(0.001 * %1$d);
                    end;
                end loop;
                raise lock_not_available using message = 'the read model is being read all the time';
            end $$""";

    private static final int MOST_MILLIS = 100;
    private static final int ATTEMPTS = 200;

    private record Part(String kindAndName, String name) {

        boolean isRelation() {
            return !kindAndName.startsWith("function");
        }
    }

    private final AgroalDataSource database;
    private final EntityManager entities;
    private final Flyway flyway;

    BesideSchema(AgroalDataSource database, EntityManager entities, Flyway flyway) {
        this.database = database;
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
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // Otherwise they would hide this service's own tables from whoever looks here first.
            for (String own : tablesBeside(statement)) {
                statement.execute("drop table " + NAME + "." + own + " cascade");
            }
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
        try (Connection connection = database.getConnection();
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
        try (Connection connection = database.getConnection();
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
        List<Part> serving = parts("public").stream()
                .filter(part -> READ_MODEL.contains(part.name()))
                .toList();
        execute(LOCK.formatted(
                MOST_MILLIS,
                String.join(
                        ", ",
                        serving.stream()
                                .filter(Part::isRelation)
                                .map(Part::name)
                                .toList()),
                ATTEMPTS));
        execute("create schema " + OUTDATED);
        for (Part part : serving) {
            execute("alter " + part.kindAndName() + " set schema " + OUTDATED);
        }
        for (Part part : parts(NAME)) {
            execute("alter " + part.kindAndName() + " set schema public");
        }
        Log.info("the rebuilt read model serves");
    }

    @SuppressWarnings("unchecked")
    private List<Part> parts(String schema) {
        List<Object[]> rows = entities.createNativeQuery(PARTS.replace(":schema", "'" + schema + "'"))
                .getResultList();
        return rows.stream()
                .map(row -> new Part((String) row[0], (String) row[1]))
                .toList();
    }

    private void execute(String sql) {
        entities.createNativeQuery(sql).executeUpdate();
    }
}
