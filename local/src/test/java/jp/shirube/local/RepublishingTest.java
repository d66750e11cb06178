package jp.shirube.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepublishingTest {

    private record Scripted(int status, String body) {}

    private final Deque<Scripted> answers = new ArrayDeque<>();
    private final Deque<String> asked = new ArrayDeque<>();
    private final Set<String> bearers = new HashSet<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            bearers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Scripted answer = answers.remove();
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void itTellsHowFarItIsUntilItIsDone() throws Exception {
        answers.add(new Scripted(202, "{\"total\": 7, \"done\": 0}"));
        answers.add(new Scripted(200, "{\"total\": 7, \"done\": 5}"));
        answers.add(new Scripted(
                200, "{\"total\": 7, \"done\": 7, \"leftOut\": 0, \"finished\": \"2026-11-21T00:00:00Z\"}"));

        assertEquals(0, republishing().run());

        assertEquals(
                List.of("POST /operations/republish", "GET /operations/republish", "GET /operations/republish"),
                List.copyOf(asked));
        assertEquals(Set.of("Bearer operators-token"), bearers);
        assertTrue(said.toString(UTF_8).contains("5 / 7"), said.toString(UTF_8));
        assertTrue(said.toString(UTF_8).contains("終わりました（7件）"), said.toString(UTF_8));
    }

    @Test
    void whatCouldNotBeSaidAgainIsNoSuccess() throws Exception {
        answers.add(new Scripted(
                202, "{\"total\": 7, \"done\": 7, \"leftOut\": 2, \"finished\": \"2026-11-21T00:00:00Z\"}"));
        assertEquals(Refusal.FAILED, republishing().run());
        assertTrue(said.toString(UTF_8).contains("2件"), said.toString(UTF_8));
    }

    @Test
    void aRefusalIsToldInItsOwnWords() {
        answers.add(new Scripted(503, "{\"title\": \"x\", \"detail\": \"確かめています\"}"));
        Refusal refusal = assertThrows(Refusal.class, () -> republishing().run());
        assertEquals(Refusal.FAILED, refusal.exitCode());
        assertTrue(refusal.sentence().contains("確かめています"), refusal.sentence());
    }

    @Test
    void aServiceThatIsNotThereIsSaid() {
        service.stop(0);
        assertTrue(assertThrows(Refusal.class, () -> republishing().run())
                .sentence()
                .contains("つながりません"));
    }

    @Test
    void onlyTheThreeServicesHaveSomethingToSay() {
        Settings settings = Settings.of(Path.of(""), Map.of());
        Voice voice = new Voice(new PrintStream(said, true, UTF_8));
        assertEquals(
                Refusal.USAGE,
                assertThrows(Refusal.class, () -> Republishing.of(settings, "all", voice))
                        .exitCode());
    }

    private Republishing republishing() {
        return new Republishing(
                "plan-service",
                service.getAddress().getPort(),
                () -> "operators-token",
                new Voice(new PrintStream(said, true, UTF_8)),
                Duration.ofMillis(1));
    }
}
