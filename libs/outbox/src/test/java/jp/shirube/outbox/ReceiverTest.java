package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

    @Inject
    MeterRegistry metrics;

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
        assertThat(json.readTree(letter)).isEqualTo(json.readTree(Contracts.example("jp.shirube.dead-letter.v1")));
        Contracts.assertKept("jp.shirube.dead-letter.v1", letter);
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

    /** Two writers met, and the other one was first. */
    @Test
    void whatStandsInTheWayForAMomentIsTriedAgainAndWhatStaysIsGivenUp() {
        String key = newKey();
        AtomicInteger attempts = new AtomicInteger();
        receiver.receive(records(List.of(record(key, 1))), events -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException(new SQLException("duplicate key value", "23505"));
            }
            remember(events);
        });
        assertThat(effects(key)).containsExactly(1);
        receiver.receive(records(List.of(record(key, 2))), events -> {
            if (!events.isEmpty()) {
                throw new IllegalStateException(new SQLException("duplicate key value", "23505"));
            }
        });
        assertThat(effects(key)).containsExactly(1);
        assertThat(deadLetters(key)).singleElement().asString().contains("duplicate key value");
    }

    @Test
    void aRecordDeliveredAgainIsNotBuriedTwiceAndSentAgainItIsTriedAnew() {
        String key = newKey();
        String id = UUID.randomUUID().toString();
        ConsumerRecord<String, String> poison = record(key, "{\"number\": 8}", OFFSETS.incrementAndGet(), id);
        Consumer<List<ReceivedEvent>> refusing = events -> {
            if (!events.isEmpty()) {
                throw new UnprocessableEventException("not yet understood");
            }
        };
        receiver.receive(records(List.of(poison)), refusing);
        receiver.receive(records(List.of(poison)), refusing);
        assertThat(deadLetters(key)).hasSize(1);
        assertThat(count("select count(*) from inbox where cast(event_id as text) = ?", id))
                .isZero();

        ConsumerRecord<String, String> replayed = record(key, "{\"number\": 8}", OFFSETS.incrementAndGet(), id);
        receiver.receive(records(List.of(replayed)), refusing);
        assertThat(deadLetters(key))
                .as("still not understood, at its new place")
                .hasSize(2);

        ConsumerRecord<String, String> mended = record(key, "{\"number\": 8}", OFFSETS.incrementAndGet(), id);
        receiver.receive(records(List.of(mended)), this::remember);
        receiver.receive(records(List.of(poison, replayed)), this::remember);
        assertThat(effects(key)).containsExactly(8);
        assertThat(deadLetters(key)).hasSize(2);
    }

    @Test
    void theSamePoisonTwiceInOneBatchIsBuriedAtBothItsPlaces() {
        String key = newKey();
        String id = UUID.randomUUID().toString();
        receiver.receive(
                records(List.of(
                        record(key, "{\"number\": 70000}", OFFSETS.incrementAndGet(), id),
                        record(key, "{\"number\": 70000}", OFFSETS.incrementAndGet(), id))),
                this::remember);
        assertThat(deadLetters(key)).hasSize(2);
    }

    /** What fills a message to its limit does not fit a second one around it. */
    @Test
    void aPoisonOfTwoMegabytesIsBuriedByItsBeginning() throws IOException {
        String key = newKey();
        ConsumerRecord<String, String> worst = record(key, "\u0001".repeat(2_000_000));
        for (int header = 0; header < 100; header++) {
            worst.headers().add("h".repeat(1000) + header, "\u0001".repeat(5000).getBytes(StandardCharsets.UTF_8));
        }
        receiver.receive(records(List.of(worst, record(key, "標".repeat(700_000)), record(key, 3))), this::remember);
        assertThat(effects(key)).containsExactly(3);
        assertThat(deadLetters(key)).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(Outbox.LARGEST);
            assertThat(json.readTree(letter).path("valueTruncated").asBoolean()).isTrue();
            Contracts.assertKept("jp.shirube.dead-letter.v1", letter);
        });
        assertThat(json.readTree(deadLetters(key).get(1)).path("valueBytes").asInt())
                .isEqualTo(2_100_000);
    }

    @Test
    void deadLettersRetriesAndTheAgeOfEventsAreCounted() {
        String key = newKey();
        double dead = sum("shirube.inbox.dead.letters");
        double retries = sum("shirube.inbox.retries");
        double ages = metrics.find("shirube.inbox.age").timers().stream()
                .mapToLong(Timer::count)
                .sum();
        AtomicInteger attempts = new AtomicInteger();
        receiver.receive(records(List.of(record(key, 1), record(key, "no json"))), events -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            remember(events);
        });
        assertThat(sum("shirube.inbox.dead.letters")).isEqualTo(dead + 1);
        assertThat(sum("shirube.inbox.retries")).isEqualTo(retries + 1);
        assertThat(metrics.find("shirube.inbox.age").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo((long) ages + 1);
    }

    @Test
    void idsOfEventsAreForgottenAfterAWhileAndNoSooner() {
        String key = newKey();
        String old = UUID.randomUUID().toString();
        String recent = UUID.randomUUID().toString();
        receiver.receive(
                records(List.of(
                        record(key, "{\"number\": 1}", OFFSETS.incrementAndGet(), old),
                        record(key, "{\"number\": 2}", OFFSETS.incrementAndGet(), recent))),
                this::remember);
        String ids = "select count(*) from inbox where cast(event_id as text) = ?";
        // More than one chunk of them, so that the last is reached in one go.
        execute("insert into inbox (event_id, received_at) select gen_random_uuid(), now() - interval '15 days'"
                + " from generate_series(1, 12000)");
        execute("update inbox set received_at = now() - interval '14 days 1 minute' where event_id = '" + old + "'");
        execute("update inbox set received_at = now() - interval '13 days 23 hours' where event_id = '" + recent + "'");
        await().atMost(Duration.ofSeconds(15)).until(() -> count(ids, old) == 0);
        assertThat(count("select count(*) from inbox where received_at < now() - cast(? as interval)", "14 days"))
                .isZero();
        assertThat(count(ids, recent)).isEqualTo(1);
    }

    private double sum(String counter) {
        return metrics.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
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

    private List<Integer> effects(String key) {
        return texts("select number from effect where key = ? order by id", key).stream()
                .map(Integer::valueOf)
                .toList();
    }

    private List<String> deadLetters(String key) {
        return texts(
                "select data from outbox where topic = 'kpi-service.dead-letters' and data like ? order by seq",
                "%\"key\":\"" + key + "\"%");
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
