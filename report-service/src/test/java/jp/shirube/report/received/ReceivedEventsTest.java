package jp.shirube.report.received;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static jp.shirube.report.received.Announced.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jp.shirube.local.RealParts;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.report.targets.KnownIndicator;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class ReceivedEventsTest {

    @Inject
    AgroalDataSource database;

    @Inject
    Listening listening;

    @Inject
    Reassessment reassessment;

    @Inject
    ObjectMapper json;

    @Test
    void anActualIsJudgedInEveryPlanOfItsIndicator() {
        try (Announced say = new Announced("100001")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.edition("a", 1, target("w", "women", "28.9", "40"));
            say.edition("b", 1, target("w", "women", "32.8", "50"));
            say.actual("women", "FY2024", 1, "32.8");
            settled(() -> {
                progress("100001", "a", "R6")
                        .body("items", hasSize(1))
                        .body("items[0].assessment.judged", equalTo(32.8f))
                        .body("items[0].assessment.achievementRateDisplay", equalTo("82.0"))
                        .body("items[0].target.element.title", equalTo("施策"))
                        .body("heading", equalTo("令和7年度評価（令和6年度実績）"));
                progress("100001", "b", "R6").body("items[0].assessment.achieved", equalTo(false));
            });
            when().get("/api/report/v1/municipalities/100001/indicators/women/progress")
                    .then()
                    .statusCode(200)
                    .body("targets.plan", equalTo(List.of("a", "b")))
                    .body("actuals", hasSize(1));
        }
    }

    @Test
    void anyOrderAcrossTopicsGivesTheSameState() {
        try (Announced say = new Announced("100002")) {
            say.actual("late", "FY2024", 1, "30");
            say.edition("p", 1, target("t", "late", "10", "60"));
            say.municipality();
            say.indicator("late", "RATIO", 1);
            settled(() ->
                    progress("100002", "p", "R6").body("items[0].assessment.baselineProgressDisplay", equalTo("40.0")));
        }
    }

    @Test
    void theSameEventTwiceAndAnOlderRevisionLateChangeNothing() {
        try (Announced say = new Announced("100003")) {
            say.municipality();
            say.indicator("i", "RATIO", 1);
            say.edition("p", 1, target("t", "i", "10", "60"));
            UUID second = say.actual("i", "FY2024", 2, "35");
            settled(() -> progress("100003", "p", "R6").body("items[0].assessment.judged", equalTo(35)));
            long announced = outbox("100003");
            say.actual(second, "i", "FY2024", 2, "35", false);
            say.actual("i", "FY2024", 1, "12");
            say.indicator("i", "RATIO", 1);
            say.actual("i", "FY2025", 1, "40");
            settled(() -> progress("100003", "p", "R7").body("items[0].assessment.judged", equalTo(40)));
            progress("100003", "p", "R6").body("items[0].assessment.judged", equalTo(35));
            assertThat(outbox("100003"))
                    .as("one event for R7, none for what did not change")
                    .isEqualTo(announced + 1);
        }
    }

    @Test
    void aWithdrawnActualIsNoLongerJudged() {
        try (Announced say = new Announced("100004")) {
            say.municipality();
            say.indicator("i", "RATIO", 1);
            say.edition("p", 1, target("t", "i", "10", "60"));
            say.actual("i", "FY2024", 1, "35");
            settled(() -> progress("100004", "p", "R6").body("items[0].assessment.standing", equalTo("JUDGED")));
            say.withdrawn("i", "FY2024", 2);
            settled(() -> progress("100004", "p", "R6").body("items[0].assessment.standing", equalTo("NOT_REPORTED")));
        }
    }

    @Test
    void anEditionIsShownOnlyWhenAllOfItHasArrivedAndReplacesTheOneBefore() {
        try (Announced say = new Announced("100005")) {
            say.municipality();
            say.indicator("i", "RATIO", 1);
            say.close("p", 1, 2);
            say.part("p", 1, "element", 0, "{\"id\": \"s1\", \"title\": \"施策\"}");
            say.indicator("j", "RATIO", 1);
            settled(() -> when().get("/api/report/v1/municipalities/100005/indicators/j/progress")
                    .then()
                    .statusCode(200));
            when().get("/api/report/v1/municipalities/100005/plans/p/progress")
                    .then()
                    .statusCode(404);
            say.part("p", 1, "target", 0, target("t", "i", "10", "60"));
            settled(() -> progress("100005", "p", "R6").body("items", hasSize(1)));
            say.edition("p", 2, target("t", "i", "10", "60"), target("u", "j", "1", "5"));
            settled(() -> progress("100005", "p", "R6").body("items", hasSize(2)));
        }
    }

    @Test
    void aYearOutsideThePlansPeriodIsAnAnswerWithItsReason() {
        try (Announced say = new Announced("100006")) {
            say.municipality();
            say.indicator("i", "RATIO", 1);
            say.edition("p", 1, target("t", "i", "10", "60"));
            settled(() -> progress("100006", "p", "R5")
                    .body("inPeriod", equalTo(false))
                    .body("items[0].assessment.standing", equalTo("BEFORE_PLAN"))
                    .body("items[0].assessment.reason.ja", equalTo("計画期間前（R6から）")));
            progress("100006", "p", "H10").body("inPeriod", equalTo(false));
            progress("100006", "p", "2050").body("items[0].assessment.standing", equalTo("NOT_OVER"));
            when().get("/api/report/v1/municipalities/100006/plans/p/progress?year=nonsense")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
            when().get("/api/report/v1/municipalities/100006/plans/p/progress?edition=7")
                    .then()
                    .statusCode(404);
            when().get("/api/report/v1/municipalities/100006/indicators/none/progress")
                    .then()
                    .statusCode(404);
            for (String address :
                    List.of("100006/indicators/%00/progress", "100006/plans/%00/progress", "%00/plans/p/progress")) {
                given().urlEncodingEnabled(false)
                        .get("/api/report/v1/municipalities/" + address)
                        .then()
                        .statusCode(404);
            }
            when().get("/api/report/v1/municipalities/999999/plans/p/progress")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void whatCanNeverBeReadGoesToTheDeadLettersAndTheRestFlows() throws SQLException {
        try (Announced say = new Announced("100007")) {
            say.raw("shirube.kpi", "no json at all");
            say.send("shirube.kpi", "indicator/i", "jp.shirube.kpi.actual.recorded.v1", 1, "{\"municipality\": 5}");
            say.send("shirube.kpi", "indicator/i", "jp.shirube.kpi.something.new.v9", 1, "{}");
            say.municipality();
            say.indicator("i", "RATIO", 1);
            say.edition("p", 1, target("t", "i", "10", "60"));
            say.actual("i", "FY2024", 1, "35");
            settled(() -> progress("100007", "p", "R6").body("items[0].assessment.judged", equalTo(35)));
        }
        assertThat(count("select count(*) from outbox where topic = 'report-service.dead-letters'"))
                .isGreaterThanOrEqualTo(2);
    }

    /** Each of the two transactions has written what the other needs; neither has committed when both want to assess. */
    @Test
    void twoConsumersAtOnceDoNotEachMissTheOthersRow() throws Exception {
        String code = "100008";
        Set<KnownIndicator> affected = Set.of(new KnownIndicator(code, "i"));
        try (Announced say = new Announced(code)) {
            say.municipality();
            say.indicator("i", "RATIO", 1);
            settled(() -> when().get("/api/report/v1/municipalities/" + code + "/indicators/i/progress")
                    .then()
                    .statusCode(200));
        }
        CountDownLatch bothHaveWritten = new CountDownLatch(2);
        Runnable plan = () -> {
            listening.copy(List.of(
                    event("jp.shirube.plan.target.stated.v1", """
                            {"municipality": "%s", "planId": "p", "edition": 1, "statement": 1, "position": 0, "target": %s}""".formatted(code, target("t", "i", "10", "60"))),
                    event("jp.shirube.plan.edition.stated.v1", """
                            {"municipality": "%s", "planId": "p", "edition": 1, "statement": 1, "count": 1, "name": "案",
                             "status": "DRAFT", "plan": {"id": "p", "name": "計画", "firstYear": 2024, "lastYear": 2027}}""".formatted(code))));
            meet(bothHaveWritten);
            reassessment.of(affected);
        };
        Runnable kpi = () -> {
            listening.copy(List.of(event("jp.shirube.kpi.actual.recorded.v1", """
                            {"municipality": "%s", "indicator": "i", "period": "FY2024", "revision": 1, "value": "35",
                             "status": "FINAL", "recordedAt": "2026-05-01T00:00:00Z", "withdrawn": false}""".formatted(code))));
            meet(bothHaveWritten);
            reassessment.of(affected);
        };
        try (ExecutorService consumers = Executors.newFixedThreadPool(2)) {
            Future<?> first =
                    consumers.submit(() -> QuarkusTransaction.requiringNew().run(plan));
            Future<?> second =
                    consumers.submit(() -> QuarkusTransaction.requiringNew().run(kpi));
            first.get();
            second.get();
        }
        progress(code, "p", "R6").body("items[0].assessment.judged", equalTo(35));
    }

    private ReceivedEvent event(String type, String data) {
        return new ReceivedEvent(UUID.randomUUID(), "key", type, "/test", "subject", 1, Instant.EPOCH, read(data));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void meet(CountDownLatch both) {
        both.countDown();
        try {
            assertThat(both.await(10, TimeUnit.SECONDS))
                    .as("the other one has written too")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse progress(String code, String plan, String year) {
        return when().get("/api/report/v1/municipalities/" + code + "/plans/" + plan + "/progress?year=" + year)
                .then()
                .statusCode(200);
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(facts);
    }

    private long outbox(String municipality) {
        try {
            return count(
                    "select count(*) from outbox where type = 'jp.shirube.report.progress.changed.v1' and key like '"
                            + municipality + "/%'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
