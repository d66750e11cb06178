package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Everything started as {@code ./shirube up} does, with the five plans. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    private static final String YONEZAWA = "/municipalities/062022";
    private static final String ACTUALS = "/api/kpi/v1" + YONEZAWA + "/indicators/women-on-councils/actuals";
    private static final String PROGRESS =
            "/api/report/v1" + YONEZAWA + "/indicators/women-on-councils/progress?editions=all";

    private final ObjectMapper json = new ObjectMapper();
    private Installation shirube;
    private Installation.Asking planner;

    @BeforeAll
    void theFirstStartLoadsTheFivePlans() {
        shirube = RunningShirube.installation();
        planner = shirube.as("yonezawa-planner");
    }

    @Test
    @Order(1)
    void everyTargetOfTheFivePlansStandsInTheReport() throws Exception {
        Map<String, Integer> targets = new HashMap<>();
        for (String[] one : new String[][] {
            {"yonezawa", "/municipalities/062022/plans/machizukuri-sogo-keikaku"},
            {"yonezawa", "/municipalities/062022/plans/digital-denen-sogo-senryaku"},
            {"yonezawa", "/municipalities/062022/plans/zenki-kihon-keikaku"},
            {"higashine", "/municipalities/062111/plans/gyozaisei-kaikaku-8"},
            {"kaminoyama", "/municipalities/062073/plans/shinko-keikaku-8"}
        }) {
            Installation.Asking itsPlanner = shirube.as(one[0] + "-planner");
            String plan = one[1];
            // Of 米沢市まちづくり総合計画 the draft of the coming edition, which only those who work on it see.
            String edition = plan.endsWith("machizukuri-sogo-keikaku") ? "?edition=2" : "";
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(itsPlanner
                                    .get("/api/report/v1" + plan + "/progress" + edition)
                                    .statusCode())
                            .isEqualTo(200));
            targets.put(
                    plan.substring(plan.lastIndexOf('/') + 1),
                    read(itsPlanner.get("/api/report/v1" + plan + "/progress" + edition))
                            .path("items")
                            .size());
        }
        assertThat(targets)
                .isEqualTo(Map.of(
                        "machizukuri-sogo-keikaku", 12,
                        "digital-denen-sogo-senryaku", 52,
                        "zenki-kihon-keikaku", 18,
                        "gyozaisei-kaikaku-8", 17,
                        "shinko-keikaku-8", 0));
    }

    /** 28.9 (R4), 30.8 (R5) and 32.8 (R6) stand in three different plans; the progress of R6 in 001 is a worked row. */
    @Test
    @Order(2)
    void figuresPrintedInThePlansAreActuals() throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode progress = read(planner.get(PROGRESS));
            assertThat(progress.path("actuals").findValuesAsText("period"))
                    .containsSubsequence("FY2014", "FY2018", "FY2022", "FY2023", "FY2024");
            JsonNode r6 = year(progress, "digital-denen-sogo-senryaku", 2024);
            assertThat(r6.path("achievementRateDisplay").asText()).isEqualTo("82.0");
            assertThat(r6.path("baselineProgressDisplay").asText()).isEqualTo("35.1");
        });
    }

    @Test
    @Order(3)
    void anActualIsSeenInEveryPlanOfItsIndicatorWithinASecond() throws Exception {
        HttpResponse<String> stated = planner.put(ACTUALS + "/R7", "{\"value\": 35.0, \"note\": \"試験の値\"}");
        Instant at = Instant.now();
        assertThat(stated.statusCode()).as(stated.body()).isEqualTo(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> {
                    JsonNode progress = read(planner.get(PROGRESS));
                    JsonNode lastYear = year(progress, "machizukuri-sogo-keikaku", 2025);
                    assertThat(lastYear.path("judged").asText()).isEqualTo("35");
                    assertThat(lastYear.path("achieved").asBoolean()).isTrue();
                    JsonNode onTheWay = year(progress, "digital-denen-sogo-senryaku", 2025);
                    assertThat(onTheWay.path("achieved").asBoolean(true)).isFalse();
                    assertThat(onTheWay.path("achievementRateDisplay").asText()).isEqualTo("87.5");
                    JsonNode before = year(progress, "zenki-kihon-keikaku", 2025);
                    assertThat(before.path("standing").asText()).isEqualTo("BEFORE_PLAN");
                    assertThat(before.path("latest").path("value").asText()).isEqualTo("35");
                });
        System.out.println(
                "PUT to three plans: " + Duration.between(at, Instant.now()).toMillis() + " ms");
    }

    @Test
    @Order(4)
    void aCorrectionNeedsTheStateItWasBasedOnAndItsReason() throws Exception {
        String corrected = "{\"value\": 36, \"reason\": \"試験の訂正\"}";
        assertThat(planner.put(ACTUALS + "/R7", corrected).statusCode()).isEqualTo(428);
        assertThat(planner.put(ACTUALS + "/R7", corrected, "If-Match", "\"7\"").statusCode())
                .isEqualTo(412);
        HttpResponse<String> unreasoned = planner.put(ACTUALS + "/R7", "{\"value\": 36}", "If-Match", "\"1\"");
        assertThat(unreasoned.statusCode()).as(unreasoned.body()).isEqualTo(422);
        assertThat(unreasoned.body()).contains("/reason");
        assertThat(planner.put(ACTUALS + "/R7", corrected, "If-Match", "\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(planner.put(ACTUALS + "/R7", "{\"value\": \"多い\", \"colour\": 1}")
                        .statusCode())
                .isBetween(400, 422);
    }

    /** ASVS 5.0 8.2.1, 8.2.2: whoever has not signed in, or is of another municipality or no department, changes nothing. */
    @Test
    @Order(5)
    void onlyWhoIsInChargeWritesAndWhatIsNotAdoptedIsTheirsToSee() throws Exception {
        String written = "{\"value\": 1, \"reason\": \"試験\"}";
        assertThat(shirube.resident()
                        .put(ACTUALS + "/R7", written, "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(401);
        for (String other : new String[] {"higashine-planner", "yonezawa-auditor", "yonezawa-committee"}) {
            assertThat(shirube.as(other)
                            .put(ACTUALS + "/R7", written, "If-Match", "\"2\"")
                            .statusCode())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(read(planner.get(ACTUALS + "/R7")).path("value").asText()).isEqualTo("36");

        String draft = "/api/report/v1" + YONEZAWA + "/plans/machizukuri-sogo-keikaku/progress?edition=2";
        assertThat(planner.get(draft).statusCode()).isEqualTo(200);
        assertThat(shirube.resident().get(draft).statusCode()).isEqualTo(404);
        assertThat(shirube.as("higashine-planner").get(draft).statusCode()).isEqualTo(404);
        assertThat(shirube.resident().get("/operations/audit").statusCode()).isEqualTo(404);
    }

    /** Another address of this machine stands for what others could reach. */
    @Test
    @Order(6)
    void everyPartListensToThisMachineOnly() throws Exception {
        for (String part : new String[] {"", "_PLAN", "_KPI", "_REPORT", "_ISSUER", "_MAIL", "_POSTGRES", "_KAFKA"}) {
            assertThat(accepts("127.0.0.1", shirube.port(part))).as(part).isTrue();
            assertThat(accepts("127.0.0.2", shirube.port(part))).as(part).isFalse();
        }
    }

    private static boolean accepts(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (ConnectException | SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    @Order(7)
    void aSecondStartFindsTheDataAgain() throws Exception {
        shirube.stop();
        shirube.start();
        assertThat(shirube.output().text()).as("nothing is loaded again").doesNotContain("取り込みます");
        JsonNode progress = read(planner.get(PROGRESS));
        assertThat(year(progress, "machizukuri-sogo-keikaku", 2025)
                        .path("judged")
                        .asText())
                .isEqualTo("36");
    }

    private JsonNode read(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    /** Of the newest edition that has it. */
    private static JsonNode year(JsonNode progress, String plan, int year) {
        JsonNode found = null;
        for (JsonNode target : progress.path("targets")) {
            for (JsonNode assessment : target.path("assessments")) {
                if (target.path("plan").asText().equals(plan)
                        && assessment.path("year").asInt() == year) {
                    found = assessment;
                }
            }
        }
        if (found == null) {
            throw new AssertionError("nothing for " + plan + " " + year + " in " + progress);
        }
        return found;
    }
}
