package jp.shirube.report.received;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static jp.shirube.report.received.Announced.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.local.RealParts;
import jp.shirube.outbox.OwnTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A backup older than what was published gives no version a second meaning, and no grade of a person is lost. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class AnOlderReportDatabaseTest {

    private static final String CODE = "340001";
    private static final String GIVEN = "/api/report/v1/municipalities/" + CODE + "/plans/p/targets/t/given-grades/R6";

    @Inject
    AgroalDataSource database;

    @Inject
    OwnTopic ownTopic;

    @Test
    void versionsGoOnAndGivenGradesComeBack() throws Exception {
        try (Announced say = new Announced(CODE)) {
            say.municipality();
            say.indicator("i", "RATIO", 1);
            say.edition("p", 1, target("t", "i", "10", "60"));
            say.actual("i", "FY2024", 1, "30");
            judged(30);
            give("C", "会場の改修で休止したため", null);
            give("B", "再開したため", "\"1\"");
            given().header("If-Match", "\"2\"")
                    .delete(GIVEN + "?reason=mistaken")
                    .then()
                    .statusCode(org.hamcrest.Matchers.lessThan(300));
            List<String> versions = texts(
                    "select cast(t as text) from target_progress t where municipality = '" + CODE + "' order by 1");
            List<String> grades =
                    texts("select cast(g as text) from given_grade g where municipality = '" + CODE + "' order by 1");
            say.inTheNameOf("/report-service");
            say.send("shirube.progress", "nonsense", "jp.shirube.report.grade.given.v1", 1, """
                    {"municipality": "340001", "recordedAt": "no moment", "year": 2024}""");
            say.inTheNameOf("/test");
            published();
            execute("delete from given_grade where municipality = '" + CODE + "' and revision > 1");
            execute("update target_progress set version = 0 where municipality = '" + CODE + "'");
            execute("delete from relay_position where topic = 'shirube.progress'");
            ownTopic.begin();
            await().atMost(Duration.ofSeconds(60)).until(ownTopic::isCaughtUp);
            assertThat(ownTopic.progress().restored())
                    .as("two of the grade, one version; what makes no sense is passed over")
                    .isGreaterThanOrEqualTo(3);
            assertThat(texts("select cast(t as text) from target_progress t where municipality = '" + CODE
                            + "' order by 1"))
                    .isEqualTo(versions);
            assertThat(texts(
                            "select cast(g as text) from given_grade g where municipality = '" + CODE + "' order by 1"))
                    .isEqualTo(grades);
            say.actual("i", "FY2024", 2, "31");
            judged(31);
            published();
            assertThat(texts("select cast(aggregate_version as text) from outbox where key = '" + CODE
                            + "/target/p/t' and type = 'jp.shirube.report.progress.changed.v1' order by seq"))
                    .as("no version twice")
                    .doesNotHaveDuplicates();
        }
    }

    /** What is published may be as old as it likes; the present state of every target can be said again. */
    @Test
    void theCompactedTopicCanBeMadeAnew() throws Exception {
        try (Announced say = new Announced("340002")) {
            say.municipality();
            say.indicator("i", "RATIO", 1);
            say.edition("p", 1, target("t", "i", "10", "60"));
            say.actual("i", "FY2024", 1, "30");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(latest()).isNotEmpty().last().asString().contains("30"));
        }
        published();
        String before = latest().getLast();
        execute("delete from outbox");
        when().post("/operations/republish").then().statusCode(202);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> when().get("/operations/republish")
                        .then()
                        .body("finished", org.hamcrest.Matchers.notNullValue()));
        assertThat(latest()).containsExactly(before);
    }

    private List<String> latest() throws SQLException {
        return texts("select aggregate_version || ' ' || data from outbox where topic = 'shirube.progress.latest'"
                + " and key = '340002/target/p/t' order by seq");
    }

    private static void give(String symbol, String reason, @Nullable String ifMatch) {
        var request = given().contentType("application/json; charset=utf-8")
                .body("{\"symbol\": \"%s\", \"by\": \"外部評価委員会\", \"reason\": \"%s\"}"
                        .formatted(symbol, reason)
                        .getBytes(StandardCharsets.UTF_8));
        (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put(GIVEN)
                .then()
                .statusCode(ifMatch == null ? 201 : 200);
    }

    private static void judged(int value) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> when().get("/api/report/v1/municipalities/" + CODE + "/plans/p/progress?year=R6")
                        .then()
                        .statusCode(200)
                        .body("items[0].assessment.judged", equalTo(value)));
    }

    private void published() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(texts("select count(*) from outbox where published_at is null"))
                        .containsExactly("0"));
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().executeUpdate(sql);
        }
    }
}
