package jp.shirube.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A Keycloak of this machine with the realm of a municipality, as its own identity provider would be set up for Shirube: nothing of
 * it knows Shirube's roles, it says groups only. Secrets and passwords are made for each run; it ends with this JVM, also when that
 * is killed.
 */
public final class RunningKeycloak implements AutoCloseable {

    /** Of the browser: no secret, PKCE with S256 required. Also the audience of every access token. */
    public static final String BROWSER = "shirube";

    /** A department's system, by client credentials. */
    public static final String SYSTEM = "shirube-system-shoko";

    public static final String PLANNER = "demo-planner";
    public static final String EDITOR = "demo-editor-shoko";
    public static final String APPROVER = "demo-approver-shoko";

    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final Path home;
    private final Path log;
    private final int port;
    private final String systemSecret = secret();
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Process process;

    private RunningKeycloak(Path home, List<String> redirects) throws IOException {
        this.home = home;
        this.log = home.resolveSibling("keycloak.log");
        this.port = freePort();
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("shirube-realm.json");
        Files.writeString(realm, json.writeValueAsString(realm(redirects)));
        this.process = start();
    }

    /**
     * Returns when it answers.
     *
     * @param redirects where a browser may be sent with its code, to the letter
     */
    public static RunningKeycloak start(List<String> redirects) throws IOException, InterruptedException {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("keycloak.home"), "-Dkeycloak.home"));
        RunningKeycloak keycloak = new RunningKeycloak(home, redirects);
        try {
            keycloak.awaitReady();
            return keycloak;
        } catch (IOException | InterruptedException | RuntimeException e) {
            keycloak.close();
            throw e;
        }
    }

    /** For {@code quarkus.oidc.auth-server-url}. */
    public String issuer() {
        return "http://127.0.0.1:" + port + "/realms/shirube";
    }

    public String systemSecret() {
        return systemSecret;
    }

    /** User names and their passwords of this run. */
    public Map<String, String> passwords() {
        return Map.copyOf(passwords);
    }

    public String password(String account) {
        return Objects.requireNonNull(passwords.get(account), account);
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process start() throws IOException {
        Path guard = home.resolveSibling("ends-with-input.sh");
        try (InputStream script = resource("ends-with-input.sh")) {
            Files.copy(script, guard, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("bash", guard.toString()));
        command.addAll(List.of(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        URI discovery = URI.create(issuer() + "/.well-known/openid-configuration");
        HttpClient http = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!answers(http, discovery)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Keycloak is not ready; see " + log + "\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private static boolean answers(HttpClient http, URI address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The realm of the file, with this run's addresses, secret and passwords. */
    private JsonNode realm(List<String> redirects) throws IOException {
        ObjectNode realm = (ObjectNode) read("shirube-realm.json");
        for (JsonNode client : realm.path("clients")) {
            ((ObjectNode) client).set("protocolMappers", read("mappers.json"));
            if (client.has("redirectUris")) {
                ArrayNode addresses = ((ObjectNode) client).putArray("redirectUris");
                redirects.forEach(addresses::add);
            }
            if (client.has("secret")) {
                ((ObjectNode) client).put("secret", systemSecret);
            }
        }
        for (JsonNode user : realm.path("users")) {
            if (!user.has("serviceAccountClientId")) {
                String password = secret();
                passwords.put(user.path("username").asText(), password);
                ((ObjectNode) user)
                        .putArray("credentials")
                        .addObject()
                        .put("type", "password")
                        .put("value", password);
            }
        }
        return realm;
    }

    private JsonNode read(String name) throws IOException {
        try (InputStream file = resource(name)) {
            return json.readTree(file);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(RunningKeycloak.class.getResourceAsStream("/" + name), name);
    }

    private String secret() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
