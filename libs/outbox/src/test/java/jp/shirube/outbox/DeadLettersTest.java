package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jp.shirube.local.DeadLetters;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** From the poison on the topic to the effect it has once its cause is mended, over a real Kafka. */
@QuarkusTest
class DeadLettersTest extends SmallService {

    private static final String PROGRESS = "shirube.progress";

    @Inject
    Progress progress;

    @Inject
    PrometheusMeterRegistry metrics;

    @Test
    void aDeadLetterIsSentAgainOnceItsCauseIsMendedAndHasItsEffectOnce() throws Exception {
        String key = newKey();
        String other = newKey();
        progress.notUnderstood.add(key);
        add(List.of(onProgress(key), onProgress(other)));
        try (DeadLetters letters = new DeadLetters(RealParts.bootstrapServers())) {
            DeadLetters.Letter letter = awaitLetter(letters, key);
            assertThat(letter.cause()).isEqualTo("not yet understood");
            assertThat(letter.type()).isEqualTo("jp.shirube.test.happened.v1");
            assertThat(letter.origin().topic()).isEqualTo(PROGRESS);
            assertThat(letter.reference()).startsWith("kpi-service@");
            assertThat(letter.replays()).isEmpty();
            await().atMost(Duration.ofSeconds(20)).until(() -> effects(other) == 1);
            assertThat(effects(key)).isZero();

            progress.notUnderstood.remove(key);
            long offset = letters.replay(letter);
            await().atMost(Duration.ofSeconds(20)).until(() -> effects(key) == 1);
            assertSame(read(letter.origin(), letter.offset()), read(letter.origin(), offset));

            DeadLetters.Letter replayed = awaitLetter(letters, key);
            assertThat(replayed.replays()).hasSize(1);
            letters.replay(replayed);
            String after = newKey();
            add(onProgress(after));
            await().atMost(Duration.ofSeconds(20)).until(() -> effects(after) == 1);
            assertThat(awaitLetter(letters, key).replays()).hasSize(2);
            assertThat(effects(key)).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoTextIsSentAgainByteForByte() throws Exception {
        byte[] key = {(byte) 0xc3, 0x28, 0};
        byte[] value = {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0x80};
        RecordMetadata sent;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> poison = new ProducerRecord<>(PROGRESS, 2, key, value);
            poison.headers().add("odd", new byte[] {(byte) 0xff, 0});
            sent = producer.send(poison).get(10, TimeUnit.SECONDS);
        }
        try (DeadLetters letters = new DeadLetters(RealParts.bootstrapServers())) {
            TopicPartition place = new TopicPartition(PROGRESS, 2);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> letters.all().stream().anyMatch(each -> isAt(each, place, sent.offset())));
            DeadLetters.Letter letter = letters.all().stream()
                    .filter(each -> isAt(each, place, sent.offset()))
                    .findFirst()
                    .orElseThrow();
            long offset = letters.replay(letter);
            assertSame(read(place, sent.offset()), read(place, offset));
            assertThat(read(place, offset).value()).isEqualTo(value);
        }
    }

    @Test
    void theNoteOfAReplayIsWhatTheContractSays() throws Exception {
        Contracts.assertKept(
                "jp.shirube.dead-letter.replayed.v1", Contracts.example("jp.shirube.dead-letter.replayed.v1"));
        String key = newKey();
        progress.notUnderstood.add(key);
        add(onProgress(key));
        try (DeadLetters letters = new DeadLetters(RealParts.bootstrapServers())) {
            DeadLetters.Letter letter = awaitLetter(letters, key);
            letters.replay(letter);
            List<ConsumerRecord<byte[], byte[]>> notes = whole(letter.place()).stream()
                    .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(letter.id()))
                    .toList();
            assertThat(notes).singleElement().satisfies(note -> {
                Contracts.assertKept(
                        "jp.shirube.dead-letter.replayed.v1", new String(note.value(), StandardCharsets.UTF_8));
                assertThat(header(note, "ce_type")).isEqualTo("jp.shirube.dead-letter.replayed.v1");
                assertThat(header(note, "ce_aggregateversion")).isEqualTo("2");
                assertThat(header(note, "ce_subject"))
                        .isEqualTo(
                                letter.origin().topic() + "/" + letter.origin().partition() + "/" + letter.offset());
            });
        }
    }

    /** How far consumers are behind is Kafka's own metric; the README names it. */
    @Test
    void kafkasOwnLagIsAMetric() {
        add(onProgress(newKey()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(metrics.getMeters())
                        .anyMatch(meter ->
                                meter.getId().getName().equals("kafka.consumer.fetch.manager.records.lag.max")));
    }

    private long effects(String key) {
        return count("select count(*) from effect where key = ?", key);
    }

    private OutgoingEvent onProgress(String key) {
        return OutgoingEvent.of(
                PROGRESS,
                key,
                "jp.shirube.test.happened.v1",
                "/test",
                key,
                1,
                Instant.parse("2026-06-30T01:00:00Z"),
                json.createObjectNode().put("number", 1));
    }

    private static boolean isAt(DeadLetters.Letter letter, TopicPartition place, long offset) {
        return letter.origin().equals(place) && letter.offset() == offset;
    }

    private static DeadLetters.Letter awaitLetter(DeadLetters letters, String subject) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> letters.all().stream()
                                .filter(each -> each.subject().equals(subject))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static void assertSame(ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
        assertThat(other.offset()).isGreaterThan(one.offset());
        assertThat(other.key()).isEqualTo(one.key());
        assertThat(other.value()).isEqualTo(one.value());
        assertThat(headers(other)).containsExactlyElementsOf(headers(one));
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + java.util.Arrays.toString(header.value()));
        }
        return headers;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(TopicPartition place) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(place));
        return consumer;
    }

    /** From its beginning to where it ends now. */
    private static List<ConsumerRecord<byte[], byte[]>> whole(TopicPartition place) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(place)) {
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            consumer.seekToBeginning(List.of(place));
            List<ConsumerRecord<byte[], byte[]>> whole = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofSeconds(1)).forEach(whole::add);
                return consumer.position(place) >= end;
            });
            return whole;
        }
    }

    private static ConsumerRecord<byte[], byte[]> read(TopicPartition place, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(place)) {
            consumer.seek(place, offset);
            return await().atMost(Duration.ofSeconds(20))
                    .until(() -> consumer.poll(Duration.ofSeconds(1)), records -> !records.isEmpty())
                    .iterator()
                    .next();
        }
    }
}
