package jp.shirube.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a real HTTP server: two at once are answered, a third is told to come again. */
class CrowdTest {

    private final Queue<RoutingContext> waiting = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(new Crowd(2, Optional.of(List.of("/stream")), new ObjectMapper())::check);
        router.route("/slow").handler(waiting::add);
        router.route("/q/*").handler(request -> request.response().end("up"));
        router.route("/stream").handler(request -> request.response().end("heard"));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoComesWhenTooManyAreThereIsToldToComeAgainAndIsWelcomeLater() throws Exception {
        CompletableFuture<HttpResponse<String>> first = ask("/slow", "Accept", "*/*");
        CompletableFuture<HttpResponse<String>> second = ask("/slow", "Accept", "*/*");
        while (waiting.size() < 2) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        HttpResponse<String> third = ask("/slow", "Accept-Language", "en").get(10, TimeUnit.SECONDS);
        assertEquals(503, third.statusCode());
        assertEquals("2", third.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(
                "application/problem+json",
                third.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(third.body().contains("urn:shirube:problem:temporarily-unavailable"), third.body());
        assertTrue(third.body().contains("More than 2 requests at once"), third.body());
        assertEquals(
                200, ask("/q/health", "Accept", "*/*").get(10, TimeUnit.SECONDS).statusCode());
        assertEquals(
                200, ask("/stream", "Accept", "*/*").get(10, TimeUnit.SECONDS).statusCode());

        waiting.forEach(each -> each.response().end("answered"));
        assertEquals(200, first.get(10, TimeUnit.SECONDS).statusCode());
        assertEquals(200, second.get(10, TimeUnit.SECONDS).statusCode());
        waiting.clear();
        CompletableFuture<HttpResponse<String>> later = ask("/slow", "Accept", "*/*");
        while (waiting.isEmpty()) {
            assertTrue(!later.isDone(), "it is not refused");
            TimeUnit.MILLISECONDS.sleep(5);
        }
        waiting.forEach(each -> each.response().end("answered"));
        assertEquals(200, later.get(10, TimeUnit.SECONDS).statusCode());
    }

    private CompletableFuture<HttpResponse<String>> ask(String path, String header, String value) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                        .header(header, value)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
