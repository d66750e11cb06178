package jp.shirube.report.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import jp.shirube.local.RealParts;
import jp.shirube.report.progresslog.PublishedProgress;
import jp.shirube.report.webhook.LocalReceiver.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A municipality names receivers and looks after them; ASVS 5.0 1.3.6, 4.1.1 for what is refused. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class WebhooksApiTest {

    private static final String ALL = "/api/report/v1/municipalities/321001/webhooks";

    @BeforeAll
    static void municipalities() {
        try (PublishedProgress ours = new PublishedProgress("321001");
                PublishedProgress theirs = new PublishedProgress("321002")) {
            ours.municipality("試験市");
            theirs.municipality("隣の市");
        }
    }

    private static void known() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            given().get(ALL).then().statusCode(200);
            given().get(ALL.replace("321001", "321002")).then().statusCode(200);
        });
    }

    private static Response post(String path, String body) {
        known();
        return given().contentType("application/json").body(body).post(path);
    }

    private static String registered(String body) {
        return post(ALL, body)
                .then()
                .statusCode(201)
                .extract()
                .header("Location")
                .replaceAll("^https?://[^/]+", "");
    }

    private static ValidatableResponse patch(String path, String ifMatch, String body) {
        return given().contentType("application/json")
                .header("If-Match", ifMatch)
                .body(body)
                .patch(path)
                .then();
    }

    @Test
    void theSecretIsShownOnceAndNeverAgain() {
        Response answer = post(ALL, """
                {"url": "http://127.0.0.1:9000/", "name": "庁内", "filter": {"plan": "sogo", "department": "kikaku"}}""");
        answer.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith(ALL + "/" + answer.path("id")))
                .body("secret", startsWith("whsec_"))
                .body("state", equalTo("ACTIVE"))
                .body("filter.plan", equalTo("sogo"))
                .body("filter.element", nullValue())
                .body("filter.gradeChangesOnly", equalTo(false))
                .body("waiting", equalTo(0));
        String secret = answer.path("secret");
        String bare = secret.substring("whsec_".length());
        String path = ALL + "/" + answer.path("id");
        for (String each : new String[] {path, ALL + "?limit=200", path + "/deliveries"}) {
            given().get(each).then().statusCode(200).body(not(containsString(bare)));
        }
        given().get(path).then().body("name", equalTo("庁内")).body("$", not(hasItem("secret")));
    }

    @Test
    void everyFaultOfARegistrationIsToldAtOnceInBothLanguages() {
        String bad = """
                {"url": "http://169.254.169.254/latest", "filter": {"plan": 5.5, "element": "", "gradeChangesOnly": "yes", "x": 1},
                 "from": "yesterday", "secret": "whsec_mine", "name": ["a"]}""";
        post(ALL, bad)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:shirube:problem:invalid"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/url",
                                "/filter/element",
                                "/filter/gradeChangesOnly",
                                "/filter/x",
                                "/from",
                                "/secret",
                                "/name"))
                .body("errors.find { it.pointer == '/url' }.message", containsString("送信できません"));
        given().contentType("application/json")
                .header("Accept-Language", "en")
                .body("{\"url\": \"http://10.0.0.1/\"}")
                .post(ALL)
                .then()
                .statusCode(422)
                .body("errors[0].message", containsString("shirube.webhooks.allowed-receivers"));
        post(ALL, "{}").then().statusCode(422).body("errors.pointer", equalTo(java.util.List.of("/url")));
        post(ALL, "[]").then().statusCode(422);
        post(ALL, "{").then().statusCode(400);
        post(ALL, "").then().statusCode(400);
        post(ALL, "{\"url\": \"http://127.0.0.1:9000/\", \"from\": 99999999}")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/from"));
    }

    @Test
    void nobodyChangesOrRemovesWhatHeHasNotSeen() {
        String path = registered("{\"url\": \"http://127.0.0.1:9000/\"}");
        given().contentType("application/json").body("{}").patch(path).then().statusCode(428);
        patch(path, "\"7\"", "{}").statusCode(412);
        patch(
                        path,
                        "\"1\"",
                        "{\"url\": \"http://127.0.0.1:9001/\", \"filter\": {\"plan\": \"b\"}, \"state\": \"DISABLED\"}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("url", endsWith(":9001/"))
                .body("filter.plan", equalTo("b"))
                .body("state", equalTo("DISABLED"))
                .body("disabledBecause", equalTo("BY_HAND"))
                .body("disabledAt", notNullValue());
        patch(path, "\"2\"", "{\"state\": \"ACTIVE\"}")
                .statusCode(200)
                .body("state", equalTo("ACTIVE"))
                .body("url", endsWith(":9001/"))
                .body("disabledBecause", nullValue());
        patch(path, "\"3\"", "{\"url\": \"http://[::1]/\", \"state\": \"SLEEPING\"}")
                .statusCode(422)
                .body("errors.pointer", hasItems("/url", "/state"));
        given().delete(path).then().statusCode(428);
        given().header("If-Match", "\"1\"").delete(path).then().statusCode(412);
        given().header("If-Match", "nonsense").delete(path).then().statusCode(org.hamcrest.Matchers.lessThan(500));
        given().header("If-Match", "\"3\"").delete(path).then().statusCode(204);
        given().get(path).then().statusCode(404).body("type", equalTo("urn:shirube:problem:webhook-unknown"));
        given().header("If-Match", "*").delete(path).then().statusCode(404);
    }

    /** OWASP API1:2023. */
    @Test
    void anotherMunicipalitySeesAndChangesNothing() {
        String path = registered("{\"url\": \"http://127.0.0.1:9000/\"}");
        String theirs = path.replace("321001", "321002");
        given().get(theirs).then().statusCode(404);
        patch(theirs, "*", "{}").statusCode(404);
        given().header("If-Match", "*").delete(theirs).then().statusCode(404);
        for (String action : new String[] {"/secret", "/test", "/deliveries/1/retry"}) {
            given().post(theirs + action).then().statusCode(404);
        }
        post(theirs + "/replay", "{\"from\": \"start\"}").then().statusCode(404);
        given().get(theirs + "/deliveries").then().statusCode(404);
        given().get("/api/report/v1/municipalities/999999/webhooks")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:municipality-unknown"));
        given().get(ALL + "/" + UUID.randomUUID()).then().statusCode(404);
        given().get(ALL + "/1").then().statusCode(404);
        given().get(path).then().statusCode(200);
    }

    @Test
    void aPingTellsAtOnceWhatCameOfIt() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(204))) {
            String path = registered("{\"url\": \"" + receiver.url() + "\"}");
            given().post(path + "/test")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("DELIVERED"))
                    .body("type", equalTo("ping"))
                    .body("eventId", equalTo(receiver.ids().getFirst()))
                    .body("attempts[0].status", equalTo(204));
            receiver.answer(Answer.status(410));
            given().post(path + "/test")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("GIVEN_UP"))
                    .body("attempts[0].status", equalTo(410));
            given().get(path).then().body("state", equalTo("ACTIVE"));
            given().get(path + "/deliveries?state=GIVEN_UP").then().body("items", hasSize(1));
            String next = given().get(path + "/deliveries?limit=1")
                    .then()
                    .body("items[0].state", equalTo("GIVEN_UP"))
                    .extract()
                    .path("next");
            given().get(path + "/deliveries?limit=1&after=" + next)
                    .then()
                    .body("items[0].state", equalTo("DELIVERED"))
                    .body("next", nullValue());
        }
    }

    @Test
    void listsComeInPagesAndNonsenseIsRefused() {
        String first = registered("{\"url\": \"http://127.0.0.1:9000/1\"}");
        registered("{\"url\": \"http://127.0.0.1:9000/2\"}");
        String next = given().get(ALL + "?limit=1")
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("next");
        assertThat(next).isNotNull();
        given().get(ALL + "?limit=200&after=" + next).then().statusCode(200).body("items.id", not(hasItem(next)));
        for (String query : new String[] {"?limit=0", "?limit=201", "?limit=x", "?after=x"}) {
            given().get(ALL + query).then().statusCode(422);
            given().get(first + "/deliveries" + query).then().statusCode(422);
        }
        given().get(first + "/deliveries?state=LOST").then().statusCode(422);
        given().post(first + "/deliveries/1/retry")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:delivery-unknown"));
        given().post(first + "/deliveries/x/retry").then().statusCode(404);
        post(first + "/replay", "{}").then().statusCode(422).body("errors.pointer", hasItem("/from"));
        post(first + "/replay", "{\"from\": \"2026-07-01T00:00:00+09:00\"}")
                .then()
                .statusCode(202);
    }
}
