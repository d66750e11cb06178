package jp.shirube.kpi.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.received.Asked;
import jp.shirube.promise.Quantity;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CollectionRoundTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(522500);
    private static final String RATE = "indicator:rate:FY2025";

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()));

    private String rounds() {
        return "/api/kpi/v1/municipalities/" + town.code() + "/collection-rounds";
    }

    private String item(String id) {
        return rounds() + "/fy2025/items/" + id;
    }

    private void isKnown() {
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
    }

    private ValidatableResponse open(String more) {
        isKnown();
        return given().contentType(ContentType.JSON)
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"" + more + "}")
                .post(rounds())
                .then();
    }

    private RequestSpecification as(String department) {
        return given().header("Authorization", "Bearer " + Tokens.of(town.code(), "DEPARTMENT_EDITOR:" + department))
                .contentType(ContentType.JSON);
    }

    private RequestSpecification head(String department) {
        return given().header("Authorization", "Bearer " + Tokens.of(town.code(), "DEPARTMENT_APPROVER:" + department))
                .contentType(ContentType.JSON);
    }

    private static RequestSpecification planner() {
        return given().contentType(ContentType.JSON);
    }

    private ValidatableResponse types(String item, String answer) {
        return types(as("sports"), item, answer);
    }

    private ValidatableResponse types(RequestSpecification who, String item, String answer) {
        String tag = as("sports").get(item(item)).header("ETag");
        return who.header("If-Match", tag)
                .body(answer)
                .put(item(item) + "/answer")
                .then();
    }

    private ValidatableResponse sendsIn(String item) {
        return as("sports").post(item(item) + "/submission").then();
    }

    private String actual() {
        return "/api/kpi/v1/municipalities/" + town.code() + "/indicators/rate/actuals/R7";
    }

    @Test
    void anIndicatorListedTwiceIsAskedOnceAndAnInitiativeOfTheYearToo() {
        town.indicator("rate", "sports")
                .placed("rate")
                .initiative("lessons", "kenko", "FY2025..FY2027", "実施")
                .initiative("later", "kenko", "FY2027", "検討");
        open("").statusCode(201)
                .header("Location", containsString("/collection-rounds/fy2025"))
                .body("round.title", equalTo("令和7年度実績照会"))
                .body("items.id", contains(RATE, "initiative:sogo-keikaku:lessons"))
                .body("items[0].places", hasSize(2))
                .body("items[0].department", equalTo("sports"))
                .body("items[1].planned", contains("実施"))
                .body("items[1].department", equalTo("kenko"));
        planner()
                .get(rounds() + "/fy2025")
                .then()
                .statusCode(200)
                .body("departments.department", contains("kenko", "sports"))
                .body("departments.name", contains("健康課", "スポーツ課"))
                .body("total.asked", equalTo(2))
                .body("total.answered", equalTo(0));
        planner()
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post(rounds())
                .then()
                .statusCode(409);
    }

    @Test
    void aYearWithoutASurveyAsksNothingAndWhatIsNotKnownYetIsAskedLaterByItself() {
        town.indicator("surveyed", "sports", Quantity.RATIO, new Asked(2, 2024, null))
                .indicator("statistic", "sports", Quantity.RATIO, new Asked(null, null, 9))
                .indicator("rate", "sports");
        open("").statusCode(201)
                .body("items.id", contains("indicator:statistic:FY2025", RATE))
                .body("items.state", contains("NOT_YET", "OPEN"))
                .body("items[0].askFrom", equalTo("2027-01-01"));
        clock.setDay(2027, 1, 1);
        planner()
                .get(item("indicator:statistic:FY2025"))
                .then()
                .body("state", equalTo("OPEN"))
                .body("late", equalTo(false));
        planner().get(item(RATE)).then().body("late", equalTo(true));
    }

    @Test
    void whatIsStatedAlreadyIsPrefilledAndWhatIsFinalIsNotAskedAgain() {
        town.indicator("rate", "sports").indicator("half", "sports");
        isKnown();
        planner().body("{\"value\": \"32.8\"}").put(actual()).then().statusCode(201);
        planner()
                .body("{\"value\": \"1\", \"status\": \"PROVISIONAL\"}")
                .put(actual().replace("rate", "half"))
                .then()
                .statusCode(201);
        open("").statusCode(201)
                .body("prefilled", equalTo(2))
                .body("items.find { it.id == '" + RATE + "' }.state", equalTo("CONFIRMED"))
                .body("items.find { it.id == '" + RATE + "' }.answer.value", equalTo("32.8"))
                .body("items.find { it.id == 'indicator:half:FY2025' }.state", equalTo("OPEN"))
                .body("items.find { it.id == 'indicator:half:FY2025' }.answer.status", equalTo("PROVISIONAL"));
    }

    @Test
    void aDraftIsNoActualWhatIsSentInIsSeenByTheStaffAndWhatIsConfirmedByEverybody() {
        town.indicator("rate", "sports");
        open("").statusCode(201);
        types(RATE, "{\"value\": \"３２．８％\", \"selfEvaluation\": \"研修の成果\", \"direction\": \"CONTINUE\"}")
                .statusCode(200)
                .body("state", equalTo("DRAFTED"))
                .body("findings", hasSize(0));
        as("sports").get(actual()).then().statusCode(404);

        sendsIn(RATE).statusCode(200).body("state", equalTo("SUBMITTED"));
        as("sports").get(actual()).then().body("value", equalTo(32.8f)).body("review", equalTo("SUBMITTED"));
        given().header(SignedIn.NOBODY, "true").get(actual()).then().statusCode(404);

        planner().post(item(RATE) + "/confirmation").then().statusCode(200).body("state", equalTo("CONFIRMED"));
        given().header(SignedIn.NOBODY, "true")
                .get(actual())
                .then()
                .statusCode(200)
                .body("value", equalTo(32.8f));
        planner().get(item(RATE)).then().body("history.done", contains("ASKED", "DRAFTED", "SUBMITTED", "CONFIRMED"));
        planner()
                .get(rounds() + "/fy2025")
                .then()
                .body("total.answered", equalTo(1))
                .body("total.burden.typed", equalTo(3))
                .body("total.burden.minutesUntilSubmitted", notNullValue());
    }

    @Test
    void whatIsReturnedIsAnsweredAgainAndLockedNothingChangesUnlessReopenedWithAReason() throws Exception {
        town.indicator("rate", "sports");
        open("").statusCode(201);
        types(RATE, "{\"value\": \"32.8\"}").statusCode(200);
        sendsIn(RATE).statusCode(200);
        planner().body("{}").post(item(RATE) + "/return").then().statusCode(422);
        planner()
                .body("{\"reason\": \"集計の対象が違います\"}")
                .post(item(RATE) + "/return")
                .then()
                .statusCode(200)
                .body("state", equalTo("RETURNED"))
                .body("reason", equalTo("集計の対象が違います"));
        as("sports").get(actual()).then().body("review", equalTo("RETURNED")).body("revision", equalTo(2));
        planner()
                .post(item(RATE) + "/confirmation")
                .then()
                .statusCode(409)
                .body("type", containsString("collection-item-state"));

        types(RATE, "{\"value\": \"30.1\"}").statusCode(200);
        sendsIn(RATE).statusCode(200).body("reason", equalTo(null));
        planner()
                .body("{\"items\": [\"" + RATE + "\", \"indicator:none:FY2025\"]}")
                .post(rounds() + "/fy2025/confirmations")
                .then()
                .statusCode(200)
                .body("moved", equalTo(1))
                .body("refused.item", contains("indicator:none:FY2025"));
        planner()
                .body("{}")
                .post(rounds() + "/fy2025/locks")
                .then()
                .statusCode(200)
                .body("moved", equalTo(1));

        planner()
                .header("If-Match", "\"4\"")
                .body("{\"value\": \"29\", \"reason\": \"再集計\"}")
                .put(actual())
                .then()
                .statusCode(409)
                .body("type", containsString("collection-item-locked"));
        types(RATE, "{\"value\": \"29\"}").statusCode(409);
        planner()
                .body("{\"reason\": \"確報が出たため\"}")
                .post(item(RATE) + "/reopening")
                .then()
                .statusCode(200);
        types(RATE, "{\"value\": \"29\"}").statusCode(200);
        sendsIn(RATE).statusCode(200);
        as("sports").get(actual()).then().body("value", equalTo(29)).body("reason", equalTo("確報が出たため"));
        given().header(SignedIn.NOBODY, "true").get(actual()).then().body("value", equalTo(30.1f));

        assertThat(count(
                        "select count(distinct aggregate_version) from outbox where subject = ?",
                        town.code() + "/indicator/rate"))
                .as("recorded, returned, corrected, confirmed, corrected")
                .isEqualTo(5);
        assertThat(count(
                        "select max(aggregate_version) - count(*) from outbox where subject = ?",
                        town.code() + "/collection-item/fy2025/" + RATE))
                .as("announced without a gap")
                .isZero();
    }

    @Test
    void anotherDepartmentSeesAndAnswersNothingOfIt() {
        town.indicator("rate", "sports").indicator("other", "kenko");
        open("").statusCode(201);
        as("kenko").get(rounds() + "/fy2025/items").then().body("items.id", contains("indicator:other:FY2025"));
        as("kenko").get(item(RATE)).then().statusCode(403).body("type", containsString("not-your-department"));
        types(as("kenko"), RATE, "{\"value\": \"1\"}").statusCode(403);
        as("kenko").post(item(RATE) + "/submission").then().statusCode(403);
        as("sports").post(item(RATE) + "/confirmation").then().statusCode(403);
        given().header(SignedIn.NOBODY, "true").get(rounds()).then().statusCode(401);
    }

    @Test
    void whereTheHeadApprovesFirstNothingIsSentInBefore() {
        town.indicator("rate", "sports");
        open(", \"approval\": true").statusCode(201);
        types(RATE, "{\"value\": \"32.8\"}").statusCode(200);
        sendsIn(RATE).statusCode(409).body("type", containsString("collection-item-not-approved"));
        as("sports").post(item(RATE) + "/approval").then().statusCode(403);
        head("sports").post(item(RATE) + "/approval").then().statusCode(200).body("state", equalTo("APPROVED"));
        sendsIn(RATE).statusCode(200).body("state", equalTo("SUBMITTED"));
    }

    @Test
    void aDraftMayBeWrongAndSaysSoAndIsNotSentIn() {
        town.indicator("rate", "sports").initiative("lessons", "sports", "FY2025", "実施");
        open("").statusCode(201);
        types(RATE, "{\"value\": \"たくさん\"}")
                .statusCode(200)
                .body("answer.value", equalTo("たくさん"))
                .body("findings.pointer", hasItems("/value"))
                .body("findings.refused", everyItem(equalTo(true)));
        sendsIn(RATE).statusCode(422).body("errors.pointer", hasItems("/value"));
        types(RATE, "{\"selfEvaluation\": \"順調\"}").statusCode(200);
        sendsIn(RATE).statusCode(422).body("errors.pointer", contains("/value"));
        sendsIn("initiative:sogo-keikaku:lessons").statusCode(422).body("errors.pointer", contains("/progress"));
        types("initiative:sogo-keikaku:lessons", "{\"progress\": \"BEHIND\", \"text\": \"会場が決まらず\"}")
                .statusCode(200);
        sendsIn("initiative:sogo-keikaku:lessons").statusCode(200).body("answer.progress", equalTo("BEHIND"));
    }

    @Test
    void whoHasNotSeenWhatAnotherTypedIsToldSo() {
        town.indicator("rate", "sports");
        open("").statusCode(201);
        as("sports")
                .body("{\"value\": \"1\"}")
                .put(item(RATE) + "/answer")
                .then()
                .statusCode(428);
        as("sports")
                .header("If-Match", "\"1\"")
                .body("{\"value\": \"1\"}")
                .put(item(RATE) + "/answer")
                .then()
                .statusCode(200);
        as("sports")
                .header("If-Match", "\"1\"")
                .body("{\"value\": \"2\"}")
                .put(item(RATE) + "/answer")
                .then()
                .statusCode(412);
        as("sports")
                .header("If-Match", "\"1\"")
                .body("{\"value\": \"1\"}")
                .put(item(RATE) + "/answer")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""));
    }

    @Test
    void aFigureADepartmentsSystemSendsPastTheRoundAnswersIt() {
        town.indicator("rate", "sports");
        open("").statusCode(201);
        as("sports")
                .body("{\"value\": \"31\"}")
                .put(actual())
                .then()
                .statusCode(201)
                .body("review", equalTo("SUBMITTED"));
        planner().get(item(RATE)).then().body("state", equalTo("SUBMITTED")).body("answer.value", equalTo("31"));
        planner()
                .header("If-Match", "\"1\"")
                .body("{\"value\": \"31.5\", \"reason\": \"転記誤り\"}")
                .put(actual())
                .then()
                .statusCode(200)
                .body("review", equalTo("CONFIRMED"));
        planner().get(item(RATE)).then().body("state", equalTo("CONFIRMED")).body("answer.value", equalTo("31.5"));
    }

    @Test
    void theListIsAFileExcelOpens() {
        town.indicator("rate", "sports");
        open("").statusCode(201);
        types(RATE, "{\"value\": \"32.8\", \"selfEvaluation\": \"=1+1\"}").statusCode(200);
        String csv = planner()
                .accept("text/csv")
                .get(rounds() + "/fy2025/items")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv)
                .startsWith("\ufeff照会,対象年度（西暦）,項目,課,")
                .contains(",スポーツ課,sports,総合計画,指標 rate,入力中,")
                .contains(",'=1+1,");
    }

    @Test
    void badQuestionsAreToldAtTheirPlaces() {
        isKnown();
        planner()
                .body("{\"year\": \"いつか\", \"deadline\": \"6月末\", \"plans\": [\"A B\"], \"x\": 1}")
                .post(rounds())
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/x", "/year", "/deadline", "/plans/0"));
        planner()
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post(rounds())
                .then()
                .statusCode(422)
                .body("type", startsWith("urn:shirube:problem:nothing-to-ask"));
        planner().get(rounds() + "/fy1999").then().statusCode(404);
    }
}
