package jp.shirube.system.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two who follow a town's progress from its first event: one keeps a stream open and resumes with {@code Last-Event-ID} whenever it
 * breaks, one is called by webhook and always answers 200.
 */
final class Following implements AutoCloseable {

    /** The stream is never silent for longer than fifteen seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final Town town;
    private final ObjectMapper json = new ObjectMapper();
    private final Set<UUID> heard = ConcurrentHashMap.newKeySet();
    private final Set<UUID> heardTwice = ConcurrentHashMap.newKeySet();
    private final Set<UUID> called = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer receiver;
    private volatile Duration patience = Duration.ofSeconds(120);
    private volatile boolean following = true;
    private volatile @Nullable HttpURLConnection stream;
    private volatile @Nullable String lastPosition;
    private volatile int resumed;

    Following(Cluster cluster, Town town) throws IOException {
        this.cluster = cluster;
        this.town = town;
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        receiver.setExecutor(threads);
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    /** When report-service has heard of the town. */
    void start(Load load) throws IOException, InterruptedException {
        String body = "{\"url\": \"http://127.0.0.1:" + receiver.getAddress().getPort() + "/\", \"from\": \"start\"}";
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        HttpResponse<String> registered = register(load, body);
        while (registered.statusCode() != 201) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no webhook: " + registered.statusCode() + " " + registered.body());
            }
            TimeUnit.MILLISECONDS.sleep(100);
            registered = register(load, body);
        }
        threads.execute(this::follow);
    }

    private HttpResponse<String> register(Load load, String body) throws IOException, InterruptedException {
        return load.send("POST", path("webhooks"), body, "Authorization", authorization());
    }

    /** As whoever sets up in a town who is told what: what is not adopted yet is told to nobody else. */
    private String authorization() {
        return "Bearer " + cluster.tokens().administrator(town.code());
    }

    /** Returns when both know all of these, or when the time is over; what is missing then is missing. */
    void await(Set<UUID> all) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while ((!heard.containsAll(all) || !called.containsAll(all)) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** How long what is missing is waited for. */
    void patience(Duration time) {
        patience = time;
    }

    Set<UUID> heard() {
        return new HashSet<>(heard);
    }

    /** Although it said where it had stopped. */
    Set<UUID> heardTwice() {
        return new HashSet<>(heardTwice);
    }

    Set<UUID> called() {
        return new HashSet<>(called);
    }

    int resumed() {
        return resumed;
    }

    /** As a receiver that says 200 and forgets. */
    void swallow(UUID id) {
        called.remove(id);
    }

    void takeBack(UUID id) {
        called.add(id);
    }

    @Override
    public void close() {
        following = false;
        HttpURLConnection open = stream;
        if (open != null) {
            open.disconnect();
        }
        receiver.stop(0);
        threads.shutdownNow();
    }

    private String path(String what) {
        return "/api/report/v1/municipalities/" + town.code() + "/" + what;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            called.add(UUID.fromString(id));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void follow() {
        while (following) {
            try {
                listen();
            } catch (IOException e) {
                // Broken off: go on where it stopped.
            }
            resumed++;
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                cluster.address(path("progress-events?from=start")).toURL().openConnection();
        stream = connection;
        connection.setConnectTimeout(3000);
        connection.setReadTimeout((int) SILENCE.toMillis());
        connection.setRequestProperty("Authorization", authorization());
        String position = lastPosition;
        if (position != null) {
            connection.setRequestProperty("Last-Event-ID", position);
        }
        if (connection.getResponseCode() == 410) {
            // The log was put back to an older state: what was heard is heard anew.
            lastPosition = null;
            heard.clear();
            return;
        }
        String id = position;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            String data = null;
            for (String line = lines.readLine(); line != null && following; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data = line.substring(5).strip();
                } else if (line.isEmpty()) {
                    if (data != null
                            && !heard.add(UUID.fromString(
                                    json.readTree(data).path("id").asText()))) {
                        heardTwice.add(
                                UUID.fromString(json.readTree(data).path("id").asText()));
                    }
                    data = null;
                    lastPosition = id;
                }
            }
        }
    }
}
