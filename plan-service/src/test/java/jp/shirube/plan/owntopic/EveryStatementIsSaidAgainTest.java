package jp.shirube.plan.owntopic;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.shirube.local.OwnerBackup;
import jp.shirube.plan.Samples;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** 再公表: the topic as it was, from the owner's database alone. */
@QuarkusTest
class EveryStatementIsSaidAgainTest extends OwnTopicCity {

    @Test
    void aLostTopicIsRebuiltFieldByField() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        // The same word means the same department, though the edition after it could not be read with this document.
        state(replaced(MUNICIPALITY, "スポーツ課", "生涯スポーツ課")).statusCode(200);
        change(1, replaced(EDITION, "スポーツ課", "生涯スポーツ課")).statusCode(200);
        adopt(1).statusCode(200);
        change(1, replaced(replaced(EDITION, "スポーツ課", "生涯スポーツ課"), "PUBLIC_COMMENT", "DRAFT"))
                .statusCode(200);
        String higashine = "/api/plan/v1/municipalities/062111";
        yaml().body(Samples.read("higashine/municipality.yaml"))
                .put(higashine)
                .then()
                .statusCode(201);
        yaml().body(Samples.read("higashine/plans/gyozaisei-kaikaku-8/edition-1.yaml"))
                .post(higashine + "/plans/gyozaisei-kaikaku-8/editions")
                .then()
                .statusCode(201);
        data.awaitPublished();
        Map<String, List<String>> first = saidByKey();
        data.forgetTheTopicSoFar();

        given().get("/operations/republish").then().statusCode(404);
        given().post("/operations/republish")
                .then()
                .statusCode(202)
                .body("total", equalTo(7))
                .body("since", notNullValue());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/operations/republish").then().body("finished", notNullValue()));
        data.awaitPublished();

        given().get("/operations/republish")
                .then()
                .body("done", equalTo(7))
                .body("leftOut", equalTo(0))
                .body(
                        "events",
                        equalTo(first.values().stream().mapToInt(List::size).sum()));
        assertThat(saidByKey()).isEqualTo(first);
    }

    /** What was said again serves as well as what was said first. */
    @Test
    void aTopicThatWasSaidAgainRestoresTheDatabase() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        adopt(1).statusCode(200);
        change(1, replaced(EDITION, "PUBLIC_COMMENT", "DRAFT")).statusCode(200);
        data.awaitPublished();
        data.forgetTheTopicSoFar();
        List<String> before = data.rows();
        for (int time = 0; time < 2; time++) {
            given().post("/operations/republish").then().statusCode(202);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> given().get("/operations/republish").then().body("finished", notNullValue()));
        }
        data.awaitPublished();

        data.execute("""
                truncate municipality, municipality_revision, municipality_part, plan, edition, edition_revision,
                    relay_position""");
        readBack();

        assertThat(data.rows()).isEqualTo(before);
    }

    /** Order holds per key. */
    private Map<String, List<String>> saidByKey() {
        return new TreeMap<>(data.records().stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key,
                        Collectors.mapping(EveryStatementIsSaidAgainTest::said, Collectors.toList()))));
    }

    private static String said(ConsumerRecord<String, String> each) {
        return String.join(
                " ",
                OwnerBackup.header(each, "ce_type"),
                OwnerBackup.header(each, "ce_source"),
                OwnerBackup.header(each, "ce_subject"),
                OwnerBackup.header(each, "ce_aggregateversion"),
                OwnerBackup.header(each, "ce_time"),
                each.value());
    }
}
