package jp.shirube.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 2.4.1, 6.3.1: over a real HTTP server, with a clock that stands still until told. */
class RatesTest {

    private static final String RIGHT = "Bearer right";

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Rates rates = new Rates(3, 4, 6, 2, new ObjectMapper(), new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(rates::arrive);
        router.route().handler(this::answer);
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

    /** As the filter does that finds out who it is. */
    private void answer(RoutingContext request) {
        String shown = request.request().getHeader("Authorization");
        try {
            if (shown == null) {
                rates.count(Caller.ANONYMOUS, request);
            } else if (shown.startsWith(RIGHT)) {
                rates.count(new Caller(shown, "", Set.of(), null, null), request);
            } else {
                rates.failed(request);
                request.response().setStatusCode(401);
            }
            request.response().end("ok");
        } catch (ProblemException refused) {
            request.response()
                    .setStatusCode(refused.type().status())
                    .putHeader("Retry-After", String.valueOf(refused.retryAfterSeconds()))
                    .end();
        }
    }

    @Test
    void whoeverIsNotSignedInIsCountedByAddressAndToldHowMuchIsLeft() throws Exception {
        HttpResponse<String> first = ask("/", null);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"anonymous\";q=3;w=60");
        assertThat(first.headers().firstValue("RateLimit")).contains("\"anonymous\";r=2;t=20");
        ask("/", null);
        ask("/", null);
        HttpResponse<String> refused = ask("/", null);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.headers().firstValue("Retry-After")).contains("20");
        assertThat(refused.headers().firstValue("RateLimit")).contains("\"anonymous\";r=0;t=60");
        assertThat(refused.body()).contains("urn:shirube:problem:too-many-requests");
        pass(Duration.ofSeconds(20));
        assertThat(ask("/", null).statusCode()).isEqualTo(200);
        assertThat(ask("/", null).statusCode()).isEqualTo(429);
    }

    @Test
    void whoeverIsSignedInIsCountedByThemselves() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(ask("/", RIGHT + " a").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = ask("/", RIGHT + " a");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"person\";q=4;w=60");
        assertThat(refused.headers().firstValue("Retry-After")).contains("15");
        assertThat(ask("/", RIGHT + " b").statusCode()).isEqualTo(200);
        assertThat(ask("/", null).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverGuessesIsNotLookedAtAnyMoreUntilTimePasses() throws Exception {
        assertThat(ask("/", RIGHT + " known").statusCode()).isEqualTo(200);
        assertThat(ask("/", "Bearer guess 1").statusCode()).isEqualTo(401);
        assertThat(ask("/", "Bearer guess 2").statusCode()).isEqualTo(401);
        HttpResponse<String> refused = ask("/", "Bearer guess 3");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"failed\";q=2;w=60");
        assertThat(ask("/", RIGHT + " found at last").statusCode())
                .as("even the right one says nothing now")
                .isEqualTo(429);
        assertThat(ask("/", RIGHT + " known").statusCode())
                .as("whoever works behind the same address goes on")
                .isEqualTo(200);
        pass(Duration.ofSeconds(30));
        assertThat(ask("/", RIGHT + " found at last").statusCode()).isEqualTo(200);
    }

    @Test
    void healthIsNotCounted() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(ask("/q/health", null).headers().firstValue("RateLimit")).isEmpty();
        }
    }

    @Test
    void addressesOfOneIpv6NetworkAreOne() {
        assertThat(Rates.network("2001:db8:1:2:3:4:5:6")).isEqualTo(Rates.network("2001:db8:1:2::1"));
        assertThat(Rates.network("2001:db8:1:3::1")).isNotEqualTo(Rates.network("2001:db8:1:2::1"));
        assertThat(Rates.network("192.0.2.1")).isNotEqualTo(Rates.network("192.0.2.2"));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private HttpResponse<String> ask(String path, @Nullable String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
