package jp.shirube.report.received;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static jp.shirube.report.received.Announced.sum;
import static jp.shirube.report.received.Announced.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.local.RealParts;
import jp.shirube.report.assessment.Assessor;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** What was known when, what a correction or a day changes, and by which rule: over the real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class AssessedOverTimeTest {

    private static final String OURS = """
            {"id": "ours", "name": "市の基準", "axes": [{"id": "a", "name": "達成", "levels": [
              {"symbol": "◎", "label": "よい", "score": 2, "when": {"achievementRate": {"atLeast": %s}}},
              {"symbol": "×", "label": "わるい", "score": 1}]}]}""";

    @Inject
    AgroalDataSource database;

    @Inject
    ObjectMapper json;

    @Inject
    DayChange dayChange;

    @Test
    void aLateCorrectionOfAnEarlyYearChangesAllLaterYearsOfASumWithOneEventPerTargetChanged() throws Exception {
        try (Announced say = new Announced("300001")) {
            say.municipality();
            say.indicator("settlers", "FLOW", 1);
            say.edition("a", 1, sum("s", "settlers", "114"), target("p", "settlers", "20", "30"));
            say.edition("b", 1, sum("s", "settlers", "100"));
            say.actual("settlers", "FY2024", 1, "20");
            say.actual("settlers", "FY2025", 1, "25");
            settled(() -> {
                judged("300001", "a", "R7", "s").body("judged", equalTo(45));
                judged("300001", "b", "R7", "s").body("judged", equalTo(45));
                judged("300001", "a", "R7", "p").body("judged", equalTo(25));
            });
            long before = lastSeq();
            say.actual("settlers", "FY2024", 2, "30");
            settled(() -> {
                judged("300001", "a", "R6", "s").body("judged", equalTo(30));
                judged("300001", "a", "R7", "s").body("judged", equalTo(55));
                judged("300001", "b", "R7", "s").body("judged", equalTo(55));
                judged("300001", "a", "R6", "p").body("judged", equalTo(30));
            });
            List<JsonNode> events = eventsSince(before, "300001");
            assertThat(events)
                    .extracting(event -> event.path("plan").asText() + "/"
                            + event.path("target").asText())
                    .containsExactlyInAnyOrder("a/s", "a/p", "b/s");
            JsonNode summed = events.stream()
                    .filter(event -> event.path("target").asText().equals("s"))
                    .findFirst()
                    .orElseThrow();
            assertThat(summed.findValuesAsText("year")).contains("2024", "2025");
            JsonNode single = events.stream()
                    .filter(event -> event.path("target").asText().equals("p"))
                    .findFirst()
                    .orElseThrow();
            assertThat(years(single))
                    .as(
                            "a later year's own figure is judged as before; only its newest-figure line and text may differ")
                    .contains(2024);
            long after = lastSeq();
            say.actual("settlers", "FY2024", 2, "30");
            say.actual("settlers", "FY2024", 1, "20");
            say.actual("settlers", "FY2026", 1, "1");
            settled(() -> judged("300001", "a", "R8", "s").body("judged", equalTo(56)));
            assertThat(eventsSince(after, "300001"))
                    .as("the same and the older revision again change nothing; the new year one event per target")
                    .hasSize(3);
        }
    }

    @Test
    void anyAssessmentCanBeToldAsOfADay() {
        try (Announced say = new Announced("300002")) {
            say.from("2025-04-01T00:00:00Z");
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            say.actualAt("women", "FY2024", 1, "32.8", "2025-06-10T00:00:00Z");
            say.actualAt("women", "FY2024", 2, "36.0", "2025-09-30T14:59:59.999Z");
            say.actualAt("women", "FY2024", 3, "41.0", "2025-09-30T15:00:00Z");
            settled(() -> judged("300002", "p", "R6", "w").body("judged", equalTo(41)));
            asOf("300002", "p", "R6", "2025-06-09")
                    .body("items[0].assessment.standing", equalTo("NOT_PUBLISHED"))
                    .body("items[0].assessment.judged", nullValue());
            asOf("300002", "p", "R6", "2025-06-10").body("items[0].assessment.judged", equalTo(32.8f));
            asOf("300002", "p", "R6", "2025-09-30")
                    .body("items[0].assessment.judged", equalTo(36))
                    .body("items[0].assessment.inputs[0].revision", equalTo(2))
                    .body("asOf", equalTo("2025-09-30"));
            asOf("300002", "p", "R6", "2025-10-01").body("items[0].assessment.judged", equalTo(41));
            when().get("/api/report/v1/municipalities/300002/indicators/women/progress?asOf=2025-07-01")
                    .then()
                    .statusCode(200)
                    .body("actuals[0].value", equalTo(32.8f))
                    .body("targets[0].assessments.find { it.year == 2024 }.judged", equalTo(32.8f));
        }
    }

    @Test
    void asOfTodayIsWhatIsStored() throws IOException {
        try (Announced say = new Announced("300003")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.indicator("settlers", "FLOW", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"), sum("s", "settlers", "114"));
            say.actual("women", "FY2024", 1, "32.8");
            say.actual("settlers", "FY2024", 1, "20");
            settled(() -> {
                judged("300003", "p", "R6", "w").body("judged", equalTo(32.8f));
                judged("300003", "p", "R6", "s").body("judged", equalTo(20));
            });
            for (String year : List.of("R5", "R6", "R7", "R8", "R9", "R10")) {
                String address = "/api/report/v1/municipalities/300003/plans/p/progress?year=" + year;
                JsonNode stored = json.readTree(when().get(address).asString());
                JsonNode told = json.readTree(when().get(address + "&asOf=" + LocalDate.now(ZoneId.of("Asia/Tokyo")))
                        .asString());
                assertThat(told).isEqualTo(stored);
            }
        }
    }

    @Test
    void aPlanAndAnIndicatorAreToldAsTheyWereOnADay() {
        try (Announced say = new Announced("300004")) {
            say.from("2024-04-01T00:00:00Z");
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            say.from("2026-01-15T00:00:00Z");
            say.edition("p", 2, target("w", "women", "28.9", "50"));
            say.indicatorOf("women", 2, """
                    "unit": "％", "direction": "UP", "periodKind": "FISCAL_YEAR", "quantity": "RATIO", "components": []""");
            say.actualAt("women", "FY2024", 1, "35", "2025-06-01T00:00:00Z");
            settled(() ->
                    progress("300004", "p", "R6").body("items[0].assessment.achievementRateDisplay", equalTo("70.0")));
            asOf("300004", "p", "R6", "2025-12-31")
                    .body("items[0].assessment.achievementRateDisplay", equalTo("87.5"))
                    .body("items[0].target.indicator.unit", equalTo("%"));
        }
    }

    @Test
    void aDayStillToComeOrNoDayIsRefused() {
        when().get("/api/report/v1/municipalities/300002/plans/p/progress?asOf=2999-01-01")
                .then()
                .statusCode(400)
                .body("type", containsString("day-to-come"));
        for (String day : List.of("yesterday", "2025-02-30", "%2B999999999-01-01", "-0001-01-01")) {
            when().get("/api/report/v1/municipalities/300002/plans/p/progress?asOf=" + day)
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("#asOf"));
        }
    }

    @Test
    void midnightAloneChangesWhatIsSaidOfAYearWithoutAFigureOnceWithItsEvent() throws Exception {
        try (Announced say = new Announced("300005")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            settled(() -> judged("300005", "p", "R9", "w").body("standing", equalTo("NOT_OVER")));
            long before = lastSeq();
            dayChange.judgeAgain(LocalDate.of(2028, 3, 31));
            judged("300005", "p", "R9", "w").body("standing", equalTo("NOT_OVER"));
            dayChange.judgeAgain(LocalDate.of(2028, 4, 1));
            judged("300005", "p", "R9", "w").body("standing", equalTo("NOT_PUBLISHED"));
            dayChange.judgeAgain(LocalDate.of(2028, 7, 1));
            judged("300005", "p", "R9", "w").body("standing", equalTo("NOT_REPORTED"));
            int told = eventsSince(before, "300005").size();
            dayChange.judgeAgain(LocalDate.of(2028, 7, 1));
            dayChange.judgeAgain(LocalDate.of(2028, 12, 31));
            assertThat(eventsSince(before, "300005")).as("nothing more to say").hasSize(told);
        }
    }

    @Test
    void whatAnOlderArithmeticJudgedIsJudgedAgain() throws SQLException {
        try (Announced say = new Announced("300006")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            say.actual("women", "FY2024", 1, "32.8");
            settled(() -> judged("300006", "p", "R6", "w").body("judged", equalTo(32.8f)));
            execute("update assessment set content = '{\"standing\": \"OLD\"}' where municipality = '300006'");
            execute("update indicator_lock set judged_with = " + (Assessor.VERSION - 1)
                    + " where municipality = '300006'");
            dayChange.judgeAgain(LocalDate.now(ZoneId.of("Asia/Tokyo")));
            judged("300006", "p", "R6", "w").body("judged", equalTo(32.8f));
        }
    }

    @Test
    void aRuleOfTheMunicipalityGradesAndItsChangeIsANewVersionOnEveryGrade() {
        try (Announced say = new Announced("300007")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"ours\"}]");
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            say.actual("women", "FY2024", 1, "32.8");
            settled(() ->
                    progress("300007", "p", "R6").body("items", hasSize(1)).body("items[0].assessment", nullValue()));
            say.gradingRule("ours", 1, OURS.formatted("80"));
            settled(() -> judged("300007", "p", "R6", "w")
                    .body("grade.symbol", equalTo("◎"))
                    .body("rule.id", equalTo("ours"))
                    .body("rule.version", equalTo(1)));
            say.gradingRule("ours", 2, OURS.formatted("100"));
            settled(() -> judged("300007", "p", "R6", "w")
                    .body("grade.symbol", equalTo("×"))
                    .body("rule.version", equalTo(2)));
        }
    }

    @Test
    void aNewRuleMayBeginWithAYearAndLeavesThePastAsItWasGraded() {
        try (Announced say = new Announced("300008")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"standard\"}, {\"rule\": \"ours\", \"from\": 2025}]");
            say.gradingRule("ours", 1, OURS.formatted("80"));
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            say.actual("women", "FY2024", 1, "32.8");
            say.actual("women", "FY2025", 1, "33");
            settled(() -> {
                judged("300008", "p", "R6", "w")
                        .body("grade.symbol", equalTo("B"))
                        .body("rule.id", equalTo("standard"));
                judged("300008", "p", "R7", "w")
                        .body("grade.symbol", equalTo("◎"))
                        .body("rule.id", equalTo("ours"));
            });
        }
    }

    @Test
    void aRuleIsTriedOverPastYearsAndShowsWhichGradesWouldChange() {
        try (Announced say = new Announced("300009")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.indicator("men", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "40"), target("m", "men", "10", "20"));
            say.actual("women", "FY2024", 1, "32.8");
            say.actual("women", "FY2025", 1, "41");
            say.actual("men", "FY2024", 1, "14");
            settled(() -> {
                judged("300009", "p", "R7", "w").body("judged", equalTo(41));
                judged("300009", "p", "R6", "m").body("judged", equalTo(14));
            });
            given().contentType("application/json")
                    .body("{\"rule\": \"ibaraki\"}")
                    .post("/api/report/v1/municipalities/300009/plans/p/grading-rule-trials")
                    .then()
                    .statusCode(200)
                    .body("rule.id", equalTo("ibaraki"))
                    .body("years.find { it.year == 2024 }.before.B", equalTo(1))
                    .body("years.find { it.year == 2024 }.after.'B+'", equalTo(1))
                    .body("items.find { it.target == 'w' && it.year == 2024 }.before.symbol", equalTo("B"))
                    .body("items.find { it.target == 'w' && it.year == 2024 }.after.symbol", equalTo("B+"))
                    .body("items.findAll { it.target == 'w' && it.year == 2025 }", hasSize(0));
            given().contentType("application/yaml")
                    .body("""
                    rule:
                      id: ours
                      name: 市の基準
                      axes:
                        - id: a
                          name: 達成
                          levels:
                            - {symbol: A, label: よい, when: {achievementRate: {atLeast: 90, atMost: 50}}}
                            - {symbol: A, label: わるい}
                    from: R99
                    """.getBytes(StandardCharsets.UTF_8))
                    .post("/api/report/v1/municipalities/300009/plans/p/grading-rule-trials")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem(containsString("/rule/axes/0/levels")));
            given().contentType("application/json")
                    .body("{\"rule\": \"nobody\"}")
                    .post("/api/report/v1/municipalities/300009/plans/p/grading-rule-trials")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/rule"));
            judged("300009", "p", "R6", "w").body("rule.id", equalTo("standard"));
        }
    }

    @Test
    void targetsAddUpPerElementDepartmentSdgAndProjectWithInitiativesBeside() {
        try (Announced say = new Announced("300010")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.indicator("settlers", "FLOW", 1);
            say.department(
                    "old",
                    "[{\"name\": \"企画課\", \"to\": \"2025-03-31\"}, {\"name\": \"未来企画課\", \"from\": \"2025-04-01\"}]");
            say.responsible("women", "[{\"department\": \"old\"}]");
            say.part("p", 1, "element", 0, """
                    {"id": "top", "tree": "PLAN", "depth": 0, "code": "1", "title": "目標", "sdgs": [5]}""");
            say.part("p", 1, "element", 1, """
                    {"id": "s1", "tree": "PLAN", "depth": 1, "parent": "top", "code": "1-1", "title": "施策", "sdgs": []}""");
            say.part("p", 1, "element", 2, """
                    {"id": "s2", "tree": "PLAN", "depth": 1, "parent": "top", "code": "1-2", "title": "施策2", "sdgs": []}""");
            say.part("p", 1, "element", 3, """
                    {"id": "pj", "tree": "PROJECT", "depth": 0, "code": "①", "title": "重点",
                     "references": [{"printedRef": "施策1-1", "resolvedRef": "s1"}]}""");
            say.part("p", 1, "target", 0, target("w", "women", "28.9", "40"));
            say.part("p", 1, "target", 1, sum("s", "settlers", "114"));
            say.part(
                    "p",
                    1,
                    "target",
                    2,
                    target("again", "women", "28.9", "40")
                            .replace("\"element\": \"s1\"", "\"element\": \"s2\", \"relistedFrom\": \"w\""));
            say.part("p", 1, "initiative", 0, """
                    {"id": "i1", "kind": "SCHEDULED", "element": "s1", "title": "窓口", "departments": [],
                     "schedule": [{"years": "FY2024", "printed": "開設"}]}""");
            say.part("p", 1, "initiative", 1, """
                    {"id": "i2", "kind": "PROGRAM", "element": "s2", "title": "事業", "departments": [], "schedule": []}""");
            say.close("p", 1, 9);
            say.actual("women", "FY2024", 1, "32.8");
            settled(() -> judged("300010", "p", "R6", "w").body("judged", equalTo(32.8f)));

            rolledUp("plan", "&year=R6")
                    .body("items[0].tally.relisted", equalTo(1))
                    .body("items[0].tally.kinds[0].all", equalTo(2))
                    .body("items[0].tally.kinds[0].grades[0].symbol", equalTo("B"))
                    .body("items[0].tally.kinds[0].grades[0].count", equalTo(1))
                    .body("items[0].tally.kinds[0].ungraded.NOT_REPORTED", equalTo(1))
                    .body("items[0].initiatives.scheduled", equalTo(1))
                    .body("items[0].initiatives.plannedInYear", equalTo(1))
                    .body("items[0].initiatives.programs", equalTo(1));
            rolledUp("element", "&year=R6")
                    .body("items.id", equalTo(List.of("top", "s1", "s2")))
                    .body("items[0].tally.kinds[0].all", equalTo(2))
                    .body("items[2].tally.kinds[0].all", equalTo(1));
            rolledUp("project", "&year=R6").body("items[0].tally.kinds[0].all", equalTo(2));
            rolledUp("sdg", "&year=R6")
                    .body("items.id", equalTo(List.of("5")))
                    .body("items[0].tally.relisted", equalTo(1));
            rolledUp("department", "&year=R6").body("items.name", hasItems("担当なし", "未来企画課"));
            rolledUp("department", "&year=R6&asOf=2026-05-02").body("items.name", hasItem("未来企画課"));
            rolledUp("plan", "&year=R6&meanOf=achievementRate").body("items[0].tally.kinds[0].meanRate", equalTo(82));
            when().get("/api/report/v1/municipalities/300010/plans/p/roll-ups?by=colour")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("#by"));
        }
    }

    @Test
    void aGoalThatAnEarlierEditionPromisedOtherwiseIsShownBesideTheNew() {
        try (Announced say = new Announced("300011")) {
            say.municipality();
            say.indicator("women", "RATIO", 1);
            say.edition("p", 1, target("w", "women", "28.9", "35"));
            say.part("p", 2, "target", 0, target("w", "women", "28.9", "40"));
            say.send("shirube.plan", "plan/p", "jp.shirube.plan.target.stated.v1", 3, """
                    {"municipality": "300011", "planId": "p", "edition": 2, "statement": 3, "position": 0, "target": %s}""".formatted(
                            target("w", "women", "28.9", "40")));
            say.send("shirube.plan", "plan/p", "jp.shirube.plan.edition.stated.v1", 3, """
                    {"municipality": "300011", "planId": "p", "edition": 2, "statement": 3, "count": 1, "name": "改定", "status": "DRAFT",
                     "plan": {"id": "p", "name": "計画p", "firstYear": 2024, "lastYear": 2027, "levels": ["施策"]}}""");
            say.actual("women", "FY2024", 1, "36");
            settled(() -> judged("300011", "p", "R6", "w")
                    .body("compared", hasSize(1))
                    .body("compared[0].edition", equalTo(1))
                    .body("compared[0].goal", equalTo(35))
                    .body("compared[0].achieved", equalTo(true))
                    .body("achieved", equalTo(false))
                    .body("warnings.code", hasItem("GOAL_CHANGED")));
        }
    }

    private static ValidatableResponse rolledUp(String by, String more) {
        return when().get("/api/report/v1/municipalities/300010/plans/p/roll-ups?by=" + by + more)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse progress(String code, String plan, String year) {
        return when().get("/api/report/v1/municipalities/" + code + "/plans/" + plan + "/progress?year=" + year)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse asOf(String code, String plan, String year, String day) {
        return progress(code, plan, year + "&asOf=" + day);
    }

    /** The assessment of one target. */
    private static ValidatableResponse judged(String code, String plan, String year, String target) {
        return progress(code, plan, year)
                .body("items.target.id", hasItem(target))
                .rootPath("items.find { it.target.id == '" + target + "' }.assessment");
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(facts);
    }

    private static List<Integer> years(JsonNode event) {
        List<Integer> years = new ArrayList<>();
        event.path("years").forEach(year -> years.add(year.path("year").asInt()));
        return years;
    }

    private long lastSeq() throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("select coalesce(max(seq), 0) from outbox")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<JsonNode> eventsSince(long seq, String municipality) throws SQLException, IOException {
        List<JsonNode> events = new ArrayList<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select data from outbox where type = 'jp.shirube.report.progress.changed.v1' and seq > ? and subject like ?"
                                + " order by seq")) {
            query.setLong(1, seq);
            query.setString(2, municipality + "/%");
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(json.readTree(rows.getString(1)));
                }
            }
        }
        return events;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
