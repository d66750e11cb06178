package jp.shirube.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in by the browser with the development issuer's accounts, and what that opens: OWASP ASVS 5.0, V3, V7, V10. */
@Timeout(120)
class SignInIT {

    private static final String SHEET = "/municipalities/062022/departments/chiiki-shinko/handover?on=2026-04-01";
    private static final String DRAFT = "/municipalities/062022/plans/machizukuri-sogo-keikaku?edition=2";
    private static final String WEBHOOKS = "/api/report/v1/municipalities/062022/webhooks";

    private static Chromium chromium;

    private final List<Visit> visits = new ArrayList<>();

    @BeforeAll
    static void draftsHaveArrived() {
        chromium = Chromium.start();
        Installation shirube = RunningShirube.installation();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                shirube.as("yonezawa-planner").get(DRAFT).statusCode())
                        .isEqualTo(200));
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

    @Test
    void asvs_10_2_1_whoSignsInComesBackToThePageAndIsNamedOnIt() {
        Page page = visit(false).signIn("yonezawa-planner", DRAFT);
        assertThat(page.url()).isEqualTo(RunningShirube.address() + DRAFT);
        assertThat(page.locator(".site-visitor").textContent()).contains("yonezawa-planner", "企画部門", "サインアウト");
    }

    /** The account page is not this site's: it says so, in its header, before anybody chooses. */
    @Test
    void aSheetThatIsNotPublicAsksWhoOneIsAndThenShowsItselfForItsDay() {
        Page page = visit(false).open(SHEET, Visit.DESK, 200);
        assertThat(page.url())
                .startsWith("http://127.0.0.1:" + RunningShirube.installation().port("_ISSUER") + "/authorize");
        assertThat(page.locator("header").textContent()).contains("デモ用のサインイン");
        Visit.choose(page, "yonezawa-planner");
        assertThat(page.url()).isEqualTo(RunningShirube.address() + SHEET);
        assertThat(page.locator("h1").textContent()).isEqualTo("地域振興課");
    }

    @Test
    void axeFindsNothingWhereOneSignsInNorOnWhatOneSeesThen() {
        for (int width : new int[] {Visit.DESK, Visit.PHONE}) {
            assertThat(Visit.violations(visit(true).open("/sign-in", width, 200)))
                    .isEmpty();
            for (String path : List.of(DRAFT, SHEET)) {
                assertThat(Visit.violations(visitAs("yonezawa-planner", true).open(path, width, 200)))
                        .as(path + " at " + width)
                        .isEmpty();
            }
        }
    }

    @Test
    void aPhoneNeverScrollsTheSignInPageSideways() {
        Page page = visit(false).open("/sign-in", Visit.PHONE, 200);
        assertThat(page.locator("button[name='account']").count()).isGreaterThan(10);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(Visit.PHONE);
    }

    @Test
    void asvs_3_3_2_and_3_3_4_theSessionIsNoScriptsAndNoOtherSites() {
        List<Cookie> cookies = cookiesOf("yonezawa-planner");
        assertThat(cookies).extracting(cookie -> cookie.name).anyMatch(name -> name.startsWith("q_session"));
        assertThat(cookies).allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).as(cookie.name).isTrue();
            assertThat(cookie.sameSite).as(cookie.name).isEqualTo(SameSiteAttribute.LAX);
            assertThat(cookie.domain).isEqualTo("127.0.0.1");
        });
    }

    /** ASVS 5.0 3.3.5; and what a browser keeps tells nobody who it is. */
    @Test
    void asvs_3_3_5_theSessionFitsAndIsNotReadable() {
        assertThat(cookiesOf("yonezawa-planner")).allSatisfy(cookie -> {
            assertThat(cookie.name.length() + cookie.value.length()).isLessThanOrEqualTo(4096);
            assertThat(cookie.value).doesNotContain("yonezawa-planner");
            assertThat(cookie.value.split("\\.")[0])
                    .satisfiesAnyOf(
                            header -> assertThat(header).doesNotStartWith("eyJ"),
                            header -> assertThat(
                                            new String(Base64.getUrlDecoder().decode(header)))
                                    .as("encrypted, not only signed")
                                    .contains("\"enc\""));
        });
    }

    @Test
    void asvs_3_5_1_aWriteThatAnotherSiteMakesTheBrowserSendIsRefused() throws Exception {
        String session = said(cookiesOf("yonezawa-administrator"));
        String own = RunningShirube.address().toString();
        for (String[] from : new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Sec-Fetch-Site", "none"},
            {"Origin", "http://evil.example"},
            {"Origin", "http://127.0.0.1:" + RunningShirube.installation().port("_ISSUER")},
            {"Origin", "null"},
            {"X-Nothing", "said"}
        }) {
            HttpResponse<String> refused = register(session, from);
            assertThat(refused.statusCode()).as(String.join(": ", from)).isEqualTo(403);
            assertThat(refused.body()).contains("urn:shirube:problem:cross-site");
        }
        // The same write from the own pages is judged by what it says: this address is not one that may be called.
        for (String[] from : new String[][] {{"Sec-Fetch-Site", "same-origin"}, {"Origin", own}}) {
            HttpResponse<String> judged = register(session, from);
            assertThat(judged.statusCode()).as(judged.body()).isEqualTo(422);
        }
    }

    @Test
    void asvs_8_2_2_aDraftIsThereForItsPlanningOfficeAndForNobodyElse() {
        visitAs("yonezawa-planner", false).open(DRAFT, Visit.DESK, 200);
        visit(false).open(DRAFT, Visit.DESK, 404);
        visitAs("higashine-planner", false).open(DRAFT, Visit.DESK, 404);
        visitAs("yonezawa-committee", false).open(DRAFT, Visit.DESK, 404);
    }

    @Test
    void asvs_7_4_4_whoSignsOutIsAResidentAgain() {
        Visit visit = visit(false);
        Page page = visit.signIn("yonezawa-planner", DRAFT);
        page.locator(".site-visitor a[href='/sign-out']").click();
        page.waitForLoadState();
        // With what the identity provider was given to bring back.
        assertThat(page.url()).startsWith(RunningShirube.address() + "/");
        assertThat(URI.create(page.url()).getPath()).isEqualTo("/");
        assertThat(page.locator(".site-visitor").textContent())
                .contains("サインイン")
                .doesNotContain("yonezawa");
        assertThat(visit.context().cookies())
                .extracting(cookie -> cookie.name)
                .noneMatch(name -> name.startsWith("q_session"));
        visit.open(DRAFT, Visit.DESK, 404);
    }

    @Test
    void asvs_3_7_2_signingInLeadsNowhereElse() {
        for (String elsewhere :
                List.of("//evil.example/", "http://evil.example/", "/\\evil.example", "javascript:alert(1)")) {
            Page page = visit(false).signIn("yonezawa-planner", elsewhere);
            assertThat(page.url()).as(elsewhere).isEqualTo(RunningShirube.address() + "/");
        }
    }

    private Visit visit(boolean scripts) {
        Visit visit = chromium.visit(scripts);
        visits.add(visit);
        return visit;
    }

    private Visit visitAs(String account, boolean scripts) {
        Visit visit = chromium.visitAs(account, scripts);
        visits.add(visit);
        return visit;
    }

    private List<Cookie> cookiesOf(String account) {
        Visit visit = visitAs(account, false);
        visit.open("/", Visit.DESK, 200);
        return visit.context().cookies();
    }

    private static String said(List<Cookie> cookies) {
        return cookies.stream().map(cookie -> cookie.name + "=" + cookie.value).collect(Collectors.joining("; "));
    }

    private static HttpResponse<String> register(String session, String[] from) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(RunningShirube.installation().address(WEBHOOKS))
                            .header("Content-Type", "application/json")
                            .header("Cookie", session)
                            .header(from[0], from[1])
                            .POST(HttpRequest.BodyPublishers.ofString("{\"url\": \"http://127.0.0.1:1/\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
