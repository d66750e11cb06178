package jp.shirube.system.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.shirube.local.ServiceDatabase;
import jp.shirube.system.faults.Oracle.Findings;
import org.jspecify.annotations.Nullable;

/**
 * A report-service of its own that reads the topics from their beginning into an empty database: what the read model has to be. It
 * looks past every proxy, tells nobody anything, and meets no fault; between two judgements it sleeps and then goes on where it was.
 */
final class Recomputed {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final Cluster cluster;
    private final Watch watch;
    private int number;
    private @Nullable ServiceDatabase database;

    Recomputed(Cluster cluster, Watch watch) {
        this.cluster = cluster;
        this.watch = watch;
    }

    void compareFromTheBeginning(Oracle oracle, Findings findings)
            throws IOException, InterruptedException, SQLException, ExecutionException, TimeoutException {
        database = null;
        compare(oracle, findings);
    }

    void compareAgain(Oracle oracle, Findings findings) throws SQLException {
        if (database == null) {
            throw new IllegalStateException("nothing was recomputed");
        }
        oracle.compare(database.owner(), findings);
    }

    void compare(Oracle oracle, Findings findings)
            throws IOException, InterruptedException, SQLException, ExecutionException, TimeoutException {
        if (database == null) {
            number++;
            database = cluster.database(Service.REPORT, "recomputed_" + number);
        }
        Replica reader = cluster.aside(Service.REPORT, "recomputed-" + number, environment(database));
        reader.start();
        try {
            Set<String> topics = Set.of("shirube.plan", "shirube.kpi");
            long deadline = System.nanoTime() + WITHIN.toNanos();
            while (!reader.isReady() || watch.lag(database.owner(), topics) > 0) {
                if (!reader.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("not recomputed: " + reader.log());
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } finally {
            reader.end();
        }
        oracle.compare(database.owner(), findings);
    }

    private String group(String channel) {
        return "recomputed-" + number + "." + channel;
    }

    private Map<String, String> environment(ServiceDatabase database) {
        Map<String, String> environment = new LinkedHashMap<>(database.environment());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", cluster.kafka());
        environment.put("MP_MESSAGING_INCOMING_PLAN_GROUP_ID", group("plan"));
        environment.put("MP_MESSAGING_INCOMING_KPI_GROUP_ID", group("kpi"));
        environment.put("MP_MESSAGING_INCOMING_PROGRESS_GROUP_ID", group("progress"));
        // What it finds it keeps to itself.
        environment.put("MP_MESSAGING_OUTGOING_OUTBOX_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        environment.put("SHIRUBE_WEBHOOKS_DELIVER", "false");
        return environment;
    }
}
