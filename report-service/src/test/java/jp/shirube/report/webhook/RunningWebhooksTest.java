package jp.shirube.report.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import jp.shirube.local.RealParts;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.progresslog.PublishedProgress;
import jp.shirube.report.webhook.LocalReceiver.Received;
import org.junit.jupiter.api.Test;

/** The service as it is started delivers without being told to. */
@QuarkusTest
@TestProfile(RunningWebhooksTest.Delivering.class)
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class RunningWebhooksTest {

    public static final class Delivering implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("shirube.webhooks.deliver", "true");
        }
    }

    private static final String ALL = "/api/report/v1/municipalities/322001/webhooks";

    @Inject
    ProgressLog log;

    @Test
    void aReceiverIsToldOfWhatIsPublishedAfterItsRegistration() throws Exception {
        Map<String, Long> arrived = new ConcurrentHashMap<>();
        List<Long> appended = Collections.synchronizedList(new ArrayList<>());
        log.onAppended(() -> appended.add(System.nanoTime()));
        try (LocalReceiver receiver = new LocalReceiver((received, exchange) -> {
                    arrived.put(received.id(), System.nanoTime());
                    exchange.sendResponseHeaders(204, -1);
                });
                PublishedProgress said = new PublishedProgress("322001")) {
            said.municipality("試験市");
            settled(() -> given().get(ALL).then().statusCode(200));
            JsonPath webhook = given().contentType("application/json")
                    .body("{\"url\": \"" + receiver.url() + "\"}")
                    .post(ALL)
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath();
            int events = Integer.getInteger("webhooks.events", 20);
            List<Long> waited = new ArrayList<>();
            for (int version = 1; version <= events; version++) {
                int logged = appended.size();
                String id = said.progress("a", "x", version).toString();
                settled(() -> assertThat(arrived).containsKey(id));
                assertThat(appended.size()).isGreaterThan(logged);
                waited.add((Objects.requireNonNull(arrived.get(id)) - appended.get(logged)) / 1_000);
            }
            for (Received received : receiver.received()) {
                new Webhook(webhook.getString("secret")).verify(received.body(), received.headers());
            }
            assertThat(receiver.ids()).hasSize(events).doesNotHaveDuplicates();
            Collections.sort(waited);
            System.out.printf(
                    "webhook after the commit of the log: %d events, p50 %.1f ms, p99 %.1f ms%n",
                    events, waited.get(events / 2) / 1000.0, waited.get(events * 99 / 100) / 1000.0);
        }
    }

    private static void settled(org.awaitility.core.ThrowingRunnable fact) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(fact);
    }
}
