package jp.shirube.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.util.Set;
import jp.shirube.access.Caller;
import jp.shirube.access.Grant;
import jp.shirube.access.Role;
import jp.shirube.access.Somebody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RecordingTest extends Kept {

    private static final Caller SATO = new Caller(
            "sub-sato",
            "佐藤",
            Set.of(new Grant(Role.DEPARTMENT_EDITOR, "kosodate"), new Grant(Role.AUDITOR, null)),
            null,
            3L);

    @Test
    void aCorrectionSaysWhoForWhichDepartmentFromWhatToWhatAndWhy() {
        Somebody.asks(
                SATO,
                "kosodate",
                "510001",
                () -> QuarkusTransaction.requiringNew()
                        .run(() -> audit.changed(
                                "actual.correct",
                                "510001/indicators/births/actuals/R7",
                                "{\"value\":1}",
                                "{\"value\":2}",
                                "転記誤り")));

        assertThat(entriesOf("510001")).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("sub-sato");
            assertThat(entry.actorName()).isEqualTo("佐藤");
            assertThat(entry.roles()).isEqualTo("AUDITOR, DEPARTMENT_EDITOR:kosodate");
            assertThat(entry.department()).isEqualTo("kosodate");
            assertThat(entry.requestId()).isEqualTo("request-1");
            assertThat(entry.action()).isEqualTo("actual.correct");
            assertThat(entry.subject()).isEqualTo("510001/indicators/births/actuals/R7");
            assertThat(entry.outcome()).isEqualTo(Outcome.DONE);
            assertThat(entry.before()).isEqualTo("{\"value\":1}");
            assertThat(entry.after()).isEqualTo("{\"value\":2}");
            assertThat(entry.why()).isEqualTo("転記誤り");
        });
    }

    @Test
    void aChangeThatIsRolledBackIsNotRecorded() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    audit.changed("plan.state", "510002/plans/main", null, "{}", null);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(entriesOf("510002")).isEmpty();
    }

    @Test
    void aChangeCannotBeRecordedOutsideItsTransaction() {
        assertThatThrownBy(() -> audit.changed("plan.state", "510003/plans/main", null, "{}", null))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void aRefusalIsRecordedThoughItsTransactionIsRolledBack() {
        Somebody.asks(
                SATO,
                null,
                "510004",
                () -> assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                            audit.refused("PUT /api/x", "510004/plans/main", 403, "forbidden");
                            throw new IllegalStateException("no");
                        }))
                        .hasMessage("no"));

        assertThat(entriesOf("510004")).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(entry.status()).isEqualTo(403);
            assertThat(entry.problem()).isEqualTo("forbidden");
            assertThat(entry.actor()).isEqualTo("sub-sato");
        });
    }

    @Test
    void oneMunicipalitySeesNothingOfAnother() {
        changed("plan.state", "510005/plans/main", null, "{}", null);

        assertThat(entriesOf("510005")).hasSize(1);
        assertThat(entriesAs("510006", "510005")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shirube_app, update audit_entry set why = 'x'",
        "shirube_app, delete from audit_entry",
        "shirube_app, truncate audit_entry",
        "shirube_app, insert into audit_seal values (0; 0; ''; ''; now())",
        "shirube_app, delete from audit_seal",
        "shirube_system, update audit_entry set why = 'x'",
        "shirube_system, delete from audit_entry",
        "shirube_system, truncate audit_entry",
        "shirube_system, update audit_seal set hash = ''",
        "shirube_system, delete from audit_seal",
        "shirube_system, truncate audit_seal",
        "shirube_system, alter table audit_entry disable trigger user",
    })
    void noRoleOfAServiceHasTheRight(String role, String sql) {
        assertThat(stateOf("set role " + role, sql.replace(';', ','))).isEqualTo("42501");
    }

    @ParameterizedTest
    @CsvSource({
        "update audit_entry set why = 'x'",
        "delete from audit_entry",
        "truncate audit_entry",
        "update audit_seal set hash = ''",
        "delete from audit_seal",
        "truncate audit_seal"
    })
    void evenWhoOwnsTheTablesIsStopped(String sql) {
        assertThat(stateOf(sql)).isEqualTo("42501");
    }

    @Test
    void noServiceSaysItselfWhenItWroteOrForAnotherMunicipality() {
        String columns = "at, municipality, request_id, actor, actor_name, roles, action, subject, outcome";
        String values = "now(), '510007', '', '', '', '', '', '', 'DONE'";
        String app = "set role shirube_app";
        String setting = "set shirube.municipality = '510007'";
        String other = "set shirube.municipality = '510008'";
        assertThat(stateOf(app, setting, "insert into audit_entry (%s) values (%s)".formatted(columns, values)))
                .isEqualTo("00000");
        assertThat(stateOf(app, other, "insert into audit_entry (%s) values (%s)".formatted(columns, values)))
                .isEqualTo("42501");
        assertThat(stateOf(
                        app,
                        setting,
                        "insert into audit_entry (%s, written_at) values (%s, '2020-01-01')"
                                .formatted(columns, values)))
                .isEqualTo("42501");
    }

    private String stateOf(String... statements) {
        String[] state = {"00000"};
        tried(connection -> {
            try {
                for (String sql : statements) {
                    execute(connection, sql);
                }
            } catch (SQLException e) {
                state[0] = e.getSQLState();
            }
        });
        return state[0];
    }
}
