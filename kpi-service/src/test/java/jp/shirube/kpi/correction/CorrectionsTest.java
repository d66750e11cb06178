package jp.shirube.kpi.correction;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 正誤表の元: what was confirmed and is something else since. */
@QuarkusTest
class CorrectionsTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(520750);

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()));

    @BeforeEach
    void twoIndicatorsAreKnown() {
        town.indicator("rate", "sports").indicator("share", "sports");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
    }

    private String base() {
        return "/api/kpi/v1/municipalities/" + town.code();
    }

    private void states(String indicator, String period, String value, String status, String reason) {
        given().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body("{\"value\": \"%s\", \"status\": \"%s\"%s}"
                        .formatted(value, status, reason.isEmpty() ? "" : ", \"reason\": \"" + reason + "\""))
                .put(base() + "/indicators/" + indicator + "/actuals/" + period)
                .then()
                .statusCode(200);
    }

    private void statesFirst(String indicator, String period, String value, String status) {
        given().contentType(ContentType.JSON)
                .body("{\"value\": \"%s\", \"status\": \"%s\"}".formatted(value, status))
                .put(base() + "/indicators/" + indicator + "/actuals/" + period)
                .then()
                .statusCode(201);
    }

    private void withdraws(String indicator, String period) {
        given().header("If-Match", "*")
                .queryParam("reason", "集計を誤った")
                .delete(base() + "/indicators/" + indicator + "/actuals/" + period)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse corrections(String query) {
        return given().get(base() + "/corrections" + query).then().statusCode(200);
    }

    private RequestSpecification sports() {
        return given().header("Authorization", "Bearer " + Tokens.of(town.code(), "DEPARTMENT_EDITOR:sports"))
                .contentType(ContentType.JSON);
    }

    @Test
    void aCorrectionNamesTheOldTheNewAndWhy() {
        statesFirst("rate", "R6", "30.1", "FINAL");
        states("rate", "R6", "31.1", "FINAL", "転記誤り");
        corrections("")
                .body("items", hasSize(1))
                .body("items[0].indicator", equalTo("rate"))
                .body("items[0].name", equalTo("指標 rate"))
                .body("items[0].unit", equalTo("%"))
                .body("items[0].period", equalTo("FY2024"))
                .body("items[0].kind", equalTo("CORRECTED"))
                .body("items[0].before.value", equalTo(30.1f))
                .body("items[0].before.revision", equalTo(1))
                .body("items[0].now.value", equalTo(31.1f))
                .body("items[0].now.revision", equalTo(2))
                .body("items[0].revision", equalTo(2))
                .body("items[0].reason", equalTo("転記誤り"))
                .body("items[0].confirmedBy", notNullValue())
                .body("next", nullValue());
    }

    @Test
    void aProvisionalFigureMadeFinalIsListedOnlyWithAnotherValue() {
        statesFirst("rate", "R6", "30.1", "PROVISIONAL");
        states("rate", "R6", "30.10", "FINAL", "");
        corrections("").body("items", hasSize(0));
        statesFirst("share", "R6", "30.1", "PROVISIONAL");
        states("share", "R6", "30.4", "FINAL", "確報の公表");
        corrections("").body("items.kind", contains("SETTLED")).body("items.indicator", contains("share"));
    }

    @Test
    void aNoteMoreIsNoCorrection() {
        statesFirst("rate", "R6", "30.1", "FINAL");
        given().contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body("{\"value\": \"30.1\", \"status\": \"FINAL\", \"note\": \"年次報告による\", \"reason\": \"出典を追記\"}")
                .put(base() + "/indicators/rate/actuals/R6")
                .then()
                .statusCode(200);
        corrections("").body("items", hasSize(0));
    }

    @Test
    void whatWasWithdrawnIsToldAndWhatIsStatedAgain() {
        statesFirst("rate", "R6", "30.1", "FINAL");
        withdraws("rate", "R6");
        corrections("")
                .body("items.kind", contains("WITHDRAWN"))
                .body("items[0].now", nullValue())
                .body("items[0].revision", equalTo(2))
                .body("items[0].reason", equalTo("集計を誤った"));
        statesFirst("rate", "R6", "29.8", "FINAL");
        corrections("")
                .body("items.kind", contains("WITHDRAWN", "RESTATED"))
                .body("items[1].before.value", equalTo(30.1f))
                .body("items[1].before.revision", equalTo(1))
                .body("items[1].now.revision", equalTo(3));
    }

    @Test
    void whatIsOnlySentInAndReturnedIsNotPublicAndLeftOut() {
        statesFirst("rate", "R7", "30.1", "FINAL");
        given().contentType(ContentType.JSON)
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post(base() + "/collection-rounds")
                .then()
                .statusCode(201);
        sports().header("If-Match", "\"1\"")
                .body("{\"value\": \"33.3\", \"status\": \"FINAL\", \"reason\": \"概数だった\"}")
                .put(base() + "/indicators/rate/actuals/R7")
                .then()
                .statusCode(200)
                .body("review", equalTo("SUBMITTED"));
        corrections("").body("items", hasSize(0));
        String item = base() + "/collection-rounds/fy2025/items/indicator:rate:FY2025";
        given().contentType(ContentType.JSON)
                .body("{\"reason\": \"出典を確かめてください\"}")
                .post(item + "/return")
                .then()
                .statusCode(200);
        sports().header("If-Match", "\"3\"")
                .body("{\"value\": \"33.1\", \"status\": \"FINAL\", \"reason\": \"対象を直した\"}")
                .put(base() + "/indicators/rate/actuals/R7")
                .then()
                .statusCode(200);
        given().post(item + "/confirmation").then().statusCode(200);
        corrections("")
                .body("items", hasSize(1))
                .body("items[0].before.value", equalTo(30.1f))
                .body("items[0].before.revision", equalTo(1))
                .body("items[0].now.value", equalTo(33.1f))
                .body("items[0].now.revision", equalTo(5))
                .body("items[0].reason", equalTo("対象を直した"));
    }

    @Test
    void daysAreDaysInJapanAndYearAndIndicatorChoose() {
        statesFirst("rate", "R5", "30.1", "FINAL");
        statesFirst("share", "R6", "40.1", "FINAL");
        clock.set(java.time.Instant.parse("2026-07-01T15:00:00Z"));
        states("rate", "R5", "30.2", "FINAL", "七月二日");
        clock.set(java.time.Instant.parse("2026-07-03T14:59:59Z"));
        states("share", "R6", "40.2", "FINAL", "七月三日");
        corrections("?to=2026-07-01").body("items", hasSize(0));
        corrections("?from=2026-07-02&to=2026-07-02").body("items.reason", contains("七月二日"));
        corrections("?from=2026-07-03&to=2026-07-03").body("items.reason", contains("七月三日"));
        corrections("?from=2026-07-04").body("items", hasSize(0));
        corrections("?year=R5").body("items.indicator", contains("rate"));
        corrections("?year=2024").body("items.indicator", contains("share"));
        corrections("?indicator=share").body("items.indicator", contains("share"));
    }

    @Test
    void onePageLeadsToTheNext() {
        statesFirst("rate", "R6", "1", "FINAL");
        states("rate", "R6", "2", "FINAL", "一");
        states("rate", "R6", "3", "FINAL", "二");
        states("rate", "R6", "4", "FINAL", "三");
        String next = corrections("?limit=2")
                .body("items.reason", contains("一", "二"))
                .extract()
                .path("next");
        corrections("?limit=2&after=" + next)
                .body("items.reason", contains("三"))
                .body("next", nullValue());
        String link =
                given().accept("text/csv").get(base() + "/corrections?limit=2").header("Link");
        assertThat(link).contains("after=" + next).endsWith("rel=\"next\"");
    }

    @Test
    void residentsReadTheSameWithoutNames() {
        statesFirst("rate", "R6", "30.1", "FINAL");
        states("rate", "R6", "31.1", "FINAL", "転記誤り");
        given().header(SignedIn.NOBODY, "true")
                .get(base() + "/corrections")
                .then()
                .statusCode(200)
                .body("items[0].reason", equalTo("転記誤り"))
                .body("items[0].confirmedBy", nullValue());
    }

    @Test
    void asATableForExcel() {
        statesFirst("rate", "R6", "30.1", "FINAL");
        states("rate", "R6", "-31.1", "FINAL", "=HYPERLINK(1)");
        byte[] file = given().header(SignedIn.NOBODY, "true")
                .accept("text/csv")
                .get(base() + "/corrections")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("corrections.csv"))
                .extract()
                .asByteArray();
        assertThat(file).startsWith(0xef, 0xbb, 0xbf);
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("指標 rate,%,令和6年度,FY2024,訂正,30.1,,確定,-31.1,,確定,'=HYPERLINK(1),")
                .endsWith(",,1,2\r\n");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (String query : new String[] {"from=7/1", "to=x", "year=x", "indicator=A", "after=x", "limit=0"}) {
            given().get(base() + "/corrections?" + query)
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("#" + query.substring(0, query.indexOf('='))));
        }
        given().get("/api/kpi/v1/municipalities/520799/corrections")
                .then()
                .statusCode(404)
                .body("type", not(containsString(":not-found")));
    }
}
