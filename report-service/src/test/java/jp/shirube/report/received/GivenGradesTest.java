package jp.shirube.report.received;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static jp.shirube.report.received.Announced.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import jp.shirube.local.RealParts;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 人による判定: a person's grade stands beside the computed one, never over it. Over the real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class GivenGradesTest {

    private static final String OURS = """
            {"id": "ours", "name": "市の基準", "axes": [{"id": "a", "name": "達成",
              "levels": [{"symbol": "◎", "label": "%s", "score": 2, "when": {"achievementRate": {"atLeast": 80}}},
                         {"symbol": "×", "label": "わるい", "score": 1},
                         {"symbol": "中止", "label": "中止", "humanOnly": true}],
              "goalYearLevels": [{"symbol": "達成", "label": "達成", "score": 2, "when": {"achieved": true}},
                                 {"symbol": "×", "label": "未達成", "score": 1}]}]}""";

    @Inject
    AgroalDataSource database;

    @Inject
    ObjectMapper json;

    @Test
    void aPersonGivesAGradeBesideTheComputedOneWhichStaysAsItIs() throws IOException {
        try (Announced say = new Announced("310001")) {
            say.municipality();
            judged(say, "310001", "women", "w");
            JsonNode before = assessment("310001", "R6");
            put("310001", "w", "R6", "{\"symbol\": \"C\", \"by\": \" 鈴木 \", \"reason\": \"会場の改修で休止\\nしたため\"}")
                    .then()
                    .statusCode(201)
                    .header("ETag", "\"1\"")
                    .body("axis", equalTo("progress"))
                    .body("year", equalTo(2024))
                    .body("yearLabel", equalTo("令和6年度"))
                    .body("symbol", equalTo("C"))
                    .body("label.ja", notNullValue())
                    .body("by", equalTo("鈴木"))
                    .body("reason", equalTo("会場の改修で休止\nしたため"))
                    .body("revision", equalTo(1))
                    .body("rule", equalTo("standard"))
                    .body("ruleVersion", equalTo(1))
                    .body("computed.symbol", equalTo("B"))
                    .body("withdrawn", equalTo(false));
            progress("310001", "year=R6")
                    .body("items[0].givenGrades", hasSize(1))
                    .body("items[0].givenGrades[0].axis", equalTo("progress"))
                    .body("items[0].givenGrades[0].symbol", equalTo("C"))
                    .body("items[0].givenGrades[0].by", equalTo("鈴木"))
                    .body("items[0].givenGrades[0].recordedAt", notNullValue())
                    .body("items[0].assessment.grade.symbol", equalTo("B"));
            progress("310001", "year=R7").body("items[0].givenGrades", hasSize(0));
            when().get("/api/report/v1/municipalities/310001/indicators/women/progress")
                    .then()
                    .statusCode(200)
                    .body("targets[0].givenGrades", hasSize(1))
                    .body("targets[0].givenGrades[0].year", equalTo(2024))
                    .body("targets[0].givenGrades[0].symbol", equalTo("C"))
                    .body("targets[0].assessments.find { it.year == 2024 }.grade.symbol", equalTo("B"));
            get("310001", "w", "令和6年度")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .body("edition", equalTo(1))
                    .body("items[0].symbol", equalTo("C"));
            assertThat(assessment("310001", "R6")).isEqualTo(before);
        }
    }

    @Test
    void saidAgainItIsNoRevisionAndAChangeNeedsTheStateThatWasSeen() {
        try (Announced say = new Announced("310002")) {
            say.municipality();
            judged(say, "310002", "women", "w");
            put("310002", "w", "R6", grade("C", "鈴木")).then().statusCode(201).header("ETag", "\"1\"");
            put("310002", "w", "R6", grade("C", "鈴木")).then().statusCode(200).header("ETag", "\"1\"");
            put("310002", "w", "2024", grade("D", "鈴木"))
                    .then()
                    .statusCode(428)
                    .body("type", equalTo("urn:shirube:problem:precondition-required"));
            put("310002", "w", "R6", grade("D", "鈴木"), "\"2\"")
                    .then()
                    .statusCode(412)
                    .body("type", equalTo("urn:shirube:problem:precondition-failed"));
            put("310002", "w", "R6", grade("D", "鈴木"), "W/\"1\"").then().statusCode(412);
            put("310002", "w", "R6", grade("D", "鈴木"), "\"1\"")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("revision", equalTo(2));
            put("310002", "w", "R6", grade("D", "鈴木"), "\"1\"")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"");
            put("310002", "w", "R6", grade("A", "佐藤"), "\"1\"").then().statusCode(412);
            put("310002", "w", "R6", grade("A", "佐藤"), "*")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"3\"");
            put("310002", "w", "R7", grade("A", "佐藤"), "\"3\"").then().statusCode(412);
            history("310002", "w", "R6")
                    .then()
                    .statusCode(200)
                    .body("items.symbol", equalTo(List.of("C", "D", "A")))
                    .body("items.revision", equalTo(List.of(1, 2, 3)));
        }
    }

    @Test
    void ofTwoWritersAtOnceNoneLosesWhatTheOtherWrote() throws Exception {
        try (Announced say = new Announced("310003")) {
            say.municipality();
            judged(say, "310003", "women", "w");
            assertThat(atOnce(8, i -> put("310003", "w", "R6", grade("C", "鈴木"))))
                    .as("one and the same, pressed several times")
                    .containsExactly(200, 200, 200, 200, 200, 200, 200, 201);
            assertThat(atOnce(8, i -> put("310003", "w", "R6", grade("D", "佐藤" + i), "\"1\"")))
                    .as("whoever comes second has not seen what the first wrote")
                    .containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
            assertThat(atOnce(8, i -> put("310003", "w", "R7", grade("D", "佐藤" + i))))
                    .containsExactly(201, 428, 428, 428, 428, 428, 428, 428);
            history("310003", "w", "R6").then().body("items.revision", equalTo(List.of(1, 2)));
            history("310003", "w", "R7").then().body("items.revision", equalTo(List.of(1)));
        }
    }

    @Test
    void whatPeopleGaveIsKnownAsOfADay() throws SQLException {
        try (Announced say = new Announced("310004")) {
            say.from("2025-04-01T00:00:00Z");
            say.municipality();
            judged(say, "310004", "women", "w");
            put("310004", "w", "R6", grade("C", "鈴木")).then().statusCode(201);
            put("310004", "w", "R6", grade("D", "鈴木"), "\"1\"").then().statusCode(200);
            recordedAt("310004", 1, "2026-05-31T14:59:59.999999Z");
            recordedAt("310004", 2, "2026-05-31T15:00:00Z");
            progress("310004", "year=R6&asOf=2026-05-30").body("items[0].givenGrades", hasSize(0));
            progress("310004", "year=R6&asOf=2026-05-31")
                    .body("items[0].givenGrades.symbol", equalTo(List.of("C")))
                    .body("items[0].assessment.grade.symbol", equalTo("B"));
            progress("310004", "year=R6&asOf=2026-06-01").body("items[0].givenGrades.symbol", equalTo(List.of("D")));
            progress("310004", "year=R6").body("items[0].givenGrades.symbol", equalTo(List.of("D")));
            when().get("/api/report/v1/municipalities/310004/indicators/women/progress?asOf=2026-05-31")
                    .then()
                    .statusCode(200)
                    .body("targets[0].givenGrades.symbol", equalTo(List.of("C")));
            given().queryParam("asOf", "2026-05-31")
                    .get(address("310004", "w", "R6"))
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .body("items.symbol", equalTo(List.of("C")));
            delete("310004", "w", "R6", "\"2\"", "reason", "誤り").then().statusCode(200);
            recordedAt("310004", 3, "2026-06-05T00:00:00Z");
            progress("310004", "year=R6&asOf=2026-06-04").body("items[0].givenGrades", hasSize(1));
            progress("310004", "year=R6&asOf=2026-06-05").body("items[0].givenGrades", hasSize(0));
            progress("310004", "year=R6").body("items[0].givenGrades", hasSize(0));
        }
    }

    @Test
    void aClockPutBackDoesNotReorderWhatWasKnownWhen() throws SQLException {
        try (Announced say = new Announced("310005")) {
            say.municipality();
            judged(say, "310005", "women", "w");
            put("310005", "w", "R6", grade("C", "鈴木")).then().statusCode(201);
            recordedAt("310005", 1, "2999-01-01T00:00:00Z");
            String second = put("310005", "w", "R6", grade("D", "鈴木"), "\"1\"")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("recordedAt");
            assertThat(Instant.parse(second)).isEqualTo("2999-01-01T00:00:00.000001Z");
        }
    }

    @Test
    void aSymbolOrAnAxisThatIsNotOfTheRuleIsRefusedWithThoseThatAre() {
        try (Announced say = new Announced("310006")) {
            say.municipality();
            judged(say, "310006", "women", "w");
            put("310006", "w", "R6", """
                    {
                      "symbol": "S",
                      "by": "鈴木", "reason": "理由"}""")
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:shirube:problem:invalid"))
                    .body("errors", hasSize(1))
                    .body("errors[0].pointer", equalTo("/symbol"))
                    .body("errors[0].line", equalTo(2))
                    .body("errors[0].message", containsString("A, B, C, D"));
            put("310006", "w", "R6", "{\"axis\": \"trend\", \"symbol\": \"A\", \"by\": \"鈴木\", \"reason\": \"理由\"}")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/axis"))
                    .body("errors[0].message", containsString("progress"));
            get("310006", "w", "R6").then().statusCode(200).body("items", hasSize(0));
        }
    }

    @Test
    void aMarkThatOnlyPeopleGiveIsGivenByAPerson() throws IOException {
        try (Announced say = new Announced("310007")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"human-marks\"}]");
            say.gradingRule("human-marks", 1, fixture("human-marks"));
            judged(say, "310007", "women", "w");
            put("310007", "w", "R6", "{\"symbol\": \"中止\", \"by\": \"鈴木\", \"reason\": \"事業を中止した\"}")
                    .then()
                    .statusCode(201)
                    .body("axis", equalTo("progress"))
                    .body("label.ja", equalTo("中止"))
                    .body("score", nullValue())
                    .body("rule", equalTo("human-marks"))
                    .body("computed.symbol", equalTo("進行中"));
            progress("310007", "year=R6")
                    .body("items[0].givenGrades.symbol", equalTo(List.of("中止")))
                    .body("items[0].assessment.grade.symbol", equalTo("進行中"));
        }
    }

    @Test
    void anAxisThatWaitsForPeopleIsGivenBesideAnotherEachWithItsOwnRevisions() throws IOException {
        try (Announced say = new Announced("310008")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"trend-achievement-survey\"}]");
            say.gradingRule("trend-achievement-survey", 1, fixture("trend-achievement-survey"));
            judged(say, "310008", "women", "w");
            String survey = "{\"axis\": \"survey\", \"symbol\": \"%s\", \"by\": \"鈴木\", \"reason\": \"市民意識調査\"}";
            put("310008", "w", "R6", survey.formatted("ふつう"))
                    .then()
                    .statusCode(201)
                    .header("ETag", "\"1\"")
                    .body("computed.symbol", equalTo("－"))
                    .body("computed.reason.ja", containsString("人が判定"));
            String first = when().get("/api/report/v1/municipalities/310008/plans/p/progress?year=R6")
                    .path("items[0].assessment.grade.axes[0].id");
            String symbol = fixtureTree("trend-achievement-survey")
                    .at("/axes/0/levels/0/symbol")
                    .asText();
            put("310008", "w", "R6", grade(symbol, "佐藤"))
                    .then()
                    .statusCode(201)
                    .header("ETag", "\"1\"")
                    .body("axis", equalTo(first));
            put("310008", "w", "R6", survey.formatted("高い"), "\"1\"")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"");
            get("310008", "w", "R6").then().header("ETag", nullValue()).body("items", hasSize(2));
            given().queryParam("axis", "survey")
                    .get(address("310008", "w", "R6"))
                    .then()
                    .header("ETag", "\"2\"")
                    .body("items.symbol", equalTo(List.of("高い")));
            delete("310008", "w", "R6", "\"2\"", "axis", "survey", "reason", "調査の誤り")
                    .then()
                    .statusCode(200)
                    .body("axis", equalTo("survey"));
            progress("310008", "year=R6").body("items[0].givenGrades.by", equalTo(List.of("佐藤")));
            history("310008", "w", "R6")
                    .then()
                    .body("items.axis", equalTo(List.of("survey", first, "survey", "survey")));
        }
    }

    @Test
    void inTheGoalsYearItsOwnLevelsAreGivenAndMarksOfPeopleToo() {
        try (Announced say = new Announced("310009")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"ours\"}]");
            say.gradingRule("ours", 1, OURS.formatted("よい"));
            judged(say, "310009", "women", "w");
            put("310009", "w", "R6", grade("達成", "鈴木"))
                    .then()
                    .statusCode(422)
                    .body("errors[0].message", containsString("◎, ×, 中止"));
            put("310009", "w", "R9", grade("◎", "鈴木"))
                    .then()
                    .statusCode(422)
                    .body("errors[0].message", containsString("達成, ×, 中止"));
            put("310009", "w", "R9", grade("×", "鈴木")).then().statusCode(201).body("label.ja", equalTo("未達成"));
            put("310009", "w", "R9", grade("中止", "鈴木"), "\"1\"").then().statusCode(200);
        }
    }

    @Test
    void whatASymbolSaidStaysUnderItsVersionOfTheRule() {
        try (Announced say = new Announced("310010")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"ours\"}]");
            say.gradingRule("ours", 1, OURS.formatted("よい"));
            judged(say, "310010", "women", "w");
            put("310010", "w", "R6", grade("◎", "鈴木")).then().statusCode(201).body("label.ja", equalTo("よい"));
            say.gradingRule("ours", 2, OURS.formatted("とてもよい"));
            settled(() -> progress("310010", "year=R6").body("items[0].assessment.rule.version", equalTo(2)));
            progress("310010", "year=R6")
                    .body("items[0].givenGrades[0].label.ja", equalTo("よい"))
                    .body("items[0].givenGrades[0].ruleVersion", equalTo(1));
            put("310010", "w", "R6", grade("◎", "鈴木")).then().statusCode(428);
            put("310010", "w", "R6", grade("◎", "鈴木"), "\"1\"")
                    .then()
                    .statusCode(200)
                    .body("label.ja", equalTo("とてもよい"))
                    .body("ruleVersion", equalTo(2));
        }
    }

    @Test
    void aGradeIsWithdrawnWithItsReasonAsARevisionOfItsOwn() {
        try (Announced say = new Announced("310011")) {
            say.municipality();
            judged(say, "310011", "women", "w");
            delete("310011", "w", "R6", "\"1\"", "reason", "誤り")
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:shirube:problem:grade-not-given"));
            put("310011", "w", "R6", grade("C", "鈴木")).then().statusCode(201);
            delete("310011", "w", "R6", "\"1\"").then().statusCode(422).body("errors[0].pointer", equalTo("#reason"));
            delete("310011", "w", "R6", "\"1\"", "reason", "　").then().statusCode(422);
            delete("310011", "w", "R6", "\"1\"", "reason", "a\u0007").then().statusCode(422);
            delete("310011", "w", "R6", null, "reason", "誤り").then().statusCode(428);
            delete("310011", "w", "R6", "\"7\"", "reason", "誤り").then().statusCode(412);
            delete("310011", "w", "R6", "\"1\"", "axis", "nowhere", "reason", "誤り")
                    .then()
                    .statusCode(404);
            delete("310011", "w", "R6", "\"1\"", "reason", "対象の年度を誤った")
                    .then()
                    .statusCode(200)
                    .body("withdrawn", equalTo(true))
                    .body("revision", equalTo(2))
                    .body("symbol", nullValue())
                    .body("reason", equalTo("対象の年度を誤った"));
            get("310011", "w", "R6").then().statusCode(200).body("items", hasSize(0));
            progress("310011", "year=R6").body("items[0].givenGrades", hasSize(0));
            delete("310011", "w", "R6", "\"2\"", "reason", "もう一度")
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("対象の年度を誤った"));
            put("310011", "w", "R6", grade("C", "鈴木"), "\"2\"").then().statusCode(412);
            put("310011", "w", "R6", grade("C", "鈴木")).then().statusCode(201).header("ETag", "\"3\"");
            history("310011", "w", "R6")
                    .then()
                    .body("items.withdrawn", equalTo(List.of(false, true, false)))
                    .body("items[1].reason", equalTo("対象の年度を誤った"));
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        try (Announced say = new Announced("310012")) {
            say.municipality();
            judged(say, "310012", "women", "w");
            for (String[] place : List.of(
                    new String[] {"310099", "p", "w", "", "municipality-unknown"},
                    new String[] {"310012", "q", "w", "", "plan-unknown"},
                    new String[] {"310012", "p", "w", "?edition=9", "edition-unknown"},
                    new String[] {"310012", "p", "x", "", "target-unknown"},
                    new String[] {"310012", "p", "w", "?edition=first", "not-found"})) {
                String at = "/api/report/v1/municipalities/%s/plans/%s/targets/%s/given-grades/R6%s"
                        .formatted((Object[]) place);
                for (Response answer : List.of(
                        given().contentType("application/json")
                                .body(grade("A", "鈴木"))
                                .put(at),
                        when().get(at),
                        when().get(at.replace("/R6", "/R6/history")),
                        given().queryParam("reason", "誤り").delete(at))) {
                    answer.then().statusCode(404).body("type", equalTo("urn:shirube:problem:" + place[4]));
                }
            }
        }
    }

    @Test
    void aRuleOrAnIndicatorThatHasNotArrivedIsWaitedFor() {
        try (Announced say = new Announced("310013")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"ours\"}]");
            say.edition("p", 1, target("w", "women", "28.9", "40"));
            settled(() -> put("310013", "w", "R6", grade("◎", "鈴木"))
                    .then()
                    .statusCode(404)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:shirube:problem:grading-rule-unknown")));
            say.gradingRule("ours", 1, OURS.formatted("よい"));
            settled(() -> put("310013", "w", "R6", grade("◎", "鈴木"))
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:shirube:problem:indicator-unknown")));
            say.indicator("women", "RATIO", 1);
            settled(() -> put("310013", "w", "R6", grade("◎", "鈴木"))
                    .then()
                    .statusCode(201)
                    .body("computed.symbol", equalTo("－")));
        }
    }

    @Test
    void whatCannotBeReadIsSaidWithItsPlace() {
        try (Announced say = new Announced("310014")) {
            say.municipality();
            judged(say, "310014", "women", "w");
            put("310014", "w", "R6", "{}")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", equalTo(List.of("/symbol", "/by", "/reason")));
            put("310014", "w", "R6", """
                    {"symbol": 7, "by": "", "reason": "\\u0000", "axis": ["a"], "score": 3, "a/b~": 1}""").then().statusCode(422);
            put("310014", "w", "R6", """
                    {"symbol": "S", "by": "\\u200b", "reason": 5, "axis": "", "score": 3, "a/b~": 1}""")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/score"))
                    .body("errors.pointer", hasItem("/a~1b~0"))
                    .body("errors.pointer", hasItem("/by"))
                    .body("errors.pointer", hasItem("/reason"))
                    .body("errors.pointer", hasItem("/axis"));
            for (String text : List.of("\\u0007", "\\n", "\\u0085", "\\ud800", "\\udc00x", "x".repeat(201))) {
                put("310014", "w", "R6", "{\"symbol\": \"A\", \"by\": \"鈴木%s\", \"reason\": \"理由\"}".formatted(text))
                        .then()
                        .statusCode(oneOf(400, 422));
            }
            put("310014", "w", "R6", "{\"symbol\": \"A\", \"by\": \"鈴木\", \"reason\": \"" + "あ".repeat(4001) + "\"}")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/reason"));
            for (String broken :
                    List.of("", "{", "[]", "5", "null", "&a [*a]", "- \"", "\u0000", "symbol: !!java.io.File x")) {
                put("310014", "w", "R6", broken).then().statusCode(oneOf(400, 422));
            }
            for (String year : List.of("R", "heute", "R7-R8", "99999999999", "2025-10-01", "%00", "%20", "H27..H30")) {
                put("310014", "w", year, grade("A", "鈴木"))
                        .then()
                        .statusCode(400)
                        .body("type", equalTo("urn:shirube:problem:not-a-year"));
            }
            put("310014", "w", "R99", grade("A", "鈴木"))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("#year"));
            for (String tag : List.of("1", "\"1", "first", "\"1\" \"2\"")) {
                put("310014", "w", "R6", grade("A", "鈴木"), tag)
                        .then()
                        .statusCode(400)
                        .body("errors[0].pointer", equalTo("#If-Match"));
            }
            given().contentType("text/plain")
                    .body(grade("A", "鈴木"))
                    .put(address("310014", "w", "R6"))
                    .then()
                    .statusCode(415);
            for (String plan : List.of("%00", "p%00", "%ED%A0%80", "%F0", "x".repeat(3000))) {
                raw().get("/api/report/v1/municipalities/310014/plans/" + plan + "/targets/w/given-grades/R6")
                        .then()
                        .statusCode(oneOf(400, 404));
            }
            for (String target : List.of("%00", "%F0", "x".repeat(3000))) {
                raw().get("/api/report/v1/municipalities/310014/plans/p/targets/" + target + "/given-grades/R6")
                        .then()
                        .statusCode(oneOf(400, 404));
            }
            raw().get(address("310014", "w", "R6") + "?axis=%00").then().statusCode(200);
            raw().header("If-Match", "\"1\"")
                    .delete(address("310014", "w", "R6") + "?axis=%00&reason=a")
                    .then()
                    .statusCode(404);
            raw().header("If-Match", "\"1\"")
                    .delete(address("310014", "w", "R6") + "?reason=%00")
                    .then()
                    .statusCode(422);
            raw().get(address("310014", "w", "R6") + "?asOf=2999-01-01").then().statusCode(400);
            history("310014", "w", "R6").then().statusCode(200).body("items", hasSize(0));
        }
    }

    @Test
    void aGradeIsWrittenInYamlToo() {
        try (Announced say = new Announced("310015")) {
            say.municipalityGradedBy(1, "[{\"rule\": \"sano\"}]");
            judged(say, "310015", "women", "w");
            given().contentType("application/yaml")
                    .body("""
                    symbol: 5
                    by: 鈴木
                    reason: |
                      会場の改修で
                      休止したため
                    """.getBytes(StandardCharsets.UTF_8))
                    .put(address("310015", "w", "令和6年度") + "?edition=1")
                    .then()
                    .statusCode(201)
                    .body("symbol", equalTo("5"))
                    .body("score", equalTo(5))
                    .body("reason", equalTo("会場の改修で\n休止したため"));
        }
    }

    /** A plan with one target of the indicator, judged in R6. */
    private static void judged(Announced say, String code, String indicator, String target) {
        say.indicator(indicator, "RATIO", 1);
        say.edition("p", 1, target(target, indicator, "28.9", "40"));
        say.actual(indicator, "FY2024", 1, "32.8");
        settled(() -> progress(code, "year=R6").body("items[0].assessment.judged", equalTo(32.8f)));
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(facts);
    }

    private static ValidatableResponse progress(String code, String query) {
        return when().get("/api/report/v1/municipalities/" + code + "/plans/p/progress?" + query)
                .then()
                .statusCode(200);
    }

    private JsonNode assessment(String code, String year) throws IOException {
        return json.readTree(when().get("/api/report/v1/municipalities/" + code + "/plans/p/progress?year=" + year)
                        .asString())
                .at("/items/0/assessment");
    }

    private static String address(String code, String target, String year) {
        return "/api/report/v1/municipalities/" + code + "/plans/p/targets/" + target + "/given-grades/" + year;
    }

    private static String grade(String symbol, String by) {
        return "{\"symbol\": \"" + symbol + "\", \"by\": \"" + by + "\", \"reason\": \"理由\"}";
    }

    private static Response put(String code, String target, String year, String body) {
        return put(code, target, year, body, null);
    }

    private static Response put(String code, String target, String year, String body, @Nullable String ifMatch) {
        RequestSpecification request = raw().contentType("application/json; charset=utf-8");
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .body(body.getBytes(StandardCharsets.UTF_8))
                .put(address(code, target, year));
    }

    /** Sends an address as it is written here. */
    private static RequestSpecification raw() {
        return given().urlEncodingEnabled(false);
    }

    private static Response get(String code, String target, String year) {
        return when().get(address(code, target, year));
    }

    private static Response history(String code, String target, String year) {
        return when().get(address(code, target, year) + "/history");
    }

    private static Response delete(String code, String target, String year, @Nullable String ifMatch, String... query) {
        RequestSpecification request = ifMatch == null ? given() : given().header("If-Match", ifMatch);
        for (int i = 0; i < query.length; i += 2) {
            request.queryParam(query[i], query[i + 1]);
        }
        return request.delete(address(code, target, year));
    }

    /** The statuses, sorted. */
    private static List<Integer> atOnce(int writers, IntFunction<Response> write) throws Exception {
        try (var pool = Executors.newFixedThreadPool(writers)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                calls.add(() -> write.apply(writer).statusCode());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : pool.invokeAll(calls)) {
                statuses.add(status.get());
            }
            Collections.sort(statuses);
            return statuses;
        }
    }

    private static JsonNode fixtureTree(String name) throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("..", "libs", "promise", "src", "test", "resources", "fixtures", name + ".yaml")
                        .toFile());
    }

    private static String fixture(String name) throws IOException {
        return fixtureTree(name).toString();
    }

    private void recordedAt(String code, int revision, String moment) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update given_grade set recorded_at = cast(? as timestamptz)"
                        + " where municipality = ? and revision = ?")) {
            update.setString(1, moment);
            update.setString(2, code);
            update.setInt(3, revision);
            assertThat(update.executeUpdate()).isPositive();
        }
    }
}
