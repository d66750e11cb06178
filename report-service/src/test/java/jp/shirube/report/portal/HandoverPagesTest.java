package jp.shirube.report.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hand-over sheets of a merger in April: of who gives, and of who takes. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class HandoverPagesTest {

    private static final String DEPARTMENTS = "/municipalities/" + StatedCity.CODE + "/departments/";
    private static final String API = "/api/report/v1" + DEPARTMENTS;

    @Inject
    StatedCity city;

    @BeforeEach
    void twoDepartmentsAreMerged() {
        city.begin();
        city.copy("DEPARTMENT", "sports", """
                {"id":"sports","names":[{"name":"体育課","to":"2020-03-31"},{"name":"スポーツ課","from":"2020-04-01"}],
                 "to":"2026-03-31","successors":["bunka-sports"]}""");
        city.copy("DEPARTMENT", "bunka-sports", """
                {"id":"bunka-sports","names":[{"name":"文化スポーツ課"}],"from":"2026-04-01"}""");
        city.copy("DEPARTMENT", "empty", """
                {"id":"empty","names":[{"name":"会計課"}]}""");
        city.indicator("visitors", "来場者数", "人", "UP", "FLOW", "");
        city.indicator("halls", "施設数", "件", "UP", "STOCK", "");
        city.copy("RESPONSIBILITY", "visitors", """
                {"indicator":"visitors","responsibilities":[{"department":"sports"}]}""");
        city.copy("RESPONSIBILITY", "halls", """
                {"indicator":"halls","responsibilities":[{"department":"sports","to":"2026-03-31"}]}""");
        city.edition("sogo", 1, "総合計画", "2024-01-01T00:00:00Z", """
                {"plan":{"id":"sogo","levels":["施策"]},"name":"案","status":"DRAFT"}""");
        city.target("sogo", 1, 0, "t1", "KPI", "visitors", """
                "goal":{"printed":"=1,000 人","comparator":"AT_LEAST","value":"1000","relativeToBaseline":false,
                        "period":"FY2027","accumulation":"POINT","reading":"PRINTED"}""");
        city.actual("visitors", "FY2018", 1, "2019-06-01T00:00:00Z", """
                "value":"700","status":"FINAL","recordedBy":"旧 担当","department":"sports\"""");
        city.actual("visitors", "FY2024", 1, "2025-06-01T00:00:00Z", """
                "value":"900","status":"FINAL","recordedBy":"山田 太郎","department":"sports\"""");
        city.actual("visitors", "FY2024", 2, "2025-10-01T00:00:00Z", """
                "value":"-910.50","status":"FINAL","recordedBy":"山田 花子","department":"sports","note":"@集計を改めた",
                "evidence":"入場券の集計\"""");
    }

    @Test
    void whoTakesOverSeesWhatComesFromWhomWhatIsDueAndWhoReportedLast() {
        sheet("bunka-sports", "2026-04-01")
                .body("department.name", equalTo("文化スポーツ課"))
                .body("department.predecessors[0].name", equalTo("スポーツ課"))
                .body("owns", hasSize(1))
                .body("owns[0].indicator", equalTo("visitors"))
                .body("owns[0].since", equalTo("2026-04-01"))
                .body("owns[0].how", equalTo("FOLLOWED"))
                .body("owns[0].receivedFrom.name", equalTo("スポーツ課"))
                .body("owns[0].targets[0].planName", equalTo("総合計画"))
                .body("owns[0].targets[0].period", equalTo("FY2027"))
                .body("owns[0].due.missing", empty())
                .body("owns[0].due.next", equalTo("FY2025"))
                .body("owns[0].due.usuallyKnown", equalTo("2026-06-30"))
                .body("owns[0].due.goals", equalTo(List.of("FY2027")))
                .body("owns[0].lastReported.period", equalTo("FY2024"))
                .body("owns[0].lastReported.recordedBy", equalTo("山田 花子"))
                .body("owns[0].lastReported.recordedOn", equalTo("2025-10-01"))
                .body("owns[0].lastReported.department.name", equalTo("スポーツ課"))
                .body("owns[0].lastReported.corrections.recordedBy", equalTo(List.of("山田 花子")))
                .body("handsOver", empty());
    }

    @Test
    void whoGivesSeesWhatGoesWhereAndWhatNobodyTakes() {
        sheet("sports", "2026-03-31")
                .body("owns", hasSize(2))
                .body("handsOver", hasSize(2))
                .body("handsOver.find { it.indicator == 'visitors' }.to.name", equalTo("文化スポーツ課"))
                .body("handsOver.find { it.indicator == 'visitors' }.from", equalTo("2026-04-01"))
                .body("handsOver.find { it.indicator == 'halls' }.to", nullValue())
                .body("handsOver.find { it.indicator == 'halls' }.reason", equalTo("NO_LONGER"));
        sheet("sports", "2026-04-01").body("owns", empty()).body("handsOver", hasSize(2));
        sheet("sports", "2019-04-01").body("department.name", equalTo("体育課"));
    }

    @Test
    void theTableOpensInASpreadsheetAndCalculatesNothing() {
        byte[] table = given().accept("text/csv")
                .get(API + "bunka-sports/handover?on=2026-04-01")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .extract()
                .asByteArray();
        String text = new String(table, StandardCharsets.UTF_8);

        assertThat(text).startsWith("\uFEFF区分,指標id,指標,").contains("\r\n担当,visitors,来場者数,人,2026-04-01,スポーツ課,");
        assertThat(text).contains(",-910.50,", ",'@集計を改めた,");
        assertThat(given().get(API + "bunka-sports/handover.csv?on=2026-04-01").asByteArray())
                .isEqualTo(table);
    }

    @Test
    void thePageIsToBeReadAndPrinted() {
        assertThat(page("bunka-sports/handover?on=2026-04-01", 200))
                .contains("文化スポーツ課", "令和8年4月1日から（スポーツ課から引き継ぎ）", "山田 花子（スポーツ課）", "入場券の集計")
                .contains("令和7年度の値（令和8年6月30日まで）", "引き渡す指標はありません");
        assertThat(page("sports/handover?on=2026-03-31", 200)).contains("担当なし（書かれた担当の期間が終わっています）");
        assertThat(page("empty/handover", 200)).contains("この課が報告する指標はありません");
        assertThat(page("sports/handover?on=きのう", 400)).contains("日付の誤り");
        assertThat(page("nobody/handover", 404)).contains("課「nobody」は登録されていません");
    }

    @Test
    void aDepartmentOrDayThatIsNoneIsRefused() {
        given().get(API + "nobody/handover").then().statusCode(404).contentType("application/problem+json");
        given().get(API + "sports/handover?on=2026-02-30").then().statusCode(422);
        given().get("/api/report/v1/municipalities/519998/departments/sports/handover")
                .then()
                .statusCode(404);
    }

    @Test
    void anIndicatorTellsWhoReportsItUnderTheNamesOfTheDays() {
        String halls = given().get("/municipalities/" + StatedCity.CODE + "/indicators/halls")
                .asString();
        assertThat(halls).contains("スポーツ課（～令和8年3月31日）");
    }

    private static ValidatableResponse sheet(String department, String on) {
        return given().get(API + department + "/handover?on=" + on).then().statusCode(200);
    }

    private static String page(String path, int status) {
        return given().get(DEPARTMENTS + path)
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }
}
