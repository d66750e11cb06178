package jp.shirube.plan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the moves of April do to departments and to who reports what. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
class DepartmentsOverTimeTest {

    private static final AtomicInteger TOWNS = new AtomicInteger(51000);

    private static final String DOCUMENT = """
            format: shirube/municipality/1
            municipality: {code: "%s", name: 改編市}
            departments:
              - id: kikaku  # 計画の事務局
                names: [{name: 企画課}]
              - {id: sports, names: [{name: 体育課}]}
              - {id: bunka, names: [{name: 文化課}], from: "2010-04-01"}
              - {id: shimin, names: [{name: 市民課}]}
            indicators:
              - {id: visitors, name: 来場者数, unit: 人, direction: UP, periodKind: FISCAL_YEAR, quantity: FLOW}
              - {id: halls, name: 施設数, unit: 件, direction: UP, periodKind: FISCAL_YEAR, quantity: STOCK}
              - {id: windows, name: 窓口数, unit: 件, direction: UP, periodKind: FISCAL_YEAR, quantity: STOCK}
              - {id: moved-in, name: 転入者数, unit: 人, direction: UP, periodKind: FISCAL_YEAR, quantity: FLOW}
            # 計画に印字された課
            responsibilities:
              - {indicator: visitors, department: sports}
              - {indicator: halls, department: bunka}
              - {indicator: windows, department: shimin}  # 窓口
              - {indicator: moved-in, department: shimin}
            """;

    private String code = "";

    @BeforeEach
    void aTownIsKnown() {
        code = code(TOWNS.incrementAndGet());
        yaml().body(DOCUMENT.formatted(code)).put(town()).then().statusCode(201).body("withoutReporter", empty());
    }

    @Test
    void aRenameKeepsTheDepartmentAndAnyDayShowsItsName() {
        move("""
                {"day": "2026-04-01", "changes": [
                  {"kind": "RENAME", "department": "sports", "name": "スポーツ課"}]}""")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("asWritten", equalTo(true))
                .body(
                        "document",
                        containsString("names: [{name: 体育課, to: \"2026-03-31\"}, {name: スポーツ課, from: \"2026-04-01\"}]"))
                .body("document", containsString("# 計画の事務局"))
                .body("stated.announced", equalTo(1));

        get("/departments/sports?asOf=2026-03-31").body("name", equalTo("体育課"));
        get("/departments/sports?asOf=2026-04-01").body("name", equalTo("スポーツ課"));
        get("/responsibilities?asOf=2026-03-31")
                .body("items.find { it.indicator == 'visitors' }.reporter.name", equalTo("体育課"));
        get("/responsibilities?asOf=2030-04-01")
                .body("items.find { it.indicator == 'visitors' }.reporter.name", equalTo("スポーツ課"))
                .body("items.find { it.indicator == 'visitors' }.reporter.how", equalTo("STATED"));
    }

    @Test
    void whatIsMergedIsReportedByWhatItBecame() {
        move("""
                {"day": "2026-04-01", "changes": [
                  {"kind": "MERGE", "departments": ["sports", "bunka"],
                   "into": {"id": "bunka-sports", "name": "文化スポーツ課"}}]}""").statusCode(200).body("stated.withoutReporter", empty());

        get("/departments/bunka-sports?asOf=2026-04-01")
                .body("predecessors.department", equalTo(java.util.List.of("bunka", "sports")))
                .body("predecessors.name", equalTo(java.util.List.of("文化課", "体育課")));
        get("/responsibilities?asOf=2026-04-01")
                .body("items.find { it.indicator == 'visitors' }.department", equalTo("sports"))
                .body("items.find { it.indicator == 'visitors' }.reporter.department", equalTo("bunka-sports"))
                .body("items.find { it.indicator == 'visitors' }.reporter.name", equalTo("文化スポーツ課"))
                .body("items.find { it.indicator == 'visitors' }.reporter.how", equalTo("FOLLOWED"))
                .body("items.find { it.indicator == 'visitors' }.reporter.predecessors.name", hasItems("体育課"));
        get("/responsibilities?asOf=2026-03-31")
                .body("items.find { it.indicator == 'visitors' }.reporter.department", equalTo("sports"));
    }

    @Test
    void whatASplitLeavesBehindIsListedUntilItIsReassigned() {
        String split = """
                {"day": "2026-04-01", "changes": [
                  {"kind": "SPLIT", "department": "shimin",
                   "into": [{"id": "madoguchi", "name": "窓口課"}, {"id": "koseki", "name": "戸籍課"}],
                   "indicators": {"windows": "madoguchi"}}]}""";
        yaml().body(split)
                .post(town() + "/reorganisations?dryRun=true")
                .then()
                .statusCode(200)
                .body("stated.withoutReporter.indicator", equalTo(java.util.List.of("moved-in")));
        get("").header("ETag", "\"1\"");

        move(split).statusCode(200);

        get("/responsibilities/without-reporter?asOf=2026-03-31").body("items", empty());
        get("/responsibilities/without-reporter?asOf=2026-04-02")
                .body("items.indicator", equalTo(java.util.List.of("moved-in")))
                .body("items[0].from", equalTo("2026-04-01"))
                .body("items[0].reason", equalTo("SPLIT"))
                .body("items[0].ja", containsString("分割"))
                .body("next", nullValue());
        given().contentType(ContentType.JSON)
                .header("If-Match", "\"2\"")
                .body("""
                        {"day": "2026-04-01", "changes": [
                          {"kind": "REASSIGN", "indicator": "moved-in", "department": "koseki"}]}""")
                .post(town() + "/reorganisations")
                .then()
                .statusCode(200)
                .body("document", containsString("{indicator: moved-in, department: shimin, to: \"2026-03-31\"}"))
                .body("document", containsString("{indicator: windows, department: shimin, to: \"2026-03-31\"}  # 窓口"));
        get("/responsibilities/without-reporter?asOf=2026-04-01").body("items", empty());
    }

