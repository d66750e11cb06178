package jp.shirube.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RealPartsTest {

    @Test
    void everyDatabaseAskedForIsFreshAndItsOwnersOwn() throws Exception {
        Database first = RealParts.database("facts");
        Database second = RealParts.database("facts");

        assertNotEquals(first.jdbcUrl(), second.jdbcUrl());
        try (var connection = first.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table fact (said text)");
            statement.execute("insert into fact values ('標')");
            try (var rows = statement.executeQuery("select said, version() from fact")) {
                assertTrue(rows.next());
                assertEquals("標", rows.getString(1));
                assertTrue(rows.getString(2).startsWith("PostgreSQL 18."), rows.getString(2));
            }
        }
        Database stranger = new Database(first.jdbcUrl(), second.user(), second.password());
        assertThrows(SQLException.class, stranger::connect);
    }

    @Test
    void kafkaHasTheTopicsAndKeepsARecordAlsoIfCompressedWithLz4() throws Exception {
        String servers = RealParts.bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            Set<String> wanted = Topics.ALL.stream().map(Topics.Topic::name).collect(Collectors.toSet());
            assertTrue(admin.listTopics().names().get(10, TimeUnit.SECONDS).containsAll(wanted));
            Topics.create(servers, 1);
            assertEquals(
                    4,
                    admin.describeTopics(List.of("shirube.plan"))
                            .allTopicNames()
                            .get(10, TimeUnit.SECONDS)
                            .values()
                            .iterator()
                            .next()
                            .partitions()
                            .size());
        }
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "compression.type", "lz4", "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("kpi-service.dead-letters", "key", "標".repeat(1000)))
                    .get(10, TimeUnit.SECONDS);
        }
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("kpi-service.dead-letters", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertEquals(1, consumer.poll(Duration.ofSeconds(10)).count());
        }
    }

    @Test
    void theQuarkusResourceAnswersWithTheFourSettings() {
        RealParts parts = new RealParts();
        parts.init(Map.of("database", "quarkus"));

        Map<String, String> settings = parts.start();

        assertEquals(
                Set.of(
                        "quarkus.datasource.jdbc.url",
                        "quarkus.datasource.username",
                        "quarkus.datasource.password",
                        "kafka.bootstrap.servers"),
                settings.keySet());
        assertEquals("quarkus", settings.get("quarkus.datasource.username"));
    }
}
