package jp.shirube.kpi.collection.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.EntryRules;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A town collects its figures on the screens, without a script. */
@QuarkusTest
class AnsweringTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(520310);
    private static final String MIGRANTS = "/items/indicator:migrants:FY2025";
    private static final String WOMEN = "/items/indicator:women:FY2025";
    private static final String COUNTER = "/items/initiative:sogo:counter";

    private String town = "";
    private String round = "";

    @BeforeEach
    void aTownAsksItsDepartments() {
        town = String.valueOf(TOWNS.incrementAndGet());
        round = "/collection/" + town + "/rounds/fy2025";
        keep(new Stated.OfMunicipality(town, 1, "試験町"));
        for (String department : List.of("chiiki", "zeimu")) {
            keep(new Stated.OfDepartment(
                    town,
                    department,
                    1,
                    "{\"id\": \"%s\", \"names\": [{\"name\": \"%s\"}]}"
                            .formatted(department, department.equals("chiiki") ? "地域振興課" : "税務課")));
        }
        indicator("migrants", "移住者数", "人", Quantity.FLOW, EntryRules.UNSTATED);
        indicator(
                "women",
                "審議会の女性登用率",
                "%",
                Quantity.RATIO,
                new EntryRules(
                        false,
                        EntryRules.Life.UNSTATED,
                        EntryRules.Checks.UNSTATED,
                        new EntryRules.Formula("女性の委員", "委員", BigDecimal.valueOf(100)),
                        List.of()),
                new IndicatorComponent("女性の委員", "人", ComponentRole.TERM),
                new IndicatorComponent("委員", "人", ComponentRole.TERM));
        part("ELEMENT", 0, "e1", "{\"id\":\"e1\",\"code\":\"1-2\",\"title\":\"ひとが集まる\"}");
        part("TARGET", 0, "t1", target("t1", "migrants", "移住者", "延べ91人", "延べ114人"));
        part("TARGET", 1, "t2", target("t2", "women", "女性登用率", "28.9% (R4)", "40%"));
        part("INITIATIVE", 0, "counter", """
                {"id":"counter","kind":"SCHEDULED","element":"e1","title":"窓口の見直し","departments":[{"printed":"地域振興課","department":"chiiki"}],
                 "schedule":[{"years":"FY2025","printed":"実施"}]}""");
        Stated.OfEdition edition =
                new Stated.OfEdition(town, "sogo", 1, 1, "総合計画", 2024, 2028, 4, LocalDate.of(2024, 4, 1));
        keep(edition);
        keep(edition.adoption());
        Response opened = planner()
                .formParam("year", "R7")
                .formParam("title", "令和7年度の照会")
                .formParam("deadline", "2026-06-20")
                .redirects()
                .follow(false)
                .post("/collection/" + town);
        assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(303);
        assertThat(opened.header("Location")).endsWith(round);
    }

    @Test
    void aDepartmentFindsItsItemsAndWhatIsAskedBesideWhatWasPromised() {
        Document start = page(department().get("/collection/" + town));
        assertThat(start.expectFirst(".desks").text()).contains("地域振興課の項目", "残り 3（全 3項目）");
        Document mine = page(department().get(start.expectFirst(".desks a").attr("href")));
        assertThat(mine.select("tbody th").eachText())
                .anySatisfy(name -> assertThat(name).contains("移住者数"))
                .anySatisfy(name -> assertThat(name).contains("窓口の見直し"));
        Document item = page(department().get(round + MIGRANTS));
        assertThat(item.text()).contains("令和7年度の値", "延べ91人", "延べ114人", "総合計画 1-2 ひとが集まる", "期限を過ぎています");
    }

    @Test
    void whatIsTypedIsKeptAsTypedAndTheNextItemFollows() {
        Response saved = send(MIGRANTS, "next", "value", "2十4");
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(saved.header("Location")).contains("/items/").doesNotContain("migrants");
        Document item = page(department().get(round + MIGRANTS));
        assertThat(field(item, "value").val()).isEqualTo("2十4");
        assertThat(item.expectFirst(".item-head .state").text()).contains("入力中");
        assertThat(item.expectFirst("#saved").text()).startsWith("保存しました");
    }

    @Test
    void aRefusalStandsBesideTheFieldAndTheTextIsStillThere() {
        Response refused = send(MIGRANTS, "submit", "value", "たくさん", "cause", "景気がよい");
        assertThat(refused.statusCode()).isEqualTo(422);
        Document shown = Jsoup.parse(refused.asString());
        assertThat(shown.expectFirst("#errors a").attr("href")).isEqualTo("#value");
        assertThat(field(shown, "value").val()).isEqualTo("たくさん");
        assertThat(field(shown, "value").attr("aria-invalid")).isEqualTo("true");
        assertThat(field(shown, "cause").text()).isEqualTo("景気がよい");
        assertThat(field(page(department().get(round + MIGRANTS)), "cause").text())
                .isEqualTo("景気がよい");
    }

    @Test
    void ofTwoWhoTypeTheSlowerOneSeesWhatTheOtherHasSavedAndLosesNothing() {
        String seen = version(round + MIGRANTS);
        assertThat(send(MIGRANTS, "save", "value", "24").statusCode()).isEqualTo(303);
        Response late = department()
                .formParam("version", seen)
                .formParam("value", "25")
                .formParam("do", "save")
                .redirects()
                .follow(false)
                .post(round + MIGRANTS);
        assertThat(late.statusCode()).isEqualTo(412);
        Document shown = Jsoup.parse(late.asString());
        assertThat(field(shown, "value").val()).isEqualTo("25");
        assertThat(shown.text()).contains("ほかの人が保存しました", "24人");
        assertThat(shown.expectFirst("input[name=version]").val()).isNotEqualTo(seen);
    }

    @Test
    void aRateIsComputedFromItsNumeratorAndDenominatorWhileTheyAreTyped() {
        Response kept = department()
                .formParam("version", version(round + WOMEN))
                .formParam("components-0-name", "女性の委員")
                .formParam("components-0-value", "３０")
                .formParam("components-1-name", "委員")
                .formParam("components-1-value", "91人")
                .formParam("status", "FINAL")
                .post(round + WOMEN + "/draft");
        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(200);
        assertThat(kept.jsonPath().getString("said")).startsWith("保存しました");
        assertThat(kept.jsonPath().getString("version")).isEqualTo(version(round + WOMEN));
        assertThat(kept.header("Cache-Control")).contains("no-store");
    }

    @Test
    void aLongTextIsKeptWhole() {
        String text = "長い説明。".repeat(700);
        assertThat(send(MIGRANTS, "save", "value", "24", "cause", text).statusCode())
                .isEqualTo(303);
        assertThat(field(page(department().get(round + MIGRANTS)), "cause").text())
                .isEqualTo(text);
    }

    @Test
    void anEmptyFormIsNoAnswer() {
        String before = version(round + MIGRANTS);
        assertThat(send(MIGRANTS, "save", "value", "", "status", "FINAL").statusCode())
                .isEqualTo(303);
        assertThat(version(round + MIGRANTS)).isEqualTo(before);
    }

    @Test
    void whatIsSentInIsReturnedWithAReasonAnsweredAgainAndConfirmed() {
        assertThat(send(MIGRANTS, "submit", "value", "24").statusCode()).isEqualTo(303);
        assertThat(page(department().get(round + MIGRANTS))
                        .expectFirst(".item-head .state")
                        .text())
                .contains("提出済");

        Response unreasoned = decide("return", "");
        assertThat(unreasoned.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(unreasoned.asString()).expectFirst("#errors a").attr("href"))
                .isEqualTo("#reason");
        Response returned = decide("return", "単位を確かめてください");
        assertThat(returned.header("Location")).endsWith("?done=return&count=1");
        assertThat(page(planner().get(returned.header("Location")))
                        .expectFirst("#said")
                        .text())
                .isEqualTo("1件を差し戻しました。");
        assertThat(page(department().get(round + MIGRANTS)).text()).contains("差し戻し", "単位を確かめてください");

        assertThat(send(MIGRANTS, "submit", "value", "25").statusCode()).isEqualTo(303);
        assertThat(decide("confirm", "").statusCode()).isEqualTo(303);
        Document confirmed = page(department().get(round + MIGRANTS));
        assertThat(confirmed.select("form#answer")).isEmpty();
        assertThat(confirmed.text()).contains("確認済", "25人");
        assertThat(page(planner().get(round + "?state=CONFIRMED")).select("form.wide tbody tr"))
                .hasSize(1);
    }

    @Test
    void anInitiativeIsAnsweredWithHowItWentAndAllThatIsReadyIsSentInAtOnce() {
        assertThat(send(COUNTER, "save", "progress", "BEHIND", "text", "窓口を一つにした")
                        .statusCode())
                .isEqualTo(303);
        assertThat(send(MIGRANTS, "save", "value", "24").statusCode()).isEqualTo(303);
        Response sent =
                department().formParam("do", "submit").redirects().follow(false).post(round + "/departments/chiiki");
        assertThat(sent.header("Location")).endsWith("?done=submit&count=2");
        assertThat(page(department().get(round + "/departments/chiiki")).select(".state-SUBMITTED"))
                .hasSize(2);
    }

    @Test
    void whoHasAnsweredIsThereAsATableToo() {
        Document overview = page(planner().get(round));
        Response table = planner().get(overview.expectFirst(".downloads a").attr("href"));
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.contentType()).startsWith("text/csv");
        assertThat(table.asString()).contains("移住者数");
    }

    @Test
    void whatAnotherDepartmentIsAskedIsNotForOnesEyes() {
        for (String path : List.of(MIGRANTS, "/departments/chiiki")) {
            Response refused = as("DEPARTMENT_EDITOR:zeimu").get(round + path);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(Jsoup.parse(refused.asString()).expectFirst("h1").text()).isEqualTo("担当課ではありません");
        }
        assertThat(department().formParam("do", "confirm").post(round).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatTheOfficeTypesWrongIsSaidBesideTheFieldToo() {
        Response refused = planner()
                .formParam("year", "いつか")
                .formParam("title", "照会")
                .formParam("deadline", "")
                .post("/collection/" + town);
        assertThat(refused.statusCode()).isEqualTo(422);
        Document shown = Jsoup.parse(refused.asString());
        assertThat(shown.select("#errors a").eachAttr("href")).containsExactly("#year", "#deadline");
        assertThat(field(shown, "title").val()).isEqualTo("照会");
    }

    private Response decide(String button, String reason) {
        String token = page(planner().get(round)).select("input[name=item]").eachAttr("value").stream()
                .filter(each -> each.contains("migrants"))
                .findFirst()
                .orElseThrow();
        return planner()
                .formParam("item", token)
                .formParam("do", button)
                .formParam("reason", reason)
                .redirects()
                .follow(false)
                .post(round);
    }

    private Response send(String item, String button, String... fields) {
        RequestSpecification form =
                department().formParam("version", version(round + item)).formParam("do", button);
        for (int i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.redirects().follow(false).post(round + item);
    }

    private String version(String item) {
        return page(department().get(item)).expectFirst("input[name=version]").val();
    }

    private static Element field(Document page, String id) {
        return page.expectFirst("#" + id);
    }

    private static Document page(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Jsoup.parse(response.asString());
    }

    private RequestSpecification department() {
        return as("DEPARTMENT_EDITOR:chiiki");
    }

    private RequestSpecification planner() {
        return as("PLANNING_OFFICE");
    }

    private RequestSpecification as(String role) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .header("Authorization", "Bearer " + Tokens.of(town, role));
    }

    private void indicator(
            String id,
            String name,
            String unit,
            Quantity quantity,
            EntryRules rules,
            IndicatorComponent... components) {
        IndicatorKey key = new IndicatorKey(town, id);
        keep(new Stated.OfIndicator(
                new Indicator(
                                key,
                                name,
                                unit,
                                Direction.UP,
                                PeriodKind.FISCAL_YEAR,
                                null,
                                quantity,
                                quantity == Quantity.RATIO ? 1 : 0,
                                List.of(components))
                        .with(rules),
                1,
                "{}"));
        keep(new Stated.OfResponsibility(key, 1, List.of(new Responsibility("chiiki", null, null))));
    }

    private void part(String kind, int position, String id, String document) {
        keep(new Stated.OfPart(town, "sogo", 1, 1, kind, position, id, document));
    }

    private static String target(String id, String indicator, String name, String baseline, String goal) {
        return """
                {"id":"%s","kind":"KPI","element":"e1","indicator":"%s","printedName":"%s","baseline":{"printed":"%s"},
                 "goal":{"printed":"%s"}}""".formatted(id, indicator, name, baseline, goal);
    }
}
