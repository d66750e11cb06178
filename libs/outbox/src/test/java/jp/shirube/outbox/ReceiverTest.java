package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReceiverTest extends SmallService {

    private static final TopicPartition PARTITION = new TopicPartition("shirube.plan", 0);
    private static final AtomicInteger OFFSETS = new AtomicInteger(100);

    @Inject
    Receiver receiver;

    @Test
    void aRedeliveredEventHasItsEffectOnce() {
        String key = newKey();
        List<ConsumerRecord<String, String>> batch = List.of(record(key, 1), record(key, 2));
        receiver.receive(records(batch), this::remember);
        receiver.receive(records(batch), this::remember);
        receiver.receive(records(List.of(batch.get(1), record(key, 3), batch.get(0))), this::remember);
        assertThat(effects(key)).containsExactly(1, 2, 3);
    }

    @Test
    void theSameEventTwiceInOneBatchHasItsEffectOnce() {
        String key = newKey();
        ConsumerRecord<String, String> event = record(key, 1);
        receiver.receive(records(List.of(event, event)), this::remember);
        assertThat(effects(key)).containsExactly(1);
    }

    @Test
    void whatDoesNotFitItsColumnGoesToTheDeadLettersAloneAndTheRestHasItsEffectInOrder() {
        String key = newKey();
        receiver.receive(
                records(List.of(record(key, 1), record(key, 70_000), record(key, 2), record(key, 3))), this::remember);
        assertThat(effects(key)).containsExactly(1, 2, 3);
        assertThat(deadLetters(key))
                .singleElement()
                .asString()
                .contains("\"topic\":\"shirube.plan\"", "70000", "out of range", "ce_id");
    }

    @Test
    void whatTheReceiverCallsUnprocessableGoesToTheDeadLettersWithItsReason() {
        String key = newKey();
        receiver.receive(records(List.of(record(key, 1), record(key, 13), record(key, 2))), events -> {
            if (events.stream().anyMatch(event -> event.data().path("number").asInt() == 13)) {
                throw new UnprocessableEventException("thirteen is refused");
            }
            remember(events);
        });
        assertThat(effects(key)).containsExactly(1, 2);
        assertThat(deadLetters(key)).singleElement().asString().contains("thirteen is refused");
    }

    @Test
    void whatIsNoEventGoesToTheDeadLettersAndTheRestHasItsEffect() {
        String key = newKey();
        ConsumerRecord<String, String> bare = new ConsumerRecord<>(
                PARTITION.topic(), PARTITION.partition(), OFFSETS.incrementAndGet(), key, "{\"number\": 5}");
        receiver.receive(
                records(List.of(
                        bare,
                        record(key, "no json at all"),
                        record(key, "[1]"),
                        record(key, null),
                        record(key, "{\"number\": 6}"))),
                this::remember);
        assertThat(effects(key)).containsExactly(6);
        assertThat(deadLetters(key)).hasSize(4);
    }

    @Test
    void aDeadLetterIsWhatTheContractSays() throws IOException {
        String key = "062022/indicator/founders";
        ConsumerRecord<String, String> poison =
                record(key, "{\"number\": 70000}", 7, "0197c4f0-6e0f-7c3e-9a55-1f0f5d2b7a10");
        receiver.receive(records(List.of(poison)), this::remember);
        String letter = deadLetters(key).getFirst();
        Path contract = Path.of("..", "..", "contracts", "events", "jp.shirube.dead-letter.v1");
        assertThat(json.readTree(letter))
                .isEqualTo(json.readTree(Files.readString(Path.of(contract + ".example.json"))));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of(contract + ".schema.json")))
                        .validate(letter, InputFormat.JSON))
                .isEmpty();
        assertThat(texts("select subject from outbox where type = ? and subject = key", "jp.shirube.dead-letter.v1"))
                .contains("shirube.plan/0/7");
    }

    /** The session dies under the effect, as when the database restarts. */
    @Test
    void aDatabaseThatWasAwayIsTriedAgainAndNothingIsGivenUp() {
        String key = newKey();
        AtomicInteger attempts = new AtomicInteger();
        receiver.receive(records(List.of(record(key, 1), record(key, 2))), events -> {
            remember(events);
            if (attempts.incrementAndGet() < 3) {
                execute("select pg_terminate_backend(pg_backend_pid())");
            }
        });
        assertThat(attempts).hasValue(3);
        assertThat(effects(key)).containsExactly(1, 2);
        assertThat(deadLetters(key)).isEmpty();
    }

    @Test
    void aDeadlockIsTriedAgainThoughTheEffectSaysSoInItsOwnWords() {
        String key = newKey();
        AtomicInteger attempts = new AtomicInteger();
        receiver.receive(records(List.of(record(key, 1))), events -> {
            remember(events);
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalArgumentException(
                        "could not be stored", new SQLException("deadlock detected", "40P01"));
            }
        });
        assertThat(attempts).hasValue(2);
        assertThat(effects(key)).containsExactly(1);
        assertThat(deadLetters(key)).isEmpty();
    }

    private void remember(List<ReceivedEvent> events) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("insert into effect (key, number) values (?, ?)")) {
            for (ReceivedEvent event : events) {
                insert.setString(1, event.key());
                insert.setInt(2, event.data().path("number").asInt());
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not be remembered", e);
        }
    }

    private void execute(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("could not be executed", e);
        }
    }

    private List<Integer> effects(String key) {
        return texts("select number from effect where key = ? order by id", key).stream()
                .map(Integer::valueOf)
                .toList();
    }

    private List<String> deadLetters(String key) {
        return texts(
                "select data from outbox where topic = 'kpi-service.dead-letters' and cast(data as json) ->> 'key' = ?",
                key);
    }

    private List<String> texts(String sql, String parameter) {
        List<String> texts = new ArrayList<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }

    private static ConsumerRecords<String, String> records(List<ConsumerRecord<String, String>> records) {
        return new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
    }

    private static ConsumerRecord<String, String> record(String key, int number) {
        return record(key, "{\"number\": " + number + "}");
    }

    private static ConsumerRecord<String, String> record(String key, @Nullable String value) {
        return record(key, value, OFFSETS.incrementAndGet(), UUID.randomUUID().toString());
    }

    private static ConsumerRecord<String, String> record(String key, @Nullable String value, int offset, String id) {
        ConsumerRecord<String, String> event =
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, key, value);
        Map.of(
                        "ce_id",
                        id,
                        "ce_type",
                        "jp.shirube.test.happened.v1",
                        "ce_source",
                        "/test",
                        "ce_subject",
                        key,
                        "ce_aggregateversion",
                        "1",
                        "ce_time",
                        "2026-06-30T01:00:00Z")
                .forEach((name, header) -> event.headers().add(name, header.getBytes(StandardCharsets.UTF_8)));
        return event;
    }
}
