package jp.shirube.kpi.received.kafka;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.shirube.kpi.RunningService;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PlanEventsTest extends RunningService {

    private static final String HIGASHINE = "062111";

    @Test
    void whatPlanServiceStatesIsKnownHere() {
        state("indicator", "balance-ratio", 1, null, indicator("balance-ratio", "経常収支比率"));
        state("department", "zaisei-ka", 1, null, """
                {"municipality": "062111", "department": {"id": "zaisei-ka", "names": [{"name": "財政課"}]}}""");
        state("responsibility", "balance-ratio", 1, null, """
                {"municipality": "062111", "indicator": "balance-ratio",
                 "responsibilities": [{"department": "zaisei-ka", "from": null, "to": null}]}""");
        state("municipality", "", 1, null, """
                {"municipality": "062111", "name": "東根市", "prefecture": "山形県"}""");

        await().untilAsserted(
                        () -> assertThat(given().get(list()).then().extract().<List<String>>path("items.department"))
                                .contains("zaisei-ka"));
        stating("{\"value\": \"94.8\"}")
                .put("/api/kpi/v1/municipalities/062111/indicators/balance-ratio/actuals/R6")
                .then()
                .statusCode(201)
                .body("department", equalTo("zaisei-ka"));
    }

    @Test
    void anEventRedeliveredOrAnOlderVersionArrivingLaterChangesNothing() throws Exception {
        UUID second = UUID.randomUUID();
        state("indicator", "debt-ratio", 2, second, indicator("debt-ratio", "実質公債費比率"));
        awaitName("debt-ratio", "実質公債費比率");

        state("indicator", "debt-ratio", 1, null, indicator("debt-ratio", "古い名"));
        state("indicator", "debt-ratio", 3, second, indicator("debt-ratio", "同じidの別の内容"));
        state("indicator", "debt-ratio", 2, null, indicator("debt-ratio", "同じ版の別の内容"));
        state("indicator", "debt-ratio-after", 1, null, indicator("debt-ratio-after", "後"));
        state("indicator", "debt-ratio", 3, null, indicator("debt-ratio", "新しい名"));
        awaitName("debt-ratio", "新しい名");
        awaitName("debt-ratio-after", "後");
        assertThat(count("select version from received_indicator where id = ?", "debt-ratio"))
                .isEqualTo(3);

        state("indicator", "debt-ratio", 2, null, indicator("debt-ratio", "古い名"));
        flushed("debt-ratio");
        awaitName("debt-ratio", "新しい名");
    }

    @Test
    void whatCanNeverBeReadGoesToTheDeadLettersAndTheRestFlows() throws Exception {
        send("062111/indicator/poison", Map.of(), "{no json");
        state("indicator", "poison", 1, null, "{\"municipality\": \"062111\", \"indicator\": {\"id\": \"poison\"}}");
        state("indicator", "poison", 1, null, indicator("poison", "a\\u0000b"));
        state("indicator", "poison", 1, null, indicator("poison", "half \\ud800"));
        state("indicator", "poison", 1, null, indicator("poison", "x").replace("062111", "62111"));
        state("indicator", "poison", 1, null, indicator("poison", "x").replace("RATIO", "MOOD"));
        state(
                "indicator",
                "poison",
                1,
                null,
                indicator("poison", "x").replace("\"decimals\": 1", "\"decimals\": 1e999999"));
        state("plan", "unknown", 1, null, "{\"any\": \"thing\"}");
        flushed("poison");

        assertThat(count("select count(*) from received_indicator where id = ?", "poison"))
                .isZero();
        assertThat(count(
                        "select count(*) from outbox where topic = ? and data like '%poison%'",
                        "kpi-service.dead-letters"))
                .isEqualTo(7);
    }

    @Test
    void anIndicatorMayBeARank() {
        state(
                "indicator",
                "attractiveness-rank",
                1,
                null,
                indicator("attractiveness-rank", "地域ブランド調査の順位").replace("RATIO", "RANK"));
        awaitName("attractiveness-rank", "地域ブランド調査の順位");
        given().get(list()).then().body("items.find { it.id == 'attractiveness-rank' }.quantity", equalTo("RANK"));
    }

    @Test
    void aQuantityNotKnownHereLeavesWhatWasKnownAndTheRestFlows() throws Exception {
        state("indicator", "mood", 1, null, indicator("mood", "市民の気分"));
        state("indicator", "mood", 2, null, indicator("mood", "気分").replace("RATIO", "MOOD"));
        flushed("mood");
        awaitName("mood", "市民の気分");
        assertThat(count(
                        "select count(*) from outbox where topic = 'kpi-service.dead-letters' and data like ?",
                        "%Quantity.MOOD%気分%"))
                .isEqualTo(1);

        state("indicator", "mood", 3, null, indicator("mood", "市民の満足度"));
        awaitName("mood", "市民の満足度");
    }

    private static String list() {
        return "/api/kpi/v1/municipalities/062111/indicators?limit=1000";
    }

    /** Everything sent before about this indicator has been received when what follows it has. */
    private void flushed(String indicator) {
        String marker = "m-" + UUID.randomUUID();
        String key = HIGASHINE + "/indicator/" + indicator;
        send(key, headers("indicator", key, 1, UUID.randomUUID()), indicator(marker, "標"));
        awaitName(marker, "標");
    }

    private static void awaitName(String id, String name) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        given().get(list()).then().body("items.find { it.id == '" + id + "' }.name", equalTo(name)));
    }

    private static String indicator(String id, String name) {
        return """
                {"municipality": "062111", "indicator": {"id": "%s", "name": "%s", "unit": "%%", "direction": "DOWN",
                 "periodKind": "FISCAL_YEAR", "quantity": "RATIO", "decimals": 1, "definition": "…", "newField": [1]}}""".formatted(id, name);
    }

    private static void state(String what, String id, long version, @Nullable UUID event, String data) {
        String subject = HIGASHINE + "/" + what + (id.isEmpty() ? "" : "/" + id);
        send(subject, headers(what, subject, version, event == null ? UUID.randomUUID() : event), data);
    }

    private static Map<String, String> headers(String what, String subject, long version, UUID event) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                event.toString(),
                "ce_type",
                "jp.shirube.plan." + what + ".changed.v1",
                "ce_source",
                "/plan-service",
                "ce_subject",
                subject,
                "ce_time",
                "2026-06-30T01:00:00Z",
                "ce_aggregateversion",
                Long.toString(version));
    }

    private static void send(String key, Map<String, String> headers, String data) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var produced = new ProducerRecord<>("shirube.plan", key, data);
            headers.forEach((name, value) -> produced.headers().add(name, value.getBytes(UTF_8)));
            producer.send(produced);
        }
    }
}
