package jp.shirube.outbox;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Events a second from the outbox to Kafka: with nothing else in the table, with a million published rows, and while a long
 * transaction keeps the dead rows of what left since. Not run with the tests: {@code mvn -pl libs/outbox test
 * -Dtest=RelayBenchmark}.
 */
@QuarkusTest
class RelayBenchmark extends SmallService {

    private static final int EVENTS = 50_000;

    @Test
    void measure() throws Exception {
        measure("warming up");
        measure("0 published rows");
        measure("0 published rows");
        execute("truncate outbox");
        execute("insert into outbox (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data,"
                + " published_at) select gen_random_uuid(), 't', 'k', 't', '/test', 'k', 1, now(), '{}', now()"
                + " from generate_series(1, 1000000)");
        measure("1,000,000 published rows");
        measure("1,000,000 published rows");
        try (Connection reader = database.getConnection();
                var statement = reader.createStatement()) {
            statement.execute("begin isolation level repeatable read");
            statement.execute("select count(*) from inbox");
            for (int round = 1; round <= 6; round++) {
                measure("a reading transaction open for " + (round - 1) * EVENTS + " events");
            }
            statement.execute("rollback");
        }
        measure("and after it");
    }

    private void measure(String state) throws SQLException, InterruptedException {
        String key = newKey();
        List<List<OutgoingEvent>> transactions = new ArrayList<>();
        for (int from = 0; from < EVENTS; from += Outbox.FEW) {
            List<OutgoingEvent> events = new ArrayList<>();
            for (int number = from; number < from + Outbox.FEW; number++) {
                events.add(event(key + "-" + number % 1000, number));
            }
            transactions.add(events);
        }
        long released;
        try (Connection other = database.getConnection()) {
            long lock = RelayTest.takeOver(other);
            long before = System.nanoTime();
            transactions.forEach(this::add);
            System.out.printf("BENCH %s: %.0f added/s%n", state, EVENTS / seconds(before));
            released = System.nanoTime();
            RelayTest.execute(other, "select pg_advisory_unlock(" + lock + ")");
        }
        long began = 0;
        while (waiting() > 0) {
            if (began == 0 && waiting() < EVENTS) {
                began = System.nanoTime();
            }
            Thread.sleep(20);
        }
        System.out.printf(
                "BENCH %s: %.0f published/s (first after %.2f s)%n",
                state, EVENTS / seconds(began), (began - released) / 1e9);
    }

    private long waiting() {
        return count("select count(*) from outbox where published_at is null and failed_at is null and key <> ?", "");
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
