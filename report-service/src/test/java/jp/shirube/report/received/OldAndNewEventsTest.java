package jp.shirube.report.received;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** Events as they were first said, as they may grow, and those nobody here knows yet. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class OldAndNewEventsTest {

    private static final Path RELEASED = Path.of("..", "contracts", "released");

    /** Type and key of what this service understands, as far as released. */
    private static final String[][] EVENTS = {
        {"plan.municipality.changed", "municipality"},
        {"plan.grading-rule.changed", "grading-rule/own"},
        {"plan.department.changed", "department/sports"},
        {"plan.indicator.changed", "indicator/pupils-with-a-dream"},
        {"plan.responsibility.changed", "responsibility/pupils-with-a-dream"},
        {"plan.text.stated", "plan/example"},
        {"plan.element.stated", "plan/example"},
        {"plan.initiative.stated", "plan/example"},
        {"plan.target.stated", "plan/example"},
        {"plan.edition.stated", "plan/example"},
        {"plan.edition.adopted", "plan/example"},
        {"kpi.actual.corrected", "indicator/pupils-with-a-dream"},
        {"kpi.actual.recorded", "indicator/women-on-councils"},
        {"kpi.actual.withdrawn", "indicator/women-on-councils"},
        {"kpi.actual.returned", "indicator/rate"},
        {"kpi.actual.confirmed", "indicator/rate"},
        {"kpi.collection-item.changed", "collection-item/fy2025/initiative:example:lessons"},
        {"kpi.collection-reminder.due", "collection-reminder/r7/danjo-kyodo"},
    };

    /** One text, one element, one initiative, one target. */
    private static final int PARTS = 4;

    @Inject
    AgroalDataSource database;

    @Inject
    ObjectMapper json;

    @Test
    void eventsAsFirstSaidAreReadForEver() throws IOException, SQLException {
        everythingIsSaid("100071", data -> {});
        everythingIsKnown("100071");
    }

    @Test
    void unknownFieldsAndUnknownTypesAreIgnored() throws IOException, SQLException {
        everythingIsSaid("100072", data -> {
            JsonNode rule = data.path("gradingRule").deepCopy();
            grow(data);
            if (!rule.isMissingNode()) {
                data.set("gradingRule", rule);
            }
        });
        everythingIsKnown("100072");
    }

    /** A setting nobody here knows may be what decides. */
    @Test
    void aRuleThatHoldsMoreThanIsKnownGradesNothingRatherThanWrongly() throws IOException, SQLException {
        everythingIsSaid("100073", data -> grow(data.path("gradingRule")));
        everythingHasArrived("100073");
        progress("100073").body("items[0].assessment", nullValue());
        nothingIsDead("100073");
    }

    /** Each event comes after one of its next version and one of an unknown type, under the same key. */
    private void everythingIsSaid(String municipality, Consumer<ObjectNode> changed) throws IOException {
        try (Announced say = new Announced(municipality)) {
            for (String[] each : EVENTS) {
                String topic = "shirube." + each[0].substring(0, each[0].indexOf('.'));
                String type = "jp.shirube." + each[0];
                ObjectNode data = (ObjectNode) json.readTree(
                        RELEASED.resolve(type + ".v1.example.json").toFile());
                data.put("municipality", municipality);
                if (data.has("count")) {
                    data.put("count", PARTS);
                }
                changed.accept(data);
                for (String unknown : List.of("jp.shirube.plan.something.new.v9", type + ".v2")) {
                    say.send(topic, each[1], unknown, 9, """
                            {"municipality": {"code": "%s"}, "planId": 7, "indicator": ["women"]}""".formatted(municipality));
                }
                say.send(topic, each[1], type + ".v1", data.path("revision").asLong(1), data.toString());
            }
        }
    }

    private void everythingHasArrived(String municipality) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            progress(municipality).body("items", hasSize(1)).body("edition.adopted", equalTo(true));
            assertThat(count("select count(*) from actual_revision where municipality = ?", municipality))
                    .isEqualTo(5);
            assertThat(count(
                            "select count(*) from progress_log where type like '%reminder%' and municipality = ?",
                            municipality))
                    .isEqualTo(1);
            assertThat(count("select count(*) from edition_part where municipality = ?", municipality))
                    .isEqualTo(PARTS);
            assertThat(count("select count(*) from copy_revision where municipality = ?", municipality))
                    .isEqualTo(5);
        });
    }

    private void everythingIsKnown(String municipality) throws SQLException {
        everythingHasArrived(municipality);
        progress(municipality)
                .body("plan.name", equalTo("まちづくり計画"))
                .body("items[0].target.element.title", equalTo("教育の充実"))
                .body("items[0].target.indicator.name", equalTo("将来の夢や目標を持っている児童生徒の割合"))
                .body("items[0].assessment.rule.id", equalTo("own"))
                .body("items[0].assessment.parts.standing", equalTo(List.of("JUDGED", "NOT_REPORTED")))
                .body("items[0].assessment.parts[0].judged", equalTo(80.2f));
        nothingIsDead(municipality);
    }

    private void nothingIsDead(String municipality) throws SQLException {
        assertThat(count(
                        "select count(*) from outbox where topic = 'report-service.dead-letters' and data like ?",
                        "%" + municipality + "%"))
                .isZero();
    }

    private static ValidatableResponse progress(String municipality) {
        return when().get("/api/report/v1/municipalities/" + municipality + "/plans/example/progress?year=R6")
                .then()
                .statusCode(200);
    }

    /** What a later state of the same version may say beside what is known, at every place. */
    private static void grow(JsonNode node) {
        node.forEach(OldAndNewEventsTest::grow);
        if (node instanceof ObjectNode object) {
            object.putObject("somethingNew").putArray("of").add(1).add("甲");
            object.putIfAbsent("planId", IntNode.valueOf(7));
        }
    }

    private long count(String sql, String parameter) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
