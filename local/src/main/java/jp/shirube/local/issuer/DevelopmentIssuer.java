package jp.shirube.local.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 開発用の発行者 as an HTTP server of this machine: OpenID Connect with discovery, the code flow with PKCE for browsers, client
 * credentials for systems. It signs demo accounts in without a password, so it answers on 127.0.0.1 only and only to its own name.
 */
public final class DevelopmentIssuer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DevelopmentIssuer.class.getName());
    private static final int LARGEST_BODY = 64 * 1024;
    private static final Set<String> ABOUT =
            Set.of("sub", "name", "preferred_username", "municipality", "groups", "shirube_roles");

    private final Vertx vertx;
    private final String issuer;
    private final SigningKey key;
    private final Map<String, Client> clients;
    private final Grants grants;
    private final Tokens tokens;
    private final Authorization authorization;
    private final TokenEndpoint tokenEndpoint;
    private final Set<String> ownNames;
    private final String style;

    private DevelopmentIssuer(
            Vertx vertx, int port, SigningKey key, Collection<Client> clients, DemoAccounts accounts, Clock clock) {
        this.vertx = vertx;
        this.issuer = address(port);
        this.key = key;
        this.clients = clients.stream().collect(Collectors.toUnmodifiableMap(Client::id, Function.identity()));
        this.grants = new Grants(clock);
        this.tokens = new Tokens(issuer, key, clock);
        this.authorization = new Authorization(issuer, this.clients, accounts, grants);
        this.tokenEndpoint = new TokenEndpoint(at("/token"), this.clients, accounts, grants, tokens);
        this.ownNames = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.style = style();
    }

    /** The issuer's name, and where it is. */
    public static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    /**
     * For tests that need tokens of an issuer they can trust: a key of its own, a free port, no clients and no accounts; see {@link
     * #mint}.
     */
    public static DevelopmentIssuer forTests() throws IOException, InterruptedException {
        return start(freePort(), SigningKey.make(), List.of(), DemoAccounts.none(), Clock.systemUTC());
    }

    /** Listens on 127.0.0.1. */
    public static DevelopmentIssuer start(
            int port, SigningKey key, Collection<Client> clients, DemoAccounts accounts, Clock clock)
            throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        DevelopmentIssuer started = new DevelopmentIssuer(vertx, port, key, clients, accounts, clock);
        try {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setHttp2ClearTextEnabled(false))
                    .requestHandler(started::receive)
                    .listen(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return started;
        } catch (ExecutionException | TimeoutException e) {
            started.close();
            throw new IOException("could not listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    public String issuer() {
        return issuer;
    }

    /**
     * An access token that says exactly this, for tests; {@code iss, aud, iat, exp, jti} are added where they are not said. Times
     * are seconds, as in the token.
     */
    public String mint(Map<String, Object> claims) {
        return tokens.mint(claims);
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Its threads are daemons of a JVM that is about to end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(HttpServerRequest request) {
        String host = request.getHeader("Host");
        if (host == null || !ownNames.contains(host)) {
            // Another name that leads here is somebody's who wants this machine's browser to speak for him.
            send(request, Answer.of(421, "text/plain; charset=utf-8", ""));
            return;
        }
        request.response().exceptionHandler(gone -> {});
        StringBuilder tooMuch = new StringBuilder();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > LARGEST_BODY) {
                tooMuch.append(' ');
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> send(
                request,
                tooMuch.isEmpty()
                        ? answered(request, body.toString(UTF_8))
                        : Answer.of(413, "text/plain; charset=utf-8", "")));
    }

    private static void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(request.method().equals(HttpMethod.HEAD) ? "" : answer.body());
    }

    /** Whatever goes wrong is answered: Vert.x would leave the browser waiting. */
    private Answer answered(HttpServerRequest request, String body) {
        try {
            return answer(request, body);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "could not answer " + request.method() + " " + request.path(), e);
            return Answer.of(500, "text/plain; charset=utf-8", "");
        }
    }

    private Answer answer(HttpServerRequest request, String body) {
        boolean posted = request.method().equals(HttpMethod.POST);
        if (!posted
                && !request.method().equals(HttpMethod.GET)
                && !request.method().equals(HttpMethod.HEAD)) {
            return notAllowed("GET, POST");
        }
        String path = String.valueOf(request.path());
        return switch (path) {
            case "/.well-known/openid-configuration" -> posted ? notAllowed("GET") : discovery();
            case "/jwks" ->
                posted
                        ? notAllowed("GET")
                        : Answer.json(200, new JWKSet(key.key().toPublicJWK()).toJSONObject());
            case "/style.css" -> posted ? notAllowed("GET") : Answer.of(200, "text/css; charset=utf-8", style);
            case "/authorize" ->
                posted ? choose(request, body) : authorization.show(parameters(String.valueOf(request.query())));
            case "/token" ->
                posted
                        ? tokenEndpoint.answer(
                                request.getHeader("Content-Type"), request.getHeader("Authorization"), body)
                        : notAllowed("POST");
            case "/userinfo" -> userinfo(request.getHeader("Authorization"));
            case "/end-session" -> endSession(parameters(posted ? body : String.valueOf(request.query())));
            default -> Pages.wrong(404, "このアドレスはありません。", "There is no such address.");
        };
    }

    /** Only this issuer's own page may post a choice. */
    private Answer choose(HttpServerRequest request, String body) {
        String origin = request.getHeader("Origin");
        return origin == null || ownNames.contains(origin.replaceFirst("^http://", ""))
                ? authorization.choose(parameters(body))
                : Pages.wrong(403, "この画面以外からは選べません。", "A choice comes from this page only.");
    }

    private Answer discovery() {
        OIDCProviderMetadata metadata =
                new OIDCProviderMetadata(new Issuer(issuer), List.of(SubjectType.PUBLIC), at("/jwks"));
        metadata.setAuthorizationEndpointURI(at("/authorize"));
        metadata.setTokenEndpointURI(at("/token"));
        metadata.setUserInfoEndpointURI(at("/userinfo"));
        metadata.setEndSessionEndpointURI(at("/end-session"));
        metadata.setScopes(new Scope("openid"));
        metadata.setResponseTypes(List.of(ResponseType.CODE));
        metadata.setResponseModes(List.of(ResponseMode.QUERY));
        metadata.setGrantTypes(List.of(
                GrantType.AUTHORIZATION_CODE,
                GrantType.REFRESH_TOKEN,
                GrantType.CLIENT_CREDENTIALS,
                GrantType.TOKEN_EXCHANGE));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        metadata.setTokenEndpointAuthMethods(List.of(
                ClientAuthenticationMethod.NONE,
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                ClientAuthenticationMethod.CLIENT_SECRET_POST));
        metadata.setIDTokenJWSAlgs(List.of(SigningKey.ALGORITHM));
        metadata.setSupportsAuthorizationResponseIssuerParam(true);
        metadata.setSupportsRequestParam(false);
        metadata.setSupportsRequestURIParam(false);
        metadata.setClaims(List.of(
                "sub", "name", "preferred_username", "municipality", "groups", "shirube_roles", "nonce", "sid"));
        return Answer.json(200, metadata.toJSONObject());
    }

    private Answer userinfo(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Answer.of(401, "application/json", "").with("WWW-Authenticate", "Bearer");
        }
        Optional<JWTClaimsSet> claims =
                tokens.verifiedAccess(authorization.substring(7).strip()).filter(this::goesOn);
        if (claims.isEmpty()) {
            return Answer.error(BearerTokenError.INVALID_TOKEN)
                    .with("WWW-Authenticate", BearerTokenError.INVALID_TOKEN.toWWWAuthenticateHeader());
        }
        Map<String, Object> said = new LinkedHashMap<>(claims.get().getClaims());
        said.keySet().retainAll(ABOUT);
        return Answer.json(200, said);
    }

    private boolean goesOn(JWTClaimsSet claims) {
        return !(claims.getClaim("sid") instanceof String grant && grants.hasEnded(grant));
    }

    /** Ends a sign-in only for who shows its ID token, and sends back only where that client said beforehand. */
    private Answer endSession(Map<String, List<String>> said) {
        LogoutRequest request;
        try {
            request = LogoutRequest.parse(said);
        } catch (ParseException e) {
            return Pages.wrong(400, "サインアウトの依頼が読めません。", "The request to sign out cannot be read.");
        }
        if (request.getIDTokenHint() == null) {
            return Pages.signedOut();
        }
        String hint = request.getIDTokenHint().getParsedString();
        for (Client client : clients.values()) {
            Optional<JWTClaimsSet> claims = tokens.verifiedId(hint, client.id());
            if (claims.isPresent()) {
                grants.end(String.valueOf(claims.get().getClaim("sid")));
                URI back = request.getPostLogoutRedirectionURI();
                return back != null && client.afterSignOut().contains(back)
                        ? Answer.seeOther(backWith(back, request.getState()))
                        : Pages.signedOut();
            }
        }
        return Pages.wrong(400, "この発行者のサインインではありません。", "That is no sign-in of this issuer.");
    }

    private static URI backWith(URI back, @Nullable State state) {
        return state == null
                ? back
                : URI.create(back + "?" + URLUtils.serializeParameters(Map.of("state", List.of(state.getValue()))));
    }

    private static Answer notAllowed(String methods) {
        return Answer.of(405, "text/plain; charset=utf-8", "").with("Allow", methods);
    }

    private static Map<String, List<String>> parameters(String encoded) {
        return new LinkedHashMap<>(URLUtils.parseParameters(encoded));
    }

    private URI at(String path) {
        return URI.create(issuer + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String style() {
        try (InputStream in = DevelopmentIssuer.class.getResourceAsStream("style.css")) {
            if (in == null) {
                throw new IllegalStateException("style.css is missing beside the classes");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
