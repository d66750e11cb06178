package jp.shirube.report.received;

import static io.restassured.RestAssured.when;
import static jp.shirube.report.received.Announced.sum;
import static jp.shirube.report.received.Announced.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** The read model is made anew from the topics while the old one serves. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class RebuildTest {

    private static final List<String> TABLES = List.of(
            "copy_revision",
            "edition_statement",
            "edition_waiting",
            "edition_part",
            "edition_adoption",
            "actual_revision",
            "initiative_progress",
            "indicator_lock",
            "assessment");

    @Inject
    AgroalDataSource database;

    @Inject
    RebuildRuns runs;

    @Test
    void whatIsMadeAnewIsWhatServedAndNobodyIsToldOfIt() throws Exception {
        try (Announced say = new Announced("350001")) {
            city(say);
        }
        var before = state();
        long told = count("select coalesce(max(seq), 0) from outbox");
        rebuilt();
        assertThat(state()).isEqualTo(before);
        assertThat(count("select coalesce(max(seq), 0) from outbox")).isEqualTo(told);
        assertThat(runs.newest().orElseThrow().differences()).isZero();
        try (Announced say = new Announced("350001")) {
            say.actual("settlers", "FY2026", 1, "7");
            judged("350001", "R8", 52);
        }
    }

    @Test
    void whatWentWrongInTheServingOneIsMendedAndSaidOnce() throws Exception {
        try (Announced say = new Announced("350002")) {
            city(say);
        }
        var before = state();
        long told = count("select coalesce(max(seq), 0) from outbox");
        execute("delete from actual_revision where municipality = '350002' and period = 'FY2025'");
        execute("update assessment set content = jsonb_set(content, '{judged}', '1')"
                + " where municipality = '350002' and year = 2025");
        execute("delete from assessment where municipality = '350002' and year = 2024");
        rebuilt();
        assertThat(state()).isEqualTo(before);
        assertThat(count("select count(*) from outbox where type = 'jp.shirube.report.progress.changed.v1' and seq > "
                        + told))
                .as("one for each of the two targets")
                .isEqualTo(2);
        assertThat(runs.newest().orElseThrow().differences()).isEqualTo(2);
        rebuilt();
        assertThat(runs.newest().orElseThrow().differences()).isZero();
    }

    /** Readers look all the while; writers write all the while. */
    @Test
    void underWritesItIsNeverEmptyAndNeverGoesBack() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Announced say = new Announced("350003");
                ExecutorService others = Executors.newFixedThreadPool(2)) {
            city(say);
            Future<Integer> reader = others.submit(() -> {
                int highest = 0;
                while (!done.get()) {
                    int judged = when().get(progress("350003", "R8"))
                            .then()
                            .statusCode(200)
                            .extract()
                            .path("items[0].assessment.inputs.size()");
                    int newest = judged == 0
                            ? 0
                            : Integer.parseInt(String.valueOf((Object) when().get(progress("350003", "R8"))
                                    .then()
                                    .statusCode(200)
                                    .extract()
                                    .path("items[0].assessment.inputs[-1].revision")));
                    assertThat(newest).isGreaterThanOrEqualTo(highest);
                    highest = newest;
                }
                return highest;
            });
            Future<Integer> writer = others.submit(() -> {
                int revision = 0;
                while (!done.get()) {
                    say.actual("settlers", "FY2026", ++revision, Integer.toString(revision));
                    Thread.sleep(20);
                }
                return revision;
            });
            try {
                rebuilt();
                rebuilt();
            } finally {
                done.set(true);
            }
            int last = writer.get();
            judged("350003", "R8", 45 + last);
            assertThat(reader.get()).isLessThanOrEqualTo(last);
        }
        var served = state();
        rebuilt();
        assertThat(state()).isEqualTo(served);
        assertThat(runs.newest().orElseThrow().differences()).isZero();
    }

    /** A new table is the read model's or this service's own: somebody has to say which. */
    @Test
    void everyTableIsEitherMadeAnewOrKept() throws SQLException {
        List<String> kept = List.of(
                "target_progress",
                "given_grade",
                "rebuild_run",
                "outbox",
                "inbox",
                "relay_position",
                "consumed_position",
                "own_topic_reading",
                "republish",
                "buried",
                "progress_log",
                "progress_log_pruned",
                "webhook",
                "webhook_delivery",
                "webhook_waiting",
                "access_mapping",
                "access_mapping_row",
                "api_key",
                "audit_entry",
                "audit_seal",
                "audit_is_kept",
                "flyway_schema_history");
        List<String> all = new ArrayList<>(kept);
        all.addAll(BesideSchema.READ_MODEL);
        assertThat(texts("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
                union select proname from pg_proc where pronamespace = 'public'::regnamespace""")).containsExactlyInAnyOrderElementsOf(all);
    }

    private static void city(Announced say) {
        say.municipality();
        say.indicator("settlers", "FLOW", 1);
        say.indicator("rate", "RATIO", 1);
        say.edition("p", 1, sum("s", "settlers", "114"), target("t", "rate", "10", "60"));
        say.actual("settlers", "FY2024", 1, "19");
        say.actual("settlers", "FY2024", 2, "20");
        say.actual("settlers", "FY2025", 1, "25");
        say.actual("rate", "FY2024", 1, "30");
        say.actual("rate", "FY2025", 1, "31");
        say.withdrawn("rate", "FY2025", 2);
        say.raw("shirube.kpi", "no event");
        judged(say.code(), "R7", 45);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> when().get(progress(say.code(), "R7"))
                        .then()
                        .body("items[1].assessment.standing", equalTo("NOT_REPORTED")));
    }

    private static String progress(String code, String year) {
        return "/api/report/v1/municipalities/" + code + "/plans/p/progress?year=" + year;
    }

    private static void judged(String code, String year, int value) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> when().get(progress(code, year))
                        .then()
                        .statusCode(200)
                        .body("items[0].assessment.judged", equalTo(value)));
    }

    private void rebuilt() {
        long id = when().post("/operations/rebuild")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            RebuildRuns.Run run = runs.newest().orElseThrow();
            assertThat(run.id()).isEqualTo(id);
            assertThat(run.finishedAt()).as(run.toString()).isNotNull();
        });
        assertThat(runs.newest().orElseThrow().failure()).isNull();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                count("select count(*) from pg_namespace where nspname in ('rebuilt', 'outdated')"))
                        .isZero());
    }

    private TreeMap<String, List<String>> state() throws SQLException {
        TreeMap<String, List<String>> state = new TreeMap<>();
        for (String table : TABLES) {
            state.put(table, texts("select cast(t as text) from public." + table + " t order by 1"));
        }
        assertThat(state.get("assessment")).isNotEmpty();
        return state;
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private long count(String sql) throws SQLException {
        return Long.parseLong(texts(sql).getFirst());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().executeUpdate(sql);
        }
    }
}
