package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Everything started as {@code ./shirube up} does, with the five plans. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    private static final String YONEZAWA = "/municipalities/062022";
    private static final String ACTUALS = "/api/kpi/v1" + YONEZAWA + "/indicators/women-on-councils/actuals";
    private static final String PROGRESS = "/api/report/v1" + YONEZAWA + "/indicators/women-on-councils/progress";

    private final ObjectMapper json = new ObjectMapper();
    private Installation shirube;

    @BeforeAll
    void theFirstStartLoadsTheFivePlans(@TempDir Path home) throws Exception {
        shirube = new Installation(home);
        shirube.start();
    }

    @AfterAll
    void stop() throws Exception {
        shirube.close();
    }

    @Test
    @Order(1)
    void everyTargetOfTheFivePlansStandsInTheReport() throws Exception {
        Map<String, Integer> targets = new HashMap<>();
        for (String plan : new String[] {
            "/municipalities/062022/plans/machizukuri-sogo-keikaku",
            "/municipalities/062022/plans/digital-denen-sogo-senryaku",
            "/municipalities/062022/plans/zenki-kihon-keikaku",
            "/municipalities/062111/plans/gyozaisei-kaikaku-8",
            "/municipalities/062073/plans/shinko-keikaku-8"
        }) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(shirube.get("/api/report/v1" + plan + "/progress")
                                    .statusCode())
                            .isEqualTo(200));
            targets.put(
                    plan.substring(plan.lastIndexOf('/') + 1),
                    read(shirube.get("/api/report/v1" + plan + "/progress"))
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
            JsonNode progress = read(shirube.get(PROGRESS));
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
        HttpResponse<String> stated = shirube.put(ACTUALS + "/R7", "{\"value\": 35.0, \"note\": \"試験の値\"}");
        Instant at = Instant.now();
        assertThat(stated.statusCode()).as(stated.body()).isEqualTo(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> {
                    JsonNode progress = read(shirube.get(PROGRESS));
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
    void aCorrectionNeedsTheStateItWasBasedOnAndAWithdrawalItsReason() throws Exception {
        assertThat(shirube.put(ACTUALS + "/R7", "{\"value\": 36}").statusCode()).isEqualTo(428);
        assertThat(shirube.put(ACTUALS + "/R7", "{\"value\": 36}", "If-Match", "\"7\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(shirube.put(ACTUALS + "/R7", "{\"value\": 36}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(422);
        assertThat(shirube.put(ACTUALS + "/R7", "{\"value\": 36, \"reason\": \"転記誤り\"}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(shirube.put(ACTUALS + "/R7", "{\"value\": \"多い\", \"colour\": 1}")
                        .statusCode())
                .isBetween(400, 422);
    }

    @Test
    @Order(5)
    void aSecondStartFindsTheDataAgain() throws Exception {
        shirube.stop();
        shirube.start();
        assertThat(shirube.output().text()).as("nothing is loaded again").doesNotContain("取り込みます");
        JsonNode progress = read(shirube.get(PROGRESS));
        assertThat(year(progress, "machizukuri-sogo-keikaku", 2025)
                        .path("judged")
                        .asText())
                .isEqualTo("36");
    }

    private JsonNode read(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private static JsonNode year(JsonNode progress, String plan, int year) {
        for (JsonNode target : progress.path("targets")) {
            for (JsonNode assessment : target.path("assessments")) {
                if (target.path("plan").asText().equals(plan)
                        && assessment.path("year").asInt() == year) {
                    return assessment;
                }
            }
        }
        throw new AssertionError("nothing for " + plan + " " + year + " in " + progress);
    }
}
