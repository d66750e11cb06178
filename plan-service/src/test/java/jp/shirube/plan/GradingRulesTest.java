package jp.shirube.plan;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.local.RealParts;
import jp.shirube.promise.rule.Presets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 評価基準 of a municipality, what grades its plans, and what may not be promised. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
class GradingRulesTest {

    private static final String ADDRESS = "/api/plan/v1/municipalities/000001";
    private static final String EDITIONS = ADDRESS + "/plans/keikaku/editions";

    private static final String MUNICIPALITY = """
            format: shirube/municipality/1
            municipality: {code: "000001", name: 標市}
            departments: [{id: kikaku, names: [{name: 企画課}]}]
            indicators:
              - {id: migrants, name: 移住者数, unit: 人, direction: UP, periodKind: FISCAL_YEAR, quantity: FLOW}
              - {id: rank, name: 全国順位, unit: 位, direction: DOWN, periodKind: FISCAL_YEAR, quantity: RANK}
            gradingRules:
              - id: own
                name: 標市の評価基準
                axes:
                  - id: progress
                    name: 進捗
                    levels:
                      - {symbol: ◎, label: 順調, score: 3, when: {graded: {atLeast: 90}}}
                      - {symbol: ○, label: おおむね順調, score: 2, when: {graded: {atLeast: 70}}}
                      - {symbol: △, label: 遅れ, score: 1}
            gradedBy: [{rule: standard}, {rule: own, from: R7}]
            """;

