package jp.shirube.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import jp.shirube.local.RealParts;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What an installation copied before the versions were kept is there afterwards, as known from the beginning. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class MigrationTest {

    /** A connection of its own: the pool's must not keep another schema. */
    private static Connection older() throws SQLException {
        return DriverManager.getConnection(
                config("datasource.jdbc.url") + "?currentSchema=older",
                config("flyway.username"),
                config("flyway.password"));
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue("quarkus." + name, String.class);
    }

    @Test
    void theCopiesOfAnOlderVersionAreKeptAndToldForAnyDay() throws SQLException {
        migrate("0010");
        try (Connection connection = older();
                Statement old = connection.createStatement()) {
            old.execute("insert into municipality values ('062022', '米沢市', '{\"name\": \"米沢市\"}', 3)");
            old.execute("insert into indicator values ('062022', 'women', '{\"id\": \"women\"}', 2)");
            old.execute(
                    "insert into edition values ('062022', 'p', 1, '計画', 2024, 2027, '{\"name\": \"案\"}', 5, 6, '2024-03-01', "
                            + "'2024-04-01')");
            old.execute("insert into indicator_lock values ('062022', 'women')");
        }
        migrate("latest");
        try (Connection connection = older();
                Statement now = connection.createStatement()) {
            assertThat(text(now, "select name from municipality where code = '062022'"))
                    .isEqualTo("米沢市");
            assertThat(text(now, "select id from known('INDICATOR', '1999-01-01')"))
                    .isEqualTo("women");
            assertThat(text(now, "select in_force_from from edition_known('1999-01-01')"))
                    .isEqualTo("2024-04-01");
            assertThat(text(now, "select statement from edition")).isEqualTo("5");
            assertThat(text(now, "select judged_with from indicator_lock"))
                    .as("to be judged again")
                    .isEqualTo("0");
        } finally {
            try (Connection connection = older();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop schema older cascade");
            }
        }
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(config("datasource.jdbc.url"), config("flyway.username"), config("flyway.password"))
                .schemas("older")
                .locations("db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }
}
