package jp.shirube.kpi.actual;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrentWritersTest extends RunningService {

    private static final int WRITERS = 50;

    @Test
    void ofFiftyCorrectionsOfOneStateOneSucceeds() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 0}").then().statusCode(201);

        List<Response> answers = atOnce(i -> correct(indicator, "R7", 1, "{\"value\": " + (i + 1) + "}"));

        assertThat(answers)
                .extracting(Response::statusCode)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        assertThat(answers)
                .extracting(Response::statusCode)
                .filteredOn(status -> status == 412)
                .hasSize(WRITERS - 1);
        assertThat(revisions(indicator)).isEqualTo(2);
        assertThat(eventsAbout(indicator)).isEqualTo(2);
    }

    @Test
    void ofFiftyFirstStatementsOneIsTheFirst() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);

        List<Response> answers = atOnce(i -> put(indicator, "R7", "{\"value\": " + i + "}"));

        assertThat(answers)
                .extracting(Response::statusCode)
                .filteredOn(status -> status == 201)
                .hasSize(1);
        assertThat(answers)
                .extracting(Response::statusCode)
                .filteredOn(status -> status == 428)
                .hasSize(WRITERS - 1);
        assertThat(revisions(indicator)).isEqualTo(1);
    }

    @Test
    void oneIdempotencyKeyFiftyTimesAtOnceHasOneEffect() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 0}").then().statusCode(201);

        List<Response> answers = atOnce(i -> stating(because("{\"value\": 1}"))
                .header("Idempotency-Key", "at-once-" + indicator)
                .header("If-Match", "\"1\"")
                .put(actuals(indicator) + "/R7"));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.getFirst().asString());
        assertThat(answers).extracting(answer -> answer.header("ETag")).containsOnly("\"2\"");
        assertThat(revisions(indicator)).isEqualTo(2);
        assertThat(eventsAbout(indicator)).isEqualTo(2);
    }

    @Test
    void oneIdempotencyKeyForTwoIndicatorsAtOnceHasOneEffect() throws Exception {
        String one = known(Yonezawa::womenOnCouncils);
        String other = known(Yonezawa::womenOnCouncils);

        List<Response> answers = atOnce(i -> stating("{\"value\": 1}")
                .header("Idempotency-Key", "two-" + one)
                .put(actuals(i % 2 == 0 ? one : other) + "/R7"));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 422);
        assertThat(revisions(one) + revisions(other)).isEqualTo(1);
    }

    @Test
    void versionsOfAnIndicatorHaveNoGapWhoeverWrites() throws Exception {
        String indicator = known(Yonezawa::founders);

        List<Response> answers = atOnce(i -> put(indicator, String.valueOf(1975 + i), "{\"value\": 1}"));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(eventsAbout(indicator)).isEqualTo(WRITERS);
        assertThat(count(
                        "select count(distinct aggregate_version) * 1000 + max(aggregate_version) from outbox where subject = ?",
                        Yonezawa.CODE + "/indicator/" + indicator))
                .isEqualTo(WRITERS * 1000 + WRITERS);
        assertThat(count("""
                        select count(*) from (select version, recorded_at, lag(recorded_at) over (order by version) before
                        from actual_revision where indicator = ?) as stamped where before >= recorded_at""", indicator)).isZero();
    }

    private long revisions(String indicator) throws Exception {
        return count("select count(*) from actual_revision where indicator = ?", indicator);
    }

    private static List<Response> atOnce(IntFunction<Response> request)
            throws InterruptedException, ExecutionException {
        List<Future<Response>> running = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                running.add(writers.submit(() -> request.apply(number)));
            }
        }
        List<Response> answers = new ArrayList<>();
        for (Future<Response> each : running) {
            answers.add(each.get());
        }
        return answers;
    }
}
