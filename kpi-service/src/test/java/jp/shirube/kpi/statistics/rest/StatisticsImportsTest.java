package jp.shirube.kpi.statistics.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Official statistics as a town downloads them, read by its mapping. Demo data: every figure is made up. */
@QuarkusTest
class StatisticsImportsTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(520850);

    private static final String MAPPING = """
            format: shirube/statistics-mapping/1
            title: 加入の状況（見本）
            area: "05204"
            columns: {area: 地域コード, period: 年度, value: 値}
            periods:
              - {match: "{year}年度", period: "FY{year}"}
            missing: {"***": NOT_PUBLISHED}
            series:
              - indicator: rate
                where: [{column: 項目, is: 加入率}]
              - indicator: walks
                where: [{column: 項目, is: 歩く人の割合}]
            """;

    private static final String FILE = """
            "地域コード","項目","年度","値"
            "05204","加入率","2022年度","70.1"
            "05204","加入率","2023年度","***"
            "05205","加入率","2023年度","99"
            "05204","歩く人の割合","2023年度","12.5"
            """;

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()))
            .indicator("rate", "sports")
            .indicator("walks", "kenko");

    @BeforeEach
    void theTownIsKnown() {
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
    }

    private String mappings() {
        return "/api/kpi/v1/municipalities/" + town.code() + "/statistics-mappings";
    }

    private RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + Tokens.of(town.code(), role));
    }

    private static RequestSpecification yaml(RequestSpecification who, String document) {
        return who.contentType("application/yaml").body(document.getBytes(StandardCharsets.UTF_8));
    }

    private void isStated(String document) {
        yaml(as("PLANNING_OFFICE"), document)
                .put(mappings() + "/membership")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse imports(String file, String... queries) {
        return importsAs("PLANNING_OFFICE", file, queries);
    }

    private ValidatableResponse importsAs(String role, String file, String... queries) {
        RequestSpecification request =
                as(role).contentType("text/csv; charset=utf-8").body(file);
        for (int i = 0; i < queries.length; i += 2) {
            request.queryParam(queries[i], queries[i + 1]);
        }
        return request.post(mappings() + "/membership/imports").then();
    }

    private ValidatableResponse stated(String indicator, String period) {
        return given().get(
                        "/api/kpi/v1/municipalities/" + town.code() + "/indicators/" + indicator + "/actuals/" + period)
                .then();
    }

    @Test
    void aMappingIsStatedSeenChangedAndRemovedByWhoHasSeenIt() {
        given().get(mappings()).then().statusCode(200).body("mappings", empty());
        yaml(as("PLANNING_OFFICE"), MAPPING)
                .put(mappings() + "/membership")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("title", equalTo("加入の状況（見本）"));
        isStated(MAPPING);
        String other = MAPPING.replace("加入の状況", "加入の状況・改");
        yaml(as("PLANNING_OFFICE"), other)
                .put(mappings() + "/membership")
                .then()
                .statusCode(428);
        yaml(as("PLANNING_OFFICE").header("If-Match", "\"7\""), other)
                .put(mappings() + "/membership")
                .then()
                .statusCode(412);
        yaml(as("PLANNING_OFFICE").header("If-Match", "\"1\""), other)
                .put(mappings() + "/membership")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");

        as("DEPARTMENT_EDITOR:sports")
                .get(mappings() + "/membership")
                .then()
                .statusCode(200)
                .body("content", equalTo(other));
        as("DEPARTMENT_EDITOR:sports").get(mappings()).then().body("mappings.id", contains("membership"));

        as("PLANNING_OFFICE").delete(mappings() + "/membership").then().statusCode(428);
        as("PLANNING_OFFICE")
                .header("If-Match", "\"2\"")
                .delete(mappings() + "/membership")
                .then()
                .statusCode(204);
        given().get(mappings() + "/membership")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:statistics-mapping-unknown"));
    }

    @Test
    void aDepartmentReadsMappingsAndStatesNone() {
        yaml(as("DEPARTMENT_EDITOR:sports"), MAPPING)
                .put(mappings() + "/membership")
                .then()
                .statusCode(403);
    }

    @Test
    void everyFaultOfAMappingIsToldAtItsPlace() {
        yaml(
                        as("PLANNING_OFFICE"),
                        MAPPING.replace("FY{year}", "FY{yaer}")
                                .replace("is: 歩く人の割合}]", "is: 歩く人の割合}]\n    unit: \"%\""))
                .put(mappings() + "/membership")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/periods/0", "/series/1/unit"));
    }

    @Test
    void aMappingMayBeJson() {
        as("PLANNING_OFFICE")
                .contentType(ContentType.JSON)
                .body("""
                        {"format": "shirube/statistics-mapping/1", "title": "見本", "area": "05204",
                         "columns": {"area": 1, "period": 3, "value": 4}, "series": [{"indicator": "rate"}]}""")
                .put(mappings() + "/membership")
                .then()
                .statusCode(200);
    }

    @Test
    void aDownloadedFileBecomesActualsThatSayWhereTheyAreFrom() {
        isStated(MAPPING);
        imports(FILE, "file", "FEH_見本.csv")
                .statusCode(200)
                .body("rows", equalTo(3))
                .body("recorded", equalTo(3))
                .body("stored", equalTo(true));
        stated("rate", "R4")
                .body("value", equalTo(70.1f))
                .body("evidence", matchesPattern("加入の状況（見本）（FEH_見本\\.csv, sha256 [0-9a-f]{64}）"));
        stated("rate", "R5").body("missingReason", equalTo("NOT_PUBLISHED"));
        stated("walks", "R5").body("value", equalTo(12.5f));
    }

    @Test
    void ofAFileDownloadedAgainOnlyWhatItSaysOtherwiseIsCorrected() {
        isStated(MAPPING);
        imports(FILE).statusCode(200);
        String later = FILE.replace("\"2023年度\",\"***\"", "\"2023年度\",\"71\"");

        imports(later).statusCode(422).body("errors.line", contains(3));
        imports(later, "reason", "公表による")
                .statusCode(200)
                .body("corrected", equalTo(1))
                .body("unchanged", equalTo(2));
        stated("rate", "R4").body("revision", equalTo(1));
        stated("rate", "R5").body("value", equalTo(71)).body("reason", equalTo("公表による"));
    }

    @Test
    void whatTheMappingDoesNotExplainIsRefusedWithItsLine() {
        isStated(MAPPING);
        String odd = FILE.replace("12.5", "x").replace("2022年度", "令和4年");
        imports(odd).statusCode(422).body("errors.line", contains(2, 5)).body("detail", containsString("2件"));
        stated("rate", "R5").statusCode(404);

        imports(odd, "mode", "partial")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("refused", equalTo(2))
                .body("problems.line", contains(2, 5));
        stated("rate", "R5").statusCode(200);
    }

    @Test
    void aFileOfAnotherShapeIsRefusedWholeEvenInParts() {
        isStated(MAPPING);
        imports("\"a\",\"b\"\n\"1\",\"2\"\n", "mode", "partial")
                .statusCode(422)
                .body("errors.pointer", hasItem("/columns/area"));
    }

    @Test
    void aTrialStoresNothing() {
        isStated(MAPPING);
        imports(FILE, "dryRun", "true")
                .statusCode(200)
                .body("stored", equalTo(false))
                .body("outcomes.outcome", contains("NEW", "NEW", "NEW"));
        stated("rate", "R4").statusCode(404);
    }

    @Test
    void aDepartmentImportsWhatItReportsAndNothingElse() {
        isStated(MAPPING);
        importsAs("DEPARTMENT_EDITOR:sports", FILE)
                .statusCode(403)
                .body("type", equalTo("urn:shirube:problem:not-your-department"));
        importsAs("DEPARTMENT_EDITOR:sports", FILE.lines().limit(4).reduce("", (all, line) -> all + line + "\n"))
                .statusCode(200)
                .body("recorded", equalTo(2));
    }
}
