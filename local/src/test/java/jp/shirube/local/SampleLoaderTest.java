package jp.shirube.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLoaderTest {

    private record Asked(String line, String type, String bearer, String body) {}

    private record Scripted(int status, Map<String, String> headers, String body) {}

    @TempDir
    private Path samples = Path.of("");

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    /** What to answer to a line, one after the other; then 200. */
    private final Map<String, List<Scripted>> scripts = new ConcurrentHashMap<>();

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer server;
    private SampleLoader loader;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(new Asked(
                    line, type, bearer, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            List<Scripted> script = scripts.getOrDefault(line, List.of());
            Scripted answer = script.isEmpty() ? new Scripted(200, Map.of(), "{}") : script.remove(0);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        loader = new SampleLoader(
                "http://127.0.0.1:" + server.getAddress().getPort(),
                new SampleLoader.SignIn() {
                    @Override
                    public String planner(String municipality) {
                        return "planner-of-" + municipality;
                    }

                    @Override
                    public String administrator(String municipality) {
                        return "administrator-of-" + municipality;
                    }
                },
                new Voice(new PrintStream(said, true, UTF_8)),
                Duration.ofSeconds(5));

        write("b/municipality.yaml", "municipality:\n  code: \"062111\"\n  name: 乙市\n");
        write("a/municipality.yaml", "municipality:\n  code: \"062022\"\n  name: 甲市\n");
        write("a/plans/sogo/edition-10.yaml", "edition: 10\n");
        write("a/plans/sogo/edition-2.yaml", "edition: 2\n");
        write("a/plans/sogo/notes.txt", "not sent");
        write("a/actuals.yaml", """
                actuals:
                  - indicator: births
                    period: 2025
                    value: 12.30
                    status: FINAL
                    note: 暦年
                  - indicator: births
                    period: "H27..H30"
                    missingReason: NOT_CALCULATED
                    status: FINAL
                """);
        write("sources/000.txt", "not sent");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatTheFilesSayIsSentInOrderAndNothingElse() throws Exception {
        loader.load(samples);

        assertEquals(
                List.of(
                        "PUT /api/plan/v1/municipalities/062022",
                        "POST /api/plan/v1/municipalities/062022/plans/sogo/editions",
                        "POST /api/plan/v1/municipalities/062022/plans/sogo/editions",
                        "PUT /api/kpi/v1/municipalities/062022/indicators/births/actuals/2025",
                        "PUT /api/kpi/v1/municipalities/062022/indicators/births/actuals/H27..H30",
                        "PUT /api/plan/v1/municipalities/062111"),
                asked.stream().map(Asked::line).toList());
        assertEquals("edition: 2\n", asked.get(1).body());
        assertEquals("application/yaml", asked.get(1).type());
        assertEquals("application/json", asked.get(3).type());
        assertEquals(
                "{\"value\":12.30,\"status\":\"FINAL\",\"note\":\"暦年\"}",
                asked.get(3).body());
        assertTrue(said.toString(UTF_8).contains("甲市: 計画の版 2、実績 2"), said.toString(UTF_8));
    }

    @Test
    void eachMunicipalityIsStatedByItsOwnPlanningOffice() throws Exception {
        answer("POST /api/plan/v1/municipalities/062022/plans/sogo/editions", new Scripted(409, Map.of(), "{}"));

        loader.load(samples);

        for (Asked one : asked) {
            String code = one.line().contains("/062022") ? "062022" : "062111";
            assertEquals("Bearer planner-of-" + code, one.bearer(), one.line());
        }
    }

    @Test
    void theTableOfAccessIsStatedByTheAdministratorAsSoonAsTheMunicipalityIsThere() throws Exception {
        write("a/access.csv", "claim,role,department,from,to,note\n");

        loader.load(samples);

        Asked table = asked.get(1);
        assertEquals("PUT /api/plan/v1/municipalities/062022/access-mapping?withoutAdministrator=true", table.line());
        assertEquals("text/csv", table.type());
        assertEquals("Bearer administrator-of-062022", table.bearer());
        assertEquals("claim,role,department,from,to,note\n", table.body());
    }

    @Test
    void whatIsAlreadyThereIsLeftAsItIs() throws Exception {
        answer("PUT /api/plan/v1/municipalities/062022", new Scripted(428, Map.of(), "{}"));
        answer("POST /api/plan/v1/municipalities/062022/plans/sogo/editions", new Scripted(409, Map.of(), "{}"));
        answer(
                "PUT /api/kpi/v1/municipalities/062022/indicators/births/actuals/2025",
                new Scripted(412, Map.of(), "{}"));

        loader.load(samples);

        assertTrue(asked.stream()
                .anyMatch(one -> one.line().equals("GET /api/plan/v1/municipalities/062022/plans/sogo/editions/2")));
    }

    @Test
    void notYetIsAskedAgain() throws Exception {
        String line = "PUT /api/kpi/v1/municipalities/062022/indicators/births/actuals/2025";
        Scripted notYet = new Scripted(404, Map.of("Retry-After", "0"), "{}");
        answer(line, notYet, notYet);

        loader.load(samples);

        assertEquals(3, asked.stream().filter(one -> one.line().equals(line)).count());
    }

    @Test
    void aRefusalIsToldInTheServicesOwnWordsWithItsPlaces() {
        answer("POST /api/plan/v1/municipalities/062022/plans/sogo/editions", new Scripted(422, Map.of(), """
                        {"title":"計画を受け取れません","detail":"1か所","errors":[{"pointer":"/targets/3","message":"単位がない"}]}
                        """));

        Refusal refusal = assertThrows(Refusal.class, () -> loader.load(samples));

        assertEquals(Refusal.FAILED, refusal.exitCode());
        assertTrue(refusal.sentence().contains("edition-2.yaml"), refusal.sentence());
        assertTrue(refusal.sentence().contains("計画を受け取れません"), refusal.sentence());
        assertTrue(refusal.sentence().contains("/targets/3: 単位がない"), refusal.sentence());
    }

    @Test
    void aCodeWithoutQuotesIsRefusedBeforeYamlTakesItForAnOctalNumber() throws Exception {
        write("a/municipality.yaml", "municipality:\n  code: 062022\n");

        assertThrows(Refusal.class, () -> loader.load(samples));
        assertTrue(asked.isEmpty());
    }

    private void answer(String line, Scripted... answers) {
        scripts.put(line, Collections.synchronizedList(new ArrayList<>(List.of(answers))));
    }

    private void write(String file, String text) throws IOException {
        Path path = samples.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
