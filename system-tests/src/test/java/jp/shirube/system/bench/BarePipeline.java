package jp.shirube.system.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The least that keeps the promise: figure and event in one statement, a relay that looks every 5 ms, Kafka with every
 * acknowledgement, a consumer whose one statement remembers the events and moves the read model. No HTTP, no rules, nothing judged.
 * On the same PostgreSQL and Kafka as the product, in a database and topics of its own.
 */
final class BarePipeline {

    /** What one run found. Rates in events per second. */
    record Limits(Lag slow, Lag fast, double rebuildWithInbox, double rebuildByOffset, double idleShare) {

        @Override
        public String toString() {
            return "100/s %s; 1000/s %s; rebuild with inbox %,.0f, by offset %,.0f events/s"
                    .formatted(slow, fast, rebuildWithInbox, rebuildByOffset);
        }
    }

    private static final String DATABASE = "bare";
    private static final int PARTITIONS = 4;
    private static final int WRITERS = 4;

    private static final String TABLES = """
            create table figure (id uuid primary key, indicator int not null, period text not null, value numeric not null,
                recorded_at timestamptz not null default now());
            create index on figure (indicator, period);
            create table outbox (seq bigint generated always as identity primary key, id uuid not null, key text not null,
                event text not null) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
            create table inbox (id uuid primary key);
            create table latest (indicator text primary key, events bigint not null, value numeric not null)""";

    private static final String WRITE = """
            with written as (insert into figure (id, indicator, period, value) values (?, ?, ?, ?) returning id)
            insert into outbox (id, key, event) select id, ?, ? from written""";

    private static final String TAKE = """
            with taken as (delete from outbox where seq in (select seq from outbox order by seq limit 2000) returning *)
            select id, key, event from taken order by seq""";

    private static final String WITH_INBOX = """
            with heard as (select * from unnest(?::uuid[], ?::text[], ?::numeric[]) with ordinality as h (id, indicator, value, turn)),
                 fresh as (insert into inbox select id from heard on conflict do nothing returning id)
            insert into latest select indicator, count(*), (array_agg(value order by turn desc))[1]
            from heard join fresh using (id) group by indicator
            on conflict (indicator) do update set events = latest.events + excluded.events, value = excluded.value""";

    /** Whoever keeps its offset with the read model need not know each event. */
    private static final String BY_OFFSET = WITH_INBOX.replace(
            "insert into inbox select id from heard on conflict do nothing returning id", "select id from heard");

    private final Machine machine;
    private final DemoTown town;
    private final Map<UUID, Long> under = new ConcurrentHashMap<>();
    private final List<Long> lags = new ArrayList<>();

    BarePipeline(Machine machine, DemoTown town) {
        this.machine = machine;
        this.town = town;
    }

