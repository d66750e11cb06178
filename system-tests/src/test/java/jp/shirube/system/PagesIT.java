package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The pages as residents meet them, and as those do who work on what is not public yet: any width, any senses, without scripts,
 * without the Internet.
 */
@Timeout(120)
class PagesIT {

    private static final String PLAN_OF_SCHEDULES = "/municipalities/062111/plans/gyozaisei-kaikaku-8";

    /** @param account nobody's where it is empty */
    record Shown(String account, String path, int status) {

        static Shown toResidents(String path) {
            return new Shown("", path, 200);
        }

        /** To the planning office of its municipality. */
        static Shown toPlanners(String path) {
            return new Shown(plannerOf(path), path, 200);
        }

        Shown butSaying(int problem) {
            return new Shown(account, path, problem);
        }

        @Override
        public String toString() {
            return (account.isEmpty() ? "resident" : account) + " " + path;
        }
    }

    /** One of every kind, and those that are special. */
    static final List<Shown> PAGES = List.of(
            Shown.toResidents("/"),
            Shown.toResidents("/municipalities/062022"),
            Shown.toResidents("/municipalities/062022/indicators/women-on-councils"),
            Shown.toResidents("/municipalities/062022/plans/machizukuri-sogo-keikaku?edition=2")
                    .butSaying(404),
            Shown.toResidents("/municipalities/999999").butSaying(404),
            Shown.toPlanners("/municipalities/062022"),
            Shown.toPlanners(PLAN_OF_SCHEDULES),
            Shown.toPlanners("/municipalities/062022/plans/zenki-kihon-keikaku?year=R7"),
            Shown.toPlanners("/municipalities/062022/plans/digital-denen-sogo-senryaku?year=R7"),
            Shown.toPlanners("/municipalities/062022/plans/digital-denen-sogo-senryaku?year=R7&reading=other"),
            Shown.toPlanners("/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R2&edition=1"),
            Shown.toPlanners("/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R5&edition=2&asOf=2999-01-01")
                    .butSaying(400),
            Shown.toPlanners("/municipalities/062073/plans/shinko-keikaku-8"),
            Shown.toPlanners("/municipalities/062022/indicators/women-on-councils"),
            Shown.toPlanners("/municipalities/062022/indicators/migrants-from-capital-events?editions=all"),
            Shown.toPlanners("/municipalities/062022/indicators/children-wanting-to-better-community"),
            Shown.toPlanners("/municipalities/062022/indicators/women-on-councils?asOf="
                    + LocalDate.now(ZoneId.of("Asia/Tokyo"))),
            Shown.toPlanners("/municipalities/062022/departments/chiiki-shinko/handover?on=2026-04-01"),
            Shown.toPlanners("/municipalities/062022/departments/gikai-jimukyoku/handover"));

    private static Chromium chromium;

    private final List<Visit> visits = new ArrayList<>();

