package jp.shirube.kpi.actual.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What leaves is what contracts/events says, word for word. */
@QuarkusTest
class ActualEventsTest extends RunningService {

    private static final Path CONTRACTS = Path.of("..", "contracts", "events");
    private static final String TYPE = "jp.shirube.kpi.actual.%s.v1";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyStateLeavesAsTheContractSays() throws IOException {
        keep(new Stated.OfIndicator(Yonezawa.womenOnCouncils("women-on-councils"), 1, "{}"));
        keep(new Stated.OfIndicator(Yonezawa.pupils("pupils-with-a-dream"), 1, "{}"));
        responsible("women-on-councils", new Responsibility("chiiki-shinko", null, null));

        put("women-on-councils", "R6", """
                {"value": 32.80, "status": "PROVISIONAL", "note": "速報値", "evidence": "samples/sources/000.txt"}""").then().statusCode(201);
        withdraw("women-on-councils", "R6", 1, "集計対象の審議会を誤っていたため").then().statusCode(200);
        put("pupils-with-a-dream", "R6", "{\"missingReason\": \"NOT_PUBLISHED\"}")
                .then()
                .statusCode(201);
        correct("pupils-with-a-dream", "R6", 1, """
                {"components": [{"name": "小学校", "value": "80.2"}, {"name": "中学校", "missingReason": "NOT_PUBLISHED"}]}""").then().statusCode(200);

        List<ConsumerRecord<String, String>> women = published("062022/indicator/women-on-councils", 2);
        assertThat(women)
                .extracting(each -> header(each, "ce_type"))
                .containsExactly(type("recorded"), type("withdrawn"));
        assertThat(women)
                .extracting(each -> header(each, "ce_aggregateversion"))
                .containsExactly("1", "2");
        assertThat(women)
                .extracting(each -> header(each, "ce_subject"))
                .containsOnly("062022/indicator/women-on-councils");
        assertThat(women).extracting(each -> header(each, "ce_source")).containsOnly("/kpi-service");
        assertThat(header(women.getFirst(), "ce_time")).startsWith("2026-06-30T01:00");
        carriesTheHeaders(women.getFirst());
        isApproved("recorded", women.get(0).value());
        isApproved("withdrawn", women.get(1).value());
        List<ConsumerRecord<String, String>> pupils = published("062022/indicator/pupils-with-a-dream", 2);
        assertThat(pupils)
                .extracting(each -> header(each, "ce_type"))
                .containsExactly(type("recorded"), type("corrected"));
        isApproved("corrected", pupils.get(1).value());
        assertThat(problems("recorded", pupils.getFirst().value())).isEmpty();
    }

    @Test
    void termsLeaveBesideTheFigureTheyBelongTo() {
        String indicator = known(Yonezawa::socialChange);
        put(indicator, "R5", """
                {"value": "-684", "components": [{"name": "転入者数", "value": 2018}, {"name": "転出者数", "value": 2702}]}""").then().statusCode(201);

        String data = published("062022/indicator/" + indicator, 1).getFirst().value();

        assertThat(data).contains("\"value\":\"-684\"", "\"value\":\"2702\"");
        assertThat(problems("recorded", data)).isEmpty();
        assertThat(problems("recorded", data.replace("\"status\"", "\"missingReason\":\"NOT_SURVEYED\",\"status\"")))
                .isNotEmpty();
    }

    @Test
    void aKnownZeroLeavesAsOneAndIsLeftOutWhereThereIsNone() {
        String indicator = known(Yonezawa::founders);
        put(indicator, "R6", "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": true}")
                .then()
                .statusCode(201);
        correct(indicator, "R6", 1, "{\"missingReason\": \"DISCONTINUED\"}")
                .then()
                .statusCode(200);
        correct(indicator, "R6", 2, "{\"missingReason\": \"NOT_APPLICABLE\", \"countsAsZero\": true}")
                .then()
                .statusCode(200);
        withdraw(indicator, "R6", 3, "誤り").then().statusCode(200);

        List<String> data = published("062022/indicator/" + indicator, 4).stream()
                .map(ConsumerRecord::value)
                .toList();

        assertThat(data.get(0)).contains("\"missingReason\":\"DISCONTINUED\",\"countsAsZero\":true");
        assertThat(data.get(1)).doesNotContain("countsAsZero");
        assertThat(data.get(2)).contains("\"countsAsZero\":true");
        assertThat(data.get(3)).doesNotContain("countsAsZero");
        assertThat(problems("recorded", data.get(0))).isEmpty();
        assertThat(problems("corrected", data.get(1))).isEmpty();
        assertThat(problems("corrected", data.get(2))).isEmpty();
        assertThat(problems("withdrawn", data.get(3))).isEmpty();
        assertThat(problems("recorded", data.get(0).replace("\"countsAsZero\":true", "\"countsAsZero\":\"yes\"")))
                .isNotEmpty();
    }

    @Test
    void theContractRefusesWhatIsNoState() {
        assertThat(problems("recorded", "{}")).isNotEmpty();
        assertThat(problems("withdrawn", "{\"withdrawn\": false}")).isNotEmpty();
    }

    private static String type(String what) {
        return TYPE.formatted(what);
    }

    private void isApproved(String what, String data) throws IOException {
        JsonNode example =
                json.readTree(CONTRACTS.resolve(type(what) + ".example.json").toFile());
        assertThat(json.readTree(data)).isEqualTo(example);
        assertThat(problems(what, data)).isEmpty();
    }

    /** The headers of asyncapi.yaml, and no others. */
    private void carriesTheHeaders(ConsumerRecord<String, String> event) throws IOException {
        JsonNode described = new YAMLMapper()
                .readTree(CONTRACTS.resolveSibling("asyncapi.yaml").toFile())
                .at("/components/schemas/cloudEvent");
        ObjectNode headers = json.createObjectNode();
        event.headers().forEach(each -> headers.put(each.key(), new String(each.value(), StandardCharsets.UTF_8)));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(((ObjectNode) described).put("additionalProperties", false))
                        .validate(headers))
                .isEmpty();
    }

    private static List<String> problems(String what, String data) {
        try {
            String schema = Files.readString(CONTRACTS.resolve(type(what) + ".schema.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(data, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, String> consumed, String name) {
        return new String(consumed.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, String>> published(String key, int expected) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("shirube.kpi").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> {
                    if (key.equals(each.key())) {
                        found.add(each);
                    }
                });
                assertThat(found).hasSize(expected);
            });
        }
        return found;
    }
}
