package jp.shirube.report.progressstream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import jp.shirube.access.SignedIn;
import jp.shirube.local.OneAddress;
import jp.shirube.local.RealParts;
import jp.shirube.local.Routes;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.progresslog.CloudEvents;
import jp.shirube.report.progresslog.Entry;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.progresslog.PublishedProgress;
import jp.shirube.report.progressstream.Listener.Ears;
import jp.shirube.report.progressstream.Listener.Heard;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever follows hears everything it asked for once, in order, whatever happens to its connection. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class ProgressStreamTest {

    /** The full count: -Dfollowers=2000. */
    private static final int FOLLOWERS = Integer.getInteger("followers", 300);

    @Inject
    ProgressLog log;

    @Inject
    AgroalDataSource database;

    @Inject
    ObjectMapper json;

    @Inject
    CloudEvents events;

    @Inject
    Vertx vertx;

    private final Ears ears = new Ears();

    @AfterEach
    void hangUp() {
        ears.close();
    }

    @Test
    void aFollowerHearsWhatChangesFromNowOnAsCloudEvents() throws IOException {
        try (PublishedProgress said = announced("441001")) {
            UUID before = said.progress("plan", "women", 1);
            settled(() -> assertThat(logged("441001")).contains(before));
            Listener listener = follow("441001", "");
            UUID after = said.progress("plan", "women", 2);
            settled(() -> assertThat(listener.heard).hasSize(1));
            Heard heard = listener.heard.getFirst();
            assertThat(heard.type()).isEqualTo(Entry.PROGRESS_CHANGED);
            JsonNode event = json.readTree(heard.data());
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("id").asText()).isEqualTo(after.toString());
            assertThat(event.path("source").asText()).isEqualTo("/report-service");
            assertThat(event.path("type").asText()).isEqualTo(heard.type());
            assertThat(event.path("subject").asText()).isEqualTo("441001/target/plan/women");
            assertThat(event.path("time").asText()).isEqualTo("2026-05-01T00:00:00.123456Z");
            assertThat(event.path("aggregateversion").asLong()).isEqualTo(2);
            assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
            assertThat(event.path("data")
                            .path("years")
                            .get(0)
                            .path("after")
                            .path("judged")
                            .asText())
                    .isEqualTo("32.8");
            assertThat(listener.header("Content-Type")).startsWith("text/event-stream");
            assertThat(listener.header("Cache-Control")).isEqualTo("no-store");
            assertThat(listener.header("Content-Encoding")).isIn(null, "identity");
        }
    }

    @Test
    void eachHearsOnlyWhatItAskedFor() {
        try (PublishedProgress said = announced("441002");
                PublishedProgress neighbour = announced("441003")) {
            Listener everything = follow("441002", "");
            Listener plan = follow("441002", "?plan=a");
            Listener element = follow("441002", "?plan=a&element=p1");
            Listener department = follow("441002", "?department=d2");
            Listener grades = follow("441002", "?gradeChanges=true");
            UUID one = said.progress("a", "x", 1, "\"p1\", \"s1\"", "\"d1\"");
            UUID two = said.progress("a", "y", 1, "\"p2\"", "\"d2\"");
            UUID three = said.progress("b", "x", 1, "\"p1\"", "\"d2\"");
            neighbour.progress("a", "x", 1);
            UUID four = said.grade("a", "y", 1, "B", "\"p2\"", "\"d1\"");
            UUID five = said.given("a", "y", 1, "A");
            settled(() -> assertThat(ids(everything)).containsExactlyInAnyOrder(one, two, three, four, five));
            settled(() -> assertThat(ids(plan)).containsExactlyInAnyOrder(one, two, four, five));
            settled(() -> assertThat(ids(element)).containsExactly(one));
            settled(() -> assertThat(ids(department)).containsExactlyInAnyOrder(two, three));
            settled(() -> assertThat(ids(grades)).containsExactlyInAnyOrder(four, five));
            assertThat(element.heard).hasSize(1);
        }
    }

    /** ASVS 5.0 8.2.2: the rule of what may be read is the rule of what may be heard. */
    @Test
    void residentsHearOfAdoptedEditionsOnly() {
        try (PublishedProgress said = announced("441021")) {
            String path = "/api/report/v1/municipalities/441021/progress-events?from=start";
            Listener resident = new Listener(ears, RestAssured.port, path).asNobody();
            Listener planner = new Listener(ears, RestAssured.port, path);
            resident.connect().join();
            planner.connect().join();
            UUID draft = said.progress("coming", "x", 1);
            settled(() -> assertThat(ids(planner)).containsExactly(draft));
            said.edition("plan", "計画");
            settled(() -> given().header(SignedIn.NOBODY, "1")
                    .get("/api/report/v1/municipalities/441021/feeds/plans/plan")
                    .then()
                    .statusCode(200));
            UUID published = said.progress("plan", "x", 1);
            settled(() -> assertThat(ids(planner)).containsExactly(draft, published));
            settled(() -> assertThat(ids(resident)).containsExactly(published));
            Listener late = new Listener(ears, RestAssured.port, path).asNobody();
            late.connect().join();
            settled(() -> assertThat(ids(late)).containsExactly(published));
        }
    }

    @Test
    void whoComesBackHearsWhatItMissedOnceAndThenGoesOn() {
        try (PublishedProgress said = announced("441004")) {
            Listener listener = follow("441004", "?plan=a");
            List<UUID> ids = new ArrayList<>(said.manyProgress("a", 1, 5));
            settled(() -> assertThat(listener.heard).hasSize(5));
            listener.hangUp();
            ids.addAll(said.manyProgress("a", 6, 45));
            said.manyProgress("b", 1, 5);
            settled(() -> assertThat(logged("441004")).hasSize(55));
            listener.connect().join();
            ids.addAll(said.manyProgress("a", 51, 5));
            settled(() -> assertThat(listener.heard).hasSize(55));
            assertThat(ids(listener)).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(listener.positions()).isEqualTo(expected(new Filter("441004", "a", null, null, false, true)));
        }
    }

    /** Even before anything happened it knows where it stood. */
    @Test
    void whoHasHeardNothingYetMissesNothingEither() {
        try (PublishedProgress said = announced("441005")) {
            Listener listener = follow("441005", "");
            assertThat(listener.position()).isGreaterThanOrEqualTo(0);
            listener.hangUp();
            UUID missed = said.progress("a", "x", 1);
            settled(() -> assertThat(logged("441005")).contains(missed));
            listener.connect().join();
            settled(() -> assertThat(ids(listener)).containsExactly(missed));
        }
    }

    @Test
    void aToolMayBeginAtTheStartOrAtAPosition() {
        try (PublishedProgress said = announced("441006")) {
            List<UUID> ids = said.manyProgress("a", 1, 60);
            settled(() -> assertThat(logged("441006")).hasSize(60));
            List<Long> positions = expected(new Filter("441006", null, null, null, false, true));
            Listener start = follow("441006", "?from=start");
            Listener middle = follow("441006", "?from=" + positions.get(29));
            Listener tool = follow("441006", "?lastEventId=" + positions.get(58) + "&from=start");
            settled(() -> assertThat(ids(start)).containsExactlyInAnyOrderElementsOf(ids));
            settled(() -> assertThat(middle.positions()).isEqualTo(positions.subList(30, 60)));
            settled(() -> assertThat(tool.positions()).isEqualTo(positions.subList(59, 60)));
        }
    }

    @Test
    void aSilentStreamSaysThatItLivesAndHowFarItHasCome() {
        try (PublishedProgress said = announced("441007")) {
            Listener listener = follow("441007", "?plan=a");
            long begun = listener.position();
            said.progress("b", "x", 1);
            settled(() -> assertThat(listener.heartbeats()).isGreaterThanOrEqualTo(2));
            settled(() -> assertThat(listener.position()).isGreaterThan(begun));
            assertThat(listener.heard).isEmpty();
        }
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        announced("441008").close();
        String address = "/api/report/v1/municipalities/441008/progress-events";
        given().urlEncodingEnabled(false)
                .header("Last-Event-ID", "abc")
                .get(address + "?element=s1&gradeChanges=yes&from=yesterday&lastEventId=-1&department=a%00b")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:shirube:problem:malformed"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "#element", "#gradeChanges", "#from", "#lastEventId", "#Last-Event-ID", "#department"));
        given().get("/api/report/v1/municipalities/999999/progress-events")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:municipality-unknown"));
        given().header("Last-Event-ID", "999999999999")
                .header("Accept-Language", "en")
                .get(address)
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:shirube:problem:position-gone"))
                .body("detail", containsString("does not exist yet"));
    }

    @Test
    void aPositionThatIsNoLongerKeptIsRefused() throws SQLException {
        announced("441009").close();
        try {
            execute("update progress_log_pruned set position = 1");
            given().header("Last-Event-ID", "0")
                    .get("/api/report/v1/municipalities/441009/progress-events")
                    .then()
                    .statusCode(410)
                    .body("detail", containsString("保存期間"));
        } finally {
            execute("update progress_log_pruned set position = 0");
        }
    }

    /** Another replica logged it: nobody in this process says so. */
    @Test
    void whatAnotherReplicaLoggedIsHeardToo() throws SQLException {
        announced("441010").close();
        Listener listener = follow("441010", "");
        logElsewhere("441010", 3, 10);
        settled(() -> assertThat(listener.heard).hasSize(3));
    }

    /** More at once than is kept in memory for those who are up to date. */
    @Test
    void aBurstReachesWhoIsUpToDateWholeAndInOrder() throws SQLException {
        announced("441014").close();
        Listener all = follow("441014", "");
        Listener none = follow("441014", "?plan=other");
        logElsewhere("441014", 3000, 100);
        settled(() -> assertThat(all.heard).hasSize(3000));
        assertThat(all.positions()).isEqualTo(expected(new Filter("441014", null, null, null, false, true)));
        settled(() -> assertThat(none.position()).isGreaterThanOrEqualTo(all.position()));
        assertThat(none.heard).isEmpty();
    }

    @Test
    void whoOnlyAsksWhetherThereIsAStreamFollowsNothing() {
        announced("441015").close();
        int before = following();
        given().head(address("441015", "")).then().statusCode(200).contentType("text/event-stream");
        assertThat(following()).isEqualTo(before);
    }

    @Test
    void whoFindsNoPlaceIsToldWhenToComeBack() {
        Duration any = Duration.ofSeconds(1);
        Followers small = new Followers(log, events, vertx, new SimpleMeterRegistry(), 1, any, any, any);
        small.takePlace();
        assertThatThrownBy(small::takePlace).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.type().status()).isEqualTo(503);
            assertThat(refusal.retryAfterSeconds()).isPositive();
        });
        small.giveBackPlace();
        small.takePlace();
    }

    @Test
    void theOneAddressPassesTheStreamOnAsItComes() throws IOException, InterruptedException {
        List<Routes.Target> here = List.of(new Routes.Target("127.0.0.1", RestAssured.port));
        try (OneAddress address = OneAddress.start("127.0.0.1", 0, new Routes(here, here, here));
                PublishedProgress said = announced("441011")) {
            Listener listener =
                    new Listener(ears, address.port(), "/api/report/v1/municipalities/441011/progress-events");
            listener.connect().join();
            int before = following();
            for (int version = 1; version <= 3; version++) {
                int heard = version;
                said.progress("a", "x", version);
                settled(() -> assertThat(listener.heard).hasSize(heard));
            }
            listener.hangUp();
            settled(() -> assertThat(following()).isLessThan(before));
        }
    }

    /** None gets a gap or a double while every tenth hangs up and comes back, and then all at once. */
    @Test
    void manyFollowersHearEverythingOnceThroughAStormOfReconnects() {
        int rounds = 10;
        int perRound = 20;
        Random random = new Random(7);
        try (PublishedProgress said = announced("441012")) {
            List<Listener> all = new ArrayList<>();
            for (int i = 0; i < FOLLOWERS; i++) {
                all.add(new Listener(ears, RestAssured.port, address("441012", i % 2 == 0 ? "" : "?plan=p" + i % 3)));
            }
            connect(all);
            for (int round = 0; round < rounds; round++) {
                List<Listener> back =
                        all.stream().filter(listener -> random.nextInt(10) == 0).toList();
                back.forEach(Listener::hangUp);
                said.manyProgress("p" + round % 3, round * perRound, perRound);
                connect(back);
            }
            all.forEach(Listener::hangUp);
            said.manyProgress("p1", rounds * perRound, perRound);
            connect(all);
            said.manyProgress("p1", (rounds + 1) * perRound, perRound);
            settled(() -> assertThat(logged("441012")).hasSize((rounds + 2) * perRound));
            List<Long> everything = expected(new Filter("441012", null, null, null, false, true));
            List<List<Long>> ofPlan = IntStream.range(0, 3)
                    .mapToObj(plan -> expected(new Filter("441012", "p" + plan, null, null, false, true)))
                    .toList();
            List<List<Long>> wanted = IntStream.range(0, FOLLOWERS)
                    .mapToObj(i -> i % 2 == 0 ? everything : ofPlan.get(i % 3))
                    .toList();
            settled(() -> assertThat(IntStream.range(0, FOLLOWERS)
                            .filter(i -> all.get(i).heard.size() < wanted.get(i).size()))
                    .as("still waiting")
                    .isEmpty());
            for (int i = 0; i < FOLLOWERS; i++) {
                assertThat(all.get(i).positions()).as("follower " + i).isEqualTo(wanted.get(i));
            }
        }
    }

    /** All they could be sent is more than this JVM has memory for. */
    @Test
    void slowReadersAreCutOffWithoutHoldingUpTheOthersAndResume() throws IOException, SQLException {
        int slow = 60;
        announced("441013").close();
        logElsewhere("441013", 2500, 8000);
        List<Long> expected = expected(new Filter("441013", null, null, null, false, true));
        double before = cutOff();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < slow; i++) {
                sockets.add(slowReader("441013"));
            }
            Listener quick = follow("441013", "?from=start");
            settled(() -> assertThat(quick.heard).hasSize(expected.size()));
            assertThat(quick.positions()).isEqualTo(expected);
            settled(() -> assertThat(cutOff() - before).isEqualTo(slow));
            assertThat(quick.ended()).isFalse();

            List<Long> read = wholeEvents(sockets.getFirst());
            assertThat(read.size()).isLessThan(expected.size());
            assertThat(read).isEqualTo(expected.subList(0, read.size()));
            Listener back = follow("441013", "?lastEventId=" + (read.isEmpty() ? 0 : read.getLast()));
            settled(() -> assertThat(back.positions()).isEqualTo(expected.subList(read.size(), expected.size())));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            execute("delete from progress_log where municipality = '441013'");
        }
    }

    private Socket slowReader(String code) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
        socket.getOutputStream()
                .write(("GET " + address(code, "?from=start") + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + SignedIn.everything(address(code, "")) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What lies in the buffers after the connection was reset, up to the last event that is complete. */
    private static List<Long> wholeEvents(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try (InputStream in = socket.getInputStream()) {
            byte[] part = new byte[8192];
            int length = in.read(part);
            while (length >= 0) {
                text.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
                length = in.read(part);
            }
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        List<Long> positions = new ArrayList<>();
        Matcher event = Pattern.compile("id: ([0-9]+)\\nevent: [^\\n]*\\ndata: [^\\n]*\\n\\n")
                .matcher(text);
        while (event.find()) {
            positions.add(Long.valueOf(event.group(1)));
        }
        return positions;
    }

    private PublishedProgress announced(String code) {
        PublishedProgress said = new PublishedProgress(code);
        said.municipality("試験市");
        settled(() -> assertThat(count("select count(*) from municipality where code = ?", code))
                .isEqualTo(1));
        return said;
    }

    private Listener follow(String code, String query) {
        return new Listener(ears, RestAssured.port, address(code, query))
                .connect()
                .join();
    }

    private static String address(String code, String query) {
        return "/api/report/v1/municipalities/" + code + "/progress-events" + query;
    }

    private static void connect(List<Listener> listeners) {
        CompletableFuture.allOf(listeners.stream().map(Listener::connect).toArray(CompletableFuture[]::new))
                .orTimeout(120, TimeUnit.SECONDS)
                .join();
    }

    private List<UUID> ids(Listener listener) {
        return listener.heard.stream()
                .map(heard -> {
                    try {
                        return UUID.fromString(
                                json.readTree(heard.data()).path("id").asText());
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private List<UUID> logged(String code) {
        return log.after(0, new Filter(code, null, null, null, false, true), 100_000).stream()
                .map(Entry::id)
                .toList();
    }

    private List<Long> expected(Filter filter) {
        return log.after(0, filter, 100_000).stream().map(Entry::position).toList();
    }

    private void logElsewhere(String code, int count, int size) throws SQLException {
        execute("""
                insert into progress_log (event_id, type, subject, version, occurred_at, municipality, plan, edition, target,
                                          indicator, elements, departments, data, logged_at)
                select gen_random_uuid(), 'jp.shirube.report.progress.changed.v1', 's', n, now(), '%s', 'a', 1, 't', 'i', '{}', '{}',
                       '{"filler":"' || repeat('x', %d) || '"}', now()
                from generate_series(1, %d) n order by n""".formatted(code, size, count));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String sql, String parameter) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static double cutOff() {
        return metric("shirube_progress_followers_cut_off_total");
    }

    private static int following() {
        return (int) metric("shirube_progress_followers");
    }

    private static double metric(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*\\})? ([0-9.E]+)$")
                .matcher(given().get("/q/metrics").asString());
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(facts);
    }
}
