package jp.shirube.kpi.received.kafka;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.received.Asked;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.EntryRules.Checks;
import jp.shirube.kpi.received.EntryRules.EntryUnit;
import jp.shirube.kpi.received.EntryRules.Formula;
import jp.shirube.kpi.received.EntryRules.Life;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.kpi.received.Origin;
import jp.shirube.kpi.received.SourceKind;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What the municipality document says of entering holds for every figure that is stated here. */
@QuarkusTest
class StatedEntryRulesTest extends RunningService {

    private static final String TOWN = "520101";

    @Inject
    Indicators indicators;

    @Test
    void whatIsStatedOfAnIndicatorHoldsForItsFigures() {
        state("women-on-councils", """
                "unit": "%", "quantity": "RATIO", "decimals": 1, "definition": "委員に占める女性", "source": "推進状況調査",
                "sourceKind": "SURVEY", "surveyEvery": 3, "surveyFirst": 2023, "usuallyKnown": {"monthsAfter": 2},
                "life": {"from": 2019, "to": 2025}, "checks": {"atLeast": "5", "atMost": "60"},
                "formula": {"numerator": "女性委員", "denominator": "全委員", "times": "100"},
                "entryUnits": [{"unit": "割", "times": "10"}],
                "components": [{"name": "女性委員", "unit": "人", "role": "TERM"}, {"name": "全委員", "unit": "人", "role": "TERM"}]""");

        Indicator known = indicators
                .find(new IndicatorKey(TOWN, "women-on-councils"))
                .orElseThrow()
                .indicator();
        assertThat(known.origin()).isEqualTo(new Origin("委員に占める女性", "推進状況調査", SourceKind.SURVEY));
        assertThat(known.asked()).isEqualTo(new Asked(3, 2023, 2));
        assertThat(known.rules())
                .isEqualTo(new EntryRules(
                        false,
                        new Life(2019, 2025),
                        new Checks(new BigDecimal("5"), new BigDecimal("60"), Checks.USUAL_JUMP, true, false),
                        new Formula("女性委員", "全委員", new BigDecimal("100")),
                        List.of(new EntryUnit("割", BigDecimal.TEN))));

        put("women-on-councils", "R6", "", 10, 30).statusCode(201).body("value", equalTo(33.3f));
        put("women-on-councils", "R7", "\"value\": \"32.8\",", 10, 30)
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/value")));
        put("women-on-councils", "H30", "", 31, 30)
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("#period", "/value", "/components/0/value"));
        put("women-on-councils", "R5", "\"missingReason\": \"NOT_CALCULATED\",", 0, 0)
                .statusCode(201);
    }

    @Test
    void whereNothingIsStatedNothingIsRefused() {
        state("reverse-referrals", """
                "unit": "%", "quantity": "RATIO", "decimals": 1""");

        stating("{\"value\": \"130.0\"}")
                .put(address("reverse-referrals", "R6"))
                .then()
                .statusCode(201);
        stating("{\"value\": \"-1\"}")
                .put(address("reverse-referrals", "R5"))
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse put(String indicator, String period, String value, int women, int all) {
        return stating("""
                        {%s "components": [{"name": "女性委員", "value": %d}, {"name": "全委員", "value": %d}]}""".formatted(value, women, all))
                .put(address(indicator, period))
                .then();
    }

    private static String address(String indicator, String period) {
        return "/api/kpi/v1/municipalities/" + TOWN + "/indicators/" + indicator + "/actuals/" + period;
    }

    private static void state(String id, String said) {
        String subject = TOWN + "/indicator/" + id;
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var event = new ProducerRecord<>("shirube.plan", subject, """
                    {"municipality": "%s", "indicator": {"id": "%s", "name": "%s", "direction": "UP",
                     "periodKind": "FISCAL_YEAR", %s}}""".formatted(TOWN, id, id, said));
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", UUID.randomUUID().toString(),
                            "ce_type", "jp.shirube.plan.indicator.changed.v1",
                            "ce_source", "/plan-service",
                            "ce_subject", subject,
                            "ce_time", "2026-06-30T01:00:00Z",
                            "ce_aggregateversion", "1")
                    .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
            producer.send(event);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/api/kpi/v1/municipalities/" + TOWN + "/indicators")
                        .then()
                        .body("items.id", hasItem(id)));
    }
}
