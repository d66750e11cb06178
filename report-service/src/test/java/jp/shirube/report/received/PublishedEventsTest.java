package jp.shirube.report.received;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static jp.shirube.report.received.Announced.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** What leaves is what contracts/events says: the event has its schema and its example, and keeps to them. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class PublishedEventsTest {

    private static final Path CONTRACTS = Path.of("..", "contracts", "events");
    private static final String PROGRESS = "jp.shirube.report.progress.changed.v1";
    private static final String GRADE = "jp.shirube.report.grade.changed.v1";
    private static final String LATEST = "jp.shirube.report.progress.latest.v1";
    private static final String GIVEN = "jp.shirube.report.grade.given.v1";

    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @Inject
    AgroalDataSource database;

    /** A change of what is said is a difference somebody approves: {@code -Dapprove} writes the new examples. */
    @Test
    void everyChangeLeavesAsTheContractSays() throws SQLException, IOException {
        String subject = "062022/target/example/women";
        try (Announced say = new Announced("062022")) {
            say.municipality();
            say.indicator("women-on-councils", "RATIO", 1);
            say.department("kikaku", "[{\"name\": \"企画調整課\"}]");
            say.responsible("women-on-councils", "[{\"department\": \"kikaku\", \"from\": [2024, 4, 1]}]");
            say.edition("example", 1, target("women", "women-on-councils", "28.9", "40"));
            settled("example", "R6", "NOT_REPORTED");
            say.actual("women-on-councils", "FY2024", 1, "32.8");
            settled("example", "R6", "JUDGED");
        }
        given().contentType("application/json; charset=utf-8")
                .body("{\"symbol\": \"C\", \"by\": \"外部評価委員会\", \"reason\": \"会場の改修で休止したため\"}"
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/report/v1/municipalities/062022/plans/example/targets/women/given-grades/R6")
                .then()
                .statusCode(201);
        approved(PROGRESS, published(PROGRESS, subject));
        approved(GRADE, published(GRADE, subject));
        approved(LATEST, published(LATEST, subject));
        approved(GIVEN, published(GIVEN, "062022/given-grade/example/1/women/2024/progress"));
        assertThat(published(PROGRESS, subject).getLast().path("version"))
                .as("one change, told in full, in short and as what holds now")
                .isEqualTo(published(GRADE, subject).getLast().path("version"))
                .isEqualTo(published(LATEST, subject).getLast().path("version"));
    }

    private void approved(String type, List<JsonNode> events) throws IOException {
        for (JsonNode event : events) {
            assertThat(problems(type, event)).as(event.toPrettyString()).isEmpty();
        }
        JsonNode last = events.getLast();
        if (last.has("recordedAt")) {
            ((ObjectNode) last).put("recordedAt", "2026-05-01T00:00:00Z");
        }
        Path example = CONTRACTS.resolve(type + ".example.json");
        if (System.getProperty("approve") != null) {
            Files.writeString(example, json.writer(PRETTY).writeValueAsString(last) + "\n");
        }
        assertThat(last).isEqualTo(json.readTree(example.toFile()));
    }

    @Test
    void aTargetThatIsDroppedIsSaidToBeAssessedNoLongerAndForgottenByTheCompactedTopic()
            throws SQLException, IOException {
        String subject = "100021/target/shorter/gone";
        try (Announced say = new Announced("100021")) {
            say.municipality();
            say.indicator("stays", "RATIO", 1);
            say.indicator("gone", "RATIO", 1);
            say.edition("shorter", 1, target("stays", "stays", "10", "20"), target("gone", "gone", "10", "20"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(published(LATEST, subject)).isNotEmpty());
            say.edition("shorter", 2, target("stays", "stays", "10", "20"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    texts("select coalesce(data, 'tombstone') from outbox where subject = ?", subject))
                            .contains("tombstone"));
        }
        JsonNode last = published(PROGRESS, subject).getLast();
        assertThat(problems(PROGRESS, last)).isEmpty();
        assertThat(last.path("years")).allSatisfy(year -> {
            assertThat(year.has("before")).isTrue();
            assertThat(year.has("after")).isFalse();
        });
        assertThat(last.path("element").path("id").asText())
                .as("where it stood")
                .isEqualTo("s1");
    }

    @Test
    void sumsPartsAndMissingFiguresLeaveAsTheContractSaysToo() throws SQLException, IOException {
        try (Announced say = new Announced("100020")) {
            say.municipality();
            say.indicator("founders", "FLOW", 1);
            say.indicator("pupils", "RATIO", 1);
            say.edition("kinds", 1, """
                    {"id": "sum", "kind": "KPI", "element": "s1", "indicator": "founders", "printedName": "創業者数", "components": [],
                     "goal": {"printed": "延べ96人", "comparator": "AT_LEAST", "value": "96", "relativeToBaseline": false,
                              "period": "FY2024..FY2027", "accumulation": "CUMULATIVE", "reading": "PRINTED"}}""", """
                    {"id": "mean", "kind": "KPI", "element": "s1", "indicator": "founders", "printedName": "創業者数", "components": [],
                     "baseline": {"printed": "7人", "value": "7", "period": "FY2022", "accumulation": "POINT"},
                     "goal": {"printed": "9人 (平均)", "comparator": "AT_LEAST", "value": "9", "relativeToBaseline": false,
                              "period": "FY2024..FY2027", "accumulation": "AVERAGE", "reading": "PRINTED"}}""", """
                    {"id": "parts", "kind": "KPI", "element": "s1", "indicator": "pupils", "printedName": "夢を持つ児童生徒",
                     "goal": {"printed": "小学校 82.0% 中学校 70.0%", "comparator": "AT_LEAST", "relativeToBaseline": false,
                              "period": "FY2027", "accumulation": "POINT", "reading": "PRINTED"},
                     "components": [
                       {"name": "小学校", "role": "PART", "previousGoals": [],
                        "baseline": {"printed": "79.5%", "value": "79.5", "period": "FY2023", "accumulation": "POINT"},
                        "goal": {"printed": "82.0%", "comparator": "AT_LEAST", "value": "82", "relativeToBaseline": false,
                                 "period": "FY2027", "accumulation": "POINT", "reading": "PRINTED"}},
                       {"name": "中学校", "role": "PART", "previousGoals": [],
                        "goal": {"printed": "70.0%", "comparator": "AT_LEAST", "value": "70", "relativeToBaseline": false,
                                 "period": "FY2027", "accumulation": "POINT", "reading": "PRINTED"}}]}""");
            settled("kinds", "R6", "NOT_REPORTED");
            say.actual("founders", "FY2025", 1, "26.5");
            actual(say, "pupils", "FY2024", "\"missingReason\": \"NOT_APPLICABLE\", \"status\": \"FINAL\"");
            actual(say, "pupils", "FY2025", """
                    "status": "PROVISIONAL", "components": [{"name": "小学校", "value": "80.2"}, {"name": "中学校", "value": "66.0"}]""");
            settled("kinds", "R7", "INCOMPLETE");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(published(PROGRESS, "100020/target/kinds/parts")
                                    .getLast()
                                    .toString())
                            .contains("66"));
        }
        Set<String> standings = new HashSet<>();
        for (String target : List.of("sum", "mean", "parts")) {
            for (JsonNode event : published(PROGRESS, "100020/target/kinds/" + target)) {
                assertThat(problems(PROGRESS, event)).as(event.toPrettyString()).isEmpty();
                standings.addAll(event.findValuesAsText("standing"));
            }
        }
        assertThat(standings).contains("INCOMPLETE", "JUDGED", "MISSING_WITH_REASON", "NOT_REPORTED");
    }

    @Test
    void everyTypePublishedHasItsSchemaAndItsExample() throws SQLException, IOException {
        try (var files = Files.list(CONTRACTS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("jp.shirube.report.")))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(PROGRESS, GRADE, LATEST, GIVEN)
                            .flatMap(type -> Stream.of(type + ".schema.json", type + ".example.json"))
                            .toList());
        }
        assertThat(texts("select distinct type from outbox where topic like ?", "shirube.%"))
                .isSubsetOf(PROGRESS, GRADE, LATEST, GIVEN);
    }

    @Test
    void theContractRefusesWhatIsNoChange() throws IOException {
        assertThat(problems(PROGRESS, json.readTree("{}"))).isNotEmpty();
        JsonNode example =
                json.readTree(CONTRACTS.resolve(PROGRESS + ".example.json").toFile());
        ((ObjectNode) example.path("years").get(0).path("after")).put("standing", "GUESSED");
        assertThat(problems(PROGRESS, example)).isNotEmpty();
    }

    private static void actual(Announced say, String indicator, String period, String content) {
        say.send("shirube.kpi", "indicator/" + indicator, "jp.shirube.kpi.actual.recorded.v1", 1, """
                {"municipality": "100020", "indicator": "%s", "period": "%s", "revision": 1, "review": "CONFIRMED",
                 "recordedAt": "2026-05-01T00:00:00Z", "withdrawn": false, %s}""".formatted(
                        indicator, period, content));
    }

    private static void settled(String plan, String year, String standing) {
        String code = plan.equals("example") ? "062022" : "100020";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> when().get(
                                "/api/report/v1/municipalities/" + code + "/plans/" + plan + "/progress?year=" + year)
                        .then()
                        .statusCode(200)
                        .body("items[0].assessment.standing", equalTo(standing)));
    }

    /** Consumers ignore what they do not know, fields and values; we publish nothing that is not described. */
    private List<String> problems(String type, JsonNode event) throws IOException {
        JsonNode tolerant =
                json.readTree(CONTRACTS.resolve(type + ".schema.json").toFile());
        close(tolerant);
        Schema strict = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(tolerant.toString());
        return strict.validate(event).stream().map(Object::toString).toList();
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        if (node instanceof ObjectNode object && object.has("x-extensible-enum")) {
            object.set("enum", object.get("x-extensible-enum"));
        }
        node.forEach(PublishedEventsTest::close);
    }

    private List<JsonNode> published(String type, String subject) throws SQLException, IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String data : texts(
                "select data from outbox where type = '" + type + "' and data is not null and subject = ? order by seq",
                subject)) {
            events.add(json.readTree(data));
        }
        return events;
    }

    private List<String> texts(String sql, String parameter) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }
}
