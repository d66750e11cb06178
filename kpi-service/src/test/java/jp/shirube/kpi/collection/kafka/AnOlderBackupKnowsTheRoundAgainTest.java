package jp.shirube.kpi.collection.kafka;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Tokens;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.Town;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.OpenWork;
import jp.shirube.kpi.collection.reminder.application.Remind;
import jp.shirube.local.OwnerBackup;
import jp.shirube.outbox.OwnTopic;
import org.junit.jupiter.api.Test;

/** 復元: after a backup older than the topic, a round is where it was and nobody is reminded twice. */
@QuarkusTest
class AnOlderBackupKnowsTheRoundAgainTest extends RunningService {

    private static final String TOWN = "520602";
    private static final String RATE = "indicator:rate:FY2025";
    private static final LocalDate THREE_DAYS_BEFORE = LocalDate.of(2026, 6, 30);
    private static final LocalDate THE_DAY_AFTER = LocalDate.of(2026, 7, 4);

    @Inject
    OwnTopic ownTopic;

    @Inject
    OpenWork openWork;

    @Inject
    Remind remind;

    @Test
    void theRoundItsItemsAndItsRemindersComeBackAndGoOnWithTheNextVersion() throws Exception {
        OwnerBackup data = new OwnerBackup(
                database,
                "shirube.kpi",
                List.of(
                        "series",
                        "actual_revision",
                        "collection_round",
                        "collection_item",
                        "collection_step",
                        "reminder"));
        data.awaitPublished();
        data.forgetTheTopicSoFar();
        clock.setDay(2026, 6, 1);
        Town town = new Town(TOWN).indicator("rate", "sports").initiative("lessons", "kenko", "FY2025", "実施");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
        data.backUp();

        planner()
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-03\"}")
                .post(rounds())
                .then()
                .statusCode(201);
        clock.setDay(2026, 6, 30);
        types("{\"value\": \"32.8\", \"selfEvaluation\": \"研修の成果\"}");
        moves(sports(), "submission", "{}");
        moves(planner(), "return", "{\"reason\": \"集計の対象が違います\"}");
        remind(THREE_DAYS_BEFORE);
        data.awaitPublished();
        List<String> before = announced(data);
        assertThat(reminders(data)).containsExactly("kenko 2026-06-30 1 DUE", "sports 2026-06-30 1 DUE");

        data.restoreBackUp();
        assertThat(announced(data)).isEmpty();
        ownTopic.begin();
        await().atMost(Duration.ofSeconds(40)).until(ownTopic::isCaughtUp);

        assertThat(announced(data)).isEqualTo(before);
        assertThat(reminders(data))
                .as("whether the mail left nobody knows; it is not sent again")
                .containsExactly("kenko 2026-06-30 1 UNKNOWN", "sports 2026-06-30 1 UNKNOWN");

        remind(THREE_DAYS_BEFORE);
        remind(THE_DAY_AFTER);
        types("{\"value\": \"30.1\"}");
        moves(sports(), "submission", "{}");
        data.awaitPublished();
        assertThat(data.versionsOnTheTopic(TOWN + "/collection-reminder/fy2025/sports"))
                .containsExactly(1L, 2L);
        assertThat(data.versionsOnTheTopic(TOWN + "/collection-item/fy2025/" + RATE))
                .as("no gap, and none twice")
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(data.versionsOnTheTopic(TOWN + "/indicator/rate")).containsExactly(1L, 2L, 3L);
        assertThat(reminders(data)).contains("sports 2026-07-04 2 DUE");
    }

    private void remind(LocalDate day) {
        InTheNameOf.theSystem(() -> {
            List<DepartmentWork> works = openWork.of(day).stream()
                    .filter(work -> work.municipality().equals(TOWN))
                    .toList();
            remind.remind(works, day);
        });
    }

    private static List<String> announced(OwnerBackup data) throws Exception {
        return data.texts("select to_jsonb(r)::text from collection_round r where municipality = '" + TOWN
                + "' union all select to_jsonb(i)::text from collection_item i where municipality = '" + TOWN
                + "' order by 1");
    }

    private static List<String> reminders(OwnerBackup data) throws Exception {
        return data.texts("select concat_ws(' ', department, day, version, state) from reminder where municipality = '"
                + TOWN + "' order by 1");
    }

    private static String rounds() {
        return "/api/kpi/v1/municipalities/" + TOWN + "/collection-rounds";
    }

    private static String item() {
        return rounds() + "/fy2025/items/" + RATE;
    }

    private static RequestSpecification planner() {
        return given().contentType(ContentType.JSON);
    }

    private static RequestSpecification sports() {
        return given().header("Authorization", "Bearer " + Tokens.of(TOWN, "DEPARTMENT_EDITOR:sports"))
                .contentType(ContentType.JSON);
    }

    private static void types(String answer) {
        sports().header("If-Match", sports().get(item()).header("ETag"))
                .body(answer)
                .put(item() + "/answer")
                .then()
                .statusCode(200);
    }

    private static void moves(RequestSpecification who, String move, String body) {
        who.body(body).post(item() + "/" + move).then().statusCode(200);
    }
}