    @BeforeAll
    static void samplesHaveArrived() {
        chromium = Chromium.start();
        Installation shirube = RunningShirube.installation();
        Map.of("062022", "前期基本計画", "062111", "行財政改革推進プラン", "062073", "振興計画").forEach((municipality, plan) -> {
            String page = "/municipalities/" + municipality;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    shirube.as(plannerOf(page)).get(page).body())
                            .contains(plan));
        });
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
    void axeFindsNothingAtADesk(Shown shown) {
        assertThat(Visit.violations(open(shown, Visit.DESK, true))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void axeFindsNothingOnAPhone(Shown shown) {
        assertThat(Visit.violations(open(shown, Visit.PHONE, true))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void aPhoneNeverScrollsThePageSideways(Shown shown) {
        Page page = open(shown, Visit.PHONE);
        Visit.openAll(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(Visit.PHONE);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyPageHasOneMainHeadingALandmarkAndHeadingsInOrder(Shown shown) {
        Page page = open(shown, Visit.DESK);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ja");
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(page.locator("main").count()).isEqualTo(1);
        assertThat(page.locator("script, [style], [onclick]").count()).isZero();
        int before = 0;
        for (Object heading : (List<?>)
                page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => e.localName)")) {
            int rank = String.valueOf(heading).charAt(1) - '0';
            assertThat(rank).as(heading + " on " + shown).isLessThanOrEqualTo(before + 1);
            before = rank;
        }
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyLinkWithinThePageLeadsSomewhere(Shown shown) {
        Page page = open(shown, Visit.DESK);
        assertThat(page.evaluate("""
                [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href'))
                    .filter(href => !document.getElementById(decodeURIComponent(href.slice(1))))"""))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
        assertThat(page.evaluate("""
                (ids => ids.filter((id, at) => ids.indexOf(id) !== at))([...document.querySelectorAll('[id]')].map(e => e.id))"""))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .as("ids used twice")
                .isEmpty();
    }

    @Test
    void theKeyboardReachesTheSkipLinkFirstAndThenTheContent() {
        Page page = open(Shown.toPlanners(PLAN_OF_SCHEDULES), Visit.DESK);
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("本文へ移動");
        assertThat(page.locator(".skip-link").boundingBox().y).isGreaterThanOrEqualTo(0);
        page.keyboard().press("Enter");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.closest('main') !== null"))
                .isEqualTo(true);
    }

    @Test
    void theKeyboardReachesEveryLinkOfTheFirstPage() {
        Page page = open(Shown.toResidents("/"), Visit.DESK);
        Object links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))");
        List<Object> reached = new ArrayList<>();
        for (int pressed = 0; pressed < ((List<?>) links).size(); pressed++) {
            page.keyboard().press("Tab");
            reached.add(page.evaluate("document.activeElement.getAttribute('href')"));
        }
        assertThat(reached).isEqualTo(links);
    }

    @Test
    void fromTheFirstPageByLinksToAnIndicatorAndBackToItsPlace() {
        Page page = open(new Shown(plannerOf(PLAN_OF_SCHEDULES), "/", 200), Visit.DESK);
        page.locator("main a[href='/municipalities/062111']").click();
        page.locator("main a[href='" + PLAN_OF_SCHEDULES + "']").click();
        assertThat(page.locator("h2").first().textContent()).matches("令和\\d+年度評価（令和\\d+年度実績）");
        page.locator(".years a").last().click();
        assertThat(page.locator("h2").first().textContent()).isEqualTo("令和13年度評価（令和12年度実績）");
        page.locator("a.target-name").first().click();
        assertThat(page.url()).contains("/indicators/");
        assertThat(page.locator("svg.chart title").first().textContent()).isNotBlank();
        page.locator(".target-history h3 a").first().click();
        assertThat(page.url()).contains(PLAN_OF_SCHEDULES).contains("#t-");
    }

    @Test
    void aGradeIsNeverColourAlone() {
        Page page = open(Shown.toPlanners(PLAN_OF_SCHEDULES), Visit.DESK);
        for (String word : page.locator("td .outcome").allTextContents()) {
            assertThat(word).matches("(?s).*(達成|未達|目標年度前|未報告|未公表|年度の途中|調査なし|計画期間前|目標年度の後|判定できない|参考).*");
        }
        assertThat(page.locator("td .grade").allTextContents())
                .isNotEmpty()
                .allSatisfy(grade -> assertThat(grade.replaceAll("\\s", "")).hasSizeGreaterThan(1));
    }

    @Test
    void aDayIsAskedForAndLeftAgainWithoutScriptsAndNothingElseIsLost() {
        String today = LocalDate.now(ZoneId.of("Asia/Tokyo")).toString();
        Page page = open(
                Shown.toPlanners("/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R5&edition=2"),
                Visit.PHONE);
        page.locator("#as-of").fill(today);
        page.locator(".as-of button").click();
        assertThat(page.url()).contains("year=R5", "edition=2", "asOf=" + today);
        assertThat(page.locator(".as-of-notice").textContent()).contains("時点で分かっていたこと");
        assertThat(page.locator("h2").first().textContent()).isEqualTo("令和6年度評価（令和5年度実績）");
        page.locator(".as-of-notice a").click();
        assertThat(page.url()).contains("year=R5", "edition=2").doesNotContain("asOf");
    }

    @Test
    void theAccountOpensByTheKeyboardAndIsPrintedUnopened() {
        Page page = open(
                Shown.toPlanners("/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R7&edition=2"),
                Visit.DESK);
        assertThat(page.locator(".account .explanation").first().isVisible()).isFalse();
        page.locator(".account summary").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".account .explanation").first().isVisible()).isTrue();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".account .explanation").all())
                .hasSizeGreaterThan(5)
                .allSatisfy(account -> assertThat(account.boundingBox().height).isPositive());
    }

    private Page open(Shown shown, int width) {
        return open(shown, width, false);
    }

    private Page open(Shown shown, int width, boolean scripts) {
        Visit visit = shown.account().isEmpty() ? chromium.visit(scripts) : chromium.visitAs(shown.account(), scripts);
        visits.add(visit);
        return visit.open(shown.path(), width, shown.status());
    }

    private static String plannerOf(String path) {
        return switch (path.split("/")[2]) {
            case "062022" -> "yonezawa-planner";
            case "062111" -> "higashine-planner";
            case "062073" -> "kaminoyama-planner";
            default -> throw new IllegalArgumentException("nobody's: " + path);
        };
    }
}
