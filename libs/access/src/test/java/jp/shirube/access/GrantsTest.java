package jp.shirube.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.local.RealParts;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.UnprocessableEventException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was announced of claims and keys is what they are worth on a day. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "access"))
class GrantsTest {

    private static final LocalDate IN_MARCH = LocalDate.of(2027, 3, 31);
    private static final LocalDate IN_APRIL = LocalDate.of(2027, 4, 1);
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant LATER = Instant.parse("2027-11-21T00:00:00Z");

    @Inject
    Grants grants;

    @Inject
    AccessCopies copies;

    @Inject
    AgroalDataSource database;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aMoveInAprilChangesTheDepartmentThatDayAndNotTheDayBefore() {
        mapping("510017", 1, """
                {"claim": "groups:企画調整課", "role": "PLANNING_OFFICE"},
                {"claim": "sub:a1", "role": "DEPARTMENT_EDITOR", "department": "kenko", "to": "2027-03-31"},
                {"claim": "sub:a1", "role": "DEPARTMENT_EDITOR", "department": "kosodate", "from": "2027-04-01"}""");
        assertThat(grants.of("510017", List.of("sub:a1"), IN_MARCH).grants())
                .containsExactly(new Grant(Role.DEPARTMENT_EDITOR, "kenko"));
        assertThat(grants.of("510017", List.of("sub:a1"), IN_APRIL).grants())
                .containsExactly(new Grant(Role.DEPARTMENT_EDITOR, "kosodate"));
        assertThat(grants.of("510017", List.of("groups:企画調整課", "sub:a1"), IN_APRIL)
                        .grants())
                .containsExactlyInAnyOrder(
                        new Grant(Role.PLANNING_OFFICE, null), new Grant(Role.DEPARTMENT_EDITOR, "kosodate"));
    }

    @Test
    void whoeverHasNoRowHasNothingAndLearnsTheVersionAllTheSame() {
        mapping("510025", 7, "{\"claim\": \"groups:企画調整課\", \"role\": \"PLANNING_OFFICE\"}");
        assertThat(grants.of("510025", List.of("groups:水道課"), IN_MARCH)).isEqualTo(new Grants.Found(Set.of(), 7));
        assertThat(grants.of("510025", List.of(), IN_MARCH)).isEqualTo(new Grants.Found(Set.of(), 7));
        assertThat(grants.of("510033", List.of("groups:企画調整課"), IN_MARCH))
                .as("of a municipality without a table")
                .isEqualTo(new Grants.Found(Set.of(), 0));
    }

    @Test
    void anOlderTableNeverOverwritesANewerOneAndTheNewerOneReplacesItWhole() {
        mapping("510041", 2, "{\"claim\": \"sub:b\", \"role\": \"AUDITOR\"}");
        mapping("510041", 1, "{\"claim\": \"sub:a\", \"role\": \"ADMINISTRATOR\"}");
        assertThat(grants.of("510041", List.of("sub:a", "sub:b"), IN_MARCH))
                .isEqualTo(new Grants.Found(Set.of(new Grant(Role.AUDITOR, null)), 2));
        mapping("510041", 3, "");
        assertThat(grants.of("510041", List.of("sub:a", "sub:b"), IN_MARCH)).isEqualTo(new Grants.Found(Set.of(), 3));
    }

    @Test
    void whatNoTableMayGiveAndWhatOnlyANewerVersionKnowsGivesNothing() {
        mapping("510050", 1, """
                {"claim": "sub:c", "role": "OPERATOR"},
                {"claim": "sub:c", "role": "RESIDENT"},
                {"claim": "sub:c", "role": "MAYOR"},
                {"claim": "sub:c", "role": "DEPARTMENT_EDITOR"},
                {"claim": "sub:c", "role": "AUDITOR", "department": "kenko"}""");
        assertThat(grants.of("510050", List.of("sub:c"), IN_MARCH).grants()).isEmpty();
    }

    @Test
    void aKeyOpensForItsDepartmentAndScopesUntilItExpires() {
        ApiKey key = key("510068");
        announce(key, 1, "DEPARTMENT_EDITOR", "\"kenko\"", "[\"RECORD_ACTUAL\", \"FLY\"]", null);
        assertThat(grants.ofKey("510068", key.reveal(), NOW))
                .contains(new Caller(
                        "api-key:" + key.id(),
                        "財務会計システム",
                        Set.of(new Grant(Role.DEPARTMENT_EDITOR, "kenko")),
                        Set.of(Permission.RECORD_ACTUAL),
                        null));
        assertThat(grants.ofKey("510068", key.reveal(), LATER.minusMillis(1))).isPresent();
        assertThat(grants.ofKey("510068", key.reveal(), LATER)).isEmpty();
    }

    @Test
    void aKeyWithoutScopesMayWhatItsRoleMay() {
        ApiKey key = key("510076");
        announce(key, 1, "SUBSCRIBER", "null", "null", null);
        Caller caller = grants.ofKey("510076", key.reveal(), NOW).orElseThrow();
        assertThat(caller.scopes()).isNull();
        assertThat(caller.may(Permission.MANAGE_WEBHOOKS)).isTrue();
        assertThat(caller.may(Permission.RECORD_ACTUAL)).isFalse();
    }

