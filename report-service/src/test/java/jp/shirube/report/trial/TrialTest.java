package jp.shirube.report.trial;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class TrialTest {

    private static final String WOMEN = """
            "direction": "UP", "quantity": "RATIO", "baseline": {"value": "28.9", "period": "R4"},
            "goal": {"comparator": "AT_LEAST", "value": "40", "to": "R9"}, "actuals": [{"period": "R6", "value": "32.8"}],
            "year": "R6" """;

    private static ValidatableResponse trial(String content) {
        return given().contentType("application/json")
                .body(content)
                .post("/api/report/v1/assessment-trials")
                .then();
    }

    @Test
    void aTrialAnswersTheWholeAssessment() {
        trial("{" + WOMEN + "}")
                .statusCode(200)
                .body("judged", equalTo(32.8f))
                .body("expected", equalTo(33.34f))
                .body("achievementRateDisplay", equalTo("82.0"))
                .body("baselineProgressDisplay", equalTo("35.1"))
                .body("scheduleProgressDisplay", equalTo("87.8"))
                .body("expectedRatioDisplay", equalTo("98.4"))
                .body("achieved", equalTo(false))
                .body("maintain", equalTo(false))
                .body("belowBaseline", equalTo(false))
                .body("grade.symbol", equalTo("B"))
                .body("grade.score", equalTo(3))
                .body("rule.id", equalTo("standard"))
                .body("rule.version", equalTo(1))
                .body("incomplete", hasSize(0))
                .body("explanation.ja", containsString("計画線比 (32.8 − 28.9) ÷ (33.34 − 28.9) = 87.8%"))
                .body("explanation.en", containsString("Standard (version 1) gives B"))
                .body("warnings", hasSize(0));
    }

    @Test
    void anUndefinedRateIsNullWithItsReason() {
        trial("""
                {"direction": "DOWN", "goal": {"value": 0, "to": "R9"}, "baseline": {"value": 1, "period": "R5"},
                 "actuals": [{"period": "R6", "value": 2}], "year": "R6"}""")
                .statusCode(200)
                .body("achievementRate", nullValue())
                .body("achievementRateReason.ja", equalTo("目標が0以下です"))
                .body("scheduleProgressDisplay", equalTo("-400.0"))
                .body("grade.symbol", equalTo("D"));
    }

    @Test
    void aSumIsJudgedOverItsSpanAndNamesTheYearsItLacks() {
        trial("""
                {"direction": "UP", "quantity": "FLOW", "baseline": {"value": 5, "period": "R1"},
                 "goal": {"value": 36, "from": "R3", "to": "R7", "accumulation": "CUMULATIVE"},
                 "actuals": [{"period": "R6", "value": 7}], "year": "R6", "asOf": "2025-08-01"}""")
                .statusCode(200)
                .body("standing", equalTo("INCOMPLETE"))
                .body("incomplete", equalTo(List.of(2021, 2022, 2023)))
                .body("grade.symbol", equalTo("－"))
                .body("grade.reason.ja", equalTo("R3・R4・R5 未報告のため累計は下限です"));
    }

    @Test
    void theNewestFigureOfAStatisticSpeaksForALaterYear() {
        trial("""
                {"direction": "DOWN", "quantity": "FLOW", "baseline": {"value": 747, "period": "R1"},
                 "goal": {"value": 586.2, "to": "R9"}, "actuals": [{"period": "R4", "value": 690}], "year": "R7",
                 "period": "R6..R9"}""")
                .statusCode(200)
                .body("figureYear", equalTo(2022))
                .body("grade.symbol", equalTo("B"))
                .body("warnings.code", hasItem("LATE_FIGURE"));
    }

    @Test
    void whatWasRecordedLaterIsNotKnownYet() {
        String twice = """
                {"direction": "UP", "baseline": {"value": "28.9", "period": "R4"}, "goal": {"value": "40", "to": "R9"}, "year": "R6",
                 "actuals": [{"period": "R6", "value": "32.8", "recordedOn": "2025-05-01"},
                             {"period": "R6", "value": "41", "recordedOn": "2025-09-01"}], "asOf": "%s"}""";
        trial(twice.formatted("2025-06-01")).statusCode(200).body("judged", equalTo(32.8f));
        trial(twice.formatted("2025-10-01")).statusCode(200).body("judged", equalTo(41));
        trial(twice.formatted("2025-04-30")).statusCode(200).body("judged", nullValue());
    }

    @Test
    void aRuleMayBeAPresetOrWrittenOut() {
        trial("{" + WOMEN + ", \"rule\": \"ibaraki\"}")
                .statusCode(200)
                .body("grade.symbol", equalTo("B+"))
                .body("rule.id", equalTo("ibaraki"));
        trial("{" + WOMEN + """
                , "rule": {"id": "ours", "name": "市の基準", "axes": [{"id": "a", "name": "達成", "levels": [
                    {"symbol": "◎", "label": "よい", "when": {"baselineProgress": {"atLeast": 30}}},
                    {"symbol": "×", "label": "わるい"}]}]}}""").statusCode(200).body("grade.symbol", equalTo("◎"));
    }

    @Test
    void yamlIsReadAsWell() {
        given().contentType("application/yaml")
                .body("""
                direction: UP
                baseline: {value: 28.9, period: R4}
                goal: {value: 40, to: R9}
                actuals: [{period: R6, value: 32.8}]
                year: R6
                path: FLAT
                """.getBytes(StandardCharsets.UTF_8))
                .post("/api/report/v1/assessment-trials")
                .then()
                .statusCode(200)
                .body("expected", equalTo(40));
    }

    @Test
    void aGoalReadByJudgementIsAnsweredBothWays() {
        trial("""
                {"direction": "UP", "quantity": "FLOW", "baseline": {"value": 28, "period": "R4"}, "period": "R6..R9",
                 "goal": {"value": 60, "to": "R9", "reading": "JUDGED"}, "year": "R7",
                 "actuals": [{"period": "R6", "value": 30}, {"period": "R7", "value": 32}]}""")
                .statusCode(200)
                .body("warnings.code", hasItem("JUDGED_READING"))
                .body("judged", equalTo(32))
                .body("otherReading.judged", equalTo(62))
                .body("otherReading.grade.symbol", equalTo("A"));
    }

    @Test
    void enoughYearsGiveAForecastWithItsInterval() {
        trial("""
                {"direction": "UP", "goal": {"value": 40, "to": "R12"}, "baseline": {"value": 20, "period": "R1"}, "year": "R7",
                 "actuals": [{"period": "R2", "value": 21}, {"period": "R3", "value": 22.5}, {"period": "R4", "value": 23},
                  {"period": "R5", "value": 24.5}, {"period": "R6", "value": 25}, {"period": "R7", "value": 26}]}""")
                .statusCode(200)
                .body("forecast[0].possible", equalTo(true))
                .body("forecast[0].outlook", equalTo("LIKELY_MISSED"))
                .body("forecast[0].low", not(nullValue()))
                .body("forecast[0].high", not(nullValue()))
                .body("forecast[0].backTest.tries", not(nullValue()))
                .body("forecast[0].method.ja", containsString("直線回帰"));
        trial("{" + WOMEN + "}")
                .body("forecast[0].possible", equalTo(false))
                .body("forecast[0].why", equalTo("TOO_FEW_YEARS"));
    }

    @Test
    void everyContradictionIsRefusedAtOnceWithItsPlace() {
        trial("""
                {"direction": "UP", "quantity": "STOCK", "baseline": {"value": 20, "period": "R5"},
                 "goal": {"comparator": "AT_MOST", "value": 40, "from": "R6", "to": "R9", "accumulation": "CUMULATIVE"},
                 "milestones": [{"value": 30, "period": "R11"}], "year": "R6"}""")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItems("/goal/comparator", "/goal/accumulation", "/milestones/0/period"));
    }

    @Test
    void whatCannotBeReadDoesNotHideWhatContradictsItself() {
        trial("""
                {"direction": "UP", "quantity": "STOCK", "year": "R6", "rule": "nobody",
                 "goal": {"comparator": "AT_MOST", "value": 40, "from": "R9", "to": "R6", "accumulation": "CUMULATIVE"}}""")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/goal/from", "/goal/comparator", "/goal/accumulation", "/rule"));
    }

    @Test
    void aSpanThatEndsBeforeItBeginsIsRefused() {
        trial("""
                {"direction": "UP", "goal": {"value": 40, "from": "R9", "to": "R6", "accumulation": "AVERAGE"}, "year": "R6"}""").statusCode(422).body("errors.pointer", hasItem("/goal/from"));
        trial("""
                {"direction": "UP", "goal": {"value": 40, "period": "R9..R6", "accumulation": "AVERAGE"}, "year": "R6"}""").statusCode(422).body("errors.pointer", hasItem("/goal/period"));
    }

    @Test
    void overlappingLevelsAreRefusedWithTheirPlaceInTheRule() {
        trial("{" + WOMEN + """
                , "rule": {"id": "ours", "name": "市の基準", "axes": [{"id": "a", "name": "達成", "levels": [
                    {"symbol": "A", "label": "a", "when": {"achievementRate": {"atLeast": 80}}},
                    {"symbol": "B", "label": "b", "when": {"achievementRate": {"atLeast": 60, "atMost": 85}}},
                    {"symbol": "C", "label": "c"}]}]}}""")
                .statusCode(422)
                .body("errors.pointer", hasItem(containsString("/rule/axes/0/levels/1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"direction\": \"SIDEWAYS\", \"goal\": {}, \"year\": \"R6\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1e999999999, \"to\": \"R9\"}, \"year\": \"R6\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": \"1e9\", \"to\": \"R9\"}, \"year\": \"R6\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R999\"}, \"year\": \"R6\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"令和百年\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6..R9\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6\", \"asOf\": \"2025-02-31\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6\", \"surprise\": 1}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6\", \"rule\": \"nobody\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6\", \"rule\": {\"id\": {}}}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6\", \"actuals\": [{\"period\": \"R6\"}]}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6\", \"actuals\": [{\"period\": \"R6\", \"value\": 1}, {\"period\": \"R6\", \"value\": 2}]}",
                "{\"direction\": \"NONE\", \"goal\": {\"value\": 1, \"to\": \"R9\"}, \"year\": \"R6\"}",
                "{\"direction\": \"UP\", \"goal\": {\"value\": 1}, \"year\": \"R6\"}"
            })
    void whatCannotBeReadIsRefusedAndNeverAnErrorOfOurs(String content) {
        int status =
                trial(content).contentType("application/problem+json").extract().statusCode();
        assertThat(status).isBetween(400, 422);
    }
}
