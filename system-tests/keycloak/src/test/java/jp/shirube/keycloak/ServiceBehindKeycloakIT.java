package jp.shirube.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jp.shirube.local.EndsWithInput;
import jp.shirube.local.RealParts;
import jp.shirube.local.ServiceDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged report-service, with a real Keycloak as 米沢市's identity provider and nothing of the development's issuer. */
class ServiceBehindKeycloakIT {

    private static final Path CHECKOUT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path JAR = CHECKOUT.resolve("report-service/target/quarkus-app/quarkus-run.jar");
    private static final String YONEZAWA = "/api/report/v1/municipalities/062022";

    @TempDir
    static Path directory;

    private static RunningKeycloak keycloak;
    private static ServiceDatabase database;
    private static Process service;
    private static String address;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        keycloak = RunningKeycloak.start(List.of(address + "/sign-in"));
        database = RealParts.database("report");
        Map<String, String> environment = new HashMap<>(environment(port));
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.issuer());
        environment.put("SHIRUBE_SIGN_IN_MUNICIPALITIES", "062022");
        environment.put("SHIRUBE_SESSION_SECRET", "0123456789abcdef".repeat(3));
        service = run("service.log", environment);
        awaitReady();
        try (var connection = database.owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into copy_revision values ('MUNICIPALITY', '062022', '', 1, now(), '{\"name\": \"米沢市\"}')");
            statement.execute("insert into access_mapping (municipality, version) values ('062022', 1)");
            statement.execute(
                    "insert into access_mapping_row (municipality, position, claim, role) values"
                            + " ('062022', 0, 'groups:企画調整課', 'PLANNING_OFFICE'), ('062022', 1, 'groups:商工課業務システム', 'AUDITOR')");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        service.destroy();
        assertTrue(service.waitFor(20, TimeUnit.SECONDS));
        keycloak.close();
    }

    @Test
    void aPlannerSignsInOnAPageByCodeAndPkceAndThePageKnowsHerRole() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> sent = browser.open(address + "/sign-in?to=/municipalities/062022");
        assertEquals(302, sent.statusCode(), sent.body());
        assertEquals("S256", Browser.sentWith(sent).get("code_challenge_method"));
        assertTrue(location(sent).startsWith(keycloak.issuer()), location(sent));

        HttpResponse<String> back = browser.signIn(
                browser.open(location(sent)), RunningKeycloak.PLANNER, keycloak.password(RunningKeycloak.PLANNER));
        assertTrue(location(back).startsWith(address + "/sign-in?"), location(back));

        HttpResponse<String> page = browser.open(location(back));
        for (int steps = 0; page.statusCode() / 100 == 3 && steps < 5; steps++) {
            page = browser.open(URI.create(address).resolve(location(page)).toString());
        }
        assertEquals(200, page.statusCode(), page.body());
        assertTrue(page.uri().getPath().equals("/municipalities/062022"), page.uri()::toString);
        assertTrue(page.body().contains("demo-planner"), page.body());
        assertTrue(page.body().contains("企画部門"), page.body());

        assertFalse(
                new Browser().open(address + "/municipalities/062022").body().contains("demo-planner"));
    }

    /** ASVS 5.0 10.3.1: what a token may do its claims and the municipality's own table say. */
    @Test
    void aSystemsTokenDoesWhatTheTableGivesItsGroupAndInItsOwnMunicipalityOnly() throws Exception {
        String token = systemToken();
        assertEquals(200, get(YONEZAWA + "/audit", token).statusCode());
        assertEquals(
                403, get("/api/report/v1/municipalities/062111/audit", token).statusCode());
        assertEquals(403, get(YONEZAWA + "/webhooks", token).statusCode());
        assertEquals(401, get(YONEZAWA + "/audit", null).statusCode());
        assertEquals(
                401,
                get(YONEZAWA + "/audit", token.substring(0, token.length() - 6) + "AAAAAA")
                        .statusCode());
        assertEquals(403, get("/operations/republish", token).statusCode());
    }

    /** ASVS 5.0 13.1.1: there is no way to run without an identity provider. */
    @Test
    void withoutAnIdentityProviderTheServiceRefusesToStart() throws Exception {
        Process without = run("without.log", environment(freePort()));
        assertTrue(without.waitFor(60, TimeUnit.SECONDS), "it runs");
        assertNotEquals(0, without.exitValue());
        assertTrue(
                Files.readString(directory.resolve("without.log")).contains("quarkus.oidc.auth-server-url"),
                () -> read("without.log"));
    }

    private static Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", RealParts.bootstrapServers());
        return environment;
    }

    private static Process run(String log, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                JAR + File.pathSeparator + CHECKOUT.resolve("local/target/classes"),
                EndsWithInput.class.getName(),
                JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void awaitReady() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (true) {
            try {
                HttpRequest ready = HttpRequest.newBuilder(URI.create(address + "/q/health/ready"))
                        .build();
                if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            assertTrue(service.isAlive() && System.nanoTime() < deadline, () -> read("service.log"));
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static String read(String log) {
        try {
            return Files.readString(directory.resolve(log));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String systemToken() throws Exception {
        ObjectMapper json = new ObjectMapper();
        String endpoint = json.readTree(new Browser()
                        .open(keycloak.issuer() + "/.well-known/openid-configuration")
                        .body())
                .path("token_endpoint")
                .asText();
        HttpResponse<String> answer = new Browser()
                .post(
                        endpoint,
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                RunningKeycloak.SYSTEM,
                                "client_secret",
                                keycloak.systemSecret()));
        return json.readTree(answer.body()).path("access_token").asText();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
