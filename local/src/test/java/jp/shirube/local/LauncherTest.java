package jp.shirube.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with a real PostgreSQL and Kafka and three stand-in services. */
@Timeout(120)
class LauncherTest {

    @TempDir
    private Path temporary = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Process> started = new ArrayList<>();
    private Path checkout = Path.of("");
    private Path output = Path.of("");

    @BeforeEach
    void choosePorts() throws IOException {
        checkout = Files.createDirectory(temporary.resolve("a check out"));
        Files.createDirectory(checkout.resolve("samples"));
        Files.copy(Path.of("../samples/accounts.yaml"), checkout.resolve("samples/accounts.yaml"));
        output = temporary.resolve("output");
        for (String name : List.of("", "_PLAN", "_KPI", "_REPORT", "_ISSUER", "_MAIL", "_POSTGRES", "_KAFKA")) {
            environment.put("SHIRUBE" + name + "_PORT", Integer.toString(Ports.free()));
        }
        environment.put("SHIRUBE_HOME", checkout.resolve(".shirube").toString());
    }

    @AfterEach
    void endEverything() throws Exception {
        for (Process process : started) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
        PostgresServer.stopLeftBehind(checkout.resolve(".shirube/postgres"));
    }

    @Test
    void whatWasStoredOutlivesStopsAndKills() throws Exception {
        Process first = up();
        assertTrue(get("/api/plan/v1").startsWith("plan-service jdbc:postgresql://127.0.0.1"), get("/api/plan/v1"));
        assertTrue(get("/collection").startsWith("kpi-service "));
        assertTrue(get("/").startsWith("report-service "));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(checkout.resolve(".shirube/secrets.properties"))));
        assertTrue(said().contains("127.0.0.1）"), said());
        storeARowAndARecord();
        String issuer = "http://127.0.0.1:" + environment.get("SHIRUBE_ISSUER_PORT");
        String[] told = get("/").split(" ");
        assertEquals(List.of(issuer, "shirube"), List.of(told[4], told[5]));
        assertEquals(48, told[6].length());
        assertEquals("SCRAM-SHA-512", told[9]);
        Matcher kafka = Pattern.compile("username=\"report-service\" password=\"([0-9a-f]{48})\"")
                .matcher(get("/"));
        assertTrue(kafka.find(), "report-service has its own user");
        List<String> secrets = Files.readAllLines(checkout.resolve(".shirube/secrets.properties")).stream()
                .filter(line -> line.startsWith("kafka-"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
        assertEquals(TopicRights.ALL.size() + 1, secrets.size());
        assertTrue(secrets.contains(kafka.group(1)));
        String seen = first.children()
                        .flatMap(child -> Stream.of(child.info().arguments().orElse(new String[0])))
                        .collect(Collectors.joining(" "))
                + Files.readString(checkout.resolve(".shirube/logs/kafka.log"))
                + said();
        secrets.forEach(secret -> assertFalse(seen.contains(secret), "a password among arguments or in a log"));
        assertEquals(List.of("*", "shirube_roles"), List.of(told[7], told[8]));
        String keys = at(issuer + "/jwks");
        String key = keys.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
        assertTrue(said().contains(issuer), said());

        Process second = launch("up");
        assertEquals(4, exitCode(second));
        assertTrue(said().contains("もう動いています"), said());

        // Killed: the children follow by themselves, PostgreSQL stays.
        List<ProcessHandle> children = first.children().toList();
        assertEquals(4, children.size());
        first.destroyForcibly();
        for (ProcessHandle child : children) {
            assertTrue(RunLock.awaitEnd(child, 10), () -> "still alive: " + child.info());
        }
        assertTrue(isTaken("SHIRUBE_POSTGRES_PORT"));

        Process third = up();
        assertTrue(said().contains("前回の残りを片付けました"), said());
        assertRowAndRecord();
        assertEquals(keys, at(issuer + "/jwks"), "the key outlives the launcher");
        assertEquals(told[6], get("/").split(" ")[6], "and so do the sessions");
        assertEquals(0, exitCode(launch("token", "yonezawa-planner")));
        assertTrue(said().matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n"), said());
        String header = new String(Base64.getUrlDecoder().decode(said().split("\\.")[0]), StandardCharsets.UTF_8);
        assertTrue(header.contains(key), header);
        assertEquals(0, exitCode(launch("token", "shirube-operator", "--json")));
        assertTrue(said().startsWith("{\"access_token\":\"") && said().contains("\"expires_in\":900"), said());
        assertEquals(1, exitCode(launch("token", "somebody")));
        assertTrue(said().contains("somebody はいません"), said());
        assertEquals(0, exitCode(launch("status")));
        assertTrue(said().contains("開発用の発行者"), said());

        // SIGTERM: everything within five seconds.
        long asked = System.nanoTime();
        third.destroy();
        assertEquals(143, exitCode(third));
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertTrue(took.toMillis() < 5000, () -> "took " + took);
        for (String variable : environment.keySet()) {
            assertFalse(variable.endsWith("_PORT") && isTaken(variable), variable);
        }

        Process fourth = up();
        assertFalse(said().contains("前回の残り"), said());
        assertRowAndRecord();

        // A part that dies takes the rest with it and says so.
        get("/die");
        assertEquals(1, exitCode(fourth));
        assertTrue(said().contains("report-service が終了コード 7 で終わりました"), said());
        assertTrue(said().contains("| asked to die"), said());
        assertFalse(isTaken("SHIRUBE_POSTGRES_PORT"));
    }

    @Test
    void aTakenPortIsSaidBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            environment.put("SHIRUBE_KPI_PORT", Integer.toString(taken.getLocalPort()));

            assertEquals(3, exitCode(launch("up")));

            assertTrue(said().contains("ポート " + taken.getLocalPort() + "（kpi-service）"), said());
            assertTrue(said().contains("SHIRUBE_KPI_PORT"), said());
            assertFalse(Files.exists(checkout.resolve(".shirube/postgres")));
        }
    }

    @Test
    void thePortOfTheIssuerIsOneOfThem() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            environment.put("SHIRUBE_ISSUER_PORT", Integer.toString(taken.getLocalPort()));

            assertEquals(3, exitCode(launch("up")));

            assertTrue(said().contains("（開発用の発行者）") && said().contains("SHIRUBE_ISSUER_PORT"), said());
        }
    }

    @Test
    void aFaultyListOfDemoAccountsIsSaidBeforeAnythingStarts() throws Exception {
        Files.writeString(checkout.resolve("samples/accounts.yaml"), "format: shirube/accounts/0\n");

        assertEquals(1, exitCode(launch("up")));

        assertTrue(said().contains("accounts.yaml") && said().contains("/format: "), said());
        assertFalse(Files.exists(checkout.resolve(".shirube/postgres")));
    }

    @Test
    void aTokenIsAskedForByNameOfAnInstallationThatRuns() throws Exception {
        assertEquals(2, exitCode(launch("token")));
        assertEquals(2, exitCode(launch("token", "--yes", "yonezawa-planner")));
        assertEquals(0, exitCode(launch("token", "--help")));
        assertTrue(said().contains("yonezawa-editor-shoko") && said().contains("終了コード"), said());
        assertEquals(1, exitCode(launch("token", "yonezawa-planner")));
        assertTrue(said().contains("動いていません"), said());
    }

    @Test
    void aPortThatIsNoNumberIsRefused() throws Exception {
        environment.put("SHIRUBE_PORT", "eighty");

        assertEquals(2, exitCode(launch("up")));

        assertTrue(said().contains("SHIRUBE_PORT"), said());
    }

    private Process up() throws Exception {
        Process process = launch("up");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!said().contains("準備ができました")) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, said());
            Thread.sleep(50);
        }
        return process;
    }

    private Process launch(String... command) throws IOException {
        Files.deleteIfExists(output);
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path", ""),
                StandInLauncher.class.getName(),
                checkout.toString()));
        arguments.addAll(List.of(command));
        Process process = ChildJvm.start(arguments, environment, output);
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    private String said() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    private boolean isTaken(String variable) {
        return Ports.isTaken(Integer.parseInt(environment.getOrDefault(variable, "0")));
    }

    private String get(String path) throws Exception {
        return at("http://127.0.0.1:" + environment.get("SHIRUBE_PORT") + path);
    }

    private String at(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** As the stand-in for plan-service was told it. */
    private Database planDatabase() throws Exception {
        String[] told = get("/api/plan/v1").split(" ");
        String password = new Secrets(checkout.resolve(".shirube/secrets.properties"))
                .find("plan-owner")
                .orElseThrow();
        return new Database(told[1], "plan_owner", password);
    }

    private Map<String, Object> operator() throws IOException {
        return LocalKafka.of(checkout, environment).operator();
    }

    private void storeARowAndARecord() throws Exception {
        try (var connection = planDatabase().connect();
                var statement = connection.createStatement()) {
            statement.execute("create table kept (said text)");
            statement.execute("insert into kept values ('標')");
        }
        try (var producer = new KafkaProducer<>(operator(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("shirube.plan", 0, "key", "標")).get(10, TimeUnit.SECONDS);
        }
    }

    private void assertRowAndRecord() throws Exception {
        try (var connection = planDatabase().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select said, current_setting('fsync'),"
                        + " current_setting('synchronous_commit') from kept")) {
            assertTrue(rows.next());
            assertEquals("標 on on", rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
        }
        try (var consumer = new KafkaConsumer<>(operator(), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("shirube.plan", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var records = consumer.poll(Duration.ofSeconds(10));
            assertEquals(1, records.count());
            assertEquals("標", records.iterator().next().value());
        }
    }
}
