package jp.shirube.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL and a real Kafka (with {@linkplain Topics#ALL all topics}) for the tests of every module: by
 * Testcontainers where a Docker daemon answers, else the same programs from Maven Central. One pair per JVM.
 *
 * <p>With Quarkus: {@code @WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value =
 * "kpi"))}. Without: {@link #database} and {@link #bootstrapServers}.
 *
 * <p>Quarkus loads this class several times in one JVM, so the running pair is remembered in system properties and not
 * in a static field.
 */
public final class RealParts implements QuarkusTestResourceLifecycleManager {

    public static final String ISSUER_KEY = "jp.shirube.local.issuer-key";

    private static final String POSTGRES = "jp.shirube.local.postgres";
    private static final String POSTGRES_PASSWORD = "jp.shirube.local.postgres.password";
    private static final String LOGIN_PASSWORD = "jp.shirube.local.postgres.login-password";
    private static final String KAFKA = "jp.shirube.local.kafka";
    private static final String DATABASES = "jp.shirube.local.databases";

    private String name = "test";

    @Override
    public void init(Map<String, String> initArgs) {
        name = initArgs.getOrDefault("database", "test");
    }

    @Override
    public Map<String, String> start() {
        ServiceDatabase database = database(name);
        return Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", database.login().jdbcUrl()),
                Map.entry("quarkus.datasource.username", database.login().user()),
                Map.entry("quarkus.datasource.password", database.login().password()),
                Map.entry("quarkus.flyway.username", database.owner().user()),
                Map.entry("quarkus.flyway.password", database.owner().password()),
                Map.entry("kafka.bootstrap.servers", bootstrapServers()),
                Map.entry("quarkus.oidc.public-key", issuerKey()),
                Map.entry("shirube.sign-in.municipalities", "*"),
                Map.entry("shirube.sign-in.roles-claim", "shirube_roles"));
    }

    /**
     * The key of the issuer the services under test believe, made anew in every JVM. Tests sign with its other half, in the
     * system property {@value #ISSUER_KEY}.
     */
    private static String issuerKey() {
        synchronized (System.class) {
            String known = System.getProperty(ISSUER_KEY + ".public");
            if (known != null) {
                return known;
            }
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair pair = generator.generateKeyPair();
                Base64.Encoder base64 = Base64.getEncoder();
                String made = base64.encodeToString(pair.getPublic().getEncoded());
                System.setProperty(
                        ISSUER_KEY, base64.encodeToString(pair.getPrivate().getEncoded()));
                System.setProperty(ISSUER_KEY + ".public", made);
                return made;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has RSA", e);
            }
        }
    }

    /** Nothing: the pair serves the next test class too and ends with the JVM. */
    @Override
    public void stop() {}

    /**
     * A fresh, empty database at every call; the second one asked for as {@code kpi} is called {@code kpi_2}. The service's own
     * threads work as they do in production; the login may also become the owner, for what a test does to the tables by itself.
     */
    public static ServiceDatabase database(String name) {
        // Everything loaded from anywhere in this JVM agrees on this one object.
        synchronized (System.class) {
            ensureRunning();
            int number = Integer.getInteger(DATABASES + "." + name, 0) + 1;
            System.setProperty(DATABASES + "." + name, Integer.toString(number));
            String password =
                    System.getProperty(LOGIN_PASSWORD, UUID.randomUUID().toString());
            System.setProperty(LOGIN_PASSWORD, password);
            try {
                ServiceDatabase made =
                        superuser().create(number == 1 ? name : name + "_" + number, name, password, password);
                // Tests end sessions as the loss of a connection would.
                superuser()
                        .execute("grant pg_signal_backend to shirube_system, "
                                + made.owner().user() + " with inherit true");
                superuser()
                        .execute("grant " + made.owner().user() + " to "
                                + made.login().user() + " with inherit false, set true");
                return made;
            } catch (SQLException e) {
                throw new IllegalStateException("could not create the database " + name + " for the tests", e);
            }
        }
    }

    /** Where Kafka listens, e.g. {@code 127.0.0.1:41093}. */
    public static String bootstrapServers() {
        synchronized (System.class) {
            ensureRunning();
            return System.getProperty(KAFKA, "");
        }
    }

    static Database superuser() {
        return new Database(System.getProperty(POSTGRES, ""), "postgres", System.getProperty(POSTGRES_PASSWORD, ""));
    }

    private static void ensureRunning() {
        if (System.getProperty(KAFKA) != null) {
            return;
        }
        try {
            if (Docker.answers(System.getenv("DOCKER_HOST"))) {
                Containers.start();
            } else {
                startEmbedded();
            }
        } catch (IOException e) {
            throw new IllegalStateException("could not start PostgreSQL and Kafka for the tests", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL and Kafka started", e);
        }
    }

    private static void remember(String jdbcUrl, String password, String bootstrapServers) {
        System.setProperty(POSTGRES, jdbcUrl);
        System.setProperty(POSTGRES_PASSWORD, password);
        System.setProperty(KAFKA, bootstrapServers);
    }

    private static void startEmbedded() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("shirube-test");
        // Unpacked once per user of the machine: another user's files could not be touched up, nor trusted.
        Path binaries = Directories.ours(Path.of(
                        System.getProperty("java.io.tmpdir", "/tmp"),
                        "shirube-test-parts-" + System.getProperty("user.name", "unknown")))
                .resolve("postgres");
        Path log = directory.resolve("pair.log");
        Process pair = ChildJvm.startMain(
                EmbeddedPair.class,
                List.of("-Xmx320m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                List.of(directory.toString(), binaries.toString()),
                log);
        // The hook also holds the process: its input would end if the garbage collector found it unused.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(pair), "shirube-test-parts"));
        Path ready = directory.resolve("ready");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!Files.exists(ready)) {
            if (!pair.isAlive() || System.nanoTime() > deadline) {
                String said = Files.exists(log) ? Files.readString(log) : "(the log is gone with " + directory + ")";
                throw new IOException("PostgreSQL and Kafka for the tests did not start:\n" + said);
            }
            Thread.sleep(25);
        }
        List<String> places = Files.readAllLines(ready);
        remember(places.get(0), "", places.get(1));
    }

    private static void end(Process pair) {
        try {
            pair.getOutputStream().close();
            pair.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            // Going away anyhow.
        }
        pair.destroyForcibly();
    }

    /** Apart, so that Testcontainers is loaded only where Docker is. */
    private static final class Containers {

        static void start() throws InterruptedException {
            PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
                    .withDatabaseName("postgres")
                    .withUsername("postgres")
                    .withPassword(UUID.randomUUID().toString())
                    .withEnv("POSTGRES_INITDB_ARGS", "--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C")
                    .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
            KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1")
                    .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            postgres.start();
            kafka.start();
            Topics.create(kafka.getBootstrapServers(), 1);
            String url = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/postgres";
            remember(url, postgres.getPassword(), kafka.getBootstrapServers());
        }
    }
}
