package jp.shirube.report.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.SignedIn;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class PagesTest {

    private static final String CITY = StatedCity.CODE;
    private static final String PLAN = "/municipalities/" + CITY + "/plans/sogo";

    @Inject
    StatedCity city;

    @BeforeEach
    void onePlanIsKnown() {
        city.begin();
        city.copy("DEPARTMENT", "kikaku", """
                {"id":"kikaku","names":[{"name":"企画課","to":"2024-03-31"},{"name":"未来企画課","from":"2024-04-01"}]}""");
        city.indicator("women", "審議会の女性登用率", "%", "UP", "RATIO", ",\"decimals\":1");
        city.indicator("visits", "年間の来訪者数", "人", "UP", "FLOW", ",\"decimals\":0");
        city.copy("RESPONSIBILITY", "women", """
                {"indicator":"women","responsibilities":[{"department":"kikaku"}]}""");
        city.edition("sogo", 2, "総合計画", "2024-01-01T00:00:00Z", """
                {"plan":{"id":"sogo","levels":["","施策"]},"name":"(案)","status":"DRAFT","glossary":[],
                 "notes":[{"at":"e1","kind":"MISPRINT","text":"印字のまま。"}]}""");
        part("ELEMENT", 0, "e1", "", """
                {"id":"e1","tree":"PLAN","depth":0,"code":"1","title":"まちをひらく","departments":[{"printed":"関係各課"}],
                 "sdgs":[],"sections":[{"title":"現状と課題","text":"<b>課題</b>があります。"}],"references":[]}""");
        part("ELEMENT", 1, "p1", "", """
                {"id":"p1","tree":"PROJECT","depth":0,"code":"①","title":"ひとプロジェクト","departments":[],"sdgs":[],"sections":[],
                 "references":[{"printedRef":"【施策 9】まちを閉じる","resolvedRef":"e1","note":"番号が誤って印字されている。"}]}""");
        part("INITIATIVE", 0, "i1", "", """
                {"id":"i1","kind":"SCHEDULED","element":"e1","title":"窓口の見直し","departments":[],"schedule":[
                 {"years":"FY2024","printed":"検討"},{"years":"FY2025","printed":"→"},{"years":"FY2026..FY2027","printed":"実施"}],
                 "references":[],"notes":[]}""");
        part("TARGET", 0, "t1", "women", """
                {"id":"t1","kind":"KPI","number":"3","element":"e1","indicator":"women","printedName":"女性登用率","departments":[],
                 "baseline":{"printed":"28.9% (R4)","value":"28.9","period":"FY2022","accumulation":"POINT"},
                 "goal":{"printed":"40%","comparator":"AT_LEAST","value":"40","period":"FY2027","accumulation":"POINT",
                         "reading":"JUDGED","reason":"年度の印字がないため最終年度とした。"},
                 "milestones":[],"previousGoals":[],"components":[],"notes":["※毎年4月に数える。"]}""");
        part("TARGET", 1, "t2", "visits", """
                {"id":"t2","kind":"KGI","indicator":"visits","printedName":"来訪者","departments":[],
                 "goal":{"printed":"170 万人","comparator":"AT_LEAST","value":"1700000","period":"FY2027","accumulation":"POINT",
                         "reading":"PRINTED"},
                 "milestones":[],"previousGoals":[],"components":[],"notes":[]}""");
        part("TARGET", 2, "t3", "women", """
                {"id":"t3","kind":"KPI","element":"e1","indicator":"women","printedName":"女性登用率（再掲）","departments":[],
                 "relistedFrom":"t1","goal":{"printed":"40%","comparator":"AT_LEAST","value":"40","period":"FY2027",
                 "accumulation":"POINT","reading":"PRINTED"},
                 "milestones":[],"previousGoals":[],"components":[],"notes":[]}""");
        city.actual("women", "FY2024", 1, "2025-06-30T01:00:00Z", """
                "value":"42.5","status":"PROVISIONAL","evidence":"男女共同参画の調べ","department":"kikaku\"""");
        city.judge("sogo", 2, LocalDate.of(2025, 10, 1));
    }

    @Test
    void whoWorksOnPlansFindsThemWithTheirPeriodInJapaneseErasAndDraftsMarked() {
        assertThat(page("/municipalities/" + StatedCity.CODE))
                .contains("試験市", "総合計画", "令和6年度～令和9年度", "案（採択前）", "職員だけに見えています", "2件（うちKGI 1件、ほかに再掲 1件）");
        assertThat(page(PLAN)).contains("案（採択前）", "職員だけに見えています");
    }

    @Test
    void whatElseIsToBeKnownOfTheDayOfAdoptionStandsBesideIt() {
        city.adopt("sogo", 2, "2024-03-20", "令和6年3月議会で議決（議案第12号）");
        for (String address : List.of("/municipalities/" + CITY, PLAN)) {
            assertThat(given().header(SignedIn.NOBODY, "1").get(address).asString())
                    .containsPattern("令和6年3月20日 採択</span>\\s*<span[^>]*>備考：令和6年3月議会で議決（議案第12号）</span>")
                    .doesNotContain("案（採択前）", "職員だけに見えています");
        }
        assertThat(page("/municipalities/" + CITY + "/indicators/women")).contains("備考：令和6年3月議会で議決（議案第12号）");
        given().header(SignedIn.NOBODY, "1")
                .get("/api/report/v1" + PLAN + "/progress")
                .then()
                .statusCode(200)
                .body("edition.adoptedOn", equalTo("2024-03-20"))
                .body("edition.adoptionNote", equalTo("令和6年3月議会で議決（議案第12号）"));
    }

    /** Whether there is a draft cannot be told from the answer. */
    @Test
    void whoHasNotSignedInIsToldThatDraftsAreForTheStaff() {
        for (String plan : List.of("sogo", "nothing")) {
            String address = "/municipalities/" + CITY + "/plans/" + plan;
            assertThat(given().header(SignedIn.NOBODY, "1")
                            .get(address + "?edition=2")
                            .asString())
                    .contains("採択前の案は職員だけに見えます")
                    .contains("href=\"/sign-in?to=" + address.replace("/", "%2F") + "%3Fedition%3D2\"")
                    .doesNotContain("総合計画");
        }
        assertThat(given().get("/municipalities/" + CITY + "/plans/nothing").asString())
                .doesNotContain("採択前の案は職員だけに見えます");
    }

    /** ASVS 5.0 8.2.2. */
    @Test
    void residentsFindNoDraftAnywhere() {
        assertThat(page("/")).contains("試験市").doesNotContain("総合計画");
        for (String address : List.of(PLAN, PLAN + "?edition=2", PLAN + "?asOf=2025-10-01")) {
            given().header(SignedIn.NOBODY, "1").get(address).then().statusCode(404);
        }
        assertThat(given().header(SignedIn.NOBODY, "1")
                        .get("/municipalities/" + StatedCity.CODE)
                        .asString())
                .contains("試験市")
                .doesNotContain("総合計画");
        assertThat(given().header(SignedIn.NOBODY, "1")
                        .get("/municipalities/" + StatedCity.CODE + "/indicators/women")
                        .asString())
                .doesNotContain("40%");
    }

    @Test
    void withNothingLoadedTheFirstPageSaysWhatToDo() {
        city.forgetMunicipalities();
        assertThat(page("/")).contains("まだ計画が登録されていません", "./shirube samples");
    }

    @Test
    void aPlanNamesBothYearsAndCountsKgiApartAndRelistedOnesOnce() {
        assertThat(page(PLAN + "?year=R6"))
                .contains("令和7年度評価（令和6年度実績）", "再掲の1件は、もとの場所で一度だけ数えています")
                .containsPattern("KGI（重要目標達成指標）</th><td[^>]*>0</td><td[^>]*>0</td><td[^>]*>1</td>")
                .containsPattern("KPI（重要業績評価指標）</th><td[^>]*>1</td><td[^>]*>0</td><td[^>]*>0</td>");
    }

    @Test
    void aTargetShowsWhatIsPrintedTheFigureAndTheReasonOfWhatIsMissing() {
        assertThat(page(PLAN + "?year=R6"))
                .contains("28.9% (R4)", "42.5%", "106.3%", "122.5%", "基準値がありません", "速報", "計画に明記なし", "年度の印字がないため最終年度とした。")
                .contains("href=\"#t-t1\"", "※毎年4月に数える。", "170 万人", "達成");
    }

    @Test
    void levelsWithoutANameHaveNone() {
        assertThat(page(PLAN)).doesNotContain("class=\"level\"").contains("まちをひらく");
    }

    @Test
    void aYearOutsideThePeriodSaysWhy() {
        assertThat(page(PLAN + "?year=R5")).contains("計画期間の外です", "始まる前です", "令和6年度評価（令和5年度実績）");
    }

    @Test
    void aCellOfTheScheduleSpansItsYears() {
        assertThat(page(PLAN))
                .containsPattern("colspan=\"2\" data-label=\"R8～R9\"[^>]*><span>実施</span>")
                .contains("継続");
    }

    @Test
    void projectsReferToElementsAndAWrongPrintIsSaid() {
        assertThat(page(PLAN)).contains("<a href=\"#e-e1\">【施策 9】まちを閉じる</a>", "番号が誤って印字されている。");
    }

    @Test
    void whatAPlanSaysIsTextAndNeverMarkup() {
        assertThat(page(PLAN)).contains("&lt;b&gt;課題&lt;/b&gt;").doesNotContain("<b>課題");
    }

    @Test
    void anIndicatorShowsItsFiguresInAPictureAndInATable() {
        assertThat(page("/municipalities/" + CITY + "/indicators/women"))
                .contains("<svg", "<title id=\"chart-title\">", "令和6年度", "速報（暫定）", "男女共同参画の調べ")
                .contains("多い（高い）ほどよい", "未来企画課", "①40.0")
                .doesNotContain("style=");
    }

    @Test
    void whatIsUnknownIsAPageWithAdviceAndItsOwnStatus() {
        for (String path : new String[] {
            "/municipalities/999999",
            "/municipalities/" + CITY + "/plans/none",
            PLAN + "?edition=9",
            PLAN + "?edition=x",
            "/municipalities/" + CITY + "/indicators/none",
            "/somewhere"
        }) {
            Response answer = given().accept("text/html").get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.contentType()).as(path).startsWith("text/html");
            assertThat(answer.asString()).as(path).contains("計画の一覧へ");
        }
        Response answer = given().get(PLAN + "?year=いつか");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("令和7年度、2025 のように");
    }

    @Test
    void theApiStillAnswersProblems() {
        Response answer = given().get("/api/report/v1/municipalities/999999/plans/none/progress");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(given().get("/api/report/v1/none").contentType()).startsWith("application/problem+json");
    }

    @Test
    void pagesAllowNothingButTheirOwnStylesheetAndPictures() {
        Response answer = given().get("/");
        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe", "script");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.header("Referrer-Policy")).isNotBlank();
        assertThat(answer.asString()).doesNotContain("<script", "http://", "https://");
        assertThat(given().get("/portal/shirube.css").statusCode()).isEqualTo(200);
    }

    private static String page(String path) {
        Response answer = given().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/html");
        return answer.asString();
    }

    private void part(String kind, int position, String id, String indicator, String content) {
        city.part("sogo", 2, kind, position, id, indicator, content);
    }
}
