package jp.shirube.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jp.shirube.apart.InTheNameOf;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Before it accepts writes, an owner makes sure that its database is not older than its topic: whoever restored a backup
 * would otherwise give a second meaning to versions that are out in the world. At every start it compares how far its topic
 * had come as the database knows it ({@code relay_position}) with the topic's end, and reads back what is beyond. One replica
 * does it, the others wait. While it cannot be done, because Kafka is away, writes stay refused; reading goes on.
 */
@ApplicationScoped
public class OwnTopic {

    /** Any constant known to all replicas will do, other than the relay's. */
    private static final long ADVISORY_LOCK = 0x5348_4952_5542_4532L;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration RECORDS_COME_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOG_EVERY = Duration.ofSeconds(5);
    private static final int TRANSACTION_SECONDS = 300;

    /** Nothing is added to a reading that is due already: the places it begins at are older. */
    private static final String DUE = """
            insert into own_topic_reading (topic, partition, from_offset)
            select place.* from (select topic, partition, next_offset from relay_position where topic = ?
                                 union all select ?, -1, 0) place
            where not exists (select from own_topic_reading where topic = ?)
            on conflict do nothing""";

    private static final String PLACES = "select partition, from_offset from own_topic_reading where topic = ?";
    private static final String DONE = "delete from own_topic_reading where topic = ?";
    private static final String MOVE = """
            insert into relay_position (topic, partition, next_offset) values (?, ?, ?)
            on conflict (topic, partition) do update
            set next_offset = greatest(relay_position.next_offset, excluded.next_offset)""";

    /** How far the reading is, for people and for health checks. */
    public record Progress(boolean caughtUp, long records, long of, long restored) {}

    private final AgroalDataSource database;
    private final Optional<OwnTopicRestore> restore;
    private final Map<String, Object> kafka;
    private final ObjectMapper json;
    private final boolean trustDatabase;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Progress progress = new Progress(false, 0, 0, 0);
    private volatile Thread thread = new Thread(() -> {});

    OwnTopic(
            AgroalDataSource database,
            Instance<OwnTopicRestore> restore,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            @ConfigProperty(name = "shirube.own-topic.trust-database", defaultValue = "false") boolean trustDatabase) {
        this.database = database;
        this.restore = restore.isUnsatisfied() ? Optional.empty() : Optional.of(restore.get());
        this.kafka = kafka;
        this.json = json;
        this.trustDatabase = trustDatabase;
    }

    /** Before the relay, which moves on what is looked at here. */
    void start(@Observes @Priority(1) StartupEvent started) throws InterruptedException {
        begin();
        if (LaunchMode.current() == LaunchMode.TEST && restore.isPresent()) {
            thread.join(Duration.ofSeconds(30));
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stopped.countDown();
        if (restore.isPresent()) {
            thread.join(Duration.ofSeconds(2));
        }
    }

    /** Whether writes may be accepted. */
    public boolean isCaughtUp() {
        return progress.caughtUp();
    }

    public Progress progress() {
        return progress;
    }

    /** From now on nothing is accepted until the topic has been read back. Called at start; a test may call it again. */
    public void begin() {
        if (restore.isEmpty()) {
            progress = new Progress(true, 0, 0, 0);
            return;
        }
        OwnTopicRestore own = restore.get();
        progress = new Progress(false, 0, 0, 0);
        InTheNameOf.theSystem(() -> isDue(own.topic()));
        thread = new Thread(() -> run(own), "own-topic");
        thread.setDaemon(true);
        thread.start();
    }

    private void isDue(String topic) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(DUE)) {
            insert.setString(1, topic);
            insert.setString(2, topic);
            insert.setString(3, topic);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
    }

    private void run(OwnTopicRestore own) {
        InTheNameOf.thisThreadIsTheSystem();
        while (stopped.getCount() > 0) {
            try {
                if (readBack(own)) {
                    progress = new Progress(true, progress.records(), progress.of(), progress.restored());
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                Log.warn("writes are refused: " + own.topic() + " could not be read back yet: " + e);
            }
            try {
                rest(PAUSE_AFTER_FAILURE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return whether the database has all the topic has */
    private boolean readBack(OwnTopicRestore own) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            while (!lock(connection)) {
                if (rest(PAUSE)) {
                    return false;
                }
            }
            try {
                Map<Integer, Long> places = places(connection, own.topic());
                // Empty: another replica has done it while this one waited.
                return places.isEmpty() || read(own, places);
            } finally {
                unlock(connection);
            }
        }
    }

    private boolean read(OwnTopicRestore own, Map<Integer, Long> places) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", false);
        settings.put("request.timeout.ms", (int) KAFKA_ANSWERS_WITHIN.toMillis());
        settings.put("default.api.timeout.ms", (int) KAFKA_ANSWERS_WITHIN.toMillis());
        // Documents are long: what is fetched at once stays small beside the heap.
        settings.put("fetch.max.bytes", 8 << 20);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, own.topic());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            if (!trustDatabase && !read(consumer, own, beginnings(consumer, partitions, places, ends), ends)) {
                return false;
            }
            QuarkusTransaction.requiringNew().run(() -> done(own.topic(), ends));
            return true;
        }
    }