    @Test
    void aRevokedKeyOpensNothingAndItsOlderStateDoesNotBringItBack() {
        ApiKey key = key("510084");
        announce(key, 2, "SUBSCRIBER", "null", "null", NOW);
        assertThat(grants.ofKey("510084", key.reveal(), NOW)).isEmpty();
        announce(key, 1, "SUBSCRIBER", "null", "null", null);
        assertThat(grants.ofKey("510084", key.reveal(), NOW)).isEmpty();
    }

    @Test
    void aKeyOpensNothingElsewhereNorWithAnotherSecret() {
        ApiKey key = key("510092");
        announce(key, 1, "AUDITOR", "null", "null", null);
        assertThat(grants.ofKey("510092", key.reveal(), NOW)).isPresent();
        assertThat(grants.ofKey("510106", key.reveal(), NOW)).isEmpty();
        assertThat(grants.ofKey("510106", key.reveal().replace("510092", "510106"), NOW))
                .isEmpty();
        ApiKey stranger = key("510092");
        assertThat(grants.ofKey("510092", stranger.reveal(), NOW)).isEmpty();
        String otherSecret = key.reveal().substring(0, 28) + stranger.reveal().substring(28);
        assertThat(grants.ofKey("510092", otherSecret, NOW)).isEmpty();
        assertThat(grants.ofKey("510092", "", NOW)).isEmpty();
    }

    @Test
    void aKeyIsNoAdministrator() {
        ApiKey key = key("510114");
        announce(key, 1, "ADMINISTRATOR", "null", "null", null);
        assertThat(grants.ofKey("510114", key.reveal(), NOW)).isEmpty();
    }

    @Test
    void aMunicipalitySeesItsOwnTableAndKeysOnly() {
        mapping("510122", 1, "{\"claim\": \"sub:a\", \"role\": \"AUDITOR\"}");
        ApiKey key = key("510122");
        announce(key, 1, "AUDITOR", "null", "null", null);
        for (String table : List.of("access_mapping", "access_mapping_row", "api_key")) {
            String all = "select count(*) from " + table;
            assertThat(InTheNameOf.municipality("510122", () -> count(all)))
                    .as(table)
                    .isEqualTo(1);
            assertThat(InTheNameOf.municipality("510130", () -> count(all)))
                    .as(table)
                    .isZero();
            assertThat(InTheNameOf.theSystem(() -> count(all))).as(table).isPositive();
        }
    }

    @Test
    void aMunicipalityCannotGiveRolesInAnother() {
        assertThatThrownBy(() -> InTheNameOf.municipality("510149", () -> {
                    try (var connection = database.getConnection();
                            var statement = connection.createStatement()) {
                        return statement.executeUpdate("insert into access_mapping values ('510157', 1)");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void whatCannotBeWhatItSaysIsUnprocessable() {
        for (String data : List.of(
                "{\"municipality\": \"510165\"}",
                "{\"municipality\": \"510165\", \"rows\": [{\"claim\": \"sub:a\"}]}",
                "{\"municipality\": \"510165\", \"rows\": [{\"claim\": \"sub:\\u0000\", \"role\": \"AUDITOR\"}]}",
                "{\"municipality\": \"510165\", \"rows\": [{\"claim\": \"a:b\", \"role\": \"AUDITOR\", \"from\": \"R9\"}]}",
                "{\"municipality\": \"510173\", \"rows\": []}")) {
            assertThatThrownBy(() -> apply(AccessCopies.MAPPING_CHANGED, "510165/access-mapping", 1, data))
                    .as(data)
                    .isInstanceOf(UnprocessableEventException.class);
        }
        assertThatThrownBy(() -> apply(
                        AccessCopies.KEY_CHANGED,
                        "510165/api-key/x",
                        1,
                        "{\"municipality\": \"510165\", \"apiKey\": {}}"))
                .isInstanceOf(UnprocessableEventException.class);
    }

    private static ApiKey key(String municipality) {
        return ApiKey.create(municipality, new SecureRandom());
    }

    private void announce(
            ApiKey key, long version, String role, String department, String scopes, @Nullable Instant revoked) {
        String data = """
                {"municipality": "%s", "apiKey": {"id": "%s", "name": "財務会計システム", "hash": "%s", "role": "%s",
                 "department": %s, "scopes": %s, "createdAt": "%s", "expiresAt": "%s", "revokedAt": %s}}""".formatted(
                        key.municipality(),
                        key.id(),
                        key.hash(),
                        role,
                        department,
                        scopes,
                        NOW,
                        LATER,
                        revoked == null ? "null" : "\"" + revoked + "\"");
        apply(AccessCopies.KEY_CHANGED, key.municipality() + "/api-key/" + key.id(), version, data);
    }

    private void mapping(String municipality, long version, String rows) {
        apply(
                AccessCopies.MAPPING_CHANGED,
                municipality + "/access-mapping",
                version,
                "{\"municipality\": \"" + municipality + "\", \"rows\": [" + rows + "]}");
    }

    private void apply(String type, String subject, long version, String data) {
        try {
            ReceivedEvent event = new ReceivedEvent(
                    UUID.randomUUID(), subject, type, "/plan-service", subject, version, NOW, json.readTree(data));
            QuarkusTransaction.requiringNew().run(() -> copies.apply(List.of(event)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(data, e);
        }
    }

    private long count(String question) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
