package jp.shirube.local;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** For tests: the tables and the topic of a service, as somebody with a backup of its database sees them. */
public final class OwnerBackup {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DataSource database;
    private final String topic;
    private final List<String> tables;

    /** @param tables of the owner, so that each refers only to those before it */
    public OwnerBackup(DataSource database, String topic, List<String> tables) {
        this.database = database;
        this.topic = topic;
        this.tables = tables;
    }

    /** Until the outbox is empty. */
    public void awaitPublished() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!texts("select key from outbox where published_at is null and failed_at is null limit 1")
                .isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the outbox does not become empty");
            }
            Thread.sleep(50);
        }
    }

    /** What earlier tests published is not this one's. */
    public void forgetTheTopicSoFar() throws SQLException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.bootstrapServers()))) {
            admin.deleteRecords(endOffsets().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue()))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        positionsAtTheEnds();
    }

    public void positionsAtTheEnds() throws SQLException {
        execute("delete from relay_position where topic = '" + topic + "'");
        for (Map.Entry<Integer, Long> end : ends().entrySet()) {
            execute("insert into relay_position values ('" + topic + "', " + end.getKey() + ", " + end.getValue()
                    + ")");
        }
    }

    /** 控え: as a dump of the database would be, the position with it. */
    public void backUp() throws SQLException {
        positionsAtTheEnds();
        for (String table : all()) {
            execute("drop table if exists backup_" + table);
            execute("create table backup_" + table + " as table " + table);
        }
    }

    public void restoreBackUp() throws SQLException {
        execute("truncate " + String.join(", ", all()));
        for (String table : all()) {
            execute("insert into " + table + " select * from backup_" + table);
        }
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(tables);
        all.add("relay_position");
        return all;
    }

    /** Every row of every table of the owner. */
    public List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : tables) {
            rows.addAll(texts(
                    "select '" + table + " ' || to_jsonb(t)::text from " + table + " t order by to_jsonb(t)::text"));
        }
        return rows;
    }

    public Map<Integer, Long> positions() throws SQLException {
        Map<Integer, Long> positions = new TreeMap<>();
        for (String row :
                texts("select partition || ' ' || next_offset from relay_position where topic = '" + topic + "'")) {
            positions.put(Integer.parseInt(row.split(" ")[0]), Long.parseLong(row.split(" ")[1]));
        }
        return positions;
    }

    public Map<Integer, Long> ends() {
        return new TreeMap<>(endOffsets().entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().partition(), Map.Entry::getValue)));
    }

    private Map<TopicPartition, Long> endOffsets() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return new HashMap<>(consumer.endOffsets(partitions(consumer)));
        }
    }

    /** Everything on the topic now. */
    public List<ConsumerRecord<String, String>> records() {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Kafka sends nothing");
                }
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    public List<Long> versionsOnTheTopic(String key) {
        return records().stream()
                .filter(each -> key.equals(each.key()))
                .map(each -> Long.parseLong(header(each, "ce_aggregateversion")))
                .toList();
    }

    public static String header(ConsumerRecord<String, String> consumed, String name) {
        return new String(consumed.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
    }

    private static KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public List<String> texts(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }
}
