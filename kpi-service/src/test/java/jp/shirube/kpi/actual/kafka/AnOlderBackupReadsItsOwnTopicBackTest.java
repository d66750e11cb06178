package jp.shirube.kpi.actual.kafka;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.local.OwnerBackup;
import jp.shirube.local.RealParts;
import jp.shirube.outbox.Outbox;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.outbox.OwnTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 復元: a database put back to an older point has, once it has read its own topic, all it had, and only then takes more. */
@QuarkusTest
class AnOlderBackupReadsItsOwnTopicBackTest extends RunningService {

    /** The advisory lock under which one replica reads. */
    private static final long READING = 0x5348_4952_5542_4532L;

    @Inject
    OwnTopic ownTopic;

    @Inject
    Outbox outbox;

    private OwnerBackup data;

    @BeforeEach
    void theTopicBeginsHere() throws Exception {
        data = new OwnerBackup(database, "shirube.kpi", List.of("series", "actual_revision"));
        data.awaitPublished();
        data.forgetTheTopicSoFar();
    }

    @AfterEach
    void writesAreAcceptedAgain() throws Exception {
        if (!ownTopic.isCaughtUp()) {
            data.forgetTheTopicSoFar();
            readBack();
        }
    }

    @Test
    void everyRevisionComesBackExactlyAsItWas() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        responsible(women, new Responsibility("chiiki-shinko", null, null));
        put(women, "R5", "{\"value\": 31.0}").then().statusCode(201);
        put(women, "R6", "{\"value\": 32.80, \"status\": \"PROVISIONAL\", \"note\": \"速報値\"}")
                .then()
                .statusCode(201);
        data.awaitPublished();
        data.backUp();

        correct(women, "R6", 1, "{\"value\": 33.1, \"evidence\": \"統計書\\n3頁\"}")
                .then()
                .statusCode(200);
        withdraw(women, "R5", 1, "集計対象を誤っていたため").then().statusCode(200);
        put(women, "R5", "{\"value\": 30.5}").then().statusCode(201);
        String founders = known(Yonezawa::founders);
        put(founders, "R6", "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": true}")
                .then()
                .statusCode(201);
        String pupils = known(Yonezawa::pupils);
        put(pupils, "R6", """
                {"components": [{"name": "小学校", "value": "80.0"}, {"name": "中学校", "missingReason": "NOT_PUBLISHED"}]}""").then().statusCode(201);
        String change = known(Yonezawa::socialChange);
        put(change, "R5", """
                {"value": "-684", "components": [{"name": "転入者数", "value": 2018}, {"name": "転出者数", "value": 2702}]}""").then().statusCode(201);
        data.awaitPublished();
        List<String> before = asAnnounced(data.rows());

        data.restoreBackUp();
        assertThat(asAnnounced(data.rows())).isNotEqualTo(before);
        readBack();

        assertThat(asAnnounced(data.rows())).isEqualTo(before);
        given().get(actuals(women) + "/R5/history")
                .then()
                .body("items.responsibilityVersion", equalTo(Arrays.asList(1, null, null)));
        assertThat(ownTopic.progress().restored()).isEqualTo(6);
        given().get(actuals(women) + "/R5/history").then().body("items.size()", equalTo(3));
        correct(women, "R6", 2, "{\"value\": 33.2}").then().statusCode(200);
        data.awaitPublished();
        assertThat(data.versionsOnTheTopic("062022/indicator/" + women))
                .as("no gap, and none twice")
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    /** Every column but the one no event carries: which version of the responsibilities was known here at the time. */
    private static List<String> asAnnounced(List<String> rows) {
        return rows.stream()
                .map(row -> row.replaceFirst(", \"responsibility_version\": (null|[0-9]+)", ""))
                .sorted()
                .toList();
    }

    /** Kafka believes that the service has heard of the indicator; the database put back has not. */
    @Test
    void anIndicatorStatedAfterTheBackupIsHeardOfAgain() throws Exception {
        data.backUp();
        stateIndicator("heard-of-again");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        put("heard-of-again", "R5", "{\"value\": 94.8}").then().statusCode(201));
        data.awaitPublished();

        data.restoreBackUp();
        data.execute("delete from received_indicator where id = 'heard-of-again'");
        data.execute("truncate inbox");
        get("heard-of-again", "R5").then().statusCode(404);
        readBack();

