package jp.shirube.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jp.shirube.local.Launcher;
import jp.shirube.local.LocalSignIn;
import org.jspecify.annotations.Nullable;

/** One installation on this machine, as {@code ./shirube up} makes it: its own state directory and ports. */
final class Installation implements AutoCloseable {

    /** What it said so far is the best clue when something goes wrong. */
    record Output(Path file) {
        String text() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                return "(nothing said: " + e + ")";
            }
        }
    }

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Path home;
    private final Output output;
    private @Nullable Process process;
    private @Nullable LocalSignIn signIn;

    Installation(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        this.output = new Output(home.resolve("launcher.log"));
        for (String name : List.of("", "_PLAN", "_KPI", "_REPORT", "_ISSUER", "_MAIL", "_POSTGRES", "_KAFKA")) {
            environment.put("SHIRUBE" + name + "_PORT", Integer.toString(freePort()));
        }
        environment.put("SHIRUBE_HOME", home.toString());
        // One machine asks here for a whole installation.
        for (String who : List.of("ANONYMOUS", "PERSON", "SYSTEM", "FAILED")) {
            environment.put("SHIRUBE_RATE_" + who, "10000000");
        }
    }

    /** Returns when it says that it is ready; with the samples on the first start. */
    void start(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Djava.util.logging.config.file=" + CHECKOUT.resolve("local/logging.properties"),
                "-Dshirube.checkout=" + CHECKOUT,
                "-cp",
                CHECKOUT.resolve("local/target/classes") + ":" + CHECKOUT.resolve("local/target/lib") + "/*",
                Launcher.class.getName(),
                "up"));
        command.addAll(List.of(arguments));
        Files.deleteIfExists(output.file());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.file().toFile());
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!output.text().contains("/ ready\n")) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready: " + output.text());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** As TERM does. */
    void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running 20 s after TERM: " + output.text());
            }
        }
    }

    /** As {@code kill -9} does, of the launcher alone. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + environment.get("SHIRUBE_PORT") + path);
    }

    Path home() {
        return home;
    }

    Output output() {
        return output;
    }

    /** Of the part that has it: {@code _REPORT}, {@code _ISSUER}, {@code _POSTGRES}, …; the one address has none. */
    int port(String part) {
        return Integer.parseInt(environment.getOrDefault("SHIRUBE" + part + "_PORT", ""));
    }

    /** Whoever has not signed in. */
    Asking resident() {
        return new Asking(null);
    }

    /** @param account of {@code samples/accounts.yaml} */
    Asking as(String account) {
        return new Asking(account);
    }

    /** Somebody who asks, with their token or with none. */
    final class Asking {

        private final @Nullable String account;

        private Asking(@Nullable String account) {
            this.account = account;
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(address(path)).GET());
        }

        HttpResponse<String> put(String path, String json, String... headers) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(json));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return send(request);
        }

        /** @param accept what of the forms it has is wanted */
        HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(address(path))
                    .header("Accept", accept)
                    .GET());
        }

        /** A file. */
        HttpResponse<byte[]> download(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(address(path)).GET(), HttpResponse.BodyHandlers.ofByteArray());
        }

        HttpResponse<String> post(String path, String json, String... headers)
                throws IOException, InterruptedException {
            return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
        }

        HttpResponse<String> post(String path, String mediaType, byte[] content, String... headers)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                    .header("Content-Type", mediaType)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(content));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return send(request);
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }

        private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
                throws IOException, InterruptedException {
            if (account != null) {
                request.header("Authorization", "Bearer " + signIn().token(account));
            }
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), body);
        }
    }

    private LocalSignIn signIn() throws IOException {
        LocalSignIn known = signIn;
        if (known == null) {
            known = LocalSignIn.of(CHECKOUT, environment);
            signIn = known;
        }
        return known;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        http.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
