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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditingTest {

    private static final String HEAD = "ab".repeat(32);
    private static final String INTACT =
            "{\"entries\": 9, \"sealed\": 8, \"unsealed\": 1, \"head\": \"" + HEAD + "\", \"intact\": true}";

    private record Scripted(int status, String body) {}

    private final Deque<Scripted> answers = new ArrayDeque<>();
    private final Deque<String> asked = new ArrayDeque<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
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
    void anIntactRecordTellsTheHeadToNote() throws Exception {
        answers.add(new Scripted(200, INTACT));
        answers.add(new Scripted(200, INTACT));

        assertEquals(0, auditing(Map.of("kpi", HEAD)).run());

        assertEquals(List.of("GET /operations/audit", "GET /operations/audit?head=" + HEAD), List.copyOf(asked));
        assertTrue(said.toString(UTF_8).contains("改ざんはありません（8件、封じる前 1件）"), said.toString(UTF_8));
        assertTrue(said.toString(UTF_8).contains("--head kpi=" + HEAD), said.toString(UTF_8));
    }

    @Test
    void oneFaultIsEnoughAndTheOthersAreAskedNevertheless() throws Exception {
        answers.add(
                new Scripted(
                        200,
                        "{\"sealed\": 8, \"head\": \"" + HEAD
                                + "\", \"intact\": false, \"firstFault\": {\"ja\": \"封4番がありません\", \"en\": \"Seal 4 is gone\"}}"));
        answers.add(new Scripted(200, INTACT));

        assertEquals(Refusal.FAILED, auditing(Map.of()).run());

        assertEquals(2, asked.size());
        assertTrue(said.toString(UTF_8).contains("封4番がありません"), said.toString(UTF_8));
    }

    @Test
    void aRefusalIsToldInItsOwnWords() {
        answers.add(new Scripted(403, "{\"detail\": \"運用者だけができます\"}"));
        assertTrue(assertThrows(Refusal.class, () -> auditing(Map.of()).run())
                .sentence()
                .contains("運用者だけができます"));
    }

    @Test
    void headsAreNamedByTheirService() {
        assertEquals(Map.of(), Auditing.heads(List.of()));
        assertEquals(Map.of("plan", HEAD), Auditing.heads(List.of("--head", "plan=" + HEAD)));
        for (List<String> wrong : List.of(
                List.of("--head"),
                List.of("plan=" + HEAD),
                List.of("--head", HEAD),
                List.of("--head", "town=" + HEAD))) {
            assertEquals(
                    Refusal.USAGE,
                    assertThrows(Refusal.class, () -> Auditing.heads(wrong)).exitCode());
        }
    }

    private Auditing auditing(Map<String, String> heads) {
        int port = service.getAddress().getPort();
        return new Auditing(
                List.of(
                        new Auditing.Place("plan-service", "plan", port),
                        new Auditing.Place("kpi-service", "kpi", port)),
                heads,
                () -> "token",
                new Voice(new PrintStream(said, true, UTF_8)));
    }
}
