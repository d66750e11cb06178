package jp.shirube.system.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jp.shirube.local.Launcher;
import jp.shirube.local.LocalKafka;
import jp.shirube.local.PostgresServer;
import jp.shirube.local.issuer.DevelopmentIssuer;
import jp.shirube.local.issuer.SigningKey;
import jp.shirube.local.issuer.Tokens;
import jp.shirube.system.TownTokens;

/** Everything as {@code ./shirube up --no-samples} starts it, in a directory and on ports of its own. */
final class Machine implements AutoCloseable {

    private static final Path CHECKOUT = Path.of(System.getProperty("shirube.checkout", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Path home;
    private final Process launcher;
    private final Thread closeAtEnd = new Thread(this::close, "close-machine");

    /** @param home emptied first */
    Machine(Path home) throws IOException, InterruptedException {
        this.home = home;
        clear(home);
        for (String name : List.of("", "_PLAN", "_KPI", "_REPORT", "_ISSUER", "_MAIL", "_POSTGRES", "_KAFKA")) {
            environment.put("SHIRUBE" + name + "_PORT", Integer.toString(freePort()));
        }
        environment.put("SHIRUBE_HOME", home.toString());
        environment.put("SHIRUBE_WEBHOOKS_ALLOWED_RECEIVERS", "127.0.0.1");
        // One machine asks here for a whole installation.
        for (String who : List.of("ANONYMOUS", "PERSON", "SYSTEM", "FAILED")) {
            environment.put("SHIRUBE_RATE_" + who, "10000000");
        }
        Path said = Files.createDirectories(home).resolve("launcher.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dstdout.encoding=UTF-8",
                        "-Djava.util.logging.config.file=" + CHECKOUT.resolve("local/logging.properties"),
                        "-Dshirube.checkout=" + CHECKOUT,
                        "-cp",
                        CHECKOUT.resolve("local/target/classes") + ":" + CHECKOUT.resolve("local/target/lib") + "/*",
                        Launcher.class.getName(),
                        "up",
                        "--no-samples")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        launcher = builder.start();
        Runtime.getRuntime().addShutdownHook(closeAtEnd);
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!Files.readString(said).contains("/ ready\n")) {
            if (!launcher.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready: " + Files.readString(said));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Of plan, kpi or report: the service's own, past the one address. */
    int port(String service) {
        return number("_" + service.toUpperCase(Locale.ROOT));
    }

    /** Settings of a client that may do everything. */
    Map<String, Object> kafka() {
        try {
            return LocalKafka.of(CHECKOUT, environment).admin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a client that may do everything, and these. */
    Map<String, Object> kafka(Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(kafka());
        settings.putAll(more);
        return settings;
    }

    /** Signed with the key that the installation's issuer made for itself. */
    TownTokens tokens() throws IOException {
        SigningKey key = SigningKey.parse(secrets().getProperty("issuer-key"));
        return new TownTokens(new Tokens(DevelopmentIssuer.address(number("_ISSUER")), key, Clock.systemUTC())::mint);
    }

    /** As the superuser, who may look into every database. */
    Connection connect(String database) throws SQLException, IOException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + number("_POSTGRES") + "/" + database,
                "postgres",
                secrets().getProperty("postgres"));
    }

    private Properties secrets() throws IOException {
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        return secrets;
    }

    private int number(String name) {
        return Integer.parseInt(environment.getOrDefault("SHIRUBE" + name + "_PORT", ""));
    }

    /** What the three services have used of the processors so far. */
    Duration used() {
        return launcher.descendants()
                .filter(child -> Stream.of(child.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.endsWith("quarkus-run.jar")))
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).replaceAll("^(\\S+ \\S+ \\S+).*\\n?", "$1");
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(20, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a run before left behind, also one that was killed. */
    private static void clear(Path home) throws IOException {
        PostgresServer.stopLeftBehind(home.resolve("postgres"));
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    /** Not one of those that the system gives to connections: it may be taken before the server comes to it. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken; the next one.
            }
        }
    }
}
