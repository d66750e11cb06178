package jp.shirube.plan.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import jp.shirube.access.Caller;
import jp.shirube.access.Grant;
import jp.shirube.access.Grants;
import jp.shirube.access.Permission;
import jp.shirube.access.Role;
import org.junit.jupiter.api.Test;

/** A system gets a key once, for a while, for no more than it needs; it can be taken away. */
@QuarkusTest
class ApiKeysTest extends AccessCity {

    @Inject
    Grants grants;

    @Inject
    Clock clock;

    @Test
    void aKeyIsShownOnceAndOpensWhatItWasMadeFor() {
        LocalDate last = LocalDate.now(clock).plusDays(30);
        String key = make("""
                {"name": "財務会計システム", "role": "DEPARTMENT_EDITOR", "department": "健康課",
                 "scopes": ["RECORD_ACTUAL"], "expiresOn": "%s"}""".formatted(last))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("department", equalTo("kenko"))
                .extract()
                .path("key");
        Instant end = last.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        String id = key.substring(15, 27);
        Caller caller = grants.ofKey(code, key, clock.instant()).orElseThrow();
        assertThat(caller)
                .isEqualTo(new Caller(
                        "api-key:" + id,
                        "財務会計システム",
                        Set.of(new Grant(Role.DEPARTMENT_EDITOR, "kenko")),
                        Set.of(Permission.RECORD_ACTUAL),
                        null));
        assertThat(grants.ofKey(code, key, end.minusSeconds(1))).isPresent();
        assertThat(grants.ofKey(code, key, end)).isEmpty();
        String listed = given().get(city + "/api-keys")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id))
                .body("items[0].key", nullValue())
                .body("items[0].hash", nullValue())
                .body("items[0].expiresAt", equalTo(end.toString()))
                .extract()
                .asString();
        assertThat(listed).doesNotContain(key.substring(28));
    }

    @Test
    void aRevokedKeyOpensNothingStaysInTheListAndIsRevokedOnce() {
        String key = make(request("SUBSCRIBER", 10)).statusCode(201).extract().path("key");
        String place = city + "/api-keys/" + key.substring(15, 27);
        String revoked = given().delete(place + "?reason=leaked")
                .then()
                .statusCode(200)
                .body("revokedAt", notNullValue())
                .extract()
                .path("revokedAt");
        assertThat(grants.ofKey(code, key, clock.instant())).isEmpty();
        given().delete(place).then().statusCode(200).body("revokedAt", equalTo(revoked));
        given().get(city + "/api-keys").then().body("items.revokedAt", equalTo(java.util.List.of(revoked)));
        given().delete(city + "/api-keys/unknown")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:api-key-unknown"));
        given().delete(city + "/api-keys/%00").then().statusCode(not(equalTo(500)));
    }

    @Test
    void theKeysOfAnotherCityAreNotReached() {
        String key = make(request("SUBSCRIBER", 10)).statusCode(201).extract().path("key");
        aCity();
        given().delete(city + "/api-keys/" + key.substring(15, 27)).then().statusCode(404);
        given().get(city + "/api-keys").then().body("items", hasSize(0));
        assertThat(grants.ofKey(code, key, clock.instant())).isEmpty();
    }

    @Test
    void manyKeysAreListedPageByPage() {
        for (int each = 0; each < 3; each++) {
            make(request("AUDITOR", 10)).statusCode(201);
        }
        String next = given().get(city + "/api-keys?limit=2")
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("next");
        given().get(city + "/api-keys?limit=2&after=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
    }

    @Test
    void noKeyForPeopleNorForLongNorForMoreThanItsRole() {
        for (String role : new String[] {
            "ADMINISTRATOR", "OPERATOR", "RESIDENT", "DEPARTMENT_APPROVER", "COMMITTEE_MEMBER", "MAYOR"
        }) {
            make(request(role, 10)).statusCode(422).body("errors[0].pointer", equalTo("/role"));
        }
        make(request("AUDITOR", 400)).statusCode(201);
        make(request("AUDITOR", 401)).statusCode(422).body("errors.pointer", containsInAnyOrder("/expiresOn"));
        make(request("AUDITOR", -1)).statusCode(422).body("errors.pointer", containsInAnyOrder("/expiresOn"));
        make("""
                {"name": " ", "role": "DEPARTMENT_EDITOR", "scopes": ["OPERATE", "RECORD_ACTUAL", 5], "secret": "x"}""")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/name", "/department", "/expiresOn", "/scopes/0", "/scopes/2", "/secret"));
        make("""
                {"name": "x", "role": "AUDITOR", "department": "kenko", "scopes": [], "expiresOn": 7}""")
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/department", "/scopes", "/expiresOn", "/expiresOn"));
        make("{").statusCode(400);
        make("[]").statusCode(422);
        make("").statusCode(422);
        make("{\"name\": \"a\\u0000\", \"role\": \"AUDITOR\", \"expiresOn\": \"" + LocalDate.now(clock) + "\"}")
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/name"));
    }

    private String request(String role, int days) {
        return "{\"name\": \"取り込み\", \"role\": \"%s\", \"expiresOn\": \"%s\"}"
                .formatted(role, LocalDate.now(clock).plusDays(days));
    }

    private ValidatableResponse make(String request) {
        return given().contentType("application/json")
                .body(request)
                .post(city + "/api-keys")
                .then();
    }
}
