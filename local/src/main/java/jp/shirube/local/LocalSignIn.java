package jp.shirube.local;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jp.shirube.local.issuer.Client;
import jp.shirube.local.issuer.DemoAccount;
import jp.shirube.local.issuer.DemoAccounts;
import jp.shirube.local.issuer.FaultyAccounts;
import jp.shirube.local.issuer.TokenEndpoint;

/**
 * Tokens of the installation on this machine, for whoever may read its state directory: the launcher's own commands act as the
 * demo accounts do, with no way around the services' rules.
 */
public final class LocalSignIn implements SampleLoader.SignIn {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private record Held(String token, long until) {}

    private final String issuer;
    private final String secret;
    private final DemoAccounts accounts;
    private final Map<String, Held> held = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** @param secret of the issuer's client for the command line */
    public LocalSignIn(String issuer, String secret, DemoAccounts accounts) {
        this.issuer = issuer;
        this.secret = secret;
        this.accounts = accounts;
    }

    /**
     * Of the installation that {@code ./shirube up} started from this checkout in this environment.
     *
     * @throws IOException if its state directory cannot be read
     */
    public static LocalSignIn of(Path checkout, Map<String, String> environment) throws IOException {
        return of(Settings.of(checkout, environment));
    }

    /** @throws Refusal if nothing was ever started here */
    static LocalSignIn of(Settings settings) throws IOException {
        String secret =
                new Secrets(settings.secrets()).find(Client.COMMAND_LINE).orElseThrow(() -> away(settings.issuerUrl()));
        return new LocalSignIn(settings.issuerUrl(), secret, accounts(settings));
    }

    /** @throws Refusal with every problem of the file */
    static DemoAccounts accounts(Settings settings) throws IOException {
        try {
            return DemoAccounts.read(settings.accounts());
        } catch (FaultyAccounts e) {
            throw new Refusal(Refusal.FAILED, "デモ用の利用者を読めません / cannot read the demo accounts: " + e.getMessage(), e);
        }
    }

    /** An access token of a demo account, of a system or of the operator, valid for a minute at least. */
    public synchronized String token(String account) throws InterruptedException {
        Held before = held.get(account);
        if (before != null && System.nanoTime() - before.until() < 0) {
            return before.token();
        }
        JsonObject answer = ask(account);
        String token = answer.getString("access_token", "");
        long seconds = Math.max(0, answer.getLong("expires_in", 0L) - 60);
        held.put(
                account,
                new Held(token, System.nanoTime() + Duration.ofSeconds(seconds).toNanos()));
        return token;
    }

    /** Of the planning office of a municipality, which states its plans and figures. */
    @Override
    public String planner(String municipality) throws InterruptedException {
        return token(accounts.findPlanner(municipality), municipality, "PLANNING_OFFICE");
    }

    /** Of the administrator of a municipality, who says who is what in it. */
    @Override
    public String administrator(String municipality) throws InterruptedException {
        return token(accounts.findAdministrator(municipality), municipality, "ADMINISTRATOR");
    }

    private String token(Optional<DemoAccount> account, String municipality, String role) throws InterruptedException {
        return token(account.orElseThrow(() -> new Refusal(
                        Refusal.FAILED,
                        "samples/accounts.yaml に " + municipality + " の " + role + " がいません / names no " + role + " of "
                                + municipality))
                .id());
    }

    /** 運用者: of whoever runs the installation. */
    public String operator() throws InterruptedException {
        return token(Client.OPERATOR);
    }

    /** What the issuer says, the token in it. */
    JsonObject ask(String account) throws InterruptedException {
        String form = Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token_type",
                        TokenEndpoint.DEMO_ACCOUNT,
                        "subject_token",
                        account)
                .entrySet()
                .stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String basic = Base64.getEncoder()
                .encodeToString((Client.COMMAND_LINE + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(URI.create(issuer + "/token"))
                            .timeout(ANSWERS_WITHIN)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Authorization", "Basic " + basic)
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw away(issuer);
        }
        return switch (answer.statusCode()) {
            case 200 -> read(answer.body());
            case 400 ->
                throw new Refusal(
                        Refusal.FAILED,
                        "デモ用の利用者 " + account + " はいません（./shirube token --help） / there is no demo account " + account);
            default ->
                throw new Refusal(
                        Refusal.FAILED,
                        issuer + " は別の場所（SHIRUBE_HOME）のものです / belongs to another state directory ("
                                + answer.statusCode() + ")");
        };
    }

    private JsonObject read(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw new Refusal(Refusal.FAILED, issuer + " の答えが読めません / cannot read what it says", e);
        }
    }

    private static Refusal away(String issuer) {
        return new Refusal(Refusal.FAILED, "標（Shirube）が動いていません（./shirube up） / not running: no issuer at " + issuer);
    }
}
