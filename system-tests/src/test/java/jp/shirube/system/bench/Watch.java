package jp.shirube.system.bench;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Looks every millisecond, on a connection of its own, which of the revisions written are committed in report-service's database.
 * A revision and what is assessed from it are written in one transaction, so that the one shows the other.
 */
final class Watch implements AutoCloseable {

    /** As many as are looked for at once. */
    private static final int MOST = 1000;

    private static final String LOOK = """
            select turn from unnest(?::text[], ?::text[], ?::bigint[]) with ordinality as w (indicator, period, revision, turn)
            where exists (select 1 from actual_revision a where a.municipality = ? and a.indicator = w.indicator
                            and a.period = w.period and a.revision = w.revision)""";

    private final Connection connection;
    private final DemoTown town;
    private final Thread thread = new Thread(this::run, "watch");
    private final ConcurrentLinkedQueue<Long> between = new ConcurrentLinkedQueue<>();
    private volatile Writes writes = new Writes();
    private volatile boolean ended;
    private volatile String failure = "";

    Watch(Machine machine, DemoTown town) throws SQLException, IOException {
        this.connection = machine.connect("report");
        this.town = town;
        thread.start();
    }

    void about(Writes phase) {
        writes = phase;
        between.clear();
    }

    /** From one look to the next while something was looked for: so much later than it was visible it may have been seen. */
    Lag between() {
        return Lag.of(between.stream().mapToLong(Long::longValue));
    }

    /** @throws IllegalStateException when it could not look any more */
    void check() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException("could not look: " + failure);
        }
    }

    private void run() {
        try (connection;
                Statement settings = connection.createStatement();
                PreparedStatement look = connection.prepareStatement(LOOK)) {
            settings.execute("set enable_hashjoin = off; set enable_mergejoin = off; set enable_seqscan = off");
            long last = 0;
            while (!ended) {
                Writes now = writes;
                List<Writes.Key> keys = new ArrayList<>(now.unseen());
                if (keys.isEmpty()) {
                    last = 0;
                } else {
                    long seen = look(look, keys.subList(0, Math.min(MOST, keys.size())), now);
                    if (last != 0) {
                        between.add(seen - last);
                    }
                    last = seen;
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (SQLException | InterruptedException | RuntimeException e) {
            failure = e.toString();
        }
    }

    private long look(PreparedStatement look, List<Writes.Key> keys, Writes now) throws SQLException {
        look.setArray(1, texts(keys.stream().map(key -> key.cell().indicator()).toArray()));
        look.setArray(2, texts(keys.stream().map(key -> key.cell().period()).toArray()));
        look.setArray(
                3,
                connection.createArrayOf(
                        "bigint", keys.stream().map(Writes.Key::revision).toArray()));
        look.setString(4, town.code());
        try (ResultSet rows = look.executeQuery()) {
            long when = System.nanoTime();
            while (rows.next()) {
                now.visible(keys.get(rows.getInt(1) - 1), when);
            }
            return when;
        }
    }

    private Array texts(Object[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
