package jp.shirube.local.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The issuer with the samples' accounts, a clock that goes when told, and a browser that follows no redirect. */
final class IssuerAtWork implements AutoCloseable {

    static final String BACK = "http://127.0.0.1:8080/sign-in";
    static final String SYSTEM = "yonezawa-system-shoko";
    static final CodeVerifier VERIFIER = new CodeVerifier("v".repeat(64));

    private static final ObjectMapper JSON = new ObjectMapper();

    final SigningKey key = SigningKey.make();
    final DevelopmentIssuer issuer;
    Instant now = Instant.parse("2026-11-21T00:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();

    IssuerAtWork() throws IOException, InterruptedException {
        Set<URI> back = Set.of(URI.create(BACK));
        Set<URI> afterSignOut = Set.of(URI.create("http://127.0.0.1:8080/"));
        issuer = DevelopmentIssuer.start(
                freePort(),
                key,
                List.of(
                        Client.browser(back, afterSignOut),
                        new Client("other-browser", null, Set.of(GrantType.AUTHORIZATION_CODE), back, Set.of()),
                        Client.system(SYSTEM, "secret of shoko"),
                        Client.system(Client.OPERATOR, "secret of the operator"),
                        Client.commandLine("secret of the command line")),
                DemoAccounts.read(Path.of("../samples/accounts.yaml")),
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                });
    }

    @Override
    public void close() {
        issuer.close();
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** What a browser asks as a client sends it; "-" leaves the parameter out. */
    static Map<String, String> asked(String... changed) {
        Map<String, String> asked = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", "shirube",
                "redirect_uri", BACK,
                "scope", "openid",
                "state", "a state",
                "nonce", "a nonce",
                "code_challenge",
                        CodeChallenge.compute(CodeChallengeMethod.S256, VERIFIER)
                                .getValue(),
                "code_challenge_method", "S256"));
        for (int i = 0; i < changed.length; i += 2) {
            asked.put(changed[i], changed[i + 1]);
        }
        asked.values().removeIf("-"::equals);
        return asked;
    }

    HttpResponse<String> authorize(Map<String, String> asked) throws IOException, InterruptedException {
        return get("/authorize?" + encoded(asked));
    }

    HttpResponse<String> choose(String account, Map<String, String> asked) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(asked);
        form.put("account", account);
        return post("/authorize", form);
    }

    /** A code, as the client's own address gets it. */
    String code(String account, String... changed) throws IOException, InterruptedException {
        return query(choose(account, asked(changed))).getOrDefault("code", "");
    }

    HttpResponse<String> redeem(String code, String... changed) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "shirube",
                "code",
                code,
                "redirect_uri",
                BACK,
                "code_verifier",
                VERIFIER.getValue()));
        for (int i = 0; i < changed.length; i += 2) {
            form.put(changed[i], changed[i + 1]);
        }
        form.values().removeIf("-"::equals);
        return post("/token", form);
    }

    HttpResponse<String> refresh(String token) throws IOException, InterruptedException {
        return post("/token", Map.of("grant_type", "refresh_token", "client_id", "shirube", "refresh_token", token));
    }

    HttpResponse<String> asSystem(String client, String secret, Map<String, String> form)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString(
                        (URLEncoder.encode(client, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8)).getBytes(UTF_8));
        return post("/token", form, "Authorization", "Basic " + basic);
    }

    HttpResponse<String> userinfo(String token) throws IOException, InterruptedException {
        return get("/userinfo", "Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(issuer.issuer() + path)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer.issuer() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        return JSON.readTree(answer.body());
    }

    static JWTClaimsSet claims(String token) throws java.text.ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    /** What the browser carries back to the client's address; empty where it is sent nowhere. */
    static Map<String, String> query(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(location -> java.util.Arrays.stream(
                                String.valueOf(URI.create(location).getRawQuery())
                                        .split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8))))
                .orElse(Map.of());
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> URLEncoder.encode(one.getKey(), UTF_8) + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
