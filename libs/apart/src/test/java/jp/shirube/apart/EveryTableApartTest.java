package jp.shirube.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 8.4.1: no table of a service shows one municipality's rows to another, whatever a query forgets. */
public abstract class EveryTableApartTest {

    private static final String TABLES = """
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'flyway_schema_history' order by 1""";

    @Inject
    AgroalDataSource database;

    /** Tables without rows of a municipality, each for a reason. */
    protected abstract Set<String> ofNoMunicipality();

    @Test
    void everyTableWithRowsOfAMunicipalityShowsThemToItAlone() throws SQLException {
        for (String table : ofMunicipalities()) {
            assertThat(texts("select relrowsecurity::text from pg_class where oid = 'public." + table + "'::regclass"))
                    .as(table + " has row-level security")
                    .containsExactly("true");
            assertThat(texts("select count(*)::text from pg_policies where tablename = '" + table
                            + "' and 'shirube_app' = any(roles) and permissive = 'PERMISSIVE'"
                            + " and qual not like '%shirube.municipality%' and qual not like '%webhook%'"))
                    .as(table + " has no policy that is not about the municipality")
                    .containsExactly("0");
        }
    }

    @Test
    void whoNamesAnotherMunicipalityOrNoneSeesNoRow() throws SQLException {
        for (String table : ofMunicipalities()) {
            for (String code : List.of("", "999999", "%", "062022' or '1'='1")) {
                try {
                    assertThat(InTheNameOf.municipality(code, () -> unchecked("select count(*)::text from " + table)))
                            .as(table + " for " + code)
                            .containsExactly("0");
                } catch (IllegalStateException e) {
                    assertThat(e.getCause()).hasMessageContaining("permission denied");
                }
            }
        }
    }

    /** ASVS 5.0 13.2.2. */
    @Test
    void nobodyWhoWorksHereOwnsATableAndWhoHasNotSaidWhoTheyAreGetsAtNothing() throws SQLException {
        assertThat(texts("""
                        select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
                        where c.relnamespace = 'public'::regnamespace and r.rolname not like '%\\_owner'""")).isEmpty();
        assertThat(texts("""
                        select rolname from pg_roles
                        where rolname in ('shirube_app', 'shirube_system') and (rolsuper or rolbypassrls or rolcanlogin)""")).isEmpty();
        for (String table : ofMunicipalities()) {
            assertThatThrownBy(() -> asNobody("select count(*)::text from " + table))
                    .as(table)
                    .hasMessageContaining("permission denied");
        }
    }

    private List<String> ofMunicipalities() throws SQLException {
        List<String> tables = new ArrayList<>(texts(TABLES));
        assertThat(tables).containsAll(ofNoMunicipality());
        tables.removeAll(ofNoMunicipality());
        assertThat(tables).isNotEmpty();
        return tables;
    }

    private List<String> asNobody(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role none");
            return texts(statement, sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return texts(statement, sql);
        }
    }

    private List<String> unchecked(String sql) {
        try {
            return texts(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
