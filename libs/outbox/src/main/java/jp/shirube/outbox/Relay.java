package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import jp.shirube.apart.InTheNameOf;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jspecify.annotations.Nullable;

/**
 * Carries committed outbox rows to Kafka, in order per key, and marks them only after the broker's acknowledgement. One is
 * active per database (advisory lock); the others stand by. Imports go in a lane of their own beside the other events.
 */
@ApplicationScoped
public class Relay {

    /** Any constant known to all replicas will do. */
    private static final long ADVISORY_LOCK = 0x5348_4952_5542_4531L;

    /** So many rows of each lane in one round: what an event can have to wait for an import. */
    static final int BATCH = 500;

    /** Rows may be large: a round ends before it fills the memory. */
    private static final int ROUND_BYTES = 8_000_000;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    /** Longer than the producer's own {@code delivery.timeout.ms}. */
    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(40);
    /** What the relay's own statements may take before its connection counts as lost. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final String WAITING = """
            select seq, event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data
            from (
                select lanes.*, sum(coalesce(octet_length(data), 0)) over (order by bulk, seq)
                    - coalesce(octet_length(data), 0) as bytes_before
                from (
                    (select * from outbox as row
                     where published_at is null and failed_at is null and not bulk and topic <> all(?)
                       and not exists (select from outbox as earlier
                           where earlier.published_at is null and earlier.failed_at is null and earlier.bulk
                             and earlier.key = row.key and earlier.topic = row.topic and earlier.seq < row.seq)
                     order by seq limit ?)
                    union all
                    (select * from outbox as row
                     where published_at is null and failed_at is null and bulk and topic <> all(?)
                       and not exists (select from outbox as earlier
                           where earlier.published_at is null and earlier.failed_at is null and not earlier.bulk
                             and earlier.key = row.key and earlier.topic = row.topic and earlier.seq < row.seq)
                     order by seq limit ?)
                ) as lanes
            ) as round
            where bytes_before < ?
            order by bulk, seq""";

    /** One statement, so that rows and positions move on together without a word more between here and the database. */
    private static final String MARK = """
            with published as (update outbox set published_at = now() where seq = any(?)),
                set_aside as (
                    update outbox set failed_at = now(), failure = failed.why
                    from unnest(?::bigint[], ?::text[]) as failed (seq, why) where outbox.seq = failed.seq)
            insert into relay_position (topic, partition, next_offset)
            select * from unnest(?::text[], ?::int[], ?::bigint[])
            on conflict (topic, partition) do update set next_offset = excluded.next_offset""";

    /**
     * The database gives up a client that vanished, and with it the lock, after 25 s instead of hours. And whatever the
     * statistics of a table say that fills and empties in seconds: the lanes are read by their indexes.
     */
    static final List<String> SESSION = List.of(
            "set tcp_keepalives_idle = 10",
            "set tcp_keepalives_interval = 5",
            "set tcp_keepalives_count = 3",
            "set client_connection_check_interval = '5s'",
            "set enable_seqscan = off",
            "set enable_bitmapscan = off",
            "set enable_hashjoin = off",
            "set enable_mergejoin = off");

    private record Row(
            long seq,
            UUID id,
            String topic,
            String key,
            String type,
            String source,
            String subject,
            long version,
            OffsetDateTime at,
            @Nullable String data) {}

    private record Place(String topic, String key) {}

    private record Sent(Row row, CompletableFuture<RecordMetadata> acknowledged) {}

    private final AgroalDataSource database;
    private final KafkaClientService kafka;
    private final MeterRegistry metrics;
    private final List<String> topics;
    private final Duration poll;
    private final Semaphore awake = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean stopping;

    /** @param channel never used itself: without it the connector would not make the producer */
    Relay(
            AgroalDataSource database,
            @Channel("outbox") Emitter<String> channel,
            KafkaClientService kafka,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.outbox.topics") Optional<List<String>> topics,
            @ConfigProperty(name = "shirube.outbox.poll", defaultValue = "20ms") Duration poll) {
        this.database = database;
        this.kafka = kafka;
        this.metrics = metrics;
        this.topics = topics.orElse(List.of());
        this.poll = poll;
    }

    void start(@Observes StartupEvent started) {
        CrashPoint.check();
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        wake();
        thread.join(Duration.ofSeconds(2));
    }