    private static final String EDITION = """
            format: shirube/plan-edition/1
            municipality: "000001"
            plan: {id: keikaku, name: 計画, period: R6..R9, levels: [施策], gradedBy: own}
            edition: {number: 1, name: 案, status: DRAFT}
            elements:
              - id: s1
                title: 施策
                targets:
                  - id: t1
                    kind: KPI
                    indicator: migrants
                    printedName: 移住者数
                    baseline: {printed: 約20人, value: 20, period: R5, approximate: true}
                    goal: {printed: 30人, value: 30, period: R9}
                    milestones: [{printed: 25人, value: 25, period: R7}]
            """;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void nothingIsKnown() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "truncate municipality, municipality_revision, municipality_part, plan, edition, edition_revision, outbox");
        }
    }

    @Test
    void aRuleIsAnnouncedWithItsVersionWhichCountsItsChangesAndNotItsSpellings() throws SQLException {
        state(MUNICIPALITY).statusCode(201);
        assertThat(announced()).containsExactly("000001/grading-rule/own 1");
        state(MUNICIPALITY
                        .replace("label: 順調,", "label: {en: 順調, ja: 順調},")
                        .replace("atLeast: 90", "atLeast: \"90.0\""))
                .statusCode(200)
                .body("changed", equalTo(true))
                .body("announced", equalTo(0));
        state(MUNICIPALITY.replace("atLeast: 90", "atLeast: 95"))
                .statusCode(200)
                .body("announced", equalTo(1));
        assertThat(announced()).containsExactly("000001/grading-rule/own 1", "000001/grading-rule/own 2");
        when().get(ADDRESS + "/grading-rules/own")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("preset", equalTo(false))
                .body("gradingRule.axes[0].levels[0].when.graded.atLeast", equalTo(95));
    }

    @Test
    void theRulesOfAMunicipalityAreItsOwnAndThoseOfTheProduct() {
        state(MUNICIPALITY).statusCode(201);
        List<String> all = new ArrayList<>(Presets.ids());
        all.add("own");
        assertThat(when().get(ADDRESS + "/grading-rules")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.id"))
                .containsExactlyElementsOf(all.stream().sorted().toList());
        when().get(ADDRESS + "/grading-rules/ibaraki")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("preset", equalTo(true))
                .body("gradingRule.rounding.mode", equalTo("TRUNCATE"));
        when().get(ADDRESS + "/grading-rules/nothing").then().statusCode(404);
        when().get("/api/plan/v1/municipalities/062022/grading-rules").then().statusCode(404);
    }

    @Test
    void aRuleThatContradictsItselfIsRefusedWithItsPlaceAndLine() {
        refused(MUNICIPALITY.replace("{atLeast: 70}", "{atLeast: 70, below: 95}"))
                .body("errors.pointer", contains("/gradingRules/0/axes/0/levels/1/when"))
                .body("errors[0].line", equalTo(15))
                .body("errors[0].message", containsString("重なる"));
        refused(MUNICIPALITY.replace("{atLeast: 70}", "{atLeest: 70}"))
                .body("errors.pointer", hasItems("/gradingRules/0/axes/0/levels/1/when/graded/atLeest"));
    }

    @Test
    void aRuleOfTheMunicipalityHasAnIdOfItsOwn() {
        refused(MUNICIPALITY.replace("id: own\n", "id: ibaraki\n"))
                .body("errors.pointer", hasItems("/gradingRules/0/id", "/gradedBy/1/rule"));
    }

    @Test
    void whatGradesIsARuleThatExistsFromAYearOnInOrder() {
        refused(MUNICIPALITY.replace("{rule: own, from: R7}", "{rule: other, from: R7}"))
                .body("errors.pointer", contains("/gradedBy/1/rule"))
                .body("errors[0].line", equalTo(17));
        refused(MUNICIPALITY.replace("{rule: own, from: R7}", "{rule: own}"))
                .body("errors.pointer", contains("/gradedBy/1/from"));
        refused(MUNICIPALITY.replace("{rule: standard}", "{rule: standard, from: R6}"))
                .body("errors.pointer", contains("/gradedBy/0/from"));
        refused(MUNICIPALITY.replace("from: R7}", "from: R7}, {rule: standard, from: R7}"))
                .body("errors.pointer", contains("/gradedBy/2/from"));
        refused(MUNICIPALITY.replace("from: R7", "from: R7..R8")).body("errors.pointer", contains("/gradedBy/1/from"));
        refused(MUNICIPALITY.replace("[{rule: standard}, {rule: own, from: R7}]", "other"))
                .body("errors.pointer", contains("/gradedBy"));
    }

    @Test
    void aRuleOnceStatedStaysThoughItIsNotUsed() {
        state(MUNICIPALITY).statusCode(201);
        String without = MUNICIPALITY.replaceFirst("(?s)gradingRules:.*", "gradedBy: standard\n");
        refused(without).body("errors.pointer", contains("/gradingRules"));
        state(MUNICIPALITY.replaceFirst("gradedBy:.*", "gradedBy: standard"))
                .statusCode(200)
                .body("announced", equalTo(1));
    }

    @Test
    void aTargetThatSaysNothingIsLeftToItsPlan() {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION).statusCode(201);
        when().get(ADDRESS + "/plans/keikaku/targets").then().body("items[0].containsKey('gradedBy')", equalTo(false));
        when().get(ADDRESS + "/plans/keikaku/editions/1").then().body("gradedBy.rule", contains("own"));
    }

    @Test
    void aPlanAndATargetSayWhatGradesThem() {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION.replace("kind: KPI", "kind: KPI\n        gradedBy: [{rule: tama}, {rule: own, from: 2026}]"))
                .statusCode(201);
        when().get(ADDRESS + "/plans/keikaku/targets")
                .then()
                .body("items[0].gradedBy.rule", contains("tama", "own"))
                .body("items[0].gradedBy[1].from", equalTo(2026));
        postRefused(EDITION.replace("gradedBy: own", "gradedBy: other"))
                .body("errors.pointer", contains("/plan/gradedBy"));
        postRefused(EDITION.replace("kind: KPI", "kind: KPI\n        gradedBy: other"))
                .body("errors.pointer", contains("/elements/0/targets/0/gradedBy"));
    }

    @Test
    void aPromiseThatContradictsItselfIsRefusedWithItsPlace() {
        state(MUNICIPALITY).statusCode(201);
        postRefused(EDITION.replace("value: 30, period: R9", "value: 30, upTo: 20, comparator: AT_MOST, period: R9")
                        .replace("value: 25, period: R7", "value: 25, period: R5"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/elements/0/targets/0/goal/comparator",
                                "/elements/0/targets/0/goal/upTo",
                                "/elements/0/targets/0/milestones/0/period"))
                .body("errors.find { it.pointer.endsWith('/comparator') }.line", equalTo(14));
        postRefused(EDITION.replace("indicator: migrants", "indicator: rank")
                        .replace("value: 30, period: R9", "value: 3, period: R6..R9, accumulation: CUMULATIVE"))
                .body("errors.pointer", contains("/elements/0/targets/0/goal/accumulation"));
    }

    @Test
    void whatIsOnlyOddIsAnsweredAsAWarningAlsoInADryRun() {
        state(MUNICIPALITY).statusCode(201);
        String odd = EDITION.replace("value: 30, period: R9", "value: 15, period: R10");
        yaml().body(odd)
                .post(EDITIONS + "?dryRun=true")
                .then()
                .statusCode(200)
                .body(
                        "warnings.pointer",
                        hasItems(
                                "/elements/0/targets/0/goal/value",
                                "/elements/0/targets/0/goal/period",
                                "/elements/0/targets/0/baseline/approximate"));
        post(EDITION)
                .statusCode(201)
                .body("warnings", hasSize(1))
                .body("warnings[0].line", equalTo(13))
                .body("warnings[0].ja", containsString("概数"))
                .body("warnings[0].en", containsString("approximate"));
        yaml().header("If-Match", "*")
                .body(EDITION.replace(", approximate: true", ""))
                .put(EDITIONS + "/1")
                .then()
                .statusCode(200)
                .body("warnings", empty());
    }

    @Test
    void anEditionStaysReadableThoughItsIndicatorIsTurnedRoundLater() {
        state(MUNICIPALITY).statusCode(201);
        post(EDITION.replace("value: 30, period", "value: 30, comparator: AT_LEAST, period"))
                .statusCode(201);
        state(MUNICIPALITY.replace("direction: UP", "direction: DOWN")).statusCode(200);
        when().get(ADDRESS + "/plans/keikaku/targets").then().statusCode(200).body("items", hasSize(1));
    }

    private static ValidatableResponse state(String document) {
        return yaml().header("If-Match", "*").body(document).put(ADDRESS).then();
    }

    private static ValidatableResponse refused(String document) {
        return state(document).statusCode(422);
    }

    private static ValidatableResponse post(String document) {
        return yaml().body(document).post(EDITIONS).then();
    }

    private static ValidatableResponse postRefused(String document) {
        return yaml().body(document).post(EDITIONS + "?dryRun=true").then().statusCode(422);
    }

    private List<String> announced() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select key, aggregate_version from outbox where type = 'jp.shirube.plan.grading-rule.changed.v1' order by seq")) {
            List<String> announced = new ArrayList<>();
            while (rows.next()) {
                announced.add(rows.getString(1) + " " + rows.getLong(2));
            }
            return announced;
        }
    }

    /** REST Assured must be told that YAML is text. */
    private static RequestSpecification yaml() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml");
    }
}
