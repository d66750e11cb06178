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
        Database first = RealParts.database("facts").owner();
        Database second = RealParts.database("facts").owner();

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
        Database other = RealParts.database("rumours").login();
        Database stranger = new Database(first.jdbcUrl(), other.user(), other.password());
        assertThrows(SQLException.class, stranger::connect);
    }

    /** ASVS 5.0 13.2.2: as few rights as will do. */
    @Test
    void theLoginOfAServiceOwnsNothingAndHasNoRightUntilItTakesARole() throws Exception {
        ServiceDatabase made = RealParts.database("apart");
        made.owner().execute("create table fact (municipality text)");
        made.owner().execute("grant select on fact to shirube_app");

        try (var connection = made.login().connect();
                var statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.executeQuery("select * from fact"));
            assertThrows(SQLException.class, () -> statement.execute("create table another (said text)"));
            statement.execute("set role shirube_app");
            assertTrue(statement.execute("select * from fact"));
            assertThrows(SQLException.class, () -> statement.execute("delete from fact"));
        }
    }

    @Test
    void aDatabaseOfAnEarlierVersionIsHandedToItsOwner() throws Exception {
        ServiceDatabase before = RealParts.database("handed");
        before.owner().execute("create table fact (said text)");
        RealParts.superuser().named("handed", "postgres", "").execute("alter table fact owner to handed");

        ServiceDatabase after = RealParts.superuser()
                .create(
                        "handed",
                        "handed",
                        before.owner().password(),
                        before.login().password());

        after.owner().execute("alter table fact add column known text");
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
    void theQuarkusResourceAnswersWithTheSettings() {
        RealParts parts = new RealParts();
        parts.init(Map.of("database", "quarkus"));

        Map<String, String> settings = parts.start();

        assertEquals(
                Set.of(
                        "quarkus.datasource.jdbc.url",
                        "quarkus.datasource.username",
                        "quarkus.datasource.password",
                        "quarkus.flyway.username",
                        "quarkus.flyway.password",
                        "kafka.bootstrap.servers",
                        "quarkus.oidc.public-key",
                        "shirube.sign-in.municipalities",
                        "shirube.sign-in.roles-claim"),
                settings.keySet());
        assertEquals("quarkus", settings.get("quarkus.datasource.username"));
        assertEquals("quarkus_owner", settings.get("quarkus.flyway.username"));
    }
}