    /** @param revisions of every figure, to rebuild from */
    Limits measure(int seconds, int revisions) throws Exception {
        try (Connection all = machine.connect("postgres");
                Statement statement = all.createStatement()) {
            statement.execute("drop database if exists " + DATABASE);
            statement.execute("create database " + DATABASE);
        }
        try (Connection own = machine.connect(DATABASE);
                Statement statement = own.createStatement()) {
            statement.execute(TABLES);
        }
        Duration usedBefore = machine.used();
        long begun = System.nanoTime();
        String topic = "bench.bare." + System.nanoTime();
        String history = topic + ".history";
        createTopics(topic, history);
        Lag slow;
        Lag fast;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> relay = threads.submit(() -> relay(topic));
            Future<?> consumer = threads.submit(() -> consume(topic));
            try {
                run(1000, Math.clamp(seconds, 3, 10), threads);
                slow = run(100, seconds, threads);
                fast = run(1000, seconds, threads);
            } finally {
                threads.shutdownNow();
            }
            ended(relay);
            ended(consumer);
        }
        try (KafkaProducer<String, String> producer = producer(5)) {
            town.events(history, revisions, producer::send);
            producer.flush();
        }
        double withInbox = rebuild(history, WITH_INBOX);
        double byOffset = rebuild(history, BY_OFFSET);
        double idle = (double) machine.used().minus(usedBefore).toNanos() / (System.nanoTime() - begun);
        return new Limits(slow, fast, withInbox, byOffset, idle);
    }

    private void createTopics(String... names) throws Exception {
        try (Admin admin = Admin.create(machine.kafka())) {
            admin.createTopics(List.of(names).stream()
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    /** So many a second, whether those before are through or not. */
    private Lag run(int rate, int seconds, ExecutorService threads) throws Exception {
        synchronized (lags) {
            lags.clear();
        }
        long begun = System.nanoTime();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int first = i;
            writers.add(threads.submit(() -> write(begun, rate, first, rate * seconds)));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!under.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(under.size() + " events were lost");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        synchronized (lags) {
            return Lag.of(lags.stream().mapToLong(Long::longValue));
        }
    }

    private Void write(long begun, int rate, int first, int all) throws SQLException, IOException {
        try (Connection connection = machine.connect(DATABASE);
                PreparedStatement insert = connection.prepareStatement(WRITE)) {
            for (int i = first; i < all; i += WRITERS) {
                long due = begun + TimeUnit.SECONDS.toNanos(1) * i / rate;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                DemoTown.Cell cell = town.cell(i);
                ProducerRecord<String, String> event =
                        town.event("", cell.indicator(), cell.period(), 1, i, Instant.now());
                UUID id = UUID.randomUUID();
                under.put(id, 0L);
                insert.setObject(1, id);
                insert.setInt(2, i % town.indicators());
                insert.setString(3, cell.period());
                insert.setBigDecimal(4, BigDecimal.valueOf(i));
                insert.setString(5, event.key());
                insert.setString(6, event.value());
                insert.executeUpdate();
                long committed = System.nanoTime();
                under.computeIfPresent(id, (same, none) -> committed);
            }
        }
        return null;
    }

    private Void relay(String topic) throws Exception {
        try (Connection connection = machine.connect(DATABASE);
                KafkaProducer<String, String> producer = producer(0)) {
            connection.setAutoCommit(false);
            try (PreparedStatement take = connection.prepareStatement(TAKE)) {
                while (!Thread.currentThread().isInterrupted()) {
                    List<Future<?>> sent = new ArrayList<>();
                    try (ResultSet rows = take.executeQuery()) {
                        while (rows.next()) {
                            ProducerRecord<String, String> event =
                                    new ProducerRecord<>(topic, rows.getString(2), rows.getString(3));
                            event.headers().add("ce_id", rows.getString(1).getBytes(StandardCharsets.UTF_8));
                            sent.add(producer.send(event));
                        }
                    }
                    for (Future<?> one : sent) {
                        one.get();
                    }
                    connection.commit();
                    if (sent.isEmpty()) {
                        TimeUnit.MILLISECONDS.sleep(5);
                    }
                }
            }
        }
        return null;
    }

    private Void consume(String topic) throws Exception {
        try (KafkaConsumer<String, String> consumer = consumer();
                Connection connection = machine.connect(DATABASE)) {
            connection.setAutoCommit(false);
            consumer.assign(partitions(topic));
            consumer.seekToBeginning(partitions(topic));
            try (PreparedStatement apply = connection.prepareStatement(WITH_INBOX)) {
                while (!Thread.currentThread().isInterrupted()) {
                    ConsumerRecords<String, String> batch = consumer.poll(Duration.ofMillis(100));
                    if (batch.isEmpty()) {
                        continue;
                    }
                    UUID[] ids = apply(batch, apply, connection);
                    long visible = System.nanoTime();
                    synchronized (lags) {
                        for (UUID id : ids) {
                            Long committed = under.remove(id);
                            if (committed != null) {
                                lags.add(committed == 0 ? 0 : visible - committed);
                            }
                        }
                    }
                }
            }
        }
        return null;
    }

    private static UUID[] apply(ConsumerRecords<String, String> batch, PreparedStatement apply, Connection connection)
            throws SQLException {
        UUID[] ids = new UUID[batch.count()];
        String[] indicators = new String[batch.count()];
        String[] values = new String[batch.count()];
        int i = 0;
        for (ConsumerRecord<String, String> each : batch) {
            ids[i] = UUID.fromString(
                    new String(each.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
            indicators[i] = each.key();
            int from = each.value().indexOf("\"value\":\"") + 9;
            values[i++] = each.value().substring(from, each.value().indexOf('"', from));
        }
        apply.setArray(1, connection.createArrayOf("uuid", ids));
        apply.setArray(2, connection.createArrayOf("text", indicators));
        apply.setArray(3, connection.createArrayOf("numeric", values));
        apply.executeUpdate();
        connection.commit();
        return ids;
    }

    private double rebuild(String topic, String sql) throws Exception {
        try (Connection connection = machine.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("truncate inbox, latest");
            statement.execute("checkpoint");
            connection.setAutoCommit(false);
            long read = 0;
            long begun = System.nanoTime();
            try (KafkaConsumer<String, String> consumer = consumer();
                    PreparedStatement apply = connection.prepareStatement(sql)) {
                consumer.assign(partitions(topic));
                consumer.seekToBeginning(partitions(topic));
                long all = consumer.endOffsets(partitions(topic)).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                while (read < all) {
                    ConsumerRecords<String, String> batch = consumer.poll(Duration.ofMillis(500));
                    if (!batch.isEmpty()) {
                        read += apply(batch, apply, connection).length;
                    }
                }
            }
            return read * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(i -> new TopicPartition(topic, i))
                .toList();
    }

    private KafkaProducer<String, String> producer(int lingerMillis) {
        return producer(machine, lingerMillis);
    }

    static KafkaProducer<String, String> producer(Machine machine, int lingerMillis) {
        return new KafkaProducer<>(
                machine.kafka(Map.of("acks", "all", "linger.ms", lingerMillis, "batch.size", 65_536)),
                new StringSerializer(),
                new StringSerializer());
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                machine.kafka(Map.of("enable.auto.commit", false, "max.poll.records", 2000)),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Interrupted is how it should have ended. */
    private static void ended(Future<?> thread) throws InterruptedException, ExecutionException {
        try {
            thread.get();
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InterruptedException || cause instanceof InterruptException) {
                    return;
                }
            }
            throw e;
        }
    }
}
