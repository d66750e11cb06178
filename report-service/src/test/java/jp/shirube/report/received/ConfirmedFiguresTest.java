package jp.shirube.report.received;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static jp.shirube.report.received.Announced.target;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** 確認: what departments send in is judged and shown when the planning office has confirmed it, and not before. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class ConfirmedFiguresTest {

    private static final String FIGURE = "actuals.find { it.period == 'FY2024' }.value";

    @Test
    void aCorrectionThatIsSentInOrReturnedLeavesTheConfirmedFigureUntilItIsConfirmedItself() {
        try (Announced say = new Announced("520611")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            revision(say, "recorded", 1, "32.8", "SUBMITTED");
            heard(say, 1);
            judged("520611").body("items[0].assessment.standing", equalTo("NOT_REPORTED"));

            revision(say, "confirmed", 2, "32.8", "CONFIRMED");
            heard(say, 2);
            judged("520611").body("items[0].assessment.judged", equalTo(32.8f));

            revision(say, "corrected", 3, "99", "SUBMITTED");
            heard(say, 3);
            judged("520611").body("items[0].assessment.judged", equalTo(32.8f));
            known().body(FIGURE, equalTo(32.8f));

            revision(say, "returned", 4, "99", "RETURNED");
            heard(say, 4);
            judged("520611").body("items[0].assessment.judged", equalTo(32.8f));

            revision(say, "corrected", 5, "33.1", "SUBMITTED");
            revision(say, "confirmed", 6, "33.1", "CONFIRMED");
            heard(say, 6);
            judged("520611").body("items[0].assessment.judged", equalTo(33.1f));
            known().body(FIGURE, equalTo(33.1f));
        }
    }

    @Test
    void howInitiativesWentIsCountedWhenItIsConfirmed() {
        try (Announced say = new Announced("520612")) {
            say.municipality();
            say.part("p", 1, "element", 0, """
                    {"id": "s1", "tree": "PLAN", "depth": 0, "code": "1", "title": "施策"}""");
            for (int i = 0; i < 4; i++) {
                say.part("p", 1, "initiative", i, """
                        {"id": "i%d", "kind": "SCHEDULED", "element": "s1", "title": "窓口", "departments": [],
                         "schedule": [{"years": "FY2024..FY2025", "printed": "開設"}]}""".formatted(i));
            }
            say.close("p", 1, 5);
            initiative(say, "i0", 2, "SUBMITTED", "BEHIND");
            initiative(say, "i1", 2, "SUBMITTED", "AHEAD");
            initiative(say, "i1", 3, "CONFIRMED", "AHEAD");
            initiative(say, "i2", 3, "CONFIRMED", "ON_SCHEDULE");
            initiative(say, "i2", 4, "REOPENED", "ON_SCHEDULE");
            initiative(say, "i2", 6, "CONFIRMED", "CANCELLED");
            initiative(say, "i3", 4, "LOCKED", "NOT_STARTED");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> rolledUp("R6", "")
                            .body("items[0].initiatives.plannedInYear", equalTo(4))
                            .body("items[0].initiatives.progress.AHEAD", equalTo(1))
                            .body("items[0].initiatives.progress.CANCELLED", equalTo(1))
                            .body("items[0].initiatives.progress.NOT_STARTED", equalTo(1))
                            .body("items[0].initiatives.progress.ON_SCHEDULE", equalTo(0))
                            .body("items[0].initiatives.progress.BEHIND", equalTo(0))
                            .body("items[0].initiatives.progress.NOT_REPORTED", equalTo(1)));
            rolledUp("R7", "").body("items[0].initiatives.progress.NOT_REPORTED", equalTo(4));
            rolledUp("R6", "&asOf=2026-05-01").body("items[0].initiatives.progress.NOT_REPORTED", equalTo(4));
        }
    }

    private static ValidatableResponse rolledUp(String year, String more) {
        return when().get("/api/report/v1/municipalities/520612/plans/p/roll-ups?by=plan&year=" + year + more)
                .then()
                .statusCode(200);
    }

    private static void initiative(Announced say, String initiative, long stated, String state, String progress) {
        String item = "initiative:p:" + initiative;
        say.from("2026-05-10T00:00:00Z");
        say.send(
                "shirube.kpi",
                "collection-item/fy2024/" + item,
                "jp.shirube.kpi.collection-item.changed.v1",
                stated,
                """
                {"municipality": "%s", "round": "fy2024", "year": 2024, "item": "%s", "plan": "p", "initiative": "%s",
                 "state": "%s", "progress": "%s", "stated": %d}""".formatted(say.code(), item, initiative, state, progress, stated));
    }

    private static void revision(Announced say, String type, long revision, String value, String review) {
        say.send("shirube.kpi", "indicator/women", "jp.shirube.kpi.actual." + type + ".v1", revision, """
                {"municipality": "%s", "indicator": "women", "period": "FY2024", "revision": %d, "value": "%s", "status": "FINAL",
                 "review": "%s", "recordedAt": "2026-05-01T00:00:00.00000%dZ", "withdrawn": false}""".formatted(
                        say.code(), revision, value, review, revision));
    }

    /** When a figure that follows on the same key is known, so is what was said before it. */
    private static void heard(Announced say, int times) {
        String mark = "FY20" + (30 + times);
        say.actual("women", mark, 1, "1");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> known().body("actuals.find { it.period == '" + mark + "' }.value", equalTo(1)));
    }

    private static ValidatableResponse known() {
        return given().get("/api/report/v1/municipalities/520611/indicators/women/progress")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse judged(String code) {
        return when().get("/api/report/v1/municipalities/" + code + "/plans/p/progress?year=R6")
                .then()
                .statusCode(200);
    }
}
