package jp.shirube.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** Where one database is, and who may enter. */
public record Database(String jdbcUrl, String user, String password) {

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
     * Creates database and owner if they are missing, and gives the owner this password in any case. He may take the roles in which
     * a connection speaks of one municipality or of the system.
     */
    Database createOwned(String name, String password) throws SQLException {
        requireWord(name);
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            String secret = statement.enquoteLiteral(password);
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
                statement.execute("create role " + name + " login");
            }
            statement.execute("alter role " + name + " password " + secret);
            for (String role : List.of("shirube_app", "shirube_system")) {
                if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
                    statement.execute("create role " + role + " nologin");
                }
                statement.execute("grant " + role + " to " + name + " with inherit false");
            }
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + name + " owner " + name);
                statement.execute("revoke connect on database " + name + " from public");
            }
        }
        return named(name, name, password);
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
