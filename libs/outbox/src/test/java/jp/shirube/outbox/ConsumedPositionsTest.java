package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** How far a topic was heard stands in the database with what hearing it brought about. */
@QuarkusTest
class ConsumedPositionsTest extends SmallService {

    private static final TopicPartition PLACE = new TopicPartition("shirube.plan", 3);

    @Inject
    Receiver receiver;

    @Inject
    ConsumedPositions positions;

    @Test
    void aDatabasePutBackToAnOlderBackupHearsAgainWhatCameAfterIt() {
        forget();
        receiver.receive(heard(0, 1, 2), events -> {});
        assertThat(known()).isEqualTo(3);
        try (KafkaConsumer<String, String> consumer = consumerThatHeardUpTo(9)) {
            positions.onPartitionsAssigned(consumer, List.of(PLACE));
            assertThat(consumer.position(PLACE)).isEqualTo(3);
        }
        try (KafkaConsumer<String, String> consumer = consumerThatHeardUpTo(3)) {
            positions.onPartitionsAssigned(consumer, List.of(PLACE));
            assertThat(consumer.position(PLACE)).isEqualTo(3);
        }
        forget();
        try (KafkaConsumer<String, String> consumer = consumerThatHeardUpTo(9)) {
            positions.onPartitionsAssigned(consumer, List.of(PLACE));
            assertThat(consumer.position(PLACE))
                    .as("a database that knows nothing hears everything")
                    .isZero();
        }
    }

    @Test
    void whoWasPausedWithAnOlderBatchDoesNotMoveItBackAndWhatHadNoEffectDoesNotMoveIt() {
        forget();
        receiver.receive(heard(4, 5), events -> {});
        receiver.receive(heard(1, 2), events -> {});
        assertThat(known()).isEqualTo(6);
        int[] attempts = {0};
        receiver.receive(heard(6), events -> {
            if (attempts[0]++ == 0) {
                assertThat(known()).isEqualTo(6);
                throw new IllegalStateException("the database is away");
            }
        });
        assertThat(attempts[0]).isEqualTo(2);
        assertThat(known()).isEqualTo(7);
        receiver.receive(heard(7, 8), events -> {
            if (!events.isEmpty()) {
                throw new UnprocessableEventException("poison");
            }
        });
        assertThat(known()).as("poison is behind us too").isEqualTo(9);
    }

    private void forget() {
        QuarkusTransaction.requiringNew().run(() -> {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.executeUpdate("delete from consumed_position");
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private long known() {
        return count("select coalesce(max(next_offset), 0) from consumed_position where topic = ?", PLACE.topic());
    }

    private static ConsumerRecords<String, String> heard(long... offsets) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        for (long offset : offsets) {
            ConsumerRecord<String, String> record =
                    new ConsumerRecord<>(PLACE.topic(), PLACE.partition(), offset, "key", "{}");
            Map.of(
                            "ce_id",
                            UUID.randomUUID().toString(),
                            "ce_type",
                            "jp.shirube.test.happened.v1",
                            "ce_source",
                            "/test",
                            "ce_subject",
                            "key",
                            "ce_aggregateversion",
                            "1",
                            "ce_time",
                            "2026-06-30T01:00:00Z")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            records.add(record);
        }
        return new ConsumerRecords<>(Map.of(PLACE, records), Map.of());
    }

    private static KafkaConsumer<String, String> consumerThatHeardUpTo(long offset) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        RealParts.bootstrapServers(),
                        "group.id",
                        "restored-" + UUID.randomUUID(),
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(PLACE));
        consumer.commitSync(Map.of(PLACE, new OffsetAndMetadata(offset)));
        return consumer;
    }
}
