package jp.shirube.access.audit;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jp.shirube.apart.InTheNameOf;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * 封じ: hangs committed entries into the chain, beside the writers, who would otherwise stand in one line. One is active per
 * database (advisory lock); the others stand by.
 */
@ApplicationScoped
class Sealer {

    private static final long ADVISORY_LOCK = 0x5348_4952_5542_5345L;
    static final int BATCH = 500;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /**
     * Everything without a seal. Entries of transactions that had all ended when all of theirs were sealed need no look again;
     * whoever commits late has a number at or behind the horizon of then, and is found.
     */
    private static final String UNSEALED = """
            select horizon.at::text, %s
            from (select pg_snapshot_xmin(pg_current_snapshot()) as at) as horizon
            left join lateral (
                select * from audit_entry as entry
                where entry.transaction >= ?::xid8
                    and not exists (select from audit_seal where audit_seal.entry_id = entry.id)
                order by entry.transaction, entry.id limit ?) as audit_entry on true
            order by audit_entry.transaction, audit_entry.id""".formatted(Entry.COLUMNS);

    private static final String SEAL = """
            insert into audit_seal (position, entry_id, hash, previous, sealed_at)
            select position, entry_id, hash, previous, ?
            from unnest(?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[]) as seal (position, entry_id, hash, previous)""";

    /** As the outbox relay's; and the horizon is looked up as what it is, not as some number. */
    private static final List<String> SESSION = List.of(
            "set tcp_keepalives_idle = 10",
            "set tcp_keepalives_interval = 5",
            "set tcp_keepalives_count = 3",
            "set client_connection_check_interval = '5s'",
            "set plan_cache_mode = force_custom_plan");

    private record Head(long position, byte[] hash) {}

    private record Found(String horizon, List<Entry> entries) {}

    private final AgroalDataSource database;
    private final Duration every;
    private final Duration sayHead;
    private final AtomicLong unsealed = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "audit-sealer");

    Sealer(
            AgroalDataSource database,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.audit.seal-every", defaultValue = "500ms") Duration every,
            @ConfigProperty(name = "shirube.audit.say-head-every", defaultValue = "10m") Duration sayHead) {
        this.database = database;
        this.every = every;
        this.sayHead = sayHead;
        metrics.gauge("shirube.audit.unsealed", unsealed);
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stop.countDown();
        thread.join(Duration.ofSeconds(2));
    }

    private void run() {
        try {
            do {
                try {
                    sealWhileActive();
                } catch (SQLException | RuntimeException e) {
                    if (!stopping()) {
                        Log.warn("sealing of the audit pauses: " + e);
                    }
                }
            } while (!rest());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private boolean rest() throws InterruptedException {
        return stop.await(every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Connection connect() throws SQLException {
        try {
            return InTheNameOf.theSystem(() -> {
                try {
                    return database.getConnection();
                } catch (SQLException e) {
                    throw new AuditUnavailableException(e);
                }
            });
        } catch (AuditUnavailableException e) {
            throw new SQLException(e.getCause());
        }
    }

    private void sealWhileActive() throws SQLException, InterruptedException {
        try (Connection connection = connect()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
            try {
                for (String setting : SESSION) {
                    execute(connection, setting);
                }
                String horizon = "0";
                while (!lock(connection)) {
                    horizon = watch(connection, horizon);
                    if (rest()) {
                        return;
                    }
                }
                sealOn(connection);
            } finally {
                handBack(connection, usual);
            }
        }
    }

    private void sealOn(Connection connection) throws SQLException, InterruptedException {
        Head head = head(connection);
        Head said = null;
        long saidAt = System.nanoTime();
        String horizon = "0";
        do {
            boolean more = true;
            while (more && !stopping()) {
                Found found = unsealed(connection, horizon);
                more = found.entries().size() == BATCH;
                head = seal(connection, head, found.entries());
                unsealed.set(more ? BATCH : 0);
                horizon = more
                        ? earlier(found.horizon(), found.entries().getLast().transaction())
                        : found.horizon();
            }
            if (said == null || System.nanoTime() - saidAt > sayHead.toNanos()) {
                said = say(head, said);
                saidAt = System.nanoTime();
            }
        } while (!rest());
        say(head, said);
    }

    private static String earlier(String one, String other) {
        return Long.compareUnsigned(Long.parseUnsignedLong(one), Long.parseUnsignedLong(other)) < 0 ? one : other;
    }

    /** Outside the database stands what the chain must still contain. */
    private static Head say(Head head, @Nullable Head said) {
        if (said == null || said.position() != head.position()) {
            Log.info("audit head " + Chain.hex(head.hash()) + " at " + head.position());
        }
        return head;
    }

    /** Standing by, it still sees when nobody seals. */
    private String watch(Connection connection, String horizon) throws SQLException {
        Found found = unsealed(connection, horizon);
        unsealed.set(found.entries().size());
        return found.entries().isEmpty() ? found.horizon() : horizon;
    }

    private static Head head(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select position, hash from audit_seal order by position desc limit 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? new Head(row.getLong(1), row.getBytes(2)) : new Head(0, Chain.BEGINNING);
        }
    }

    private static Found unsealed(Connection connection, String horizon) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(UNSEALED)) {
            select.setString(1, horizon);
            select.setInt(2, BATCH);
            try (ResultSet row = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                String seen = horizon;
                while (row.next()) {
                    seen = row.getString(1);
                    Entry entry = Entry.read(row, 2);
                    if (entry != null) {
                        entries.add(entry);
                    }
                }
                return new Found(seen, entries);
            }
        }
    }

    private static Head seal(Connection connection, Head head, List<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return head;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Long[] positions = new Long[entries.size()];
        Long[] ids = new Long[entries.size()];
        byte[][] hashes = new byte[entries.size()][];
        byte[][] previous = new byte[entries.size()][];
        byte[] last = head.hash();
        for (int i = 0; i < entries.size(); i++) {
            positions[i] = head.position() + 1 + i;
            ids[i] = entries.get(i).id();
            previous[i] = last;
            hashes[i] = Chain.hash(last, entries.get(i), now);
            last = hashes[i];
        }
        try (PreparedStatement insert = connection.prepareStatement(SEAL)) {
            insert.setObject(1, now.atOffset(ZoneOffset.UTC));
            insert.setArray(2, connection.createArrayOf("bigint", positions));
            insert.setArray(3, connection.createArrayOf("bigint", ids));
            insert.setArray(4, connection.createArrayOf("bytea", hashes));
            insert.setArray(5, connection.createArrayOf("bytea", previous));
            insert.executeUpdate();
        }
        return new Head(head.position() + entries.size(), last);
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            select.setLong(1, ADVISORY_LOCK);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The pool would otherwise hand the locked session, with its settings, to somebody else. */
    private static void handBack(Connection connection, int usualTimeout) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        execute(connection, "select pg_advisory_unlock_all()");
        execute(connection, "reset all");
        connection.setNetworkTimeout(Runnable::run, usualTimeout);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
