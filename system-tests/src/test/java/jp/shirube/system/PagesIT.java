package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The public pages as residents meet them: any width, any senses, without scripts, without the Internet. */
@Timeout(120)
class PagesIT {

    private static final String PLAN_OF_SCHEDULES = "/municipalities/062111/plans/gyozaisei-kaikaku-8";

    /** One of every kind, and those that are special. */
    static final List<String> PAGES = List.of(
            "/",
            "/municipalities/062022",
            PLAN_OF_SCHEDULES,
            "/municipalities/062022/plans/zenki-kihon-keikaku?year=R7",
            "/municipalities/062022/plans/digital-denen-sogo-senryaku?year=R7",
            "/municipalities/062022/plans/digital-denen-sogo-senryaku?year=R7&reading=other",
            "/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R2&edition=1",
            "/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R5&asOf=2999-01-01",
            "/municipalities/062073/plans/shinko-keikaku-8",
            "/municipalities/062022/indicators/women-on-councils",
            "/municipalities/062022/indicators/migrants-from-capital-events?editions=all",
            "/municipalities/062022/indicators/children-wanting-to-better-community",
            "/municipalities/062022/indicators/women-on-councils?asOf=" + LocalDate.now(ZoneId.of("Asia/Tokyo")),
            "/municipalities/062022/departments/chiiki-shinko/handover?on=2026-04-01",
            "/municipalities/062022/departments/gikai-jimukyoku/handover",
            "/municipalities/999999");

    private static final int PHONE = 320;
    private static final int DESK = 1280;

    private static Playwright playwright;
    private static Browser browser;

    private final Set<String> addresses = new TreeSet<>();
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;

    @BeforeAll
    static void samplesHaveArrived() {
        Path chromium = chromium();
        Installation shirube = RunningShirube.installation();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shirube.get("/").body()).contains("前期基本計画", "行財政改革推進プラン", "振興計画"));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void withoutScripts() {
        use(false);
    }

    /** Only axe needs them: it runs within the page and waits by timers. */
    private void use(boolean scripts) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(scripts).setLocale("ja-JP"));
        context.onRequest(request -> addresses.add(URI.create(request.url()).getHost()));
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().matches("(?s).*status of (400|404).*")) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void nothingLeftThisMachineAndNothingWasRefused() {
        context.close();
        assertThat(addresses).containsOnly("127.0.0.1");
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void axeFindsNothingAtADesk(String path) {
        use(true);
        assertThat(violations(open(path, DESK))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void axeFindsNothingOnAPhone(String path) {
        use(true);
        assertThat(violations(open(path, PHONE))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void aPhoneNeverScrollsThePageSideways(String path) {
        Page page = open(path, PHONE);
        openAll(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(PHONE);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyPageHasOneMainHeadingALandmarkAndHeadingsInOrder(String path) {
        Page page = open(path, DESK);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ja");
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(page.locator("main").count()).isEqualTo(1);
        assertThat(page.locator("script, [style], [onclick]").count()).isZero();
        int before = 0;
        for (String heading : page.locator("h1, h2, h3, h4, h5, h6").all().stream()
                .map(one -> String.valueOf(one.evaluate("e => e.localName")))
                .toList()) {
            int rank = heading.charAt(1) - '0';
            assertThat(rank).as(heading + " on " + path).isLessThanOrEqualTo(before + 1);
            before = rank;
        }
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyLinkWithinThePageLeadsSomewhere(String path) {
        Page page = open(path, DESK);
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
        Page page = open(PLAN_OF_SCHEDULES, DESK);
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
        Page page = open("/", DESK);
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
        Page page = open("/", DESK);
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
        Page page = open(PLAN_OF_SCHEDULES, DESK);
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
        Page page = open("/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R5&edition=2", PHONE);
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
        Page page = open("/municipalities/062022/plans/machizukuri-sogo-keikaku?year=R7", DESK);
        assertThat(page.locator(".account .explanation").first().isVisible()).isFalse();
        page.locator(".account summary").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".account .explanation").first().isVisible()).isTrue();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".account .explanation").all())
                .hasSizeGreaterThan(5)
                .allSatisfy(account -> assertThat(account.boundingBox().height).isPositive());
    }

    private Page open(String path, int width) {
        Page page = context.newPage();
        page.setViewportSize(width, 900);
        Response response = page.navigate(RunningShirube.address() + path);
        assertThat(response.status()).as(path).isEqualTo(status(path));
        return page;
    }

    private static int status(String path) {
        return path.contains("999999") ? 404 : path.contains("2999") ? 400 : 200;
    }

    /** What is folded is to be readable too. */
    private static void openAll(Page page) {
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)");
    }

    private static List<String> violations(Page page) {
        openAll(page);
        AxeResults results = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze();
        assertThat(results.getPasses()).as("what axe looked at").hasSizeGreaterThan(10);
        return results.getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream()
                                .limit(3)
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList())
                .toList();
    }

    private static Path chromium() {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("SHIRUBE_CHROMIUM", "/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(
                () -> new AssertionError(
                        "Chromium がありません。Debian では: apt-get install chromium fonts-noto-cjk（ほかの場所なら SHIRUBE_CHROMIUM に書く） / no Chromium: install the Debian package chromium, or name it in SHIRUBE_CHROMIUM"));
    }
}
