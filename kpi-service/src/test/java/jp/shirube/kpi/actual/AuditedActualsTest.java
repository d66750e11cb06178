package jp.shirube.kpi.actual;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditedActualsTest extends RunningService {

    @Test
    void theRecordSaysWhatAFigureWasWhatItIsAndWhy() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 32.8}").then().statusCode(201);
        correct(indicator, "R7", 1, "{\"value\": 33, \"reason\": \"集計の誤り\"}")
                .then()
                .statusCode(200);
        withdraw(indicator, "R7", 2, "対象外の審議会を含むため").then().statusCode(200);

        List<Map<String, Object>> entries = audit(indicator);

        assertThat(entries)
                .extracting(entry -> entry.get("action"))
                .containsExactly("actual.record", "actual.correct", "actual.withdraw");
        assertThat(entries)
                .extracting(entry -> entry.get("subject"))
                .containsOnly(Yonezawa.CODE + "/indicators/" + indicator + "/actuals/FY2025");
        assertThat(entries).extracting(entry -> entry.get("why")).containsExactly(null, "集計の誤り", "対象外の審議会を含むため");
        assertThat(entries.get(0).get("before")).isNull();
        assertThat((String) entries.get(1).get("before")).contains("\"value\":\"32.8\"");
        assertThat((String) entries.get(1).get("after")).contains("\"value\":\"33\"", "\"reason\":\"集計の誤り\"");
        assertThat((String) entries.get(2).get("after")).contains("\"withdrawn\":true");
    }

    @Test
    void whatChangesNothingIsNotRecorded() {
        String indicator = known(Yonezawa::womenOnCouncils);
        for (int i = 0; i < 2; i++) {
            stating("{\"value\": 32.8}")
                    .header("Idempotency-Key", "audited-" + indicator)
                    .put(actuals(indicator) + "/R7")
                    .then()
                    .statusCode(201);
        }
        put(indicator, "R7", "{\"value\": 32.8}").then().statusCode(200);

        assertThat(audit(indicator)).hasSize(1);
    }

    @Test
    void aCorrectionWithoutItsReasonIsRefusedAndTheRefusalIsRecorded() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 32.8}").then().statusCode(201);

        stating("{\"value\": 33}")
                .header("If-Match", "\"1\"")
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/reason"));

        assertThat(audit(indicator).getLast())
                .containsEntry("outcome", "REFUSED")
                .containsEntry("status", 422)
                .containsEntry("problem", "invalid")
                .containsEntry("action", "PUT " + actuals(indicator) + "/R7");
        get(indicator, "R7").then().header("ETag", "\"1\"");
    }

    @Test
    void aProvisionalFigureBecomesFinalWithoutAReason() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 32.8, \"status\": \"PROVISIONAL\"}")
                .then()
                .statusCode(201);

        stating("{\"value\": 32.8, \"status\": \"FINAL\"}")
                .header("If-Match", "\"1\"")
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
    }

    @Test
    void anotherMunicipalityHasNothingOfIt() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 32.8}").then().statusCode(201);

        given().queryParam("subject", "indicators/" + indicator)
                .get("/api/kpi/v1/municipalities/510050/audit")
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    private static List<Map<String, Object>> audit(String indicator) {
        return given().queryParam("subject", "indicators/" + indicator + "/")
                .get("/api/kpi/v1/municipalities/" + Yonezawa.CODE + "/audit")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }
}
