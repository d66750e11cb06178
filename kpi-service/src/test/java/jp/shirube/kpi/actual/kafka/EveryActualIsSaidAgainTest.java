package jp.shirube.kpi.actual.kafka;

import static io.restassured.RestAssured.given;
import static jp.shirube.local.OwnerBackup.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.local.OwnerBackup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 再公表: the topic as it was, from the owner's database alone. */
@QuarkusTest
class EveryActualIsSaidAgainTest extends RunningService {

    private OwnerBackup data;

    @BeforeEach
    void nothingIsKnown() throws Exception {
        data = new OwnerBackup(database, "shirube.kpi", List.of("series", "actual_revision"));
        data.awaitPublished();
        data.forgetTheTopicSoFar();
        data.execute("truncate series, actual_revision, republish, collection_round, collection_item");
    }

    @Test
    void aLostTopicIsRebuiltFieldByField() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        put(women, "R5", "{\"value\": 31.0, \"note\": \"速報\"}").then().statusCode(201);
        put(women, "R6", "{\"value\": 32.80, \"status\": \"PROVISIONAL\"}")
                .then()
                .statusCode(201);
        correct(women, "R5", 1, "{\"value\": 31.5}").then().statusCode(200);
        withdraw(women, "R6", 1, "誤り").then().statusCode(200);
        put(women, "R6", "{\"value\": 33}").then().statusCode(201);
        String founders = known(Yonezawa::founders);
        put(founders, "R6", "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": true}")
                .then()
                .statusCode(201);
        String pupils = known(Yonezawa::pupils);
        put(pupils, "R6", """
                {"components": [{"name": "小学校", "value": "80.0"}, {"name": "中学校", "missingReason": "NOT_PUBLISHED"}]}""").then().statusCode(201);
        data.awaitPublished();
        List<ConsumerRecord<String, String>> first = data.records();
        data.forgetTheTopicSoFar();

        given().get("/operations/republish").then().statusCode(404);
        given().post("/operations/republish")
                .then()
                .statusCode(202)
                .body("total", equalTo(7))
                .body("since", notNullValue());
        awaitFinished();

        given().get("/operations/republish")
                .then()
                .statusCode(200)
                .body("done", equalTo(7))
                .body("events", equalTo(7))
                .body("leftOut", equalTo(0));
        List<ConsumerRecord<String, String>> again = data.records();
        assertThat(said(again)).containsExactlyInAnyOrderElementsOf(said(first));
        assertThat(said(again, women)).as("in order").isEqualTo(said(first, women));
        Set<String> ids = ids(first);
        ids.retainAll(ids(again));
        assertThat(ids).as("a consumer that remembers ids is to listen again").isEmpty();
    }

    @Test
    void thousandsComePieceByPieceAndTwiceIsHarmless() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        data.execute("""
                insert into actual_revision (municipality, indicator, period, revision, version, last_day, withdrawn, value,
                                             status, review, recorded_at, recorded_by)
                select '062022', '%s', 'FY2024', n, n, '2025-03-31', false, n, 'FINAL', 'CONFIRMED',
                       timestamptz '2026-06-30 01:00Z' + n * interval '1 ms', 'local'
                from generate_series(1, 1203) n""".formatted(women));
        data.execute("insert into series values ('062022', '" + women + "', 1203, timestamptz '2026-06-30 02:00Z')");

        for (int time = 1; time <= 2; time++) {
            given().post("/operations/republish").then().statusCode(202);
            given().post("/operations/republish").then().statusCode(202);
            awaitFinished();
        }

        assertThat(data.texts("select id from republish"))
                .as("one asked for while another goes on is that one")
                .hasSizeLessThanOrEqualTo(4);
        given().get("/operations/republish").then().body("events", greaterThanOrEqualTo(1203));
        List<Long> versions = data.versionsOnTheTopic("062022/indicator/" + women);
        assertThat(versions.subList(0, 1203)).isSorted();
        assertThat(new HashSet<>(versions)).hasSize(1203);
    }

    private void awaitFinished() throws Exception {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> given().get("/operations/republish").then().body("finished", notNullValue()));
        data.awaitPublished();
    }

    private static List<String> said(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(EveryActualIsSaidAgainTest::said).toList();
    }

    private static List<String> said(List<ConsumerRecord<String, String>> records, String indicator) {
        return records.stream()
                .filter(each -> each.key().equals("062022/indicator/" + indicator))
                .map(EveryActualIsSaidAgainTest::said)
                .toList();
    }

    private static String said(ConsumerRecord<String, String> each) {
        return String.join(
                " ",
                header(each, "ce_type"),
                header(each, "ce_source"),
                header(each, "ce_subject"),
                header(each, "ce_aggregateversion"),
                header(each, "ce_time"),
                each.key(),
                each.value());
    }

    private static Set<String> ids(List<ConsumerRecord<String, String>> records) {
        return new HashSet<>(new ArrayList<>(records)
                .stream().map(each -> header(each, "ce_id")).toList());
    }
}
