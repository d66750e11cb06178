package jp.shirube.kpi.received.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.shirube.access.AccessCopies;
import jp.shirube.access.ApiKey;
import jp.shirube.access.Grant;
import jp.shirube.access.Grants;
import jp.shirube.access.Role;
import jp.shirube.kpi.RunningService;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What plan-service states of who may do what holds here as soon as it has arrived. */
@QuarkusTest
class AccessEventsTest extends RunningService {

    private static final String CITY = "512010";
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final Instant NOW = Instant.parse("2026-06-30T01:00:00Z");

    @Inject
    Grants grants;

    @Test
    void whoIsAddedToTheTableMayAndAnOlderTableDoesNotTakeItBack() {
        state(AccessCopies.MAPPING_CHANGED, "/access-mapping", 2, mapping("sub:a", "PLANNING_OFFICE"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(grants.of(CITY, List.of("sub:a"), DAY))
                        .isEqualTo(new Grants.Found(Set.of(new Grant(Role.PLANNING_OFFICE, null)), 2)));
        state(AccessCopies.MAPPING_CHANGED, "/access-mapping", 1, mapping("sub:b", "ADMINISTRATOR"));
        state(AccessCopies.MAPPING_CHANGED, "/access-mapping", 3, mapping("sub:a", "AUDITOR"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(grants.of(CITY, List.of("sub:a", "sub:b"), DAY))
                        .isEqualTo(new Grants.Found(Set.of(new Grant(Role.AUDITOR, null)), 3)));
    }

    @Test
    void aKeyOpensUntilItIsRevokedAndStaysRevoked() {
        ApiKey key = ApiKey.create(CITY, new SecureRandom());
        state(AccessCopies.KEY_CHANGED, "/api-key/" + key.id(), 1, key(key, ""));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(grants.ofKey(CITY, key.reveal(), NOW)).isPresent());
        state(AccessCopies.KEY_CHANGED, "/api-key/" + key.id(), 2, key(key, ", \"revokedAt\": \"" + NOW + "\""));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(grants.ofKey(CITY, key.reveal(), NOW)).isEmpty());
        ApiKey later = ApiKey.create(CITY, new SecureRandom());
        state(AccessCopies.KEY_CHANGED, "/api-key/" + key.id(), 1, key(key, ""));
        state(AccessCopies.KEY_CHANGED, "/api-key/" + later.id(), 1, key(later, ""), "/api-key/" + key.id());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(grants.ofKey(CITY, later.reveal(), NOW)).isPresent());
        assertThat(grants.ofKey(CITY, key.reveal(), NOW)).isEmpty();
    }

    private static String mapping(String claim, String role) {
        return """
                {"municipality": "%s", "rows": [{"claim": "%s", "role": "%s", "newField": 1}], "recordedBy": "a"}""".formatted(CITY, claim, role);
    }

    private static String key(ApiKey key, String more) {
        return """
                {"municipality": "%s", "apiKey": {"id": "%s", "name": "取り込み", "hash": "%s", "role": "PLANNING_OFFICE",
                 "createdAt": "2026-06-01T00:00:00Z", "expiresAt": "2026-12-31T15:00:00Z"%s}, "recordedBy": "a"}""".formatted(CITY, key.id(), key.hash(), more);
    }

    private static void state(String type, String about, long version, String data) {
        state(type, about, version, data, about);
    }

    /** @param key what has the same key arrives in order */
    private static void state(String type, String about, long version, String data, String key) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var produced = new ProducerRecord<>("shirube.plan", CITY + key, data);
            Map.of(
                            "ce_specversion",
                            "1.0",
                            "ce_id",
                            UUID.randomUUID().toString(),
                            "ce_type",
                            type,
                            "ce_source",
                            "/plan-service",
                            "ce_subject",
                            CITY + about,
                            "ce_time",
                            "2026-06-30T01:00:00Z",
                            "ce_aggregateversion",
                            Long.toString(version))
                    .forEach((name, value) -> produced.headers().add(name, value.getBytes(UTF_8)));
            producer.send(produced);
        }
    }
}
