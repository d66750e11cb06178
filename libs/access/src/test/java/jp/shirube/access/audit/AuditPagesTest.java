package jp.shirube.access.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditPagesTest extends Kept {

    private static String audit(String municipality) {
        return "/api/desk/v1/municipalities/" + municipality + "/audit";
    }

    @Test
    void theRecordIsReadInPagesTheOldestFirst() {
        for (int i = 0; i < 3; i++) {
            changed("plan.state", "510040/plans/p" + i, null, "{}", null);
        }

        String next = given().queryParam("limit", 2)
                .get(audit("510040"))
                .then()
                .statusCode(200)
                .body("items.subject", contains("510040/plans/p0", "510040/plans/p1"))
                .extract()
                .path("next");
        given().queryParam("after", next)
                .get(audit("510040"))
                .then()
                .body("items.subject", contains("510040/plans/p2"))
                .body("next", nullValue());
    }

    @Test
    void oneAsksByDayActorSubjectAndOutcome() {
        changed("plan.state", "510041/plans/a", null, "{}", null);
        changed("plan.state", "510041/indicators/births", null, "{}", null);
        audit.refused("PUT /x", "510041/plans/b", 403, "forbidden");
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Tokyo"));

        given().queryParam("subject", "plans/").get(audit("510041")).then().body("items", hasSize(2));
        given().queryParam("subject", "510041/plans/a")
                .get(audit("510041"))
                .then()
                .body("items", hasSize(1));
        given().queryParam("outcome", "REFUSED").get(audit("510041")).then().body("items", hasSize(1));
        given().queryParam("actor", "nobody").get(audit("510041")).then().body("items", hasSize(0));
        given().queryParam("actor", "anonymous").get(audit("510041")).then().body("items", hasSize(3));
        given().queryParam("from", today.plusDays(1).toString())
                .get(audit("510041"))
                .then()
                .body("items", hasSize(0));
        given().queryParam("from", today.minusDays(1).toString())
                .queryParam("to", today.plusDays(1).toString())
                .get(audit("510041"))
                .then()
                .body("items", hasSize(3));
    }

    @Test
    void everyFaultOfTheQuestionIsToldAtOnce() {
        given().queryParam("from", "R7")
                .queryParam("outcome", "MAYBE")
                .queryParam("after", "x")
                .queryParam("limit", 0)
                .get(audit("510042"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("#from", "#outcome", "#after", "#limit"));
    }

    @Test
    void asATableItHoldsNoFormula() {
        changed("plan.state", "510043/plans/a", null, "=HYPERLINK(\"http://evil\")", "+1, or \"2\"");

        String csv = given().accept("text/csv")
                .get(audit("510043"))
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();

        assertThat(csv)
                .startsWith("\uFEFF\"番号 id\",")
                .contains("\"'=HYPERLINK(\"\"http://evil\"\")\"", "\"'+1, or \"\"2\"\"\"");
    }

    @Test
    void whoRunsTheServiceVerifiesTheChain() {
        changed("plan.state", "510044/plans/a", null, "{}", null);
        everythingIsSealed();

        String head = given().get("/operations/audit")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("firstFault", nullValue())
                .extract()
                .path("head");
        given().queryParam("head", head).get("/operations/audit").then().body("intact", equalTo(true));
        given().queryParam("head", "0".repeat(63) + "1")
                .get("/operations/audit")
                .then()
                .body("intact", equalTo(false))
                .body("firstFault.kind", equalTo("HEAD"));
        given().queryParam("head", "zz").get("/operations/audit").then().statusCode(422);
    }
}
