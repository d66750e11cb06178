package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RelayTest extends SmallService {

    @Inject
    KafkaClientService kafka;

    @Inject
    MeterRegistry metrics;

    @Test
    void anEventLeavesIfAndOnlyIfItsTransactionCommits() {
        String key = newKey();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add(event(key, 1));
                    throw new IllegalStateException("the use case failed behind its event");
                }))
                .hasMessageContaining("the use case failed");
        assertThat(count("select count(*) from outbox where key = ?", key)).isZero();
        OutgoingEvent second = event(key, 2);
        add(second);
        try (Arrivals arrivals = new Arrivals(key)) {
            List<ConsumerRecord<String, String>> arrived = arrivals.await(1);
            assertThat(arrived).extracting(Arrivals::version).containsExactly(2L);
            ConsumerRecord<String, String> only = arrived.getFirst();
            assertThat(only.value()).isEqualTo("{\"number\":2}");
            assertThat(Arrivals.header(only, "ce_id")).isEqualTo(second.id().toString());
            assertThat(Arrivals.header(only, "ce_type")).isEqualTo("jp.shirube.test.happened.v1");
            assertThat(Arrivals.header(only, "ce_subject")).isEqualTo(key);
            assertThat(Arrivals.header(only, "ce_time")).isEqualTo("2026-06-30T01:00:00Z");
        }
    }

    @Test
    void anEventWithoutATransactionIsRefused() {
        String key = newKey();
        assertThatThrownBy(() -> outbox.add(event(key, 1))).isInstanceOf(TransactionalException.class);
        assertThat(count("select count(*) from outbox where key = ?", key)).isZero();
    }

    @Test
    void fiveThousandEventsKeepTheirOrderPerKey() throws Exception {
        String[] keys = IntStream.range(0, 10).mapToObj(i -> newKey()).toArray(String[]::new);
        ExecutorService writers = Executors.newFixedThreadPool(keys.length);
        List<Future<?>> written = new ArrayList<>();
        for (String key : keys) {
            written.add(writers.submit(() -> {
                for (int batch = 0; batch < 20; batch++) {
                    long first = batch * 25L + 1;
                    add(LongStream.range(first, first + 25)
                            .mapToObj(version -> event(key, version))
                            .toList());
                }
            }));
        }
        for (Future<?> each : written) {
            each.get(60, TimeUnit.SECONDS);
        }
        writers.shutdown();
        try (Arrivals arrivals = new Arrivals(keys)) {
            List<ConsumerRecord<String, String>> arrived = arrivals.await(5000);
            List<Long> inOrder = LongStream.rangeClosed(1, 500).boxed().toList();
            for (String key : keys) {
                assertThat(arrived.stream().filter(each -> each.key().equals(key)))
                        .as(key)
                        .extracting(Arrivals::version)
                        .containsExactlyElementsOf(inOrder);
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> count("select count(*) from outbox where key = ? and published_at is null", keys[9]) == 0);
    }

    /** Numbers are given at the insert, not at the commit: a row that commits late has a lower one than rows already gone. */
    @Test
    void anEventThatIsCommittedLateStillLeaves() throws Exception {
        String late = newKey();
        String early = newKey();
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> slow = writer.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
            outbox.add(event(late, 1));
            inserted.countDown();
            try {
                mayCommit.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        inserted.await();
        add(event(early, 1));
        try (Arrivals arrivals = new Arrivals(early, late)) {
            assertThat(arrivals.await(1)).extracting(ConsumerRecord::key).containsExactly(early);
            mayCommit.countDown();
            slow.get(10, TimeUnit.SECONDS);
            assertThat(arrivals.await(2)).extracting(ConsumerRecord::key).containsExactly(early, late);
        }
        writer.shutdown();
        assertThat(count("select seq from outbox where key = ?", late))
                .isLessThan(count("select seq from outbox where key = ?", early));
    }

    @Test
    void whileAnotherInstanceIsActiveThisOneStandsByAndThenTakesOver() throws SQLException {
        String key = newKey();
        add(event(key, 1));
        try (Arrivals arrivals = new Arrivals(key)) {
            arrivals.await(1);
            try (Connection other = database.getConnection()) {
                long lock = takeOver(other);
                add(event(key, 2));
                assertThat(arrivals.after(Duration.ofSeconds(2)))
                        .extracting(Arrivals::version)
                        .containsExactly(1L);
                execute(other, "select pg_advisory_unlock(" + lock + ")");
            }
            assertThat(arrivals.await(2)).extracting(Arrivals::version).containsExactly(1L, 2L);
        }
    }

    @Test
    void whatHasLeftIsForgottenAfterAWhileAndNothingElse() throws SQLException {
        String key = newKey();
        List<OutgoingEvent> events = List.of(event(key, 1), event(key, 2));
        add(events);
        try (Arrivals arrivals = new Arrivals(key)) {
            arrivals.await(2);
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> count("select count(*) from outbox where key = ? and published_at is not null", key) == 2);
        try (Connection connection = database.getConnection();
                PreparedStatement age = connection.prepareStatement(
                        "update outbox set published_at = now() - interval '61 minutes' where event_id = ?")) {
            age.setObject(1, events.getFirst().id());
            age.executeUpdate();
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> !isKept(events.get(0).id()));
        assertThat(isKept(events.get(1).id())).isTrue();
    }

    @Test
    void aRecordIsAcknowledgedByAllReplicasAndNeverDoubledByTheProducer() {
        assertThat(kafka.getProducer("outbox").configuration().get("acks")).isEqualTo("all");
        assertThat(kafka.getProducer("outbox").configuration().get("enable.idempotence"))
                .hasToString("true");
    }

    @Test
    void thePositionsOnTheTopicsMoveOnWithTheRows() {
        String key = newKey();
        add(List.of(event(key, 1), event(key, 2)));
        try (Arrivals arrivals = new Arrivals(key)) {
            ConsumerRecord<String, String> last = arrivals.await(2).getLast();
            await().atMost(Duration.ofSeconds(10)).until(() -> published(key) == 2);
            assertThat(count(
                            "select next_offset from relay_position where topic = ? and partition = "
                                    + last.partition(),
                            TOPIC))
                    .isEqualTo(last.offset() + 1);
        }
    }

    @Test
    void anEventWithoutDataIsATombstoneThatSaysWhoItIs() {
        String key = newKey();
        OutgoingEvent gone = OutgoingEvent.of(
                TOPIC,
                key,
                "jp.shirube.test.happened.v1",
                "/test",
                key,
                7,
                Instant.parse("2026-06-30T01:00:00Z"),
                null);
        add(gone);
        try (Arrivals arrivals = new Arrivals(key)) {
            ConsumerRecord<String, String> only = arrivals.await(1).getFirst();
            assertThat(only.value()).isNull();
            assertThat(Arrivals.version(only)).isEqualTo(7);
            assertThat(Arrivals.header(only, "ce_id")).isEqualTo(gone.id().toString());
        }
    }

    /** 50,000 events of an import wait when somebody reports one actual. */
    @Test
    void aHugeImportDoesNotHoldUpTheOthersAndEveryKeyKeepsItsOrder() throws SQLException {
        String[] imported = IntStream.range(0, 50).mapToObj(i -> newKey()).toArray(String[]::new);
        String alone = newKey();
        String late = newKey();
        try (Connection other = database.getConnection()) {
            long lock = takeOver(other);
            // A single event before the import, and one behind it, of a key the import has too.
            add(event(imported[0], 1));
            for (int part = 0; part < 10; part++) {
                List<OutgoingEvent> events = new ArrayList<>();
                for (int version = part * 100 + 2; version < part * 100 + 102; version++) {
                    for (String key : imported) {
                        events.add(event(key, version));
                    }
                }
                add(events);
            }
            add(event(imported[0], 1002));
            add(event(alone, 1));
            execute(other, "select pg_advisory_unlock(" + lock + ")");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> published(alone) == 1);
        assertThat(importedBefore(imported, alone)).isLessThanOrEqualTo(3L * Relay.BATCH);
        // And one in the middle of it.
        add(event(late, 1));
        long before = count("select count(*) from outbox where bulk and published_at is not null and key <> ?", "");
        await().atMost(Duration.ofSeconds(30)).until(() -> published(late) == 1);
        assertThat(importedBefore(imported, late)).isLessThanOrEqualTo(before + 3L * Relay.BATCH);

        try (Arrivals arrivals = new Arrivals(imported)) {
            List<ConsumerRecord<String, String>> arrived = arrivals.await(50_002);
            for (String key : imported) {
                assertThat(arrived.stream().filter(each -> each.key().equals(key)))
                        .as(key)
                        .extracting(Arrivals::version)
                        .containsExactlyElementsOf(LongStream.rangeClosed(
                                        key.equals(imported[0]) ? 1 : 2, key.equals(imported[0]) ? 1002 : 1001)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void whatIsManyInOneTransactionOrSaidToBeAnImportGoesInTheLaneForBulk() {
        String few = newKey();
        String many = newKey();
        String said = newKey();
        List<OutgoingEvent> events = LongStream.rangeClosed(1, Outbox.FEW)
                .mapToObj(i -> event(few, i))
                .toList();
        add(events);
        QuarkusTransaction.requiringNew().run(() -> {
            for (long version = 1; version <= Outbox.FEW + 5; version++) {
                outbox.add(event(many, version));
            }
        });
        QuarkusTransaction.requiringNew().run(() -> outbox.addBulk(List.of(event(said, 1))));
        String bulk = "select count(*) from outbox where bulk and key = ?";
        assertThat(count(bulk, few)).isZero();
        assertThat(count(bulk, many)).isEqualTo(5);
        assertThat(count(bulk, said)).isEqualTo(1);
        try (Arrivals arrivals = new Arrivals(many)) {
            assertThat(arrivals.await(Outbox.FEW + 5))
                    .extracting(Arrivals::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, Outbox.FEW + 5L).boxed().toList());
        }
    }

    @Test
    void whatKafkaWouldNotTakeIsRefusedWithItsUseCase() {
        String key = newKey();
        OutgoingEvent large = OutgoingEvent.of(
                TOPIC,
                key,
                "jp.shirube.test.happened.v1",
                "/test",
                key,
                1,
                Instant.EPOCH,
                json.createObjectNode().put("text", "標".repeat(333_334)));
        assertThatThrownBy(() -> add(List.of(event(key, 1), large)))
                .isInstanceOf(EventTooLargeException.class)
                .hasMessageContaining("1000013 bytes");
        assertThat(count("select count(*) from outbox where key = ?", key)).isZero();
    }

    @Test
    void theLargestEventThatIsTakenLeaves() {
        String key = newKey();
        add(OutgoingEvent.of(
                TOPIC,
                key,
                "jp.shirube.test.happened.v1",
                "/test",
                key,
                1,
                Instant.EPOCH,
                json.createObjectNode().put("text", "x".repeat(Outbox.LARGEST - 11))));
        try (Arrivals arrivals = new Arrivals(key)) {
            assertThat(arrivals.await(1).getFirst().serializedValueSize()).isEqualTo(Outbox.LARGEST);
        }
    }

    /** Nobody wakes the relay for it. */
    @Test
    void whatAnotherReplicaCommittedLeavesToo() {
        String key = newKey();
        execute("insert into outbox (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data)"
                + " values (gen_random_uuid(), '" + TOPIC + "', '" + key + "', 't', '/test', '" + key
                + "', 4, now(), '{}')");
        try (Arrivals arrivals = new Arrivals(key)) {
            assertThat(arrivals.await(1)).extracting(Arrivals::version).containsExactly(4L);
        }
    }

    /** By the back door: the outbox itself refuses such rows. */
    @Test
    void whatKafkaCanNeverTakeIsSetAsideAndHoldsUpNobody() {
        String key = newKey();
        String insert =
                "insert into outbox (event_id, topic, key, type, source, subject, aggregate_version, occurred_at,"
                        + " data) values (gen_random_uuid(), '%s', '" + key + "', 'too.large', '/test', '" + key
                        + "', 1, now(), %s)";
        execute(insert.formatted(TOPIC, "repeat('x', 2000000)"));
        execute(insert.formatted("no such topic?", "'{}'"));
        add(event(key, 2));
        try (Arrivals arrivals = new Arrivals(key)) {
            assertThat(arrivals.await(1)).extracting(Arrivals::version).containsExactly(2L);
        }
        String aside = "select count(*) from outbox where failed_at is not null and published_at is null and key = ?";
        await().atMost(Duration.ofSeconds(20)).until(() -> count(aside, key) == 2);
        assertThat(count(aside + " and failure like '%RecordTooLargeException%'", key))
                .isEqualTo(1);
        assertThat(count(aside + " and failure like '%InvalidTopicException%'", key))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> metrics.get("shirube.outbox.set.aside").gauge().value() >= 2);
    }

    @Test
    void eventsOfAMissingTopicWaitForItAndHoldUpNobody() throws Exception {
        String key = newKey();
        String missing = "not.yet.made." + key;
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.add(List.of(
                        OutgoingEvent.of(
                                missing,
                                key,
                                "jp.shirube.test.happened.v1",
                                "/test",
                                key,
                                1,
                                Instant.EPOCH,
                                json.createObjectNode()),
                        event(key, 2))));
        try (Arrivals arrivals = new Arrivals(key)) {
            arrivals.await(1);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> published(key) == 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(missing, 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> published(key) == 2);
    }

    @Test
    void whatLeavesIsCounted() {
        double before = metrics.find("shirube.outbox.published").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        String key = newKey();
        add(List.of(event(key, 1), event(key, 2)));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> metrics.find("shirube.outbox.published").counters().stream()
                                .mapToDouble(Counter::count)
                                .sum()
                        >= before + 2);
    }

    @Test
    void rowsThatLeftLongAgoAreForgottenInOneGoHoweverManyTheyAre() {
        execute("insert into outbox (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data,"
                + " published_at) select gen_random_uuid(), 't', 'old', 't', '/test', 'old', 1, now(), '{}',"
                + " now() - interval '2 hours' from generate_series(1, 12000)");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> count("select count(*) from outbox where key = ?", "old") == 0);
    }

    /** A relay that vanished with its network must not keep the lock for hours. */
    @Test
    void theDatabaseIsToldToMissARelayThatVanished() throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String setting : Relay.SESSION) {
                execute(connection, setting);
            }
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select current_setting('tcp_keepalives_idle'),"
                            + " current_setting('tcp_keepalives_interval'), current_setting('tcp_keepalives_count'),"
                            + " current_setting('client_connection_check_interval')")) {
                rows.next();
                assertThat(List.of(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)))
                        .containsExactly("10", "5", "3", "5s");
            }
            execute(connection, "reset all");
        }
    }

    private long published(String key) {
        return count("select count(*) from outbox where published_at is not null and key = ?", key);
    }

    /** Rows of the import that left in earlier rounds than this key's only one. */
    private long importedBefore(String[] imported, String key) {
        return count(
                "select count(*) from outbox where bulk and published_at < (select published_at from outbox where key = ?)"
                        + " and key in ('" + String.join("', '", imported) + "')",
                key);
    }

    /** Ends the session that holds the relay's lock, as if its instance had died, and takes the lock before it is back. */
    static long takeOver(Connection other) throws SQLException {
        try (PreparedStatement find = other.prepareStatement("""
                    select pid, (cast(classid as bigint) << 32) | cast(objid as bigint) from pg_locks
                    where locktype = 'advisory' and granted
                      and database = (select oid from pg_database where datname = current_database())""");
                var holder = find.executeQuery()) {
            assertThat(holder.next()).as("a relay is active").isTrue();
            long lock = holder.getLong(2);
            execute(other, "select pg_terminate_backend(" + holder.getInt(1) + ")");
            execute(other, "select pg_advisory_lock(" + lock + ")");
            return lock;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private boolean isKept(UUID event) {
        return count("select count(*) from outbox where cast(event_id as text) = ?", event.toString()) == 1;
    }
}
