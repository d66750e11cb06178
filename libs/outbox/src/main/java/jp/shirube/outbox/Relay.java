package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Carries committed outbox rows to Kafka, in order per key, and marks them only after the broker's acknowledgement. One is
 * active per database (advisory lock); the others stand by.
 */
@ApplicationScoped
public class Relay {

    /** Any constant known to all replicas will do. */
    private static final long ADVISORY_LOCK = 0x5348_4952_5542_4531L;

    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(40);

    private static final String UNPUBLISHED = """
            select seq, event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data
            from outbox where published_at is null order by seq limit ?""";
    private static final String MARK = "update outbox set published_at = now() where seq = any(?)";
    private static final String DEPTH = """
            select count(*), coalesce(extract(epoch from now() - min(occurred_at)), 0)
            from outbox where published_at is null""";
    private static final String PURGE = """
            delete from outbox where seq in
                (select seq from outbox where published_at < now() - make_interval(secs => ?) limit 5000)""";

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
            String data) {}

    private final AgroalDataSource database;
    private final Emitter<String> emitter;
    private final KafkaClientService kafka;
    private final Optional<List<String>> topics;
    private final Duration keep;
    private final Semaphore awake = new Semaphore(0);
    private final AtomicLong depth = new AtomicLong();
    private final AtomicLong ageSeconds = new AtomicLong();
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean stopping;
    private long nextHousekeeping;

    Relay(
            AgroalDataSource database,
            @Channel("outbox") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * BATCH)
                    Emitter<String> emitter,
            KafkaClientService kafka,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.outbox.topics") Optional<List<String>> topics,
            @ConfigProperty(name = "shirube.outbox.keep", defaultValue = "P1D") Duration keep) {
        this.database = database;
        this.emitter = emitter;
        this.kafka = kafka;
        this.topics = topics;
        this.keep = keep;
        metrics.gauge("shirube.outbox.depth", depth);
        metrics.gauge("shirube.outbox.age.seconds", ageSeconds);
    }

    void start(@Observes StartupEvent started) {
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
        warmUp();
        while (!stopping) {
            try {
                relayWhileActive();
            } catch (SQLException | ExecutionException | TimeoutException | RuntimeException e) {
                if (!stopping) {
                    Log.warn("outbox relay pauses: " + e);
                    rest(PAUSE_AFTER_FAILURE);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The first send otherwise waits for metadata: an event would be late after every start. */
    private void warmUp() {
        for (String topic : topics.orElse(List.of())) {
            try {
                kafka.<String, String>getProducer("outbox").unwrap().partitionsFor(topic);
            } catch (RuntimeException e) {
                Log.warn("Kafka is not there yet: " + e);
            }
        }
    }

    private void relayWhileActive() throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            while (!stopping && !lock(connection)) {
                rest(PAUSE_AFTER_FAILURE);
            }
            try {
                while (!stopping) {
                    List<Row> rows = unpublished(connection);
                    if (!rows.isEmpty()) {
                        publish(rows);
                        mark(connection, rows);
                    }
                    keepHouse(connection);
                    if (rows.size() < BATCH) {
                        rest(IDLE);
                    }
                }
            } finally {
                unlock(connection);
            }
        }
    }

    private void publish(List<Row> rows) throws ExecutionException, TimeoutException, InterruptedException {
        List<CompletableFuture<@org.jspecify.annotations.Nullable Void>> acknowledged = new ArrayList<>();
        for (Row row : rows) {
            CompletableFuture<@org.jspecify.annotations.Nullable Void> done = new CompletableFuture<>();
            acknowledged.add(done);
            OutgoingKafkaRecordMetadata<String> where = OutgoingKafkaRecordMetadata.<String>builder()
                    .withTopic(row.topic())
                    .withKey(row.key())
                    .withHeaders(headers(row))
                    .build();
            emitter.send(Message.of(
                    row.data(),
                    Metadata.of(where),
                    () -> {
                        done.complete(null);
                        return CompletableFuture.completedFuture(null);
                    },
                    failure -> {
                        done.completeExceptionally(failure);
                        return CompletableFuture.completedFuture(null);
                    }));
        }
        CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
                .get(ACKNOWLEDGEMENT.toSeconds(), TimeUnit.SECONDS);
    }

    /** CloudEvents 1.0, Kafka protocol binding, binary mode. */
    private static Headers headers(Row row) {
        RecordHeaders headers = new RecordHeaders();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", row.id().toString());
        header(headers, "ce_type", row.type());
        header(headers, "ce_source", row.source());
        header(headers, "ce_subject", row.subject());
        header(
                headers,
                "ce_time",
                row.at().withOffsetSameInstant(ZoneOffset.UTC).toString());
        header(headers, "ce_aggregateversion", Long.toString(row.version()));
        header(headers, "content-type", "application/json");
        return headers;
    }

    private static void header(RecordHeaders headers, String name, String value) {
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

    /** The pool would otherwise hand the locked session to somebody else. */
    private static void unlock(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try (PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock(?)")) {
            unlock.setLong(1, ADVISORY_LOCK);
            unlock.execute();
        }
    }

    private static List<Row> unpublished(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(UNPUBLISHED)) {
            select.setInt(1, BATCH);
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
        return rows;
    }

    private static void mark(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MARK)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(Row::seq).toArray()));
            update.executeUpdate();
        }
    }

    private void keepHouse(Connection connection) throws SQLException {
        if (System.nanoTime() < nextHousekeeping) {
            return;
        }
        nextHousekeeping = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        try (PreparedStatement select = connection.prepareStatement(DEPTH);
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                depth.set(row.getLong(1));
                ageSeconds.set(row.getLong(2));
            }
        }
        try (PreparedStatement delete = connection.prepareStatement(PURGE)) {
            delete.setDouble(1, keep.toSeconds());
            delete.executeUpdate();
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
