package jp.shirube.kpi.received.kafka;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import jp.shirube.kpi.RunningService;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Events as they were first said, as they may grow, and those nobody here knows yet. */
@QuarkusTest
class OldAndNewEventsTest extends RunningService {

    private static final Path RELEASED = Path.of("..", "contracts", "released");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void eventsAsFirstSaidAreReadForEver() throws IOException, SQLException {
        everythingIsSaid("100071", data -> {});
        everythingIsKnown("100071");
    }

    @Test
    void unknownFieldsAndUnknownTypesAreIgnored() throws IOException, SQLException {
        everythingIsSaid("100072", OldAndNewEventsTest::grow);
        everythingIsKnown("100072");
    }

    /** Each event comes after one of its next version and one of an unknown type, under the same key. */
    private void everythingIsSaid(String municipality, Consumer<ObjectNode> changed) throws IOException {
        try (var kafka = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (String subject : List.of(
                    "municipality",
                    "department/sports",
                    "indicator/pupils-with-a-dream",
                    "responsibility/pupils-with-a-dream")) {
                String type = "jp.shirube.plan." + subject.replaceFirst("/.*", "") + ".changed";
                ObjectNode data = (ObjectNode) json.readTree(
                        RELEASED.resolve(type + ".v1.example.json").toFile());
                data.put("municipality", municipality);
                changed.accept(data);
                for (String unknown : List.of("jp.shirube.plan.something.new.v9", type + ".v2")) {
                    kafka.send(event(municipality + "/" + subject, unknown, """
                            {"municipality": {"code": "%s"}, "indicator": ["women"]}""".formatted(municipality)));
                }
                kafka.send(event(municipality + "/" + subject, type + ".v1", data.toString()));
            }
        }
    }

    private void everythingIsKnown(String municipality) throws SQLException {
        String indicators = "/api/kpi/v1/municipalities/" + municipality + "/indicators";
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            given().get(indicators)
                    .then()
                    .statusCode(200)
                    .body("items.id", equalTo(List.of("pupils-with-a-dream")))
                    .body("items[0].name", equalTo("将来の夢や目標を持っている児童生徒の割合"))
                    .body("items[0].department", equalTo("kikaku-bu"))
                    .body("items[0].components.name", hasItems("小学校", "中学校"));
            assertThat(count("select count(*) from received_municipality where code = ?", municipality))
                    .isEqualTo(1);
            assertThat(count("select count(*) from received_department where municipality = ?", municipality))
                    .isEqualTo(1);
        });
        assertThat(count(
                        "select count(*) from outbox where topic = 'kpi-service.dead-letters' and data like ?",
                        "%" + municipality + "%"))
                .isZero();
    }

    /** What a later state of the same version may say beside what is known, at every place. */
    private static void grow(JsonNode node) {
        node.forEach(OldAndNewEventsTest::grow);
        if (node instanceof ObjectNode object) {
            object.putObject("somethingNew").putArray("of").add(1).add("甲");
        }
    }

    private static ProducerRecord<String, String> event(String subject, String type, String data) {
        var event = new ProducerRecord<>("shirube.plan", subject, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", type,
                        "ce_source", "/plan-service",
                        "ce_subject", subject,
                        "ce_time", "2026-06-30T01:00:00Z",
                        "ce_aggregateversion", "1")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        return event;
    }
}