    /** Looks at once instead of at the next poll. */
    void wake() {
        if (awake.availablePermits() == 0) {
            awake.release();
        }
    }

    private void run() {
        InTheNameOf.thisThreadIsTheSystem();
        Producer<String, String> producer =
                kafka.<String, String>getProducer("outbox").unwrap();
        ReachableTopics reachable = new ReachableTopics(producer, this::wake);
        // The first send otherwise waits for metadata: an event would be late after every start.
        topics.forEach(reachable::has);
        while (!stopping) {
            try {
                relayWhileActive(producer, reachable);
            } catch (SQLException | ExecutionException | RuntimeException e) {
                if (!stopping) {
                    Log.warn("outbox relay pauses: " + e);
                    rest(PAUSE_AFTER_FAILURE);
                }
            } catch (InterruptedException e) {
                break;
            }
        }
        reachable.stop();
    }

    private void relayWhileActive(Producer<String, String> producer, ReachableTopics reachable)
            throws SQLException, ExecutionException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
            try {
                for (String setting : SESSION) {
                    execute(connection, setting);
                }
                while (!stopping && !lock(connection)) {
                    rest(PAUSE_AFTER_FAILURE);
                }
                while (!stopping) {
                    long looked = System.nanoTime();
                    List<Row> rows = waiting(connection, reachable);
                    Duration took = Duration.ofNanos(System.nanoTime() - looked);
                    if (!rows.isEmpty()) {
                        CrashPoint.BETWEEN_COMMIT_AND_PUBLISH.passed();
                        settle(connection, publish(connection, producer, rows), reachable);
                    }
                    if (rows.size() < BATCH) {
                        // While a long transaction keeps dead rows a look is dear: not more than a quarter of the time.
                        rest(took.multipliedBy(3).compareTo(poll) > 0 ? took.multipliedBy(3) : poll);
                    }
                }
            } finally {
                handBack(connection, usual);
            }
        }
    }

    /** The pool would otherwise hand the locked session, with its settings, to somebody else. */
    private static void handBack(Connection connection, int usualTimeout) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        execute(connection, "select pg_advisory_unlock_all()");
        execute(connection, "reset all");
        connection.setNetworkTimeout(Runnable::run, usualTimeout);
    }

    private List<Row> waiting(Connection connection, ReachableTopics reachable) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(WAITING)) {
            String[] away = reachable.away();
            select.setArray(1, connection.createArrayOf("text", away));
            select.setInt(2, BATCH);
            select.setArray(3, connection.createArrayOf("text", away));
            select.setInt(4, BATCH);
            select.setLong(5, ROUND_BYTES);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getLong(8),
                            row.getObject(9, OffsetDateTime.class),
                            row.getString(10)));
                }
            }
        }
        // Asked once per round: were a topic found in the middle of it, a later row of a key would go before an earlier
        // one.
        Set<String> now =
                rows.stream().map(Row::topic).distinct().filter(reachable::has).collect(Collectors.toSet());
        return rows.stream().filter(row -> now.contains(row.topic())).toList();
    }

    private static List<Sent> publish(Connection connection, Producer<String, String> producer, List<Row> rows)
            throws SQLException, InterruptedException {
        List<Sent> all = new ArrayList<>();
        for (Row row : rows) {
            Sent sent = new Sent(row, new CompletableFuture<>());
            all.add(sent);
            try {
                producer.send(record(row), (metadata, failure) -> {
                    if (failure == null) {
                        sent.acknowledged().complete(metadata);
                    } else {
                        sent.acknowledged().completeExceptionally(failure);
                    }
                });
            } catch (KafkaException e) {
                sent.acknowledged().completeExceptionally(e);
            }
        }
        awaitAll(connection, all);
        return all;
    }

    /** Not longer than the connection lasts: without it the lock is another's, and nothing more may be sent from here. */
    private static void awaitAll(Connection connection, List<Sent> all) throws SQLException, InterruptedException {
        CompletableFuture<Void> done =
                CompletableFuture.allOf(all.stream().map(Sent::acknowledged).toArray(CompletableFuture[]::new));
        long deadline = System.nanoTime() + ACKNOWLEDGEMENT.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                done.get(2, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                return; // Each is looked at by itself.
            } catch (TimeoutException e) {
                if (!connection.isValid(2)) {
                    throw new SQLException("the relay's connection was lost while it waited for Kafka", e);
                }
            }
        }
    }

    /**
     * Rows Kafka took are marked, unless an earlier one of the same key has to be sent again: the later one then follows it
     * again, so that the last of a key on the topic is the last that happened. What Kafka can never take is set aside and holds
     * up nobody: whoever missed it learns the whole state from the next event of the key.
     */
    private void settle(Connection connection, List<Sent> all, ReachableTopics reachable)
            throws SQLException, ExecutionException, InterruptedException {
        List<Row> published = new ArrayList<>();
        Map<Row, Throwable> setAside = new HashMap<>();
        Map<TopicPartition, Long> positions = new HashMap<>();
        Set<Place> again = new HashSet<>();
        @Nullable ExecutionException failure = null;
        for (Sent sent : all) {
            Row row = sent.row();
            Place place = new Place(row.topic(), row.key());
            try {
                RecordMetadata metadata = sent.acknowledged().get(0, TimeUnit.SECONDS);
                if (metadata.hasOffset()) {
                    positions.merge(
                            new TopicPartition(metadata.topic(), metadata.partition()),
                            metadata.offset() + 1,
                            Math::max);
                }
                if (!again.contains(place)) {
                    published.add(row);
                }
            } catch (ExecutionException e) {
                if (canNeverBeSent(e.getCause())) {
                    setAside.put(row, e.getCause());
                } else {
                    again.add(place);
                    reachable.doubt(row.topic());
                    failure = e;
                }
            } catch (TimeoutException e) {
                again.add(place);
                failure = new ExecutionException("no acknowledgement of " + row.id() + " in time", e);
            }
        }
        CrashPoint.BETWEEN_PUBLISH_AND_MARK.passed();
        mark(connection, published, setAside, positions);
        published.forEach(row -> metrics.counter("shirube.outbox.published", "topic", row.topic())
                .increment());
        setAside.forEach((row, why) -> Log.error("event " + row.id() + " (" + row.type() + " of " + row.subject()
                + ") is set aside, Kafka can never take it: " + why));
        if (failure != null) {
            throw failure;
        }
    }

    private static boolean canNeverBeSent(@Nullable Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTopicException
                || failure instanceof SerializationException;
    }

    private static void mark(
            Connection connection,
            List<Row> published,
            Map<Row, Throwable> setAside,
            Map<TopicPartition, Long> positions)
            throws SQLException {
        List<Map.Entry<Row, Throwable>> failed = List.copyOf(setAside.entrySet());
        List<Map.Entry<TopicPartition, Long>> moved = List.copyOf(positions.entrySet());
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            set(mark, 1, "bigint", published.stream().map(Row::seq).toArray());
            set(
                    mark,
                    2,
                    "bigint",
                    failed.stream().map(each -> each.getKey().seq()).toArray());
            set(
                    mark,
                    3,
                    "text",
                    failed.stream().map(each -> each.getValue().toString()).toArray());
            set(
                    mark,
                    4,
                    "text",
                    moved.stream().map(each -> each.getKey().topic()).toArray());
            set(
                    mark,
                    5,
                    "int",
                    moved.stream().map(each -> each.getKey().partition()).toArray());
            set(mark, 6, "bigint", moved.stream().map(Map.Entry::getValue).toArray());
            mark.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int parameter, String type, Object[] values)
            throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    }

    /** CloudEvents 1.0, Kafka protocol binding, binary mode. */
    private static ProducerRecord<String, String> record(Row row) {
        ProducerRecord<String, String> sent = new ProducerRecord<>(row.topic(), row.key(), row.data());
        Headers headers = sent.headers();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", row.id().toString());
        header(headers, "ce_type", row.type());
        header(headers, "ce_source", row.source());
        header(headers, "ce_subject", row.subject());
        // RFC 3339, as CloudEvents wants it: with seconds, also when they are none.
        header(headers, "ce_time", row.at().toInstant().toString());
        header(headers, "ce_aggregateversion", Long.toString(row.version()));
        header(headers, "content-type", "application/json");
        return sent;
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, ADVISORY_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private void rest(Duration duration) {
        try {
            if (awake.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                awake.drainPermits();
            }
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }
}
