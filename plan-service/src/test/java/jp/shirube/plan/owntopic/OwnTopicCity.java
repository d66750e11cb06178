package jp.shirube.plan.owntopic;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import jp.shirube.local.OwnerBackup;
import jp.shirube.local.RealParts;
import jp.shirube.outbox.OwnTopic;
import org.junit.jupiter.api.BeforeEach;

/** A city that states few things, over a real PostgreSQL and a real Kafka whose topic begins with each test. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
abstract class OwnTopicCity {

    static final String CITY = "/api/plan/v1/municipalities/062022";
    static final String EDITIONS = CITY + "/plans/example/editions";
    static final String MUNICIPALITY = example("municipality.yaml");
    static final String EDITION = example("edition.yaml");

    @Inject
    OwnTopic ownTopic;

    @Inject
    AgroalDataSource database;

    OwnerBackup data;

    @BeforeEach
    void nothingIsKnown() throws Exception {
        data = new OwnerBackup(
                database,
                "shirube.plan",
                List.of(
                        "municipality",
                        "municipality_revision",
                        "municipality_part",
                        "plan",
                        "edition",
                        "edition_revision",
                        "access_revision",
                        "access_mapping",
                        "access_mapping_row",
                        "api_key"));
        data.awaitPublished();
        data.forgetTheTopicSoFar();
        data.execute("""
                truncate municipality, municipality_revision, municipality_part, plan, edition, edition_revision, republish,
                    access_revision, access_mapping, access_mapping_row, api_key""");
    }

    void readBack() throws SQLException {
        ownTopic.begin();
        await().atMost(Duration.ofSeconds(60)).until(ownTopic::isCaughtUp);
    }

    static ValidatableResponse state(String municipality) {
        return yaml().header("If-Match", "*").body(municipality).put(CITY).then();
    }

    static ValidatableResponse post(String edition) {
        return yaml().body(edition).post(EDITIONS).then();
    }

    static ValidatableResponse change(int number, String edition) {
        return yaml().header("If-Match", "*")
                .queryParam("reason", "誤植の訂正")
                .body(edition)
                .put(EDITIONS + "/" + number)
                .then();
    }

    static ValidatableResponse adopt(int number) {
        return given().contentType("application/json")
                .body("""
                        {"adoptedOn": "2026-03-20", "inForceFrom": "2026-04-01", "note": "令和8年3月議会で議決（議案第12号）"}""")
                .put(EDITIONS + "/" + number + "/adoption")
                .then();
    }

    /** REST Assured must be told that YAML is text. */
    static RequestSpecification yaml() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml");
    }

    static String replaced(String document, String what, String by) {
        if (!document.contains(what)) {
            throw new IllegalArgumentException("the document does not say " + what);
        }
        return document.replace(what, by);
    }

    private static String example(String file) {
        try {
            return Files.readString(Path.of("src", "test", "resources", "contracts", file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
