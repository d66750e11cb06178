package jp.shirube.plan.owntopic;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import jp.shirube.local.OwnerBackup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** 復元: a database put back to an older point has, once it has read its own topic, all it had, and only then takes more. */
@QuarkusTest
class AnOlderBackupReadsItsOwnTopicBackTest extends OwnTopicCity {

    /** The advisory lock under which one replica reads. */
    private static final long READING = 0x5348_4952_5542_4532L;

    private static final String KEY = "062022/plan/example";
    private static final String PUBLIC_COMMENT = "status: PUBLIC_COMMENT";

    @Test
    void everyDocumentEditionAndAdoptionComesBackExactlyAsItWas() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        data.awaitPublished();
        data.backUp();

        state(replaced(MUNICIPALITY, "スポーツ課", "生涯スポーツ課")).statusCode(200);
        state(replaced(MUNICIPALITY, "スポーツ課", "スポーツ振興課")).statusCode(200);
        change(1, replaced(EDITION, "スポーツ課", "スポーツ振興課")).statusCode(200);
        adopt(1).statusCode(200);
        String second = replaced(replaced(EDITION, "number: 1", "number: 2"), "スポーツ課", "スポーツ振興課");
        post(second).statusCode(201);
        change(1, replaced(replaced(EDITION, "スポーツ課", "スポーツ振興課"), PUBLIC_COMMENT, "status: DRAFT"))
                .statusCode(200);
        yaml().body(replaced(EDITION, "id: example", "id: another"))
                .post(CITY + "/plans/another/editions")
                .then()
                .statusCode(422);
        yaml().body(replaced(second, "id: example", "id: another"))
                .post(CITY + "/plans/another/editions")
                .then()
                .statusCode(201);
        data.awaitPublished();
        List<String> before = data.rows();

        data.restoreBackUp();
        assertThat(data.rows()).isNotEqualTo(before);
        readBack();

        assertThat(data.rows()).isEqualTo(before);
        assertThat(data.texts("select type from outbox where published_at is null"))
                .as("nothing had to be said again")
                .isEmpty();
        change(2, replaced(second, PUBLIC_COMMENT, "status: DRAFT"))
                .statusCode(200)
                .header("ETag", equalTo("\"6\""));
        data.awaitPublished();
        assertThat(data.records().stream()
                        .filter(each -> each.key().equals(KEY))
                        .filter(each -> type(each).matches(".*edition\\.(stated|adopted)\\.v1"))
                        .map(each -> OwnerBackup.header(each, "ce_aggregateversion")))
                .as("no gap, and none twice")
                .containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void anEmptyDatabaseReadsTheWholeTopic() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        state(replaced(MUNICIPALITY, "スポーツ課", "生涯スポーツ課")).statusCode(200);
        post(replaced(EDITION, "スポーツ課", "生涯スポーツ課")).statusCode(201);
        adopt(1).statusCode(200);
        data.awaitPublished();
        List<String> before = data.rows();

        data.execute("""
                truncate municipality, municipality_revision, municipality_part, plan, edition, edition_revision,
                    relay_position""");
        readBack();

