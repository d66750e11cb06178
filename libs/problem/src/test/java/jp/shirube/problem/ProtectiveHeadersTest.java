package jp.shirube.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ASVS 5.0 3.4.1 (HSTS), 3.4.3 to 3.4.6 and 3.4.8 (policies), 13.4.6 (no version), 14.3.2 (no-store), over a real HTTP server. */
class ProtectiveHeadersTest {

    private final Vertx vertx = Vertx.vertx();

    @SuppressWarnings("NullAway.Init") // by JUnit
    @TempDir
    Path directory;

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyAnswerTellsBrowsersWhatNotToDo() throws Exception {
        HttpClientResponse answer = ask(false, "/api/x", null);
        assertEquals("nosniff", answer.getHeader("X-Content-Type-Options"));
        assertEquals("same-origin", answer.getHeader("Referrer-Policy"));
        assertEquals("same-origin", answer.getHeader("Cross-Origin-Opener-Policy"));
        assertEquals("same-origin", answer.getHeader("Cross-Origin-Resource-Policy"));
        assertEquals("default-src 'none'; frame-ancestors 'none'", answer.getHeader("Content-Security-Policy"));
        assertTrue(answer.getHeader("Permissions-Policy").contains("camera=()"));
        assertFalse(answer.headers().contains("Server"));
        assertFalse(answer.headers().contains("X-Powered-By"));
    }

    @Test
    void aPageMayShowItsOwnStylesAndPicturesAndRunsNothing() throws Exception {
        String policy = ask(false, "/page", null).getHeader("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; style-src 'self'; img-src 'self' data:"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(policy.contains("script-src"), policy);
    }

    @Test
    void whatSomebodySignedInReadsIsKeptNowhereAndWhatEverybodyReadsMayBe() throws Exception {
        assertEquals("no-store", ask(false, "/api/x", "Bearer a").getHeader("Cache-Control"));
        assertEquals(null, ask(false, "/api/x", null).getHeader("Cache-Control"));
        assertEquals("no-store", ask(false, "/api/gone", null).getHeader("Cache-Control"));
    }

    @Test
    void tlsIsInsistedOnOnlyWhereThereIsTls() throws Exception {
        assertFalse(ask(false, "/api/x", null).headers().contains("Strict-Transport-Security"));
        assertEquals("max-age=31536000", ask(true, "/api/x", null).getHeader("Strict-Transport-Security"));
    }

    private HttpClientResponse ask(boolean tls, String path, @Nullable String authorization) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(new ProtectiveHeaders(Optional.of("max-age=31536000"))::attend);
        router.route("/api/x").handler(request -> request.response().end("{}"));
        router.route("/api/gone")
                .handler(request -> request.response().setStatusCode(404).end());
        router.route("/page")
                .handler(request -> request.response()
                        .putHeader("Content-Type", "text/html;charset=UTF-8")
                        .end("<p>"));
        HttpServerOptions options = new HttpServerOptions().setSsl(tls);
        if (tls) {
            options.setKeyCertOptions(certificate());
        }
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return vertx.createHttpClient(
                        new HttpClientOptions().setSsl(tls).setTrustAll(true).setVerifyHost(false))
                .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path)
                .compose(request -> {
                    if (authorization != null) {
                        request.putHeader("Authorization", authorization);
                    }
                    return request.send();
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private PfxOptions certificate() throws Exception {
        Path file = directory.resolve("key.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, made.waitFor());
        return new PfxOptions().setPath(file.toString()).setPassword("changeit");
    }
}
