package jp.shirube.access.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import jp.shirube.access.SignedIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RefusedAttemptsTest extends Kept {

    @Inject
    RefusedAttempts attempts;

    @BeforeEach
    void aNewMinuteBegins() {
        attempts.nextMinute();
    }

    private static Response put(String municipality, String thing, String query) {
        return given().urlEncodingEnabled(false)
                .header("Cookie", "session=secret-in-a-header")
                .body("secret in a body")
                .put(address(municipality, thing) + query);
    }

    private static String address(String municipality, String thing) {
        return "/api/desk/v1/municipalities/" + municipality + "/things/" + thing;
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 412, 422, 428, 500})
    void aRefusedWriteIsRecordedWithWhatItWasToldAndStaysRefused(int status) {
        String municipality = "51002" + status % 10;
        String thing = "t" + status;

        assertThat(put(municipality, thing, "?status=" + status).statusCode()).isEqualTo(status);

        assertThat(entriesOf(municipality))
                .filteredOn(entry -> entry.subject().equals(municipality + "/things/" + thing))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("PUT " + address(municipality, thing) + "?status=" + status);
                    assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
                    assertThat(entry.status()).isEqualTo(status);
                    assertThat(entry.problem()).isEqualTo(status == 422 ? "invalid" : "refused-" + status);
                    assertThat(entry.toString()).doesNotContain("secret");
                });
    }

    @Test
    void whatIsToBeTriedAgainLaterOrIsADryRunOrSucceedsIsNot() {
        put("510031", "a", "?status=429");
        put("510031", "a", "?status=503");
        put("510031", "a", "?status=422&dryRun=true");
        put("510031", "a", "?status=200");

        assertThat(entriesOf("510031")).isEmpty();
    }

    @Test
    void readingIsRecordedWhereItWasNotAllowedOnly() {
        given().header(SignedIn.NOBODY, "1").get(address("510032", "a") + "?status=404");
        given().header(SignedIn.NOBODY, "1").get(address("510032", "a") + "?status=401");
        assertThat(entriesOf("510032")).isEmpty();

        given().get(address("510032", "a") + "?status=403");
        given().header("X-API-Key", "wrong").get(address("510032", "b") + "?status=401");
        assertThat(entriesOf("510032"))
                .extracting(AuditPage.Item::subject, AuditPage.Item::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("510032/things/a", 403),
                        org.assertj.core.groups.Tuple.tuple("510032/things/b", 401));
    }

    @Test
    void aLongAddressIsCutAndSecretsInItAreNotKept() {
        put("510033", "%0Aforged", "?status=422&access_token=abcdef&x=" + "y".repeat(2500));

        assertThat(entriesOf("510033")).singleElement().satisfies(entry -> {
            assertThat(entry.action()).hasSize(2000).endsWith("…").doesNotContain("abcdef");
            assertThat(entry.subject()).isEqualTo("510033/things/␊forged");
        });
    }

    @Test
    void aFloodIsCountedInOneRowAMinute() {
        for (int i = 0; i < 60; i++) {
            assertThat(put("510034", "a", "?status=422").statusCode()).isEqualTo(422);
        }
        attempts.nextMinute();

        List<AuditPage.Item> entries = entriesOf("510034");
        assertThat(entries).hasSize(41);
        assertThat(entries.getLast().action()).isEqualTo("attempts.counted");
        assertThat(entries.getLast().after()).isEqualTo("{\"refused\":20}");
        put("510034", "a", "?status=422");
        assertThat(entriesOf("510034")).hasSize(42);
    }

    @Test
    void aRefusalThatCannotBeRecordedIsStillThatRefusal() {
        tried(connection -> {
            // Nobody can write while this lock is held, and nobody waits long for it.
            execute(connection, "lock table audit_entry in access exclusive mode");
            assertThat(put("510035", "a", "?status=422").statusCode()).isEqualTo(422);
        });
    }
}
