package jp.shirube.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The pages of a round (実績照会) as a department and the planning office of 米沢市 meet them; every figure is demo data. */
@Timeout(180)
class CollectionPagesIT {

    private static final String PLANNER = "yonezawa-planner";
    private static final String EDITOR = "yonezawa-editor-chiiki-shinko";
    private static final String START = "/collection/062022";
    private static final String ROUND = START + "/rounds/fy2025";
    private static final String DESK_OF_DEPARTMENT = ROUND + "/departments/chiiki-shinko";
    private static final String SCHOLARSHIPS =
            ROUND + "/items/indicator%3Ascholarship-repayment-support-users%3AFY2025";
    private static final String MEETINGS = ROUND + "/items/initiative%3Adigital-denen-sogo-senryaku%3Amigrant-meetings";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int MOST_TABS = 400;

    /** @param path where the difference of an upload is meant, empty */
    record Shown(String account, String path, int status, String name) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Shown> PAGES = List.of(
            new Shown(EDITOR, START, 200, "start of a department"),
            new Shown(PLANNER, START, 200, "start of the office"),
            new Shown(PLANNER, ROUND + "?department=chiiki-shinko", 200, "round"),
            new Shown(PLANNER, ROUND + "/change", 200, "change"),
            new Shown(EDITOR, DESK_OF_DEPARTMENT, 200, "department"),
            new Shown(EDITOR, MEETINGS, 200, "initiative"),
            new Shown(EDITOR, ROUND + "/items/indicator%3Awomen-on-councils%3AFY2025", 200, "indicator"),
            new Shown(PLANNER, SCHOLARSHIPS, 200, "item of the office"),
            new Shown(EDITOR, "", 200, "difference"),
            new Shown(EDITOR, START + "/rounds/fy1900", 404, "error"));

    private static Chromium chromium;
    private static String difference = "";

    private final List<Visit> visits = new ArrayList<>();

    @BeforeAll
    static void theOfficeOpensARoundAndADepartmentBegins() {
        chromium = Chromium.start();
        try (Visit office = chromium.visitAs(PLANNER, true)) {
            Page page = previewed(office);
            assertThat(page.locator("#preview")).containsText("地域振興課");
            press(page, "button[value='open']");
            assertThat(page.url()).isEqualTo(RunningShirube.address() + ROUND);
        }
        try (Visit department = chromium.visitAs(EDITOR, true)) {
            difference = conflicting(department);
        }
    }

