package jp.shirube.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jp.shirube.local.Database;
import jp.shirube.local.KafkaBroker;
import jp.shirube.local.OneAddress;
import jp.shirube.local.PostgresServer;
import jp.shirube.local.Routes;
import jp.shirube.local.ServiceDatabase;
import jp.shirube.local.Topics;
import jp.shirube.system.TownTokens;
import jp.shirube.system.TrustedIssuer;
import org.jspecify.annotations.Nullable;

/**
 * Everything on one machine, twice where there can be two: PostgreSQL (what is committed is on disk) and Kafka as processes of
 * their own, two replicas of each service, the one address; between any two of them a {@link TcpProxy}. The tests themselves look
 * past the proxies.
 */
final class Cluster implements AutoCloseable {

    private static final Path CHECKOUT = Path.of(System.getProperty("shirube.checkout", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final Path home;
    private final Path logs;
    private final String password = UUID.randomUUID().toString();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final int postgresPort = freePort();
    private final int kafkaPort = freePort();
    private final Map<Service, TcpProxy> toDatabase = new EnumMap<>(Service.class);
    private final Map<Service, TcpProxy> toKafka = new EnumMap<>(Service.class);
    private final Map<Service, Integer> doors = new EnumMap<>(Service.class);
    private final Map<Service, List<Replica>> replicas = new EnumMap<>(Service.class);
    private final Map<Replica, TcpProxy> toReplica = new LinkedHashMap<>();
    private final Map<Service, ServiceDatabase> databases = new EnumMap<>(Service.class);
    private final TrustedIssuer issuer = TrustedIssuer.start();
    private final Disk postgresDisk;
    private final Disk kafkaDisk;
    private final TcpProxy toAddress;
    private final OneAddress address;
    private final Thread closeAtEnd = new Thread(this::closeQuietly, "close-cluster");
    private @Nullable PostgresServer postgres;
    private @Nullable Process kafka;

    /** @param home emptied first */
    Cluster(Path home) throws IOException, InterruptedException, SQLException {
        this.home = home;
        this.logs = home.resolve("logs");
        clear(home);
        Files.createDirectories(logs);
        Runtime.getRuntime().addShutdownHook(closeAtEnd);
        postgresDisk = Disk.at(home.resolve("postgres"));
        kafkaDisk = Disk.at(home.resolve("kafka"));
        for (Service service : Service.values()) {
            toDatabase.put(service, new TcpProxy(postgresPort));
            int door = freePort();
            doors.put(service, door);
            toKafka.put(service, new TcpProxy(door));
        }
        startPostgres();
        for (Service service : Service.values()) {
            databases.put(service, database(service, service.word()));
        }
        startKafka();
        Topics.create(kafka(), 1);
        for (Service service : Service.values()) {
            List<Replica> both = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                Replica replica = aside(service, service.word() + "-" + i, Map.of());
                both.add(replica);
                toReplica.put(replica, new TcpProxy(replica.port()));
                replica.start();
            }
            replicas.put(service, both);
        }
        address = OneAddress.start(
                "127.0.0.1", 0, new Routes(targets(Service.PLAN), targets(Service.KPI), targets(Service.REPORT)));
        toAddress = new TcpProxy(address.port());
        awaitReady();
    }

    /** Through the one address, as any client comes. */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + toAddress.port() + path);
    }

    List<Replica> replicas(Service service) {
        return replicas.getOrDefault(service, List.of());
    }

    List<Replica> allReplicas() {
        return replicas.values().stream().flatMap(List::stream).toList();
    }

    /** Past its proxy, as its owner, who sees every row. */
    Database database(Service service) {
        return required(databases.get(service)).owner();
    }

    /** In that service's database, as whoever looks after the server. */
    Database asSuperuser(Service service) {
        Database superuser = running().superuser();
        return new Database(database(service).jdbcUrl(), superuser.user(), superuser.password());
    }

    /** Which the services believe. */
    TownTokens tokens() {
        return issuer.tokens();
    }

    /** Past its proxies. */
    String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    Path home() {
        return home;
    }

    Disk postgresDisk() {
        return postgresDisk;
    }

    Disk kafkaDisk() {
        return kafkaDisk;
    }

    TcpProxy toDatabase(Service service) {
        return required(toDatabase.get(service));
    }

    TcpProxy toKafka(Service service) {
        return required(toKafka.get(service));
    }

    TcpProxy toReplica(Replica replica) {
        return required(toReplica.get(replica));
    }

    TcpProxy toAddress() {
        return toAddress;
    }

    /** Also when the one before ended by itself. */
    void startPostgres() throws IOException {
        if (postgres != null) {
            // Lets go of what this JVM holds of the server that is gone.
            postgres.close();
        }
        postgres = PostgresServer.start(
                home.resolveSibling("postgres-binaries"),
                postgresDisk.directory().resolve("data"),
                postgresPort,
                PostgresServer.Durability.KEPT,
                password,
                logs.resolve("postgres.log"));
    }

    /** The postmaster and every process of its, at once. */
    void killPostgres() throws IOException, InterruptedException {
        Path note = postgresDisk.directory().resolve("data/postmaster.pid");
        if (!Files.exists(note)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(note).get(0).strip());
        List<ProcessHandle> all = ProcessHandle.of(pid)
                .map(server ->
                        Stream.concat(Stream.of(server), server.descendants()).toList())
                .orElse(List.of());
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            while (each.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    boolean postgresIsAlive() {
        return listens(postgresPort);
    }

    void startKafka() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file=" + CHECKOUT.resolve("local/logging.properties"),
                "-cp",
                CHECKOUT.resolve("local/target/classes") + ":" + CHECKOUT.resolve("local/target/lib") + "/*",
                KafkaBroker.class.getName(),
                kafkaDisk.directory().resolve("data").toString(),
                Integer.toString(kafkaPort)));
        for (Service service : Service.values()) {
            command.add(doors.get(service) + ":" + toKafka(service).port());
        }
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve("kafka.log").toFile()))
                .start();
        kafka = started;
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!listens(kafkaPort)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka did not start: " + logs.resolve("kafka.log"));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    void killKafka() throws InterruptedException {
        required(kafka).destroyForcibly().waitFor();
    }

    boolean kafkaIsAlive() {
        return required(kafka).isAlive();
    }

    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        for (Replica replica : allReplicas()) {
            while (!replica.isReady()) {
                if (!replica.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(replica.name() + " is not ready: " + replica.log());
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** The service pauses while its database is copied. */
    void backUp(Service service) throws InterruptedException, IOException, SQLException {
        whileStopped(service, () -> {
            administer("drop database if exists " + backup(service) + " with (force)");
            administer("create database " + backup(service) + " template " + service.word() + " owner "
                    + database(service).user());
        });
    }

    /** What the database has learnt since the backup is gone, as after the loss of its disk. */
    void restore(Service service) throws InterruptedException, IOException, SQLException {
        whileStopped(service, () -> {
            administer("drop database " + service.word() + " with (force)");
            administer("alter database " + backup(service) + " rename to " + service.word());
            // Who may enter belongs to the database that was lost, not to what was in it.
            administer("revoke connect on database " + service.word() + " from public");
            administer("grant connect on database " + service.word() + " to "
                    + required(databases.get(service)).login().user());
        });
    }

    private interface Work {
        void once() throws SQLException, InterruptedException;
    }

    private void whileStopped(Service service, Work work) throws InterruptedException, IOException, SQLException {
        for (Replica replica : replicas(service)) {
            replica.stop();
        }
        work.once();
        for (Replica replica : replicas(service)) {
            replica.start();
        }
    }

    private static String backup(Service service) {
        return service.word() + "_backup";
    }

    /** Again until nobody of those who only look stands in the way. */
    private void administer(String sql) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (var connection = running().superuser().connect();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
                return;
            } catch (SQLException e) {
                if (!"55006".equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Whatever was broken is put right; what is well is left alone. */
    void repair() throws IOException, InterruptedException {
        Stream.of(toDatabase.values(), toKafka.values(), toReplica.values(), List.of(toAddress))
                .flatMap(Collection::stream)
                .forEach(TcpProxy::heal);
        postgresDisk.empty();
        kafkaDisk.empty();
        if (!postgresIsAlive()) {
            killPostgres();
            startPostgres();
        }
        if (!kafkaIsAlive()) {
            startKafka();
        }
        for (Replica replica : allReplicas()) {
            if (replica.isAlive()) {
                replica.thaw();
            } else {
                replica.start();
            }
        }
        awaitReady();
    }

    /** A further replica that is nobody's target. */
    Replica aside(Service service, String name, Map<String, String> variables) {
        int port = freePort();
        Map<String, String> environment = environment(service, port);
        environment.putAll(variables);
        return new Replica(service, name, port, CHECKOUT, logs.resolve(name + ".log"), environment, http);
    }

    /** A further database of that service on the same server. */
    ServiceDatabase database(Service service, String name) throws SQLException {
        return running().database(name, service.word(), password, password);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(closeAtEnd);
        end();
    }

    private void closeQuietly() {
        try {
            end();
        } catch (IOException | InterruptedException e) {
            System.err.println("could not close the cluster: " + e);
        }
    }

    private void end() throws IOException, InterruptedException {
        for (Replica replica : toReplica.keySet()) {
            replica.end();
        }
        if (kafka != null) {
            kafka.destroyForcibly().waitFor();
        }
        toReplica.values().forEach(TcpProxy::close);
        toKafka.values().forEach(TcpProxy::close);
        toDatabase.values().forEach(TcpProxy::close);
        if (toAddress != null) {
            toAddress.close();
        }
        if (address != null) {
            address.close();
        }
        postgresDisk.empty();
        PostgresServer.stopLeftBehind(postgresDisk.directory().resolve("data"));
        postgresDisk.close();
        kafkaDisk.close();
        issuer.close();
    }

    private Map<String, String> environment(Service service, int port) {
        Map<String, String> environment =
                new LinkedHashMap<>(required(databases.get(service)).environment());
        environment.putAll(issuer.environment());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:" + toDatabase(service).port() + "/" + service.word());
        environment.put(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + toKafka(service).port());
        // The suite's own receiver; the product sends to nobody inside unless told.
        environment.put("SHIRUBE_WEBHOOKS_ALLOWED_RECEIVERS", "127.0.0.1");
        // The oracle reads there what was issued; nothing may be cleared away before.
        environment.put("SHIRUBE_OUTBOX_KEEP", "P365D");
        // One machine asks here for a whole installation.
        for (String who : List.of("ANONYMOUS", "PERSON", "SYSTEM", "FAILED")) {
            environment.put("SHIRUBE_RATE_" + who, "10000000");
        }
        return environment;
    }

    private List<Routes.Target> targets(Service service) {
        return replicas(service).stream()
                .map(replica ->
                        new Routes.Target("127.0.0.1", toReplica(replica).port()))
                .toList();
    }

    private PostgresServer running() {
        return required(postgres);
    }

    /** What a run before left behind, also one that was killed. */
    private static void clear(Path home) throws IOException, InterruptedException {
        PostgresServer.stopLeftBehind(home.resolve("postgres/data"));
        Disk.release(home.resolve("postgres"));
        Disk.release(home.resolve("kafka"));
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private static boolean listens(int port) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not there");
        }
        return value;
    }
}
