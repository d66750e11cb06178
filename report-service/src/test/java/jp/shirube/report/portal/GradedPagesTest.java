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

/** What people see of an assessment: the grade, why, and from what. The assessments are the service's own. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class GradedPagesTest {

    private static final String PLAN = "/municipalities/" + StatedCity.CODE + "/plans/kobetsu";
    private static final String INDICATOR = "/municipalities/" + StatedCity.CODE + "/indicators/";
    private static final String EDITION = """
            {"plan":{"id":"kobetsu","levels":[]},"name":"","status":"DRAFT","glossary":[],"notes":[]}""";
    private static final String NOTHING_MORE = ",\"milestones\":[],\"previousGoals\":[],\"components\":[]";

    @Inject
    StatedCity city;

    @BeforeEach
    void onePlanOfManyKindsIsKnown() {
        city.begin();
        city.indicator("women", "女性登用率", "%", "UP", "RATIO", ",\"decimals\":1");
        city.indicator("repairs", "空き家の改修", "件", "UP", "FLOW", "");
        city.indicator("schools", "学校の満足度", "%", "UP", "RATIO", """
                ,"decimals":1,"components":[{"name":"小学校","role":"PART"},{"name":"中学校","role":"PART"}]""");
        city.indicator("emissions", "排出量", "千t", "DOWN", "STOCK", ",\"usuallyKnown\":{\"monthsAfter\":24}");
        city.indicator("survey", "市民意識", "%", "UP", "RATIO", ",\"sourceKind\":\"SURVEY\",\"surveyEvery\":3");
        city.indicator("visits", "来訪者", "人", "UP", "FLOW", "");
        for (int number = 1; number <= 2; number++) {
            city.edition("kobetsu", number, "個別計画", "2024-01-01T00:00:00Z", EDITION);
        }
        city.target("kobetsu", 1, 0, "women", "KPI", "women", from("28.9", "FY2022") + to("35", "FY2027"));
        city.target(
                "kobetsu",
                2,
                0,
                "women",
                "KPI",
                "women",
                "\"baseline\":{\"printed\":\"28.9% (R4)\",\"value\":\"28.9\",\"period\":\"FY2022\",\"accumulation\":\"POINT\"},"
                        + goal("40", "FY2027", "PRINTED")
                        + ",\"milestones\":[],\"previousGoals\":[{\"printed\":\"30%\",\"comparator\":\"AT_LEAST\",\"value\":\"30\","
                        + "\"period\":\"FY2020\",\"accumulation\":\"POINT\",\"reading\":\"PRINTED\"}],\"components\":[]");
        city.target(
                "kobetsu",
                2,
                1,
                "repairs",
                "KPI",
                "repairs",
                from("28", "FY2022") + goal("60", "FY2027", "JUDGED") + NOTHING_MORE);
        city.target("kobetsu", 2, 2, "schools", "KPI", "schools", """
                "milestones":[],"previousGoals":[],"components":[
                 {"name":"小学校","role":"PART","baseline":{"printed":"79.5%","value":"79.5","period":"FY2023","accumulation":"POINT"},
                  "goal":{"printed":"82%","comparator":"AT_LEAST","value":"82","period":"FY2027","accumulation":"POINT","reading":"PRINTED"}},
                 {"name":"中学校","role":"PART","baseline":{"printed":"66.6%","value":"66.6","period":"FY2023","accumulation":"POINT"},
                  "goal":{"printed":"70%","comparator":"AT_LEAST","value":"70","period":"FY2027","accumulation":"POINT","reading":"PRINTED"}}]""");
        city.target("kobetsu", 2, 3, "emissions", "KGI", "emissions", """
                "baseline":{"printed":"747 (R1)","value":"747","period":"FY2019","accumulation":"POINT"},
                "goal":{"printed":"586.2","comparator":"AT_MOST","value":"586.2","period":"FY2030","accumulation":"POINT",
                        "reading":"PRINTED"}""" + NOTHING_MORE);
        city.target("kobetsu", 2, 4, "survey", "KPI", "survey", from("50", "FY2023") + to("60", "FY2027"));
        city.target(
                "kobetsu",
                2,
                5,
                "visits",
                "KPI",
                "visits",
                from("10", "FY2022") + goal("100", "FY2027", "PRINTED") + """
                        ,"milestones":[],"previousGoals":[],"components":[{"name":"回数","role":"REFERENCE",
                         "goal":{"printed":"50回","comparator":"AT_LEAST","value":"50","period":"FY2027","accumulation":"POINT",
                                 "reading":"PRINTED"}}]""");
        city.target(
                "kobetsu",
                2,
                6,
                "again",
                "KPI",
                "women",
                "\"relistedFrom\":\"women\"," + from("28.9", "FY2022") + to("40", "FY2027"));
        city.actual("women", "FY2020", 1, "2024-01-01T00:00:00Z", "\"value\":\"31\",\"status\":\"FINAL\"");
        city.actual("women", "FY2024", 2, "2025-06-30T01:00:00Z", "\"value\":\"32.8\",\"status\":\"FINAL\"");
        city.actual("repairs", "FY2024", 1, "2025-06-30T01:00:00Z", "\"value\":\"20\",\"status\":\"PROVISIONAL\"");
        city.actual("schools", "FY2024", 1, "2025-06-30T01:00:00Z", """
                "status":"FINAL","components":[{"name":"小学校","value":"80.2"},{"name":"中学校","value":"66.0"}]""");
        city.actual("survey", "FY2023", 1, "2024-06-01T00:00:00Z", "\"value\":\"50\",\"status\":\"FINAL\"");
        city.actual("emissions", "FY2022", 1, "2025-01-10T01:00:00Z", "\"value\":\"690\",\"status\":\"FINAL\"");
        for (int year = 2019; year <= 2024; year++) {
            city.actual(
                    "visits",
                    "FY" + year,
                    1,
                    "2025-06-01T00:00:00Z",
                    "\"value\":\"" + (10 * (year - 2018) + year % 2) + "\",\"status\":\"FINAL\"");
        }
        city.judge("kobetsu", 2, LocalDate.of(2025, 10, 1));
    }

    @Test
    void aGradeIsASymbolAndWordsAndTheFigureThatDecidedIsMarked() {
        String row = row("women");
        assertThat(row)
                .containsPattern("grade-symbol\">B</span><span class=\"grade-words\">おおむね計画どおり")
                .containsPattern(
                        "data-label=\"計画線比\"><div>\\s*<span class=\"figure\">87.8%</span><span class=\"used\">判定に使用")
                .contains("期待値 33.34%", "82.0%", "35.1%", "目標年度前")
                .containsOnlyOnce("判定に使用");
        assertThat(page(PLAN + "?year=R6")).contains("判定（算定）").doesNotContain(">評価<");
    }

    @Test
    void theAccountTellsEverythingThatWentIn() {
        assertThat(account("women"))
                .containsPattern("R9の目標40(\\.0)?%以上に対し、R6の実績は32\\.8%です")
                .contains("期待値比", "98.4%", "計画線比 (32.8 − 28.9) ÷ (33.34 − 28.9) = 87.8%")
                .contains("基準値の年度から目標年度までの直線", "「標準」第1版", "R6：32.8%（確定、改訂2、令和7年6月30日に登録）");
    }

    @Test
    void whatWasPromisedBeforeIsComparedOldAndNew() {
        assertThat(account("women"))
                .contains("この版の目標（R9）", "40.0% に対し 32.8%：未達、達成率 82.0%")
                .contains("第1版の目標（R9）", "35.0%（基準値 28.9%） に対し 32.8%：未達、達成率 93.7%")
                .contains("前期目標値（R2）", "に対し 31.0%：達成、達成率 103.3%")
                .containsPattern("版1の目標35(\\.0)?%から40(\\.0)?%に変わっています");
    }

    @Test
    void marksAreWordsBesideTheGrade() {
        assertThat(row("repairs")).containsPattern("<li class=\"flag\">基準値を下回る</li>\\s*<li class=\"flag\">速報</li>");
        assertThat(row("emissions")).contains("（R4の値）", "目標年次未到来");
        assertThat(row("women")).doesNotContain("基準値を下回る", "速報");
    }

    @Test
    void eachPartHasItsOwnGradeAndAccountAndTheTargetTheWorst() {
        String page = page(PLAN + "?year=R6");
        assertThat(row("schools")).contains("内訳のうち最も低い判定", "基準値を下回る内訳あり", "grade-symbol\">D");
        assertThat(page)
                .containsPattern("</span>小学校</th>[\\s\\S]*?112.0%[\\s\\S]*?grade-symbol\">A</span>")
                .containsPattern("</span>中学校</th>[\\s\\S]*?−70.6%[\\s\\S]*?grade-symbol\">D</span>");
    }

    @Test
    void aComponentForReferenceIsShownAndSaidNotToBeJudged() {
        assertThat(page(PLAN + "?year=R6")).containsPattern("</span>回数</th>[\\s\\S]*?50回[\\s\\S]*?参考の内訳で、判定しません");
        assertThat(page(INDICATOR + "visits")).doesNotContain("令和6年度 回数");
    }

    @Test
    void standingsAreCountedApartAndWhatIsNotYetKnownIsNotUnreported() {
        String page = page(PLAN + "?year=R6");
        assertThat(page)
                .contains("調査なし", "どれも「未報告」（報告の時期を過ぎても実績がないもの）とは別に数えています。")
                .contains("再掲の1件は")
                .doesNotContain("「年度の途中」は");
        assertThat(page(PLAN + "?year=R9")).contains("「年度の途中」は、対象年度がまだ終わっていないものです");
    }

    @Test
    void gradesAreCountedBySymbolUnderTheRuleKgiApartAndRelistedOnesOnce() {
        assertThat(page(PLAN + "?year=R6"))
                .contains("算定判定の分布（件数）", "評価基準「標準」第1版による")
                .containsPattern("KGI（重要目標達成指標）</th><td[^>]*data-label=\"A 達成・計画どおり\"[^>]*>1</td>"
                        + "<td[^>]*data-label=\"B おおむね計画どおり\"[^>]*>0</td>[\\s\\S]*?KPI（重要業績評価指標）</th><td[^>]*>1</td><td[^>]*>1</td><td[^>]*data-label=\"D 大きな遅れ\"[^>]*>2</td>"
                        + "<td[^>]*data-label=\"－ 判定なし\"[^>]*>1</td><td[^>]*>5</td>");
    }

    @Test
    void aGoalSomebodyHadToDecideOnCanBeReadTheOtherWay() {
        assertThat(row("repairs"))
                .contains("計画に明記なし", "別の読み方で算定する（R6～R9 の累計）")
                .contains("href=\"" + PLAN + "?year=R6&amp;reading=other#t-repairs\"");
        String other = page(PLAN + "?year=R6&reading=other");
        assertThat(other)
                .contains("別の読み方で算定しています。", "目標1件を、別の読み方で算定しています", "別の読み方で算定中")
                .contains("累計 20件（1年分）", "期待値 15件", "133.3%")
                .contains("href=\"" + PLAN + "?year=R6\"");
        assertThat(other).as("years keep the reading").contains("?year=R7&amp;reading=other&amp;edition=2");
    }

    @Test
    void anIndicatorShowsExpectedValueRateAndGradeOfEveryYear() {
        assertThat(page(INDICATOR + "women"))
                .containsPattern("令和6年度</th>[\\s\\S]*?data-label=\"期待値\"><div><span class=\"figure\">33.34%</span>")
                .containsPattern("data-label=\"計画線比\"><div>\\s*<span class=\"figure\">87.8%</span>")
                .contains("おおむね計画どおり", "算定の内訳");
    }

    @Test
    void aForecastIsToldWithItsIntervalMethodAndBackTestAndIsNeitherEstimateNorActual() {
        assertThat(page(INDICATOR + "visits"))
                .containsPattern(
                        "R9の予測</dt><dd><span class=\"figure\">[0-9.]+人</span>　80%予測区間 <span class=\"figure\">[0-9.]+人～[0-9.]+人")
                .contains("目標に対して：未達と予測", "直線回帰（最小二乗法）、80%予測区間", "実績が区間に入ったのは")
                .contains("実績でも、担当課が出す見込でもなく、判定には使いません", "class=\"whisker\"", "予測（中の印）と80%予測区間（破線）");
    }

    @Test
    void whereThereIsNoForecastThereIsItsReasonAndNoOutlook() {
        assertThat(page(INDICATOR + "women"))
                .contains("R9の予測はありません。予測には令和9年度より前の実績が5年分以上必要です（現在2年分）。")
                .doesNotContain("目標に対して：", "class=\"whisker\"");
    }

    /** The row of a target in R6, without its account. */
    private static String row(String target) {
        String page = page(PLAN + "?year=R6");
        int from = page.indexOf("id=\"t-" + target + "\"");
        return page.substring(from, page.indexOf("account-row", from));
    }

    private static String account(String target) {
        String page = page(PLAN + "?year=R6");
        int from = page.indexOf("account-row", page.indexOf("id=\"t-" + target + "\""));
        return page.substring(from, page.indexOf("</details>", from));
    }

    private static String page(String path) {
        Response answer = given().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.asString();
    }

    private static String from(String value, String period) {
        return "\"baseline\":{\"printed\":\"%s\",\"value\":\"%s\",\"period\":\"%s\",\"accumulation\":\"POINT\"},"
                .formatted(value, value, period);
    }

    private static String to(String value, String period) {
        return goal(value, period, "PRINTED") + NOTHING_MORE;
    }

    private static String goal(String value, String period, String reading) {
        return "\"goal\":{\"printed\":\"%s\",\"comparator\":\"AT_LEAST\",\"value\":\"%s\",\"period\":\"%s\",\"accumulation\":\"POINT\",\"reading\":\"%s\"}"
                .formatted(value, value, period, reading);
    }
}
