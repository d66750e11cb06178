package jp.shirube.system.bench;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Has report-service make its read model anew, and looks how long that takes. */
final class Rebuilding {

    /**
     * @param listening events a second, published at once, as report-service hears and judges them
     * @param reading events a second while it only reads
     * @param whole events a second from the request to the switch
     */
    record Rates(long events, double listening, double reading, double whole, double seconds, String phases) {}

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Machine machine;
    private final HttpClient http;

    Rebuilding(Machine machine, HttpClient http) {
        this.machine = machine;
        this.http = http;
    }

    /** @param town of which nothing has been measured so far */
    Rates measure(DemoTown town, int revisions) throws Exception {
        long all = (long) town.cells() * revisions;
        long begun = System.nanoTime();
        try (KafkaProducer<String, String> producer = BarePipeline.producer(machine, 5)) {
            town.events("shirube.kpi", revisions, producer::send);
            producer.flush();
        }
        await("select count(*) from actual_revision where municipality = '" + town.code() + "'", all);
        double listening = all * 1e9 / (System.nanoTime() - begun);
        await("select count(*) from outbox where published_at is null", 0);
        TimeUnit.SECONDS.sleep(3);
        return rebuild(listening);
    }

    private Rates rebuild(double listening) throws Exception {
        int port = machine.port("report");
        String token = machine.tokens().operator();
        long begun = System.nanoTime();
        Told.call(http, token, HttpMethod.POST, port, "/operations/rebuild", "");
        long firstAt = 0;
        long first = 0;
        long lastAt = 0;
        long last = 0;
        StringBuilder phases = new StringBuilder();
        String phase = "";
        while (true) {
            JsonObject run = new JsonObject(Told.call(http, token, HttpMethod.GET, port, "/operations/rebuild", ""));
            long now = System.nanoTime();
            if (!run.getString("phase").equals(phase)) {
                phase = run.getString("phase");
                phases.append(phases.isEmpty() ? "" : ", ")
                        .append("%s from %.1f s".formatted(phase, (now - begun) / 1e9));
            }
            long events = run.getLong("events");
            if (phase.equals("READING") && events > last) {
                last = events;
                lastAt = now;
                if (first == 0) {
                    first = events;
                    firstAt = now;
                }
            }
            if (run.getString("finishedAt") != null) {
                return rates(run, listening, (last - first) * 1e9 / (lastAt - firstAt), phases.toString());
            }
            if (now - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("the rebuild takes too long: " + run);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** What was made anew must be what was served. */
    private static Rates rates(JsonObject run, double listening, double reading, String phases) {
        if (!run.getString("phase").equals("SWITCHED")
                || run.getLong("differences") != 0
                || run.getLong("passedOver") != 0) {
            throw new IllegalStateException("the rebuilt read model is another: " + run);
        }
        double seconds =
                Duration.between(Instant.parse(run.getString("startedAt")), Instant.parse(run.getString("finishedAt")))
                                .toNanos()
                        / 1e9;
        long events = run.getLong("events");
        return new Rates(events, listening, reading, events / seconds, seconds, phases);
    }

    private void await(String count, long wanted) throws SQLException, IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = machine.connect("report");
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery(count)) {
                    row.next();
                    if (row.getLong(1) == wanted) {
                        return;
                    }
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException(count + ": " + row.getLong(1) + ", not " + wanted);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(250);
            }
        }
    }
}
