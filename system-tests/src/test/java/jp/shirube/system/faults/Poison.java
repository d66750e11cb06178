package jp.shirube.system.faults;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.shirube.system.faults.TopicLog.Place;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Records no service of ours would send, put onto {@code shirube.kpi} by a stranger. */
final class Poison {

    /** @param dies whether it has to become a dead letter; a type nobody knows is ignored, as the contract says */
    record Dose(String name, Place place, boolean dies) {}

    private static final String TOPIC = "shirube.kpi";
    private static final String CORRECTED = "jp.shirube.kpi.actual.corrected.v1";

    private Poison() {}

    static List<Dose> give(Cluster cluster, Town town)
            throws InterruptedException, ExecutionException, TimeoutException {
        String key = town.code() + "/indicator/demo-0";
        String huge = "{\"municipality\": \"" + town.code() + "\", \"filler\": \"" + "あ".repeat(330_000) + "\"}";
        List<Dose> doses = new ArrayList<>();
        try (KafkaProducer<String, String> stranger = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.kafka(), "acks", "all", "max.request.size", "4000000"),
                new StringSerializer(),
                new StringSerializer())) {
            doses.add(send(stranger, "no JSON", key, CORRECTED, "{\"municipality\": ", true));
            doses.add(send(stranger, "no object", key, CORRECTED, "[1, 2]", true));
            doses.add(send(stranger, "nothing it is about", key, CORRECTED, "{}", true));
            doses.add(send(stranger, "no value at all", key, CORRECTED, null, true));
            doses.add(send(stranger, "no headers", key, null, "{}", true));
            doses.add(send(stranger, "NUL in a text", key, CORRECTED, actual(town, "demo-0", "a\\u0000b"), true));
            doses.add(send(stranger, "a figure for a date", key, CORRECTED, actual(town, "demo-0", "yesterday"), true));
            doses.add(send(
                    stranger,
                    "another's key",
                    "somebody",
                    CORRECTED,
                    actual(town, "demo-0", "2026-04-01T00:00:00Z"),
                    true));
            doses.add(send(stranger, "a megabyte", key, CORRECTED, huge, true));
            doses.add(send(stranger, "a type nobody knows", key, "jp.shirube.kpi.actual.praised.v1", "{}", false));
        }
        return doses;
    }

    private static String actual(Town town, String indicator, String recordedAt) {
        return """
                {"municipality": "%s", "indicator": "%s", "period": "FY2014", "revision": 900000, "withdrawn": false,
                 "value": "1", "recordedAt": "%s"}""".formatted(town.code(), indicator, recordedAt);
    }

    private static Dose send(
            KafkaProducer<String, String> stranger,
            String name,
            String key,
            @Nullable String type,
            @Nullable String value,
            boolean dies)
            throws InterruptedException, ExecutionException, TimeoutException {
        ProducerRecord<String, String> letter = new ProducerRecord<>(TOPIC, key, value);
        if (type != null) {
            header(letter, "ce_specversion", "1.0");
            header(letter, "ce_id", UUID.randomUUID().toString());
            header(letter, "ce_type", type);
            header(letter, "ce_source", "/stranger");
            header(letter, "ce_subject", key);
            header(letter, "ce_time", Instant.now().toString());
            header(letter, "ce_aggregateversion", "900000");
        }
        RecordMetadata at = stranger.send(letter).get(20, TimeUnit.SECONDS);
        return new Dose(name, new Place(at.topic(), at.partition(), at.offset()), dies);
    }

    private static void header(ProducerRecord<String, String> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
