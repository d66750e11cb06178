package jp.shirube.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** Where one database is, and who may enter. */
public record Database(String jdbcUrl, String user, String password) {

    private static final String ROLE = "select 1 from pg_roles where rolname = ?";

    /** Opens a connection without {@code DriverManager}, which does not see drivers of other class loaders. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        Connection connection = new Driver().connect(jdbcUrl, properties);
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL: " + jdbcUrl);
        }
        return connection;
    }

    /** The same server, another database: {@code jdbc:postgresql://host:port/name}. */
    Database named(String name, String otherUser, String otherPassword) {
        int slash = jdbcUrl.lastIndexOf('/');
        return new Database(jdbcUrl.substring(0, slash + 1) + name, otherUser, otherPassword);
    }

    /**
     * The database of a service with the logins it needs, created if they are missing: one that owns it, and one that works in
     * it and has no right of its own but takes, by the transaction, one of the roles {@code shirube_app} and
     * {@code shirube_system}. Both get these passwords in any case.
     *
     * @param service its word, e.g. {@code kpi}: the logins are {@code kpi_owner} and {@code kpi}
     */
    ServiceDatabase create(String name, String service, String ownerPassword, String password) throws SQLException {
        requireWord(name);
        requireWord(service);
        String owner = service + "_owner";
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String role : List.of("shirube_app", "shirube_system")) {
                if (!exists(connection, ROLE, role)) {
                    statement.execute("create role " + role + " nologin");
                }
            }
            for (String login : List.of(owner, service)) {
                if (!exists(connection, ROLE, login)) {
                    statement.execute("create role " + login + " login noinherit");
                }
            }
            statement.execute("alter role " + owner + " password " + statement.enquoteLiteral(ownerPassword));
            statement.execute("alter role " + service + " noinherit password " + statement.enquoteLiteral(password));
            statement.execute(
                    "grant shirube_app, shirube_system to " + service + " with inherit false, set true, admin false");
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + name + " owner " + owner);
                statement.execute("revoke connect on database " + name + " from public");
            } else {
                named(name, user, password()).hand(service, owner);
            }
            statement.execute("grant connect on database " + name + " to " + service);
        }
        return new ServiceDatabase(named(name, owner, ownerPassword), named(name, service, password));
    }

    /** Earlier versions had one login that owned everything. */
    private void hand(String service, String owner) throws SQLException {
        execute("reassign owned by " + service + " to " + owner);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean exists(Connection connection, String question, String name) throws SQLException {
        try (var query = connection.prepareStatement(question)) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void requireWord(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("a database is named in small letters, digits and _: " + name);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }
}