    @Test
    void aDepartmentThatStaysMayGiveSomethingAway() {
        move("""
                {"day": "2026-04-01", "changes": [
                  {"kind": "SPLIT", "department": "shimin",
                   "into": [{"id": "shimin"}, {"id": "koseki", "name": "戸籍課", "partOf": "kikaku"}],
                   "indicators": {"moved-in": "koseki"}},
                  {"kind": "MERGE", "departments": ["bunka", "sports"], "into": {"id": "sports"}}]}""").statusCode(200).body("stated.withoutReporter", empty());

        get("/responsibilities?asOf=2026-04-01")
                .body("items.findAll { it.indicator == 'moved-in' }.reporter.department", hasItems("koseki"))
                .body("items.find { it.indicator == 'windows' }.reporter.department", equalTo("shimin"))
                .body("items.find { it.indicator == 'halls' }.reporter.department", equalTo("sports"));
    }

    @Test
    void everyFaultOfAReorganisationIsToldAtOnceWithItsPlace() {
        move("""
                {"day": "2026-04-01", "changes": [
                  {"kind": "RENAME", "department": "nobody", "name": "課"},
                  {"kind": "RENAME", "department": "sports", "name": "市民課"},
                  {"kind": "MERGE", "departments": ["bunka"], "into": {"id": "unnamed"}},
                  {"kind": "SPLIT", "department": "shimin", "into": [{"id": "shimin"}, {"id": "kikaku"}],
                   "indicators": {"windows": "bunka", "halls": "kikaku"}},
                  {"kind": "REASSIGN", "indicator": "nothing", "department": "bunka"}]}""")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        hasItems(
                                "/changes/0/department",
                                "/changes/1/name",
                                "/changes/2/into",
                                "/changes/3/indicators/windows",
                                "/changes/3/indicators/halls",
                                "/changes/4/indicator",
                                "/changes/4/department"));
        move("{\"day\": \"2026-04-31\", \"changes\": [{\"kind\": \"RENAME\", \"department\": \"sports\"}]}")
                .statusCode(422);
        get("").header("ETag", "\"1\"");
    }

    @Test
    void aReorganisationNeedsTheStateItWasBasedOn() {
        String rename = "{\"day\": \"2026-04-01\", \"changes\": "
                + "[{\"kind\": \"RENAME\", \"department\": \"sports\", \"name\": \"スポーツ課\"}]}";
        yaml().body(rename).post(town() + "/reorganisations").then().statusCode(428);
        yaml().header("If-Match", "\"7\"")
                .body(rename)
                .post(town() + "/reorganisations")
                .then()
                .statusCode(412);
        yaml().header("If-Match", "\"1\"")
                .body(rename)
                .post("/api/plan/v1/municipalities/519999/reorganisations")
                .then()
                .statusCode(404);
    }

    @Test
    void aDocumentThatLeavesSomethingWithoutAReporterSaysSoFromWhichDayOn() {
        String ending = DOCUMENT.formatted(code)
                .replace(
                        "{id: bunka, names: [{name: 文化課}], from: \"2010-04-01\"}",
                        "{id: bunka, names: [{name: 文化課}], from: \"2010-04-01\", to: \"2099-03-31\"}")
                .replace(
                        "{indicator: visitors, department: sports}",
                        "{indicator: visitors, department: sports, to: \"2020-03-31\"}")
                .replace(
                        "{indicator: moved-in, department: shimin}",
                        "{indicator: moved-in, department: bunka, from: \"2000-04-01\"}");
        yaml().body(ending)
                .put(town() + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("withoutReporter.find { it.indicator == 'visitors' }.reason", equalTo("NO_LONGER"))
                .body("withoutReporter.find { it.indicator == 'visitors' }.from", equalTo("2020-04-01"))
                .body("withoutReporter.find { it.indicator == 'halls' }.reason", equalTo("ENDED"))
                .body("withoutReporter.find { it.indicator == 'halls' }.from", equalTo("2099-04-01"))
                .body("warnings.pointer", equalTo(java.util.List.of("/responsibilities/3/from")));
        assertThat(get("/responsibilities/without-reporter")
                        .extract()
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
    }

    private ValidatableResponse move(String reorganisation) {
        return given().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(reorganisation)
                .post(town() + "/reorganisations")
                .then();
    }

    private ValidatableResponse get(String path) {
        return given().get(town() + path).then().statusCode(200);
    }

    private String town() {
        return "/api/plan/v1/municipalities/" + code;
    }

    private static String code(int five) {
        String digits = String.valueOf(five);
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += Character.digit(digits.charAt(i), 10) * (6 - i);
        }
        int check = (11 - sum % 11) % 10;
        return digits + check;
    }

    private static RequestSpecification yaml() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)
                                .defaultContentCharset("UTF-8")))
                .contentType("application/yaml; charset=UTF-8");
    }
}
