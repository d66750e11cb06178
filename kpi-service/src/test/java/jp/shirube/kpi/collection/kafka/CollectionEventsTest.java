package jp.shirube.kpi.collection.kafka;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.Town;
import jp.shirube.local.OwnerBackup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a whole round says to others is what contracts/events says. {@code -Dapprove} writes the examples anew. */
@QuarkusTest
class CollectionEventsTest extends RunningService {

    private static final Path CONTRACTS = Path.of("..", "contracts", "events");
    private static final String TOWN = "520601";
    private static final String RATE = "indicator:rate:FY2025";
    private static final String LESSONS = "initiative:sogo-keikaku:lessons";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyStepOfARoundLeavesAsTheContractSaysAndADraftDoesNot() throws Exception {
        OwnerBackup topic = new OwnerBackup(database, "shirube.kpi", List.of());
        topic.awaitPublished();
        topic.forgetTheTopicSoFar();

        aRoundFromTheQuestionToTheLock();

        topic.awaitPublished();
        List<ConsumerRecord<String, String>> events = topic.records().stream()
                .filter(each -> each.key().startsWith(TOWN + "/"))
                .toList();
        assertThat(told(events, "/indicator/rate"))
                .containsExactly(
                        "1 jp.shirube.kpi.actual.recorded.v1",
                        "2 jp.shirube.kpi.actual.returned.v1",
                        "3 jp.shirube.kpi.actual.corrected.v1",
                        "4 jp.shirube.kpi.actual.confirmed.v1");
        assertThat(told(events, "/collection-round/fy2025")).containsExactly("1 " + KafkaRoundAnnouncements.ROUND);
        assertThat(states(events, RATE))
                .containsExactly("1 OPEN", "2 SUBMITTED", "3 RETURNED", "4 SUBMITTED", "5 CONFIRMED", "6 LOCKED");
        assertThat(states(events, LESSONS)).containsExactly("1 OPEN", "2 SUBMITTED", "3 CONFIRMED", "4 LOCKED");
        for (ConsumerRecord<String, String> each : events) {
            assertThat(OwnerBackup.header(each, "ce_subject")).isEqualTo(each.key());
            keepsTheContract(OwnerBackup.header(each, "ce_type"), json.readTree(each.value()));
        }
        isApproved(data(events, "/indicator/rate", 1), "jp.shirube.kpi.actual.returned.v1");
        isApproved(data(events, "/indicator/rate", 3), "jp.shirube.kpi.actual.confirmed.v1");
        isApproved(data(events, "/collection-round/fy2025", 0), KafkaRoundAnnouncements.ROUND);
        isApproved(data(events, "/collection-item/fy2025/" + RATE, 4), KafkaRoundAnnouncements.ITEM);
    }

    private void aRoundFromTheQuestionToTheLock() {
        Town town = new Town(TOWN).indicator("rate", "sports").initiative("lessons", "kenko", "FY2025..FY2027", "実施");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
        planner().body("""
                        {"year": "R7", "deadline": "2026-07-10", "instructions": "確報で記入してください。"}""").post(rounds()).then().statusCode(201);
        types("sports", RATE, "{\"value\": \"３２．８％\", \"selfEvaluation\": \"研修の成果\", \"cause\": \"参加者の増\"}");
        moves(as("sports"), RATE, "submission", "{}");
        moves(planner(), RATE, "return", "{\"reason\": \"集計の対象が違います\"}");
        types("sports", RATE, """
                {"value": "30.1", "status": "FINAL", "note": "再集計", "evidence": "統計書3頁", "selfEvaluation": "研修の成果",
                 "cause": "参加者の増", "direction": "CONTINUE"}""");
        moves(as("sports"), RATE, "submission", "{}");
        moves(planner(), RATE, "confirmation", "{}");
        types("kenko", LESSONS, "{\"progress\": \"BEHIND\", \"text\": \"会場が決まらず\", \"direction\": \"IMPROVE\"}");
        moves(as("kenko"), LESSONS, "submission", "{}");
        moves(planner(), LESSONS, "confirmation", "{}");
        planner().body("{}").post(rounds() + "/fy2025/locks").then().statusCode(200);
    }

    private static String rounds() {
        return "/api/kpi/v1/municipalities/" + TOWN + "/collection-rounds";
    }

    private static String item(String id) {
        return rounds() + "/fy2025/items/" + id;
    }

    private static RequestSpecification planner() {
        return given().contentType(ContentType.JSON);
    }

    private static RequestSpecification as(String department) {
        return given().header("Authorization", "Bearer " + Tokens.of(TOWN, "DEPARTMENT_EDITOR:" + department))
                .contentType(ContentType.JSON);
    }

    private static void types(String department, String item, String answer) {
        as(department)
                .header("If-Match", as(department).get(item(item)).header("ETag"))
                .body(answer)
                .put(item(item) + "/answer")
                .then()
                .statusCode(200);
    }

    private static void moves(RequestSpecification who, String item, String move, String body) {
        who.body(body).post(item(item) + "/" + move).then().statusCode(200);
    }

    private static List<ConsumerRecord<String, String>> of(
            List<ConsumerRecord<String, String>> events, String subject) {
        return events.stream().filter(each -> each.key().equals(TOWN + subject)).toList();
    }

    private static List<String> told(List<ConsumerRecord<String, String>> events, String subject) {
        return of(events, subject).stream()
                .map(each ->
                        OwnerBackup.header(each, "ce_aggregateversion") + " " + OwnerBackup.header(each, "ce_type"))
                .toList();
    }

    private List<String> states(List<ConsumerRecord<String, String>> events, String item) throws IOException {
        List<String> states = new ArrayList<>();
        for (ConsumerRecord<String, String> each : of(events, "/collection-item/fy2025/" + item)) {
            JsonNode data = json.readTree(each.value());
            assertThat(OwnerBackup.header(each, "ce_aggregateversion"))
                    .isEqualTo(data.path("stated").asText());
            states.add(data.path("stated").asText() + " " + data.path("state").asText());
        }
        return states;
    }

    private JsonNode data(List<ConsumerRecord<String, String>> events, String subject, int place) throws IOException {
        return json.readTree(of(events, subject).get(place).value());
    }

    private void keepsTheContract(String type, JsonNode data) throws IOException {
        JsonNode schema = json.readTree(CONTRACTS.resolve(type + ".schema.json").toFile());
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(data))
                .as("%s %s", type, data)
                .isEmpty();
        data.fieldNames()
                .forEachRemaining(name ->
                        assertThat(schema.path("properties").has(name)).as(name).isTrue());
    }

    private void isApproved(JsonNode data, String type) throws IOException {
        Path example = CONTRACTS.resolve(type + ".example.json");
        if (System.getProperty("approve") != null) {
            Files.writeString(example, data.toPrettyString() + "\n");
        }
        assertThat(data).isEqualTo(json.readTree(example.toFile()));
    }
}