        assertThat(data.rows()).isEqualTo(before).hasSizeGreaterThan(10);
    }

    /** Also where the edition was corrected after its adoption, and where the adoption was said by an older release. */
    @Test
    void theDaysOfAnAdoptionAndItsNoteComeBack() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        post(replaced(EDITION, "number: 1", "number: 2")).statusCode(201);
        data.awaitPublished();
        data.backUp();
        adopt(1).statusCode(200);
        change(1, replaced(EDITION, PUBLIC_COMMENT, "status: DRAFT")).statusCode(200);
        given().contentType("application/json")
                .body("{\"adoptedOn\": \"2026-06-20\"}")
                .put(EDITIONS + "/2/adoption")
                .then()
                .statusCode(200);
        data.awaitPublished();

        data.restoreBackUp();
        assertThat(adoptions()).containsExactly("1 - - -", "2 - - -");
        readBack();

        assertThat(adoptions())
                .containsExactly("1 2026-03-20 2026-04-01 令和8年3月議会で議決（議案第12号）", "2 2026-06-20 2026-06-20 -");
    }

    private List<String> adoptions() throws SQLException {
        return data.texts("""
                select concat_ws(' ', number, coalesce(adopted_on::text, '-'), coalesce(in_force_from::text, '-'),
                    coalesce(adoption_note, '-')) from edition order by number""");
    }

    @Test
    void whatTheDatabaseHasAlreadyChangesNothing() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        adopt(1).statusCode(200);
        data.awaitPublished();
        List<String> before = data.rows();

        data.execute("delete from relay_position");
        readBack();

        assertThat(data.rows()).isEqualTo(before);
        assertThat(ownTopic.progress().records()).isPositive();
        assertThat(ownTopic.progress().restored()).isZero();
        assertThat(data.positions()).isEqualTo(data.ends());
    }

    /** The database was lost while its relay was sending: what consumers have not heard, they hear now. */
    @Test
    void whatWasPublishedInPartIsRestoredAndTheRestIsAnnounced() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        data.awaitPublished();
        data.backUp();
        state(replaced(MUNICIPALITY, "スポーツ課", "生涯スポーツ課")).statusCode(200);
        data.awaitPublished();
        String changed = replaced(replaced(EDITION, "スポーツ課", "生涯スポーツ課"), PUBLIC_COMMENT, "status: DRAFT");
        data.execute("""
                create or replace function no_closing() returns trigger language plpgsql as $$ begin
                if new.type = 'jp.shirube.plan.edition.stated.v1' then return null; end if; return new; end $$""");
        data.execute("create trigger no_closing before insert on outbox for each row execute function no_closing()");
        change(1, changed).statusCode(200);
        data.execute("drop function no_closing cascade");
        data.awaitPublished();
        List<String> before = data.rows();

        data.restoreBackUp();
        readBack();
        data.awaitPublished();

        assertThat(data.rows()).isEqualTo(before);
        List<ConsumerRecord<String, String>> closings = data.records().stream()
                .filter(each -> type(each).equals("jp.shirube.plan.edition.stated.v1"))
                .toList();
        assertThat(closings)
                .extracting(each -> OwnerBackup.header(each, "ce_aggregateversion"))
                .containsExactly("1", "2");
        assertThat(closings.getLast().value()).contains("\"status\":\"DRAFT\"");
    }

    @Test
    void untilItIsReadBackWritesAreRefusedAndReadingAndTryingWork() throws Exception {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        try (Connection anotherReplica = database.getConnection();
                Statement statement = anotherReplica.createStatement()) {
            statement.execute("select pg_advisory_lock(" + READING + ")");
            ownTopic.begin();

            state(MUNICIPALITY + "\n")
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("5"))
                    .body("type", equalTo("urn:shirube:problem:catching-up"));
            post(EDITION).statusCode(503);
            adopt(1).statusCode(503);
            given().contentType("application/json")
                    .body("{\"adoptedOn\": \"2026-03-20\"}")
                    .put(EDITIONS + "/1/adoption?dryRun=true")
                    .then()
                    .statusCode(503);
            given().post("/operations/republish?dryRun=true").then().statusCode(503);
            yaml().body(EDITION).post(EDITIONS + "?dryRun=true").then().statusCode(200);
            given().get(EDITIONS).then().statusCode(200);
            given().get("/q/health/ready").then().statusCode(503);

            statement.execute("select pg_advisory_unlock(" + READING + ")");
            await().atMost(Duration.ofSeconds(30)).until(ownTopic::isCaughtUp);
        }
        adopt(1).statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
    }

    private static String type(ConsumerRecord<String, String> each) {
        return OwnerBackup.header(each, "ce_type");
    }
}
