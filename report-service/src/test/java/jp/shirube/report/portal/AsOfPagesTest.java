package jp.shirube.report.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** いつの時点で: the pages as of any day. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class AsOfPagesTest {

    private static final String PLAN = "/municipalities/" + StatedCity.CODE + "/plans/sogo";
    private static final String INDICATOR = "/municipalities/" + StatedCity.CODE + "/indicators/women";

    @Inject
    StatedCity city;

    @BeforeEach
    void aFigureWasCorrected() {
        city.begin();
        city.indicator("women", "女性登用率", "%", "UP", "RATIO", ",\"decimals\":1");
        city.edition("sogo", 1, "総合計画", "2025-01-01T00:00:00Z", """
                {"plan":{"id":"sogo","levels":[]},"name":"初版","status":"DRAFT","glossary":[],"notes":[]}""");
        city.edition("sogo", 2, "総合計画", "2025-08-01T00:00:00Z", """
                {"plan":{"id":"sogo","levels":[]},"name":"改訂版","status":"DRAFT","glossary":[],"notes":[]}""");
        for (int number = 1; number <= 2; number++) {
            city.target("sogo", number, 0, "t1", "KPI", "women", """
                    "baseline":{"printed":"28.9%","value":"28.9","period":"FY2022","accumulation":"POINT"},
                    "goal":{"printed":"40%","comparator":"AT_LEAST","value":"40","period":"FY2027","accumulation":"POINT",
                            "reading":"JUDGED"},"milestones":[],"previousGoals":[],"components":[]""");
        }
        city.actual("women", "FY2024", 1, "2025-05-01T01:00:00Z", """
                "value":"30.0","status":"PROVISIONAL","evidence":"速報の集計\"""");
        city.actual("women", "FY2024", 2, "2025-06-30T01:00:00Z", """
                "value":"32.8","status":"FINAL","evidence":"確定の集計\"""");
        city.judge("sogo", 2, LocalDate.of(2025, 10, 1));
    }

    @Test
    void aPlanTellsWhatWasKnownOnADayAndLeadsBackToNow() {
        assertThat(page(PLAN + "?year=R6"))
                .contains("32.8%", "いつの時点で", "<input type=\"hidden\" name=\"year\" value=\"R6\">")
                .doesNotContain("時点で分かっていたこと");
        assertThat(page(PLAN + "?year=R6&asOf=2025-06-01"))
                .contains("2025年6月1日時点で分かっていたこと", "令和7年6月1日の終わりまでに", "30.0%", "速報", "初版")
                .contains("<a href=\"" + PLAN + "?year=R6\">いま分かっていることを見る</a>", "value=\"2025-06-01\"")
                .doesNotContain("32.8%", "改訂版");
    }

    @Test
    void yearsEditionsAndIndicatorsKeepTheDay() {
        assertThat(page(PLAN + "?year=R6&asOf=2025-09-01"))
                .contains("?year=R7&amp;asOf=2025-09-01&amp;edition=2")
                .contains("?year=R6&amp;asOf=2025-09-01&amp;edition=1")
                .contains(INDICATOR + "?asOf=2025-09-01");
        assertThat(page(INDICATOR + "?asOf=2025-09-01"))
                .contains(PLAN + "?edition=2&amp;asOf=2025-09-01#t-t1")
                .contains(INDICATOR + "?asOf=2025-09-01&amp;editions=all");
    }

    @Test
    void anIndicatorTellsWhatWasKnownOnADayWithTheEvidenceOfThatDay() {
        assertThat(page(INDICATOR + "?asOf=2025-06-01"))
                .contains("2025年6月1日時点で分かっていたこと", "30.0%", "速報の集計")
                .doesNotContain("32.8", "確定の集計");
        assertThat(page(INDICATOR)).contains("確定の集計").doesNotContain("時点で分かっていたこと");
    }

    @Test
    void noDayIsNow() {
        assertThat(page(PLAN + "?year=R6&asOf=")).contains("32.8%").doesNotContain("時点で分かっていたこと");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2999-01-01", "いつか", "2025-02-30", "<b>"})
    void aWrongDayIsSaidOnTheSamePageAndNothingElseIsLost(String day) {
        for (String path : new String[] {PLAN, INDICATOR}) {
            Response answer = given().queryParam("asOf", day)
                    .queryParam("year", "R8")
                    .queryParam("reading", "other")
                    .queryParam("editions", "all")
                    .get(path);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.contentType()).startsWith("text/html");
            assertThat(answer.asString())
                    .contains("<title>日付の誤り：", "id=\"as-of-error\"", "aria-invalid=\"true\"", "いつの時点で")
                    .doesNotContain("asOf=2999", "asOf=%", "<b>」");
            assertThat(answer.asString())
                    .contains(
                            path.equals(PLAN)
                                    ? "令和9年度評価（令和8年度実績）"
                                    : "<input type=\"hidden\" name=\"editions\" value=\"all\">");
        }
        assertThat(given().get(PLAN + "?year=R8&reading=other&asOf=x").asString())
                .contains("name=\"year\" value=\"R8\"", "name=\"reading\" value=\"other\"");
    }

    @Test
    void beforeAnythingWasStatedThePageSaysSoAndLeadsToNow() {
        Response answer = given().get(PLAN + "?year=R6&asOf=2024-06-01");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString())
                .contains("2024年6月1日時点では登録されていません", "<a href=\"" + PLAN + "?year=R6\">いまの内容を見る</a>");
    }

    private static String page(String path) {
        Response answer = given().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.asString();
    }
}
