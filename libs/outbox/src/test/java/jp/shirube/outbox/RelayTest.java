package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.transaction.TransactionalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RelayTest extends SmallService {

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
            assertThat(Arrivals.header(only, "ce_time")).isEqualTo("2026-06-30T01:00Z");
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

    /** Ends the session that holds the relay's lock, as if its instance had died, and takes the lock before it is back. */
    private static long takeOver(Connection other) throws SQLException {
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

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private boolean isKept(UUID event) {
        return count("select count(*) from outbox where cast(event_id as text) = ?", event.toString()) == 1;
    }
}
