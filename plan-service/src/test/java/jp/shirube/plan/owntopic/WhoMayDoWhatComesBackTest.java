package jp.shirube.plan.owntopic;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Grants;
import jp.shirube.local.OwnerBackup;
import org.junit.jupiter.api.Test;

/** 復元: nobody is forgotten, and no revoked key opens anything again, because the database was put back to an older point. */
@QuarkusTest
class WhoMayDoWhatComesBackTest extends OwnTopicCity {

    private static final String ADMINISTRATOR = "{\"claim\": \"groups:情報政策課\", \"role\": \"ADMINISTRATOR\"}";

    @Inject
    Grants grants;

    @Inject
    Clock clock;

    @Test
    void anOlderBackupHasEveryTableAndEveryKeyAgainWithWhoMadeItSoWhenAndWhy() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        mapping(ADMINISTRATOR, "開始");
        String key = makeKey();
        String id = key.substring("shirube_062022_".length(), "shirube_062022_".length() + 12);
        data.awaitPublished();
        data.backUp();
        mapping(ADMINISTRATOR + ", {\"claim\": \"sub:a\", \"role\": \"AUDITOR\", \"note\": \"監査委員事務局\"}", "任命");
        mapping(ADMINISTRATOR, "退任");
        given().delete(CITY + "/api-keys/" + id + "?reason=漏えい").then().statusCode(200);
        String another = makeKey();
        data.awaitPublished();
        List<String> before = data.rows();

        data.restoreBackUp();
        assertThat(grants.ofKey("062022", key, clock.instant()))
                .as("in the backup")
                .isPresent();
        readBack();

        assertThat(data.rows()).isEqualTo(before);
        assertThat(data.texts("select reason from access_revision where subject = 'access-mapping' order by version"))
                .containsExactly("開始", "任命", "退任");
        assertThat(grants.ofKey("062022", key, clock.instant())).isEmpty();
        assertThat(grants.ofKey("062022", another, clock.instant())).isPresent();
        assertThat(data.texts("select type from outbox where published_at is null"))
                .as("nothing had to be said again")
                .isEmpty();
        mapping(ADMINISTRATOR + ", {\"claim\": \"sub:b\", \"role\": \"AUDITOR\"}", "任命")
                .header("ETag", equalTo("\"4\""));
        data.awaitPublished();
        assertThat(data.versionsOnTheTopic("062022/access-mapping")).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aTopicThatIsLostIsSaidAgainAndRestoresAnEmptyDatabase() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        mapping(ADMINISTRATOR, "開始");
        mapping(ADMINISTRATOR + ", {\"claim\": \"sub:a\", \"role\": \"AUDITOR\"}", "任命");
        String key = makeKey();
        given().delete(CITY + "/api-keys/" + key.substring(15, 27)).then().statusCode(200);
        makeKey();
        data.awaitPublished();
        List<String> said = said();
        List<String> before = data.rows();
        data.forgetTheTopicSoFar();

        given().post("/operations/republish").then().statusCode(202).body("total", equalTo(6));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/operations/republish").then().body("finished", notNullValue()));
        given().get("/operations/republish").then().body("done", equalTo(6)).body("leftOut", equalTo(0));
        data.awaitPublished();
        assertThat(said()).isEqualTo(said);

        data.execute("""
                truncate municipality, municipality_revision, municipality_part, access_revision, access_mapping,
                    access_mapping_row, api_key, relay_position""");
        readBack();
        assertThat(data.rows()).isEqualTo(before);
    }

    @Test
    void whatTheDatabaseHasAlreadyIsNotRestored() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        mapping(ADMINISTRATOR, "開始");
        makeKey();
        data.awaitPublished();
        List<String> before = data.rows();
        data.execute("delete from relay_position");
        readBack();
        assertThat(data.rows()).isEqualTo(before);
        assertThat(ownTopic.progress().restored()).isZero();
    }

    @Test
    void noKeyIsEverOnTheTopic() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        String key = makeKey();
        data.awaitPublished();
        String secret = key.substring(28);
        assertThat(data.records())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.value()).doesNotContain(secret));
        assertThat(data.rows()).allSatisfy(row -> assertThat(row).doesNotContain(secret));
    }

    private List<String> said() {
        return data.records().stream()
                .filter(each ->
                        each.key().contains("/access-mapping") || each.key().contains("/api-key/"))
                .map(each -> OwnerBackup.header(each, "ce_type") + " " + each.key() + " "
                        + OwnerBackup.header(each, "ce_aggregateversion") + " " + OwnerBackup.header(each, "ce_time")
                        + " " + each.value())
                .sorted()
                .toList();
    }

    private static ValidatableResponse mapping(String rows, String reason) {
        return given().header("If-Match", "*")
                .contentType("application/json")
                .queryParam("reason", reason)
                .body("{\"rows\": [" + rows + "]}")
                .put(CITY + "/access-mapping")
                .then()
                .statusCode(200);
    }

    private String makeKey() {
        return given().contentType("application/json")
                .body("{\"name\": \"財務会計システム\", \"role\": \"SUBSCRIBER\", \"expiresOn\": \""
                        + LocalDate.now(clock).plusDays(90) + "\"}")
                .post(CITY + "/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }
}
