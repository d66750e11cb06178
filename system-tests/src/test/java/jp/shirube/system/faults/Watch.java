package jp.shirube.system.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import jp.shirube.local.Database;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Looks at outboxes and audit records, at what has been heard, and at readiness twice a second, past every proxy, and remembers the worst it saw. */
final class Watch implements AutoCloseable {

    /** Who listens to what. */
    private static final Map<Service, Set<String>> HEARD = Map.of(
            Service.KPI,
            Set.of("shirube.plan"),
            Service.REPORT,
            Set.of("shirube.plan", "shirube.kpi", "shirube.progress"));

    private final Cluster cluster;
    private final Admin admin;
    private final AtomicInteger peakLag = new AtomicInteger();
    private final AtomicInteger peakOutbox = new AtomicInteger();
    private final Map<String, AtomicInteger> notReady = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::look, "watch");
    private volatile boolean watching = true;

    Watch(Cluster cluster) {
        this.cluster = cluster;
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                cluster.kafka(),
                "request.timeout.ms",
                "2000",
                "default.api.timeout.ms",
                "4000",
                "reconnect.backoff.max.ms",
                "500"));
        thread.setDaemon(true);
        thread.start();
    }

    /** Forgets what it saw before. */
    void begin() {
        peakLag.set(0);
        peakOutbox.set(0);
        notReady.clear();
    }

    /** Events stored and not yet applied by everybody: in outboxes and on topics. */
    int peakLag() {
        return peakLag.get();
    }

    int peakOutbox() {
        return peakOutbox.get();
    }

    /** How often a replica said that it is not ready, of all times it was asked. */
    int notReady(Replica replica) {
        AtomicInteger times = notReady.get(replica.name());
        return times == null ? 0 : times.get();
    }

    /** Returns when nothing is under way any more. */
    void awaitDrained(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        String last = "nothing seen";
        while (true) {
            try {
                // What is applied may put something new into an outbox: in this order nothing slips through.
                long before = lag();
                long waiting = outboxes();
                long after = lag();
                long unsealed = unsealed();
                last = waiting + " in outboxes, " + after + " on topics, " + unsealed + " not sealed";
                if (before == 0 && waiting == 0 && after == 0 && unsealed == 0) {
                    return;
                }
            } catch (SQLException | ExecutionException | TimeoutException e) {
                last = e.toString();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not drained within " + within + ": " + last);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Returns when every replica is ready and everything that was stored when this was called has been applied. */
    void awaitHealed(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        Map<Service, Long> stored = null;
        Map<TopicPartition, Long> sent = null;
        String last = "";
        while (true) {
            try {
                if (stored == null) {
                    stored = lastStored();
                }
                last = "not everything stored is sent";
                if (sent == null && isSent(stored)) {
                    sent = ends();
                }
                last = sent == null ? last : "not everything sent is applied";
                if (sent != null && isApplied(sent) && everybodyIsReady()) {
                    return;
                }
                last = sent != null && isApplied(sent) ? "not everybody is ready" : last;
            } catch (SQLException | ExecutionException | TimeoutException e) {
                last = e.toString();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not healed within " + within + ": " + last);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    long outboxes() throws SQLException {
        long waiting = 0;
        for (Service service : Service.values()) {
            waiting += number(service, "select count(*) from outbox where published_at is null and failed_at is null");
        }
        return waiting;
    }

    private long unsealed() throws SQLException {
        long unsealed = 0;
        for (Service service : Service.values()) {
            unsealed += number(
                    service,
                    "select count(*) from audit_entry e where not exists (select from audit_seal s where s.entry_id = e.id)");
        }
        return unsealed;
    }

    private long lag() throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        long lag = 0;
        for (Map.Entry<Service, Set<String>> listener : HEARD.entrySet()) {
            lag += lag(cluster.database(listener.getKey()), listener.getValue());
        }
        return lag;
    }

    /** How much of the topics has not had its effect in that database yet, as it says itself: Kafka is told a little later. */
    long lag(Database database, Set<String> topics)
            throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        return missing(ends(), database, topics);
    }

    private static long missing(Map<TopicPartition, Long> ends, Database database, Set<String> topics)
            throws SQLException {
        Map<TopicPartition, Long> heard = new HashMap<>();
        try (Connection connection = database.connect();
                var select = connection.createStatement();
                ResultSet row = select.executeQuery("select topic, partition, next_offset from consumed_position")) {
            while (row.next()) {
                heard.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
            }
        }
        return ends.entrySet().stream()
                .filter(end -> topics.contains(end.getKey().topic()))
                .mapToLong(end -> Math.max(0, end.getValue() - heard.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    @Override
    public void close() throws InterruptedException {
        watching = false;
        thread.interrupt();
        thread.join();
        admin.close(Duration.ofSeconds(2));
    }

    private void look() {
        try {
            while (watching) {
                TimeUnit.MILLISECONDS.sleep(500);
                long waiting = 0;
                try {
                    waiting = outboxes();
                    peakOutbox.accumulateAndGet((int) waiting, Math::max);
                    waiting += lag();
                } catch (SQLException | ExecutionException | TimeoutException e) {
                    // A part is away; what it holds is seen when it is back.
                }
                peakLag.accumulateAndGet((int) waiting, Math::max);
                for (Replica replica : cluster.allReplicas()) {
                    if (!replica.isReady()) {
                        notReady.computeIfAbsent(replica.name(), none -> new AtomicInteger())
                                .incrementAndGet();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Service, Long> lastStored() throws SQLException {
        Map<Service, Long> last = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            last.put(service, number(service, "select coalesce(max(seq), 0) from outbox"));
        }
        return last;
    }

    private boolean isSent(Map<Service, Long> stored) throws SQLException {
        for (Map.Entry<Service, Long> last : stored.entrySet()) {
            if (number(
                            last.getKey(),
                            "select count(*) from outbox where published_at is null and failed_at is null and seq <= "
                                    + last.getValue())
                    > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isApplied(Map<TopicPartition, Long> sent) throws SQLException {
        for (Map.Entry<Service, Set<String>> listener : HEARD.entrySet()) {
            if (missing(sent, cluster.database(listener.getKey()), listener.getValue()) > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean everybodyIsReady() throws InterruptedException {
        for (Replica replica : cluster.allReplicas()) {
            if (!replica.isReady()) {
                return false;
            }
        }
        return true;
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (String topic : List.of("shirube.plan", "shirube.kpi", "shirube.progress")) {
            for (int i = 0; i < 4; i++) {
                wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(wanted).all().get(5, TimeUnit.SECONDS).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private long number(Service service, String question) throws SQLException {
        try (Connection connection = cluster.database(service).connect();
                var select = connection.createStatement();
                ResultSet row = select.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }
}
