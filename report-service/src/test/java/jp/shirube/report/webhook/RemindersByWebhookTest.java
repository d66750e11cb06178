package jp.shirube.report.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import jp.shirube.local.RealParts;
import jp.shirube.report.progresslog.CloudEvents;
import jp.shirube.report.progresslog.Entry;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.progresslog.PublishedProgress;
import jp.shirube.report.webhook.LocalReceiver.Answer;
import jp.shirube.report.webhook.LocalReceiver.Received;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** 督促: that a department is reminded reaches the systems of those who work here, and nobody else's. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class RemindersByWebhookTest {

    private static final String TOWN = "520613";
    private static final String WEBHOOKS = "/api/report/v1/municipalities/" + TOWN + "/webhooks";

    @Inject
    Subscriptions subscriptions;

    @Inject
    Deliveries deliveries;

    @Inject
    Outcomes outcomes;

    @Inject
    ProgressLog log;

    @Inject
    CloudEvents cloudEvents;

    @Inject
    ReceiverAddresses addresses;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry metrics;

    @Inject
    AgroalDataSource database;

    private final MovedClock clock = new MovedClock();

    @Test
    void aReminderIsSentSignedToWhoSeesDraftsAndToNobodyElse() throws Exception {
        String planner = SignedIn.everything(WEBHOOKS);
        String subscriber = Tokens.of(TOWN, "SUBSCRIBER");
        try (LocalReceiver office = new LocalReceiver(Answer.status(200));
                LocalReceiver everything = new LocalReceiver(Answer.status(200));
                LocalReceiver otherDepartment = new LocalReceiver(Answer.status(200));
                LocalReceiver outside = new LocalReceiver(Answer.status(200));
                PublishedProgress said = new PublishedProgress(TOWN)) {
            said.municipality("試験市");
            settled(() -> given().get(WEBHOOKS).then().statusCode(200));
            String secret =
                    register(planner, office, """
                    {"types": ["%s"], "department": "sports"}""".formatted(Entry.REMINDER_DUE)).getString("secret");
            register(planner, everything, "{}");
            register(planner, otherDepartment, "{\"department\": \"kenko\"}");
            register(subscriber, outside, "{}");
            Dispatcher replica = new Dispatcher(
                    subscriptions,
                    deliveries,
                    outcomes,
                    log,
                    new Sender(addresses, clock, Duration.ofSeconds(15)),
                    json,
                    clock,
                    metrics,
                    true,
                    Duration.ofSeconds(30));
            replica.begin();
            try {
                UUID reminder = said.reminder("fy2025", "sports", 1);
                settled(() -> assertThat(office.ids()).containsExactly(reminder.toString()));
                UUID progress = said.progress("a", "x", 1);
                settled(() -> assertThat(everything.ids())
                        .containsExactlyInAnyOrder(reminder.toString(), progress.toString()));
                toldToWhoWorksHere();
                theSubscriberIsUpToDate(subscriber);
                assertThat(office.received()).hasSize(1);
                assertThat(otherDepartment.received()).isEmpty();
                assertThat(outside.received()).isEmpty();
            } finally {
                replica.end();
                forgetWebhooks();
            }
            Received received = office.received().getFirst();
            new Webhook(secret).verify(received.body(), received.headers());
            JsonNode body = json.readTree(received.body());
            assertThat(body.path("type").asText()).isEqualTo(Entry.REMINDER_DUE);
            assertThat(body.path("subject").asText()).isEqualTo(TOWN + "/collection-reminder/fy2025/sports");
            assertThat(body.at("/data/items/0/name").asText()).isEqualTo("創業者数");
        }
    }

    /** As server-sent events read it. */
    private void toldToWhoWorksHere() throws Exception {
        Set<String> reminders = Set.of(Entry.REMINDER_DUE);
        List<Entry> told = log.after(0, new Filter(TOWN, null, null, null, reminders, false, true), 10);
        assertThat(told).hasSize(1);
        assertThat(json.readTree(cloudEvents.line(told.getFirst()))
                        .path("source")
                        .asText())
                .isEqualTo("/kpi-service");
        assertThat(log.after(0, new Filter(TOWN, null, null, null, reminders, false, false), 10))
                .isEmpty();
        assertThat(log.after(0, new Filter(TOWN, "a", null, null, reminders, false, true), 10))
                .isEmpty();
    }

    /** Nothing waits for it: what was published in the meantime was a draft's too. */
    private static void theSubscriberIsUpToDate(String token) {
        settled(() -> given().header("Authorization", "Bearer " + token)
                .get(WEBHOOKS)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].waiting", equalTo(0)));
    }

    @Test
    void aTypeNobodyPublishesIsRefusedAtItsPlace() {
        String webhooks = WEBHOOKS.replace(TOWN, "520614");
        try (PublishedProgress said = new PublishedProgress("520614")) {
            said.municipality("試験市");
            settled(() -> given().get(webhooks).then().statusCode(200));
        }
        given().contentType("application/json")
                .body("""
                        {"url": "https://hooks.example.jp/x", "filter": {"types": ["jp.shirube.kpi.nothing.v1"]}}""")
                .post(webhooks)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/filter/types/0"));
        given().get("/api/report/v1/municipalities/520614/progress-events?type=nothing")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("#type")));
    }

    private static JsonPath register(String token, LocalReceiver receiver, String filter) {
        ValidatableResponse answer = given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"url\": \"" + receiver.url() + "\", \"filter\": " + filter + "}")
                .post(WEBHOOKS)
                .then()
                .statusCode(201);
        return answer.extract().jsonPath();
    }

    private void forgetWebhooks() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from webhook");
        }
    }

    private static void settled(ThrowingRunnable fact) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(fact);
    }
}
