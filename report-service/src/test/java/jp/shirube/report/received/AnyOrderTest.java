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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** Whatever arrives, however often and in whatever order: the same state, told once. Over the real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class AnyOrderTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("rounds", 4);

    /** @param key of the subject, without the municipality */
    private record Said(UUID id, String topic, String key, String type, long version, String data) {}

    @Inject
    AgroalDataSource database;

    @Test
    void everyEventOnceToFiveTimesShuffledAcrossPartitionsGivesTheStateOfThoseInOrder() throws SQLException {
        send("330000", history());
        var inOrder = state("330000");
        Random random = new Random(SEED);
        for (int round = 1; round <= ROUNDS; round++) {
            String code = "33%04d".formatted(round);
            List<Said> shuffled = new ArrayList<>();
            for (Said event : history()) {
                shuffled.addAll(Collections.nCopies(1 + random.nextInt(5), event));
            }
            Collections.shuffle(shuffled, random);
            send(code, shuffled);
            assertThat(state(code)).as("seed " + SEED + ", round " + round).isEqualTo(inOrder);
        }
    }

    @Test
    void whatArrivesAgainAfterItsIdWasForgottenChangesNothingAndIsNotToldAgain() throws SQLException {
        List<Said> history = history();
        send("330100", history);
        var before = state("330100");
        long told = count("select count(*) from outbox where key like '330100/%'");
        execute("delete from inbox");
        send("330100", history.reversed());
        assertThat(state("330100")).isEqualTo(before);
        assertThat(count("select count(*) from outbox where key like '330100/%'"))
                .isEqualTo(told);
    }

    @Test
    void aPlanOfTwoThousandElementsAndAThousandTargetsIsServedOnlyWhenItIsWhole() throws SQLException {
        String progress = "/api/report/v1/municipalities/330200/plans/large/progress?year=R7";
        try (Announced say = new Announced("330200")) {
            say.municipality();
            for (int i = 0; i < 100; i++) {
                say.indicator("i" + i, "RATIO", 1);
            }
            say.edition("large", 1, target("t0", "i0", "10", "60"));
            settled(() -> when().get(progress).then().statusCode(200).body("items.size()", equalTo(1)));
            say.together(() -> {
                for (int i = 0; i < 2000; i++) {
                    say.part("large", 2, "element", i, """
                        {"id": "e%d", "tree": "PLAN", "depth": %d, "position": %d, %s "code": "%d", "title": "施策の名称%d"}""".formatted(
                                    i, i == 0 ? 0 : 1, i, i == 0 ? "" : "\"parent\": \"e0\",", i, i));
                }
                for (int i = 1; i < 1000; i++) {
                    say.part("large", 2, "target", i, target("t" + i, "i" + i % 100, "10", "60"));
                }
                say.close("large", 2, 3000);
            });
            settled(() -> assertThat(count("select count(*) from edition_part where plan = 'large' and statement = 2"))
                    .isEqualTo(2999));
            when().get(progress).then().statusCode(200).body("items.size()", equalTo(1));
            say.part("large", 2, "target", 0, target("t0", "i0", "10", "70"));
            settled(() -> when().get(progress).then().statusCode(200).body("items.size()", equalTo(1000)));
        }
        settled(() -> assertThat(
                        count("select count(*) from outbox where key like '330200/%' and published_at is null"))
                .isZero());
        assertThat(count("select max(octet_length(data)) from outbox where key like '330200/%'"))
                .isLessThan(1_000_000);
    }

    /** A city in which something of everything happens, two statements of an edition among it. */
    private static List<Said> history() {
        List<Said> all = new ArrayList<>();
        plan(all, "municipality", "municipality.changed", 1, """
                {"municipality": "CODE", "name": "試験市"}""");
        for (int version = 1; version <= 3; version++) {
            plan(all, "indicator/settlers", "indicator.changed", version, """
                    {"municipality": "CODE", "indicator": {"id": "settlers", "name": "移住者数 v%d", "unit": "人", "direction": "UP",
                     "periodKind": "FISCAL_YEAR", "quantity": "FLOW", "components": []}}""".formatted(version));
        }
        plan(all, "indicator/rate", "indicator.changed", 1, """
                {"municipality": "CODE", "indicator": {"id": "rate", "name": "割合", "unit": "%", "direction": "UP",
                 "periodKind": "FISCAL_YEAR", "quantity": "RATIO", "components": []}}""");
        plan(all, "responsibility/rate", "responsibility.changed", 1, """
                {"municipality": "CODE", "indicator": "rate", "responsibilities": [{"department": "kikaku"}]}""");
        edition(all, 1, sum("s", "settlers", "114"), target("t", "rate", "10", "60"));
        edition(all, 2, sum("s", "settlers", "120"), target("u", "rate", "10", "60"));
        plan(all, "plan/p", "edition.adopted", 3, """
                {"municipality": "CODE", "planId": "p", "edition": 1, "statement": 2, "adoptedOn": "2024-03-20",
                 "inForceFrom": "2024-04-01", "adoptionNote": "令和6年3月議会で議決（議案第12号）"}""");
        for (int revision = 1; revision <= 3; revision++) {
            actual(all, "settlers", "FY2024", revision, revision * 10);
            actual(all, "settlers", "FY2025", revision, revision * 7);
            actual(all, "rate", "FY2024", revision, 20 + revision);
        }
        return all;
    }

    private static void edition(List<Said> all, long statement, String... targets) {
        part(all, statement, "element", 0, """
                {"id": "s1", "tree": "PLAN", "depth": 0, "position": 0, "code": "1", "title": "施策"}""");
        for (int i = 0; i < targets.length; i++) {
            part(all, statement, "target", i, targets[i]);
        }
        plan(all, "plan/p", "edition.stated", statement, """
                {"municipality": "CODE", "planId": "p", "edition": 1, "statement": %d, "count": %d, "name": "案", "status": "DRAFT",
                 "plan": {"id": "p", "name": "計画", "firstYear": 2024, "lastYear": 2027, "levels": ["施策"]}}""".formatted(statement, targets.length + 1));
    }

    private static void part(List<Said> all, long statement, String kind, int position, String content) {
        plan(all, "plan/p", kind + ".stated", statement, """
                {"municipality": "CODE", "planId": "p", "edition": 1, "statement": %d, "position": %d, "%s": %s}""".formatted(statement, position, kind, content));
    }

    private static void plan(List<Said> all, String key, String type, long version, String data) {
        all.add(new Said(UUID.randomUUID(), "shirube.plan", key, "jp.shirube.plan." + type + ".v1", version, data));
    }

    private static void actual(List<Said> all, String indicator, String period, int revision, int value) {
        all.add(new Said(
                UUID.randomUUID(),
                "shirube.kpi",
                "indicator/" + indicator,
                "jp.shirube.kpi.actual." + (revision == 1 ? "recorded" : "corrected") + ".v1",
                revision,
                """
                {"municipality": "CODE", "indicator": "%s", "period": "%s", "revision": %d, "value": "%d", "status": "FINAL",
                 "review": "CONFIRMED", "recordedAt": "2026-05-01T00:00:00.00000%dZ", "withdrawn": false}""".formatted(indicator, period, revision, value, revision)));
    }

    /** Returns when all of it has had its effect. */
    private void send(String code, List<Said> events) throws SQLException {
        try (Announced say = new Announced(code)) {
            for (Said event : events) {
                say.send(
                        event.id(),
                        event.topic(),
                        event.key(),
                        event.type(),
                        event.version(),
                        event.data().replace("CODE", code));
            }
        }
        String ids = String.join(
                "','",
                events.stream().map(event -> event.id().toString()).distinct().toList());
        long distinct = events.stream().map(Said::id).distinct().count();
        settled(() -> assertThat(count("select count(*) from inbox where event_id in ('" + ids + "')"))
                .isEqualTo(distinct));
        // What was sent last may be one of the repeated: it is behind us when the positions are.
        say(code);
    }

    /** One more event on each partition of each topic that changes nothing; when they are heard, all before them is. */
    private void say(String code) throws SQLException {
        List<UUID> last = new ArrayList<>();
        try (Announced say = new Announced(code)) {
            for (String topic : List.of("shirube.plan", "shirube.kpi")) {
                for (int i = 0; i < 24; i++) {
                    UUID id = UUID.randomUUID();
                    last.add(id);
                    say.send(id, topic, "nothing/" + i, "jp.shirube.test.nothing.v1", 1, "{\"municipality\": \"x\"}");
                }
            }
        }
        String ids = String.join("','", last.stream().map(UUID::toString).toList());
        settled(() -> assertThat(count("select count(*) from inbox where event_id in ('" + ids + "')"))
                .isEqualTo(last.size()));
    }

    private TreeMap<String, List<String>> state(String code) throws SQLException {
        TreeMap<String, List<String>> state = new TreeMap<>();
        for (String table : List.of(
                "copy_revision",
                "edition_statement",
                "edition_waiting",
                "edition_part",
                "edition_adoption",
                "actual_revision",
                "assessment")) {
            state.put(
                    table,
                    texts("select replace(cast(t as text), '" + code + "', 'CODE') from " + table
                            + " t where municipality = '" + code + "' order by 1"));
        }
        assertThat(state.get("assessment")).isNotEmpty();
        return state;
    }

    private static void settled(org.awaitility.core.ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(facts);
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
