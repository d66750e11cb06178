package jp.shirube.kpi.collection.reminder.application;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.Town;
import org.junit.jupiter.api.Test;

/** What the morning does with a real round. */
@QuarkusTest
class RemindersOfARoundTest extends RunningService {

    @Inject
    Remind remind;

    @Test
    void threeDaysBeforeTheDeadlineWhoeverOwesAnAnswerIsRemindedAndNobodyElse() {
        Town town = new Town("520901").indicator("rate", "sports").indicator("other", "kenko");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
        String municipality = "/api/kpi/v1/municipalities/" + town.code();
        given().contentType(ContentType.JSON)
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post(municipality + "/collection-rounds")
                .then()
                .statusCode(201);
        given().contentType(ContentType.JSON)
                .body("{\"value\": \"40\"}")
                .put(municipality + "/indicators/other/actuals/R7")
                .then()
                .statusCode(201);

        clock.setDay(2026, 7, 6);
        remind.happen();
        given().get(municipality + "/collection-reminders").then().body("items", hasSize(0));

        clock.setDay(2026, 7, 7);
        remind.happen();
        remind.happen();
        given().get(municipality + "/collection-reminders").then().body("items.department", contains("sports"));
    }
}