    /** The plan arrives some time after the samples are in. */
    private static Page previewed(Visit office) {
        Page page = office.open(START, Visit.DESK, 200);
        String here = RunningShirube.address() + START;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> page.request()
                        .post(
                                here,
                                RequestOptions.create()
                                        .setHeader(
                                                "Origin",
                                                RunningShirube.address().toString())
                                        .setForm(FormData.create()
                                                .set("year", "R7")
                                                .set("deadline", "2026-06-30")
                                                .set("do", "preview")))
                        .text()
                        .contains("id=\"preview\""));
        page.locator("#year").fill("R7");
        page.locator("#title").fill("令和7年度実績照会");
        page.locator("#deadline").fill("2026-06-30");
        press(page, "button[value='preview']");
        return page;
    }

    /** A form that went out before somebody changed the item comes back. */
    private static String conflicting(Visit department) {
        Page item = department.open(MEETINGS, Visit.DESK, 200);
        item.locator("#text").fill("交流会を1回開いた。デモの文");
        press(item, "button[value='save']");
        byte[] form = item.request()
                .get(RunningShirube.address() + DESK_OF_DEPARTMENT + "/form")
                .body();
        item.locator("#text").fill("交流会を2回開いた。デモの文");
        press(item, "button[value='save']");
        Page desk = department.open(DESK_OF_DEPARTMENT, Visit.DESK, 200);
        desk.locator("#file").setInputFiles(new FilePayload("様式.xlsx", XLSX, form));
        press(desk, "form[enctype] button");
        assertThat(desk.locator(".state-CONFLICT")).not().hasCount(0);
        return desk.url().substring(RunningShirube.address().toString().length());
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void nothingLeftThisMachineAndNothingWasRefused() {
        visits.forEach(Visit::close);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void axeFindsNothingAndNoPhoneScrollsSideways(Shown shown) {
        Visit visit = visit(shown.account());
        String path = shown.path().isEmpty() ? difference : shown.path();
        for (String language : List.of("ja", "en")) {
            for (int width : new int[] {Visit.DESK, Visit.PHONE}) {
                Page page =
                        visit.open(path + (path.contains("?") ? "&" : "?") + "lang=" + language, width, shown.status());
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pages", shown.name() + "." + language + "." + width + ".png")));
                String where = shown + " in " + language + " at " + width;
                assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
                assertThat(Visit.violations(page)).as(where).isEmpty();
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(where)
                        .isEqualTo(width);
                page.close();
            }
        }
    }

    @Test
    void byTheKeyboardAloneAFigureIsTypedKeptSentInReturnedCorrectedAndConfirmed() {
        Page desk = visit(EDITOR).open(START, Visit.DESK, 200);
        follow(desk, ".desks a");
        follow(desk, "main a[href='" + SCHOLARSHIPS + "']");
        tabTo(desk, "#value");
        desk.keyboard().type("１２人");
        assertThat(desk.locator("#saved")).containsText("保存しました");
        desk.reload();
        assertThat(desk.locator("#value")).hasValue("１２人");
        follow(desk, "button[value='submit']");
        assertThat(desk.locator("#said")).hasText("提出しました。");
        assertThat(desk.locator(".item-head .state")).containsText("提出済");

        Page office = visit(PLANNER).open(ROUND, Visit.DESK, 200);
        decide(office, "return", "対象の人数を確かめてください。");
        assertThat(office.locator("#said")).hasText("1件を差し戻しました。");

        desk.reload();
        assertThat(desk.locator("main")).containsText("対象の人数を確かめてください。");
        tabTo(desk, "#value");
        desk.keyboard().press("Control+A");
        desk.keyboard().type("13");
        follow(desk, "button[value='submit']");
        assertThat(desk.locator(".item-head .state")).containsText("提出済");

        // Nothing is confirmed that nobody has seen.
        office.navigate(RunningShirube.address() + ROUND);
        decide(office, "confirm", "");
        assertThat(office.locator("#said")).hasText("1件を確認しました。");
        desk.reload();
        assertThat(desk.locator(".item-head .state")).containsText("確認済");
        assertThat(desk.locator("#value")).hasCount(0);
    }

    @Test
    void whatIsPrintedIsThePageWithoutItsButtons() {
        for (String path : List.of(ROUND, DESK_OF_DEPARTMENT)) {
            Page page = visit(PLANNER).open(path, Visit.DESK, 200);
            byte[] paper = page.pdf(new Page.PdfOptions().setFormat("A4"));
            assertThat(new String(paper, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
            assertThat(new String(paper, StandardCharsets.ISO_8859_1)).containsPattern("/Type\\s*/Page\\b");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("table tbody tr").last()).isVisible();
            assertThat(page.locator("button:visible")).hasCount(0);
        }
    }

    private static void decide(Page office, String button, String reason) {
        tabTo(office, "input[name='item'][value*='scholarship-repayment-support-users']");
        office.keyboard().press("Space");
        if (!reason.isEmpty()) {
            tabTo(office, "#reason");
            office.keyboard().type(reason);
        }
        follow(office, "button[value='" + button + "']");
    }

    @SuppressWarnings("deprecation") // the page it leads to may be at the same address
    private static void follow(Page page, String selector) {
        tabTo(page, selector);
        page.waitForNavigation(() -> page.keyboard().press("Enter"));
    }

    private static void tabTo(Page page, String selector) {
        for (int pressed = 0; pressed < MOST_TABS; pressed++) {
            if (Boolean.TRUE.equals(page.evaluate("wanted => document.activeElement.matches(wanted)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not reach " + selector + " of " + page.url());
    }

    @SuppressWarnings("deprecation") // as above
    private static void press(Page page, String selector) {
        page.waitForNavigation(() -> page.locator(selector).first().click());
    }

    private Visit visit(String account) {
        Visit visit = chromium.visitAs(account, true);
        visits.add(visit);
        return visit;
    }
}
