package jp.shirube.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneAddressTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<HttpServer> services = new ArrayList<>();
    private final CountDownLatch readerLeft = new CountDownLatch(1);
    private HttpServer plan;
    private HttpServer kpi;
    private HttpServer report;
    private OneAddress address;

    @BeforeEach
    void start() throws Exception {
        plan = service("plan");
        kpi = service("kpi");
        report = service("report");
        address = OneAddress.start("127.0.0.1", 0, routes(List.of(target(plan))));
    }

    @AfterEach
    void stop() {
        address.close();
        services.forEach(service -> service.stop(0));
    }

    /** Another address of this machine stands for what others could reach. */
    @Test
    void itListensWhereItIsToldAndNowhereElse() throws Exception {
        assertEquals("report GET /", get("/"));
        try (Socket elsewhere = new Socket()) {
            assertThrows(
                    IOException.class,
                    () -> elsewhere.connect(new InetSocketAddress("127.0.0.2", address.port()), 2000));
        }
    }

    @Test
    void everyPrefixReachesItsService() throws Exception {
        assertEquals(
                "plan GET /api/plan/v1/municipalities?x=%E6%A8%99", get("/api/plan/v1/municipalities?x=%E6%A8%99"));
        assertEquals("plan GET /plans", get("/plans"));
        assertEquals("kpi GET /api/kpi/v1/x/actuals/H27..H30", get("/api/kpi/v1/x/actuals/H27..H30"));
        assertEquals("kpi GET /collection/2025", get("/collection/2025"));
        assertEquals("report GET /", get("/"));
        assertEquals("report GET /plansx", get("/plansx"));
        assertEquals("report GET /api/report/v1", get("/api/report/v1"));
    }

    @Test
    void whatIsForOperatorsDoesNotExistHereHoweverItIsWritten() throws Exception {
        for (String path : List.of(
                "/operations",
                "/operations/republish",
                "//operations/republish",
                "/%6Fperations/republish",
                "/api/plan/../../operations/republish",
                "/api/plan/%2E%2E/%2e%2e/operations/republish",
                "/./operations;a=b/republish",
                "/OPERATIONS/republish?x=1",
                "/q/metrics",
                "/q/health/../metrics",
                "/%71/openapi",
                "/q")) {
            String answer = asWritten("POST " + path);
            assertTrue(answer.startsWith("HTTP/1.1 404"), path + ": " + answer);
            assertTrue(answer.contains("urn:shirube:problem:not-found"), path + ": " + answer);
        }
        assertEquals("report GET /operationsx", get("/operationsx"));
        assertEquals("report GET /q/health/ready", get("/q/health/ready"));
        assertEquals("plan GET /plans/operations", get("/plans/operations"));
    }

    /** A client that does not tidy up the path. */
    private String asWritten(String methodAndPath) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
            socket.getOutputStream()
                    .write((methodAndPath + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void theBodyPassesBothWaysAndTheClientCannotPretendToBeAnother() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/api/kpi/echo")
                        .header("X-Forwarded-For", "8.8.8.8")
                        .header("Forwarded", "for=8.8.8.8")
                        .PUT(HttpRequest.BodyPublishers.ofString("標".repeat(100_000)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals("標".repeat(100_000), answer.body());
        assertEquals("127.0.0.1", answer.headers().firstValue("Seen-For").orElse(null));
        assertNull(answer.headers().firstValue("Seen-Forwarded").orElse(null));
        assertEquals(
                "127.0.0.1:" + address.port(),
                answer.headers().firstValue("Seen-Host").orElse(null));
    }

    @Test
    void twoReplicasTakeTurnsAndOneThatIsAwayIsPassedOver() throws Exception {
        HttpServer second = service("second");
        try (OneAddress balanced = OneAddress.start("127.0.0.1", 0, routes(List.of(target(plan), target(second))))) {
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                seen.add(get(balanced, "/plans").replaceAll(" .*", ""));
            }
            assertEquals(new TreeSet<>(List.of("plan", "second")), new TreeSet<>(seen.subList(0, 2)));
            assertEquals(seen.subList(0, 2), seen.subList(2, 4));

            plan.stop(0);
            for (int i = 0; i < 4; i++) {
                assertEquals("second GET /plans", get(balanced, "/plans"));
            }
        }
    }

    @Test
    void whatOnlyReadsIsAskedOfTheNextReplicaWhenOneBreaksOffAndWhatWritesIsNot() throws Exception {
        try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OneAddress balanced = OneAddress.start(
                        "127.0.0.1",
                        0,
                        routes(List.of(new Routes.Target("127.0.0.1", breaking.getLocalPort()), target(plan))))) {
            Thread.ofVirtual().start(() -> {
                while (!breaking.isClosed()) {
                    try (Socket connection = breaking.accept()) {
                        assertTrue(connection.getInputStream().read() >= 0);
                    } catch (IOException e) {
                        // The end of the test, or of the proxy's interest.
                    }
                }
            });
            for (int i = 0; i < 4; i++) {
                assertEquals("plan GET /plans", get(balanced, "/plans"));
            }
            List<Integer> writes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                writes.add(client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + balanced.port() + "/plans"))
                                        .timeout(Duration.ofSeconds(5))
                                        .PUT(HttpRequest.BodyPublishers.ofString("標"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode());
            }
            assertTrue(writes.contains(502), "whether it acted is unknown: " + writes);
        }
    }

    @Test
    void aServiceThatIsAwayIsAProblemWithRetryAfter() throws Exception {
        plan.stop(0);

        HttpResponse<String> answer = client.send(request("/plans").build(), HttpResponse.BodyHandlers.ofString());

        assertEquals(503, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(null));
        assertEquals("2", answer.headers().firstValue("Retry-After").orElse(null));
        assertTrue(answer.body().contains("\"status\":503") && answer.body().contains("plan-service"), answer.body());
        assertEquals("report GET /", get("/"));
    }

    @Test
    void aServiceThatBreaksOffIsAProblemToo() throws Exception {
        try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OneAddress before = OneAddress.start(
                        "127.0.0.1", 0, routes(List.of(new Routes.Target("127.0.0.1", breaking.getLocalPort()))))) {
            Thread.ofVirtual().start(() -> {
                try (Socket connection = breaking.accept()) {
                    assertTrue(connection.getInputStream().read() >= 0);
                } catch (IOException e) {
                    // The test says so by its own timeout.
                }
            });
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + before.port() + "/plans"))
                            .header("Accept-Language", "en")
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertEquals(502, answer.statusCode());
            assertTrue(answer.body().contains("broke off"), answer.body());
        }
    }

    @Test
    void anEventArrivesWhileTheStreamIsOpenAndTheServiceLearnsThatTheReaderLeft() throws Exception {
        HttpResponse<java.io.InputStream> answer =
                client.send(request("/api/report/v1/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            assertEquals(
                    "text/event-stream",
                    answer.headers().firstValue("Content-Type").orElse(null));
            assertEquals("data: 0", lines.readLine());
        }
        assertTrue(readerLeft.await(5, TimeUnit.SECONDS), "the service still writes to a reader that left");
    }

    private Routes routes(List<Routes.Target> plans) {
        return new Routes(plans, List.of(target(kpi)), List.of(target(report)));
    }

    private static Routes.Target target(HttpServer server) {
        return new Routes.Target("127.0.0.1", server.getAddress().getPort());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private String get(String path) throws Exception {
        return get(address, path);
    }

    private String get(OneAddress through, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + through.port() + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpServer service(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            if (path.endsWith("/stream")) {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                writeUntilTheReaderLeaves(exchange.getResponseBody());
                return;
            }
            byte[] body = path.endsWith("/echo")
                    ? exchange.getRequestBody().readAllBytes()
                    : (name + " " + exchange.getRequestMethod() + " " + path).getBytes(UTF_8);
            copy(exchange.getRequestHeaders().getFirst("X-Forwarded-For"), "Seen-For", exchange);
            copy(exchange.getRequestHeaders().getFirst("Forwarded"), "Seen-Forwarded", exchange);
            copy(exchange.getRequestHeaders().getFirst("X-Forwarded-Host"), "Seen-Host", exchange);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        services.add(server);
        return server;
    }

    private static void copy(
            @org.jspecify.annotations.Nullable String value, String as, com.sun.net.httpserver.HttpExchange exchange) {
        if (value != null) {
            exchange.getResponseHeaders().set(as, value);
        }
    }

    private void writeUntilTheReaderLeaves(java.io.OutputStream stream) {
        try {
            for (int i = 0; i < 500; i++) {
                stream.write(("data: " + i + "\n\n").getBytes(UTF_8));
                stream.flush();
                Thread.sleep(10);
            }
        } catch (IOException e) {
            readerLeft.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