    private static Map<TopicPartition, Long> beginnings(
            KafkaConsumer<String, String> consumer,
            List<TopicPartition> partitions,
            Map<Integer, Long> places,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long known = places.getOrDefault(partition.partition(), 0L);
            if (known > end) {
                Log.warn(partition + " ends at " + end + " and had been at " + known
                        + ": it is not the topic it was; it is read whole, and wants republishing");
                known = 0;
            }
            long begin = Math.max(known, first.getOrDefault(partition, 0L));
            if (begin < end) {
                beginnings.put(partition, begin);
            }
        }
        return beginnings;
    }

    private boolean read(
            KafkaConsumer<String, String> consumer,
            OwnTopicRestore own,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends) {
        long of = beginnings.entrySet().stream()
                .mapToLong(each -> ends.getOrDefault(each.getKey(), 0L) - each.getValue())
                .sum();
        if (of == 0) {
            return true;
        }
        progress = new Progress(false, 0, of, 0);
        Log.info(own.topic() + " has " + of + " records this database may not know: reading them back");
        consumer.assign(beginnings.keySet());
        beginnings.forEach(consumer::seek);
        OwnTopicRestore.Reading reading = own.begin();
        boolean ended = each(consumer, beginnings, ends, records -> {
            List<ReceivedEvent> events = new ArrayList<>();
            records.forEach(record -> parse(record, own.source()).ifPresent(events::add));
            int restored = QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_SECONDS)
                    .call(() -> reading.apply(events));
            progress = new Progress(false, progress.records() + records.count(), of, progress.restored() + restored);
        });
        if (!ended) {
            return false;
        }
        List<String> missing =
                QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(reading::finish);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the topic tells of states it does not hold whole: " + missing
                    + "; restore a newer backup, or give them up with shirube.own-topic.trust-database=true");
        }
        Log.info(own.topic() + " is read back: " + progress.records() + " records, " + progress.restored()
                + " states restored");
        return progress.restored() == 0 || copyAgain(consumer, own);
    }

    /** Copies of what others stated are as old as the backup, while Kafka believes that this service has heard of it all. */
    private boolean copyAgain(KafkaConsumer<String, String> consumer, OwnTopicRestore own) {
        for (String topic : own.copiedTopics()) {
            Log.info(topic + " is heard again: the copies of it are as old as the backup");
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> beginnings = new HashMap<>(consumer.beginningOffsets(partitions));
            beginnings.entrySet().removeIf(each -> each.getValue() >= ends.getOrDefault(each.getKey(), 0L));
            if (!each(consumer, beginnings, ends, own::copy)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether it came to the end; not when the service stops */
    private boolean each(
            KafkaConsumer<String, String> consumer,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecords<String, String>> handle) {
        consumer.assign(beginnings.keySet());
        beginnings.forEach(consumer::seek);
        long lastHeard = System.nanoTime();
        long lastLogged = lastHeard;
        while (beginnings.keySet().stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
            if (stopped.getCount() == 0) {
                return false;
            }
            ConsumerRecords<String, String> records = consumer.poll(PAUSE);
            if (!records.isEmpty()) {
                handle.accept(records);
                lastHeard = System.nanoTime();
            } else if (System.nanoTime() - lastHeard > RECORDS_COME_WITHIN.toNanos()) {
                throw new IllegalStateException("Kafka sends nothing");
            }
            if (System.nanoTime() - lastLogged > LOG_EVERY.toNanos()) {
                lastLogged = System.nanoTime();
                Log.info("read back " + progress.records() + " of " + progress.of() + " records, " + progress.restored()
                        + " states restored");
            }
        }
        return true;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
    }

    private void done(String topic, Map<TopicPartition, Long> ends) {
        try (Connection connection = database.getConnection();
                PreparedStatement move = connection.prepareStatement(MOVE);
                PreparedStatement delete = connection.prepareStatement(DONE)) {
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                move.setString(1, topic);
                move.setInt(2, end.getKey().partition());
                move.setLong(3, end.getValue());
                move.addBatch();
            }
            move.executeBatch();
            delete.setString(1, topic);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
    }

    /** Nobody but the owner states anything here: what is not its own, or unreadable, never was in its tables. */
    private Optional<ReceivedEvent> parse(ConsumerRecord<String, String> consumed, String source) {
        if (consumed.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReceivedEvent.of(consumed, json))
                    .filter(event -> event.source().equals(source));
        } catch (UnprocessableEventException e) {
            Log.warn("passed over " + consumed.topic() + "-" + consumed.partition() + "@" + consumed.offset() + ": "
                    + e);
            return Optional.empty();
        }
    }

    private static Map<Integer, Long> places(Connection connection, String topic) throws SQLException {
        Map<Integer, Long> places = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(PLACES)) {
            select.setString(1, topic);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.put(row.getInt(1), row.getLong(2));
                }
            }
        }
        return places;
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

    /** @return whether the service stops */
    private boolean rest(Duration pause) throws InterruptedException {
        return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