        get("heard-of-again", "R5").then().statusCode(200);
    }

    private static void stateIndicator(String id) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            String subject = Yonezawa.CODE + "/indicator/" + id;
            var event = new ProducerRecord<>("shirube.plan", subject, """
                    {"municipality": "%s", "indicator": {"id": "%s", "name": "経常収支比率", "unit": "%%", "direction": "DOWN",
                     "periodKind": "FISCAL_YEAR", "quantity": "RATIO", "decimals": 1}}""".formatted(Yonezawa.CODE, id));
            Map.of(
                            "ce_id", UUID.randomUUID().toString(),
                            "ce_type", "jp.shirube.plan.indicator.changed.v1",
                            "ce_source", "/plan-service",
                            "ce_subject", subject,
                            "ce_time", "2026-06-30T01:00Z",
                            "ce_aggregateversion", "1")
                    .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(event);
            producer.flush();
        }
    }

    @Test
    void anEmptyDatabaseReadsTheWholeTopic() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        put(women, "R5", "{\"value\": 31.0}").then().statusCode(201);
        correct(women, "R5", 1, "{\"value\": 31.5}").then().statusCode(200);
        data.awaitPublished();
        List<String> before = rowsOf(women);

        data.execute("delete from actual_revision where indicator = '" + women + "'");
        data.execute("delete from series where indicator = '" + women + "'");
        data.execute("delete from relay_position");
        readBack();

        assertThat(rowsOf(women)).isEqualTo(before).hasSize(3);
    }

    @Test
    void whatTheDatabaseHasAlreadyChangesNothing() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        put(women, "R5", "{\"value\": 31.0}").then().statusCode(201);
        correct(women, "R5", 1, "{\"value\": 31.5}").then().statusCode(200);
        data.awaitPublished();
        List<String> before = data.rows();

        data.execute("delete from relay_position where topic = 'shirube.kpi'");
        readBack();

        assertThat(data.rows()).isEqualTo(before);
        assertThat(ownTopic.progress().restored()).isZero();
        assertThat(ownTopic.progress().records()).isEqualTo(2);
        assertThat(data.positions()).isEqualTo(data.ends());
    }

    @Test
    void untilItIsReadBackWritesAreRefusedAndReadingWorks() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        put(women, "R5", "{\"value\": 31.0}").then().statusCode(201);
        try (Connection anotherReplica = database.getConnection();
                Statement statement = anotherReplica.createStatement()) {
            statement.execute("select pg_advisory_lock(" + READING + ")");
            ownTopic.begin();

            correct(women, "R5", 1, "{\"value\": 32}")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("5"))
                    .body("type", equalTo("urn:shirube:problem:catching-up"))
                    .body("detail", containsString("確かめています"));
            withdraw(women, "R5", 1, "誤り").then().statusCode(503);
            given().header("Accept-Language", "en")
                    .post("/operations/republish")
                    .then()
                    .statusCode(503)
                    .body("detail", containsString("Reading works"));
            get(women, "R5").then().statusCode(200);
            given().get("/q/health/ready").then().statusCode(503);

            statement.execute("select pg_advisory_unlock(" + READING + ")");
            await().atMost(Duration.ofSeconds(30)).until(ownTopic::isCaughtUp);
        }
        correct(women, "R5", 1, "{\"value\": 32}").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
    }

    /** The relay may send what an old backup had not sent yet, while the topic is still being read. */
    @Test
    void aRelayThatIsAlreadySendingDoesNotMakeTheReadingBeginTooLate() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        put(women, "R5", "{\"value\": 31.0}").then().statusCode(201);
        data.awaitPublished();
        data.backUp();
        correct(women, "R5", 1, "{\"value\": 31.5}").then().statusCode(200);
        data.awaitPublished();
        List<String> before = data.rows();
        data.restoreBackUp();

        try (Connection anotherReplica = database.getConnection();
                Statement statement = anotherReplica.createStatement()) {
            statement.execute("select pg_advisory_lock(" + READING + ")");
            ownTopic.begin();
            data.positionsAtTheEnds();
            statement.execute("select pg_advisory_unlock(" + READING + ")");
        }
        await().atMost(Duration.ofSeconds(30)).until(ownTopic::isCaughtUp);

        assertThat(data.rows()).isEqualTo(before);
    }

    /** A topic that tells of version 3 and never told of version 2 is not the whole truth. */
    @Test
    void whatTheTopicDoesNotHoldWholeKeepsWritesRefused() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        put(women, "R5", "{\"value\": 31.0}").then().statusCode(201);
        data.awaitPublished();
        data.backUp();
        correct(women, "R5", 1, "{\"value\": 31.5}").then().statusCode(200);
        data.awaitPublished();
        data.forgetTheTopicSoFar();
        correct(women, "R5", 2, "{\"value\": 32.5}").then().statusCode(200);
        data.awaitPublished();

        data.restoreBackUp();
        ownTopic.begin();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ownTopic.progress().records()).isPositive());
        correct(women, "R5", 1, "{\"value\": 99}").then().statusCode(503);
        assertThat(ownTopic.isCaughtUp()).isFalse();
        assertThat(ownTopic.progress().restored()).isZero();
    }

    @Test
    void whatOthersOrNobodyStatedOnTheTopicIsPassedOver() throws Exception {
        String women = known(Yonezawa::womenOnCouncils);
        put(women, "R5", "{\"value\": 31.0}").then().statusCode(201);
        String subject = "062022/indicator/" + women;
        String type = "jp.shirube.kpi.actual.corrected.v1";
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.add(List.of(
                        event(type, "/somebody-else", subject, 2),
                        event(type, "/kpi-service", subject, 2),
                        event("jp.shirube.kpi.something.new.v1", "/kpi-service", subject, 2))));
        data.awaitPublished();
        List<String> before = data.rows();

        data.execute("delete from relay_position");
        readBack();

        assertThat(data.rows()).isEqualTo(before);
    }

    private List<String> rowsOf(String indicator) throws SQLException {
        return data.rows().stream()
                .filter(row -> row.contains("\"indicator\": \"" + indicator + "\""))
                .toList();
    }

    private OutgoingEvent event(String type, String source, String subject, long version) {
        return OutgoingEvent.of(
                "shirube.kpi",
                subject,
                type,
                source,
                subject,
                version,
                clock.instant(),
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                        .objectNode()
                        .put("period", "next year"));
    }

    private void readBack() throws Exception {
        ownTopic.begin();
        await().atMost(Duration.ofSeconds(40)).until(ownTopic::isCaughtUp);
    }
}
