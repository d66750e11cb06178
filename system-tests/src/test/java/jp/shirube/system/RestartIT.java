package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * After any start, graceful or after kill -9, the first event is visible within two seconds of readiness. The long form:
 * {@code -Drestarts=20}.
 */
class RestartIT {

    private static final int RESTARTS = Integer.getInteger("restarts", 1);
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(2);
    private static final String ACTUAL =
            "/api/kpi/v1/municipalities/062111/indicators/financial-capability-index/actuals/R7";
    private static final String PROGRESS =
            "/api/report/v1/municipalities/062111/indicators/financial-capability-index/progress";

    @Test
    void theFirstEventIsVisibleSoonAfterEveryStart() throws Exception {
        List<String> measured = new ArrayList<>();
        Installation shirube = RunningShirube.installation();
        Installation.Asking planner = shirube.as("higashine-planner");
        for (int i = 1; i <= RESTARTS * 2; i++) {
            boolean killed = i % 2 == 0;
            if (killed) {
                shirube.kill();
            } else {
                shirube.stop();
            }
            shirube.start();
            long ready = System.nanoTime();
            String value = Integer.toString(7000 + i);
            HttpResponse<String> stated = i == 1
                    ? planner.put(ACTUAL, "{\"value\": " + value + "}")
                    : planner.put(
                            ACTUAL,
                            "{\"value\": " + value + ", \"reason\": \"試験の訂正\"}",
                            "If-Match",
                            "\"" + (i - 1) + "\"");
            assertThat(stated.statusCode()).as(stated.body()).isIn(200, 201);
            while (!planner.get(PROGRESS).body().contains(value)) {
                assertThat(Duration.ofNanos(System.nanoTime() - ready))
                        .as("restart %d, %s; before: %s", i, killed ? "kill -9" : "graceful", measured)
                        .isLessThan(VISIBLE_WITHIN);
                TimeUnit.MILLISECONDS.sleep(5);
            }
            measured.add((killed ? "kill -9 " : "graceful ")
                    + Duration.ofNanos(System.nanoTime() - ready).toMillis() + " ms");
        }
        System.out.println("first event visible after readiness: " + measured);
    }
}
