package jp.shirube.report.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jp.shirube.local.RealParts;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.progresslog.PublishedProgress;
import jp.shirube.report.webhook.LocalReceiver.Answer;
import jp.shirube.report.webhook.LocalReceiver.Received;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Standard Webhooks 1.0.0 and the ledger of faults.md, over the real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class WebhookDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Subscriptions subscriptions;

    @Inject
    Deliveries deliveries;

    @Inject
    Outcomes outcomes;

    @Inject
    ProgressLog log;

    @Inject
    ReceiverAddresses addresses;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry metrics;

    @Inject
    AgroalDataSource database;

    private final MovedClock clock = new MovedClock();
    private final List<Dispatcher> running = new ArrayList<>();

    /** A replica that delivers. */
    private Dispatcher replica(Duration timeout) {
        Dispatcher dispatcher = new Dispatcher(
                subscriptions,
                deliveries,
                outcomes,
                log,
                new Sender(addresses, clock, timeout),
                json,
                clock,
                metrics,
                true,
                Duration.ofSeconds(30));
        running.add(dispatcher);
        dispatcher.begin();
        return dispatcher;
    }

    @AfterEach
    void nobodyDeliversAnyMore() throws InterruptedException, SQLException {
        for (Dispatcher dispatcher : running) {
            dispatcher.end();
        }
        execute("delete from webhook");
    }

    @Test
    void whatIsPublishedReachesEveryReceiverThatAskedForItOnceAndSigned() throws Exception {
        try (LocalReceiver all = new LocalReceiver(Answer.status(200));
                LocalReceiver ofPlan = new LocalReceiver(Answer.status(204));
                LocalReceiver grades = new LocalReceiver(Answer.status(200));
                LocalReceiver department = new LocalReceiver(Answer.status(200));
                PublishedProgress said = municipality("320001")) {
            Registered whole = register("320001", all, "{}");
            register("320001", ofPlan, "{\"plan\": \"b\", \"element\": \"p1\"}");
            register("320001", grades, "{\"gradeChangesOnly\": true}");
            register("320001", department, "{\"department\": \"d2\"}");
            replica(Duration.ofSeconds(15));
            said.manyProgress("a", 1, 300);
            said.progress("b", "x", 1);
            said.progress("b", "y", 1, "\"p2\"", "\"d2\"");
            said.grade("b", "x", 2, "B");
            said.given("b", "x", 1, "A");
            settled(() -> {
                assertThat(all.received()).hasSize(304);
                assertThat(ofPlan.received()).hasSize(2);
                assertThat(grades.received()).hasSize(2);
                assertThat(department.received()).hasSize(1);
            });
            assertThat(all.ids()).doesNotHaveDuplicates();
            assertThat(new HashSet<>(all.ids()))
                    .isEqualTo(texts("select event_id::text from progress_log where municipality = '320001'"));
            assertThat(new HashSet<>(grades.ids()))
                    .isEqualTo(texts("select event_id::text from progress_log where municipality = '320001' and "
                            + "type like 'jp.shirube.report.grade.%'"));
            for (Received received : all.received()) {
                new Webhook(whole.secret()).verify(received.body(), received.headers());
            }
            inOrderOfTheirSubject(all);
            JsonNode body = json.readTree(grades.received().stream()
                    .filter(one -> one.body().contains("grade.changed"))
                    .findFirst()
                    .orElseThrow()
                    .body());
            assertThat(body.path("type").asText()).isEqualTo("jp.shirube.report.grade.changed.v1");
            assertThat(body.path("timestamp").asText()).isEqualTo("2026-05-01T00:00:00.123456Z");
            assertThat(body.path("subject").asText()).isEqualTo("320001/target/b/x");
            assertThat(body.path("version").asLong()).isEqualTo(2);
            assertThat(body.path("data")
                            .path("years")
                            .path(0)
                            .path("after")
                            .path("symbol")
                            .asText())
                    .isEqualTo("B");
            settled(() -> {
                JsonPath shown = get(whole, "").extract().jsonPath();
                assertThat(shown.getLong("waiting")).isZero();
                assertThat(shown.getString("lastSuccessAt")).isNotNull();
            });
            assertThat(deliveries(whole, "DELIVERED")).hasSize(200);
        }
    }

    private void inOrderOfTheirSubject(LocalReceiver receiver) throws IOException {
        Map<String, Long> newest = new HashMap<>();
        for (Received received : receiver.received()) {
            JsonNode body = json.readTree(received.body());
            String subject = body.path("subject").asText();
            long version = body.path("version").asLong();
            assertThat(version).as(subject).isGreaterThan(newest.getOrDefault(subject, 0L));
            newest.put(subject, version);
        }
    }

    @Test
    void aFailedDeliveryIsTriedTenTimesOverThreeDaysAndGivenUpAndAPersonMaySendItAgain() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
                    byte[] why = "故障中".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(500, why.length);
                    exchange.getResponseBody().write(why);
                });
                PublishedProgress said = municipality("320002")) {
            Registered webhook = register("320002", receiver, "{}");
            replica(Duration.ofSeconds(15));
            UUID id = said.progress("a", "x", 1);
            for (int attempt = 1; attempt <= 10; attempt++) {
                int expected = attempt;
                settled(() -> {
                    assertThat(receiver.received()).hasSize(expected);
                    assertThat(deliveries(webhook, expected < 10 ? "WAITING" : "GIVEN_UP"))
                            .hasSize(1);
                    assertThat(attempts(webhook)).hasSize(expected);
                });
                if (attempt < 10) {
                    Duration pause = RetrySchedule.PAUSES.get(attempt - 1);
                    if (pause.compareTo(Duration.ofMinutes(1)) > 0) {
                        // Just before the time nothing happens; a look of the dispatcher is not far.
                        clock.move(pause.minusSeconds(30));
                        Thread.sleep(700);
                        assertThat(receiver.received()).hasSize(expected);
                        clock.move(Duration.ofSeconds(30));
                    }
                    clock.move(Duration.ofMillis((long) (pause.toMillis() * RetrySchedule.MOST_JITTER) + 1000));
                    if (pause.compareTo(Duration.ofMinutes(1)) <= 0) {
                        clock.move(pause);
                    }
                }
            }
            assertThat(receiver.ids()).containsOnly(id.toString());
            assertThat(attempts(webhook).getFirst().toString()).contains("故障中");
            clock.move(Duration.ofDays(30));
            Thread.sleep(700);
            assertThat(receiver.received()).hasSize(10);
            receiver.answer(Answer.status(200));
            Long delivery = get(webhook, "/deliveries").extract().jsonPath().getLong("items[0].id");
            given().post(webhook.path() + "/deliveries/" + delivery + "/retry")
                    .then()
                    .statusCode(202);
            settled(() -> assertThat(deliveries(webhook, "DELIVERED")).hasSize(1));
            assertThat(receiver.ids()).hasSize(11).containsOnly(id.toString());
        }
    }

    @Test
    void aReceiverThatIsGoneIsSentNothingMoreUntilSomebodyEnablesItAgain() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(410));
                PublishedProgress said = municipality("320003")) {
            Registered webhook = register("320003", receiver, "{}");
            replica(Duration.ofSeconds(15));
            said.progress("a", "x", 1);
            settled(() -> assertThat(get(webhook, "").extract().jsonPath().getString("disabledBecause"))
                    .isEqualTo("GONE"));
            int before = receiver.received().size();
            said.progress("a", "x", 2);
            settled(() -> assertThat(get(webhook, "").extract().jsonPath().getLong("waiting"))
                    .isEqualTo(2));
            Thread.sleep(700);
            assertThat(receiver.received()).hasSize(before);
            receiver.answer(Answer.status(200));
            given().contentType("application/json")
                    .header("If-Match", "*")
                    .body("{\"state\": \"ACTIVE\"}")
                    .patch(webhook.path())
                    .then()
                    .statusCode(200);
            clock.move(Duration.ofMinutes(1));
            settled(() -> assertThat(get(webhook, "").extract().jsonPath().getLong("waiting"))
                    .isZero());
            assertThat(new HashSet<>(receiver.ids())).hasSize(2);
        }
    }

    @Test
    void aReceiverThatOnlyFailedForFiveDaysIsDisabledWithTheReason() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(500));
                PublishedProgress said = municipality("320004")) {
            Registered webhook = register("320004", receiver, "{}");
            replica(Duration.ofSeconds(15));
            said.progress("a", "x", 1);
            settled(() -> assertThat(deliveries(webhook, "WAITING")).hasSize(1));
            clock.move(Duration.ofDays(6));
            said.progress("a", "y", 1);
            settled(() -> assertThat(deliveries(webhook, "WAITING")).hasSize(2));
            assertThat(get(webhook, "").extract().jsonPath().getString("state"))
                    .as("one failure more after quiet days")
                    .isEqualTo("ACTIVE");
            for (int i = 0; i < 3; i++) {
                clock.move(Duration.ofHours(3));
                Thread.sleep(700);
            }
            settled(() -> {
                JsonPath shown = get(webhook, "").extract().jsonPath();
                assertThat(shown.getString("state")).isEqualTo("DISABLED");
                assertThat(shown.getString("disabledBecause")).isEqualTo("FAILING");
            });
        }
    }

    @Test
    void receiversThatHangHoldUpNobodyElse() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (LocalReceiver hanging = new LocalReceiver((received, exchange) -> {
                    over.await();
                    exchange.sendResponseHeaders(200, -1);
                });
                LocalReceiver dripping = new LocalReceiver((received, exchange) -> {
                    exchange.sendResponseHeaders(200, 1000);
                    while (!over.await(100, TimeUnit.MILLISECONDS)) {
                        exchange.getResponseBody().write('.');
                        exchange.getResponseBody().flush();
                    }
                });
                LocalReceiver failing = new LocalReceiver(Answer.status(500));
                LocalReceiver good = new LocalReceiver(Answer.status(200));
                PublishedProgress said = municipality("320005")) {
            register("320005", hanging, "{}");
            register("320005", dripping, "{}");
            register("320005", failing, "{}");
            register("320005", good, "{}");
            replica(Duration.ofMinutes(5));
            said.manyProgress("a", 1, 200);
            settled(() -> assertThat(good.received()).hasSize(200));
            assertThat(good.ids()).doesNotHaveDuplicates();
            settled(() -> {
                assertThat(hanging.received()).as("all at once").hasSize(Courier.MOST_AT_ONCE);
                assertThat(dripping.received()).hasSize(Courier.MOST_AT_ONCE);
            });
            over.countDown();
            settled(() -> assertThat(hanging.received()).hasSize(200));
        } finally {
            over.countDown();
        }
    }

    @Test
    void fromAPointEverythingIsSentAgainUnderTheSameIds() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(200));
                PublishedProgress said = municipality("320006")) {
            Registered webhook = register("320006", receiver, "{}");
            replica(Duration.ofSeconds(15));
            said.manyProgress("a", 1, 20);
            settled(() -> assertThat(deliveries(webhook, "DELIVERED")).hasSize(20));
            receiver.answer(Answer.status(500));
            String failed = said.progress("a", "late", 1).toString();
            settled(() -> assertThat(deliveries(webhook, "WAITING")).hasSize(1));
            receiver.answer(Answer.status(200));
            List<String> first = receiver.ids().subList(0, 20);
            long tenth = json.readTree(receiver.received().get(9).body())
                    .path("position")
                    .asLong();
            Set<String> expected = texts(
                    "select event_id::text from progress_log where municipality = '320006' and position > " + tenth);
            receiver.received().clear();
            given().contentType("application/json")
                    .body("{\"from\": " + tenth + "}")
                    .post(webhook.path() + "/replay")
                    .then()
                    .statusCode(202);
            settled(() -> assertThat(new HashSet<>(receiver.ids())).isEqualTo(expected));
            assertThat(receiver.ids()).doesNotHaveDuplicates().contains(failed);
            assertThat(first)
                    .containsAll(receiver.ids().stream()
                            .filter(id -> !id.equals(failed))
                            .toList());
            assertThat(deliveries(webhook, "REPLACED"))
                    .as("nobody tries it twice")
                    .hasSize(1);
            receiver.received().clear();
            given().contentType("application/json")
                    .body("{\"from\": \"start\"}")
                    .post(webhook.path() + "/replay")
                    .then()
                    .statusCode(202);
            settled(() -> assertThat(receiver.ids()).hasSize(21));
        }
    }

    @Test
    void whileASecretIsRotatedBothSignAndADayLaterOnlyTheNewOne() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(200));
                PublishedProgress said = municipality("320007")) {
            Registered webhook = register("320007", receiver, "{}");
            replica(Duration.ofSeconds(15));
            String next = given().post(webhook.path() + "/secret")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("secret");
            // Whoever delivers hears of it in a moment.
            int[] version = {0};
            settled(() -> {
                said.progress("a", "x", ++version[0]);
                assertThat(receiver.received()).anyMatch(one -> one.signature().contains(" "));
            });
            settled(() -> assertThat(receiver.received()).hasSize(version[0]));
            Received both = receiver.received().getLast();
            new Webhook(webhook.secret()).verify(both.body(), both.headers());
            new Webhook(next).verify(both.body(), both.headers());
            clock.move(Duration.ofHours(25));
            said.progress("a", "x", version[0] + 1);
            settled(() -> assertThat(receiver.received()).hasSize(version[0] + 1));
            Received later = receiver.received().getLast();
            // The library looks at the real time; the signature is compared instead.
            assertThat(later.signature())
                    .isEqualTo(new Webhook(next).sign(later.id(), later.timestamp(), later.body()))
                    .doesNotContain(" ");
        }
    }

    @Test
    void whatAReplicaHadSentAndNotNotedIsSentAgainByTheNextOneUnderTheSameId() throws Exception {
        CountDownLatch frozen = new CountDownLatch(1);
        try (LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
                    frozen.await();
                    exchange.sendResponseHeaders(200, -1);
                });
                PublishedProgress said = municipality("320008")) {
            Registered webhook = register("320008", receiver, "{}");
            replica(Duration.ofMinutes(1));
            String id = said.progress("a", "x", 1).toString();
            settled(() -> assertThat(receiver.ids()).containsExactly(id));
            // The replica is gone as far as the others can see; what it notes later is not taken.
            receiver.answer(Answer.status(200));
            execute("update webhook set worker = gen_random_uuid(), leased_until = now() - interval '1 second'");
            replica(Duration.ofSeconds(15));
            settled(() -> {
                assertThat(receiver.ids()).containsExactly(id, id);
                assertThat(deliveries(webhook, "DELIVERED")).hasSize(1);
            });
            frozen.countDown();
            said.progress("a", "x", 2);
            settled(() -> assertThat(deliveries(webhook, "DELIVERED")).hasSize(2));
            assertThat(attempts(webhook)).as("the zombie notes nothing").hasSize(1);
            assertThat(new HashSet<>(receiver.ids())).hasSize(2);
        } finally {
            frozen.countDown();
        }
    }

    @Test
    void twoReplicasSendEachEventOnceAndOneTakesOverFromTheOther() throws Exception {
        try (LocalReceiver one = new LocalReceiver(Answer.status(200));
                LocalReceiver other = new LocalReceiver(Answer.status(200));
                PublishedProgress said = municipality("320009")) {
            register("320009", one, "{}");
            register("320009", other, "{}");
            Dispatcher first = replica(Duration.ofSeconds(15));
            replica(Duration.ofSeconds(15));
            said.manyProgress("a", 1, 100);
            settled(() -> {
                assertThat(one.received()).hasSize(100);
                assertThat(other.received()).hasSize(100);
            });
            first.end();
            running.remove(first);
            said.manyProgress("a", 101, 100);
            settled(() -> {
                assertThat(one.received()).hasSize(200);
                assertThat(other.received()).hasSize(200);
            });
            assertThat(one.ids()).doesNotHaveDuplicates();
            assertThat(other.ids()).doesNotHaveDuplicates();
            inOrderOfTheirSubject(one);
        }
    }

    @Test
    void aReceiverThatAsksForPatienceIsLeftAloneSoLong() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
                    exchange.getResponseHeaders().add("Retry-After", "600");
                    exchange.sendResponseHeaders(429, -1);
                });
                PublishedProgress said = municipality("320010")) {
            Registered webhook = register("320010", receiver, "{}");
            replica(Duration.ofSeconds(15));
            said.progress("a", "x", 1);
            settled(() -> assertThat(deliveries(webhook, "WAITING")).hasSize(1));
            receiver.answer(Answer.status(200));
            said.progress("a", "y", 1);
            clock.move(Duration.ofMinutes(9));
            Thread.sleep(700);
            assertThat(receiver.received()).hasSize(1);
            clock.move(Duration.ofMinutes(2));
            settled(() -> assertThat(deliveries(webhook, "DELIVERED")).hasSize(2));
        }
    }

    @Test
    void theLogOfWhatIsOverIsRemovedAfterAWhileAndWhatWaitsIsNot() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(200));
                PublishedProgress said = municipality("320011")) {
            Registered webhook = register("320011", receiver, "{}");
            replica(Duration.ofSeconds(15));
            said.progress("a", "x", 1);
            settled(() -> assertThat(deliveries(webhook, "DELIVERED")).hasSize(1));
            receiver.answer(Answer.status(500));
            said.progress("a", "x", 2);
            settled(() -> assertThat(deliveries(webhook, "WAITING")).hasSize(1));
            new DeliveryLogCleaning(deliveries, clock, Duration.ofDays(30)).clean();
            assertThat(deliveries(webhook, "DELIVERED")).hasSize(1);
            execute("update webhook set disabled_at = now(), disabled_because = 'BY_HAND'");
            clock.move(Duration.ofDays(31));
            new DeliveryLogCleaning(deliveries, clock, Duration.ofDays(30)).clean();
            assertThat(deliveries(webhook, "DELIVERED")).isEmpty();
            assertThat(deliveries(webhook, "WAITING")).hasSize(1);
        }
    }

    @Test
    void operatorsSeeHowMuchWaitsAndWhatBecameOfTheRest() throws Exception {
        try (LocalReceiver receiver = new LocalReceiver(Answer.status(500));
                PublishedProgress said = municipality("320012")) {
            register("320012", receiver, "{}");
            double before = metrics.counter("shirube.webhooks.deliveries", "outcome", "failed")
                    .count();
            replica(Duration.ofSeconds(15));
            said.progress("a", "x", 1);
            settled(() -> assertThat(metrics.counter("shirube.webhooks.deliveries", "outcome", "failed")
                            .count())
                    .isGreaterThan(before));
            given().get("/q/metrics")
                    .then()
                    .statusCode(200)
                    .body(org.hamcrest.Matchers.containsString("shirube_webhooks_waiting "))
                    .body(org.hamcrest.Matchers.containsString("shirube_webhooks_waiting_oldest_seconds"))
                    .body(org.hamcrest.Matchers.containsString(
                            "shirube_webhooks_deliveries_total{outcome=\"failed\"}"));
            assertThat(deliveries.waiting().count()).isEqualTo(1);
        }
    }

    private record Registered(String path, String secret) {}

    private static Registered register(String municipality, LocalReceiver receiver, String filter) {
        String path = "/api/report/v1/municipalities/" + municipality + "/webhooks";
        JsonPath answer = given().contentType("application/json")
                .body("{\"url\": \"" + receiver.url() + "\", \"filter\": " + filter + "}")
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Registered(path + "/" + answer.getString("id"), answer.getString("secret"));
    }

    private static PublishedProgress municipality(String code) {
        PublishedProgress said = new PublishedProgress(code);
        said.municipality("試験市");
        settled(() -> given().get("/api/report/v1/municipalities/" + code + "/webhooks")
                .then()
                .statusCode(200));
        return said;
    }

    private static ValidatableResponse get(Registered webhook, String rest) {
        return given().get(webhook.path() + rest).then().statusCode(200);
    }

    private static List<Object> deliveries(Registered webhook, String state) {
        return get(webhook, "/deliveries?limit=200&state=" + state)
                .extract()
                .jsonPath()
                .getList("items");
    }

    private static List<Object> attempts(Registered webhook) {
        return get(webhook, "/deliveries").extract().jsonPath().getList("items[0].attempts");
    }

    private Set<String> texts(String sql) throws SQLException {
        Set<String> found = new HashSet<>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void settled(ThrowingRunnable fact) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(fact);
    }
}
