package jp.shirube.kpi.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import org.junit.jupiter.api.Test;

/** Two people press the same button of a round at the same moment. */
@QuarkusTest
class AtOnceTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(521100);
    private static final int PEOPLE = 8;

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()));

    private String rounds() {
        return "/api/kpi/v1/municipalities/" + town.code() + "/collection-rounds";
    }

    private Response opens() {
        return given().contentType(ContentType.JSON)
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post(rounds());
    }

    private static List<Response> atOnce(Callable<Response> doing) throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(PEOPLE)) {
            List<Future<Response>> done = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                done.add(people.submit(doing));
            }
            List<Response> answers = new ArrayList<>();
            for (Future<Response> each : done) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    @Test
    void aRoundOpenedByManyAtOnceIsOpenedOnceAndTheOthersAreToldSo() throws Exception {
        town.indicator("rate", "sports").indicator("other", "kenko");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));

        List<Response> answers = atOnce(this::opens);

        assertThat(answers).extracting(Response::statusCode).containsOnlyOnce(201);
        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        given().get(rounds() + "/fy2025/items").then().body("items", hasSize(2));
    }

    @Test
    void anAnswerSentInByManyAtOnceIsStatedOnce() throws Exception {
        town.indicator("rate", "sports");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
        opens().then().statusCode(201);
        String item = rounds() + "/fy2025/items/indicator:rate:FY2025";
        String token = "Bearer " + Tokens.of(town.code(), "DEPARTMENT_EDITOR:sports");
        given().header("Authorization", token)
                .header("If-Match", "\"1\"")
                .contentType(ContentType.JSON)
                .body("{\"value\": \"32.8\"}")
                .put(item + "/answer")
                .then()
                .statusCode(200);

        List<Response> answers =
                atOnce(() -> given().header("Authorization", token).post(item + "/submission"));

        assertThat(answers).extracting(Response::statusCode).containsOnlyOnce(200);
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 409, 412);
        given().get(item)
                .then()
                .body("history.findAll { it.done == 'SUBMITTED' }", hasSize(1))
                .body("state", equalTo("SUBMITTED"));
        given().get("/api/kpi/v1/municipalities/" + town.code() + "/indicators/rate/actuals/R7")
                .then()
                .body("revision", equalTo(1));
    }
}
