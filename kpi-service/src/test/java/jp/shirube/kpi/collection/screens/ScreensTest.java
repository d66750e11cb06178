package jp.shirube.kpi.collection.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all pages of the collection have in common, whoever reads them and in whatever language. */
@QuarkusTest
class ScreensTest extends RunningService {

    private static final String TOWN = "520306";

    @ParameterizedTest
    @ValueSource(strings = {"start", "round", "department", "indicator", "initiative", "read", "change", "difference"})
    void everyFieldHasALabelAndNothingRunsInThePage(String page) throws IOException {
        for (String language : List.of("ja", "en")) {
            Document shown = Jsoup.parse(show(page, language));
            Files.createDirectories(Path.of("target", "screens"));
            Files.writeString(Path.of("target", "screens", page + "." + language + ".html"), shown.outerHtml());
            assertThat(shown.expectFirst("html").attr("lang")).isEqualTo(language);
            assertThat(shown.select("h1")).hasSize(1);
            assertThat(shown.select("main")).hasSize(1);
            assertThat(shown.select("script:not([src]), [style], [onclick], [onchange], [onsubmit], [accesskey]"))
                    .isEmpty();
            assertThat(shown.select("script[src]").eachAttr("src"))
                    .allMatch(source -> source.startsWith("/collection/saving.js?"));
            for (Element field : shown.select("input:not([type=hidden]), select, textarea")) {
                assertThat(field.hasAttr("aria-label")
                                || !shown.select("label[for=" + field.id() + "]")
                                        .isEmpty())
                        .as(field.outerHtml())
                        .isTrue();
            }
            assertThat(shown.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
            for (String href : shown.select("a[href^=#]").eachAttr("href")) {
                assertThat(shown.getElementById(href.substring(1))).as(href).isNotNull();
            }
            for (String ids : shown.select("[aria-describedby]").eachAttr("aria-describedby")) {
                for (String id : ids.split(" ")) {
                    assertThat(shown.getElementById(id)).as(id).isNotNull();
                }
            }
            assertThat(shown.select("form").not("[method=get]").eachAttr("method"))
                    .allMatch("post"::equals);
        }
    }

    @Test
    void aStateIsAWordAndASignNeverAColourAlone() {
        for (Element state : Jsoup.parse(show("round", "ja")).select(".state")) {
            assertThat(state.ownText()).isNotBlank();
            assertThat(state.expectFirst("[aria-hidden]").text()).isNotBlank();
        }
    }

    @Test
    void aRefusalStandsBesideItsFieldAndIsReachedFromTheSummaryAndNothingTypedIsLost() {
        Document shown = Jsoup.parse(show("indicator", "ja"));
        assertThat(shown.title()).startsWith("誤り：");
        assertThat(shown.expectFirst("#errors a").attr("href")).isEqualTo("#components-0-value");
        Element field = shown.expectFirst("#components-0-value");
        assertThat(field.val()).isEqualTo("<三十>");
        assertThat(field.attr("aria-invalid")).isEqualTo("true");
        assertThat(field.attr("aria-describedby")).contains("components-0-value-error");
        assertThat(shown.expectFirst("#components-0-value-error").text()).contains("数字として読めません");
    }

    @Test
    void theLanguageIsTheBrowsersUntilSomebodyChoosesOneAndThenItStays() {
        assertThat(language(asking())).isEqualTo("ja");
        assertThat(language(asking().header("Accept-Language", "en-GB, ja;q=0.5")))
                .isEqualTo("en");
        Response chosen = asking().get("/collection/shown/start?lang=en&page=2");
        assertThat(chosen.header("Content-Language")).isEqualTo("en");
        assertThat(chosen.detailedCookie("shirube-lang")).satisfies(cookie -> {
            assertThat(cookie.getSameSite()).isEqualTo("Lax");
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getPath()).isEqualTo("/collection");
        });
        assertThat(language(asking().cookie("shirube-lang", "en").header("Accept-Language", "ja")))
                .isEqualTo("en");
        assertThat(language(asking().cookie("shirube-lang", "tlh"))).isEqualTo("ja");
        assertThat(Jsoup.parse(chosen.asString())
                        .expectFirst(".site-visitor a[hreflang]")
                        .attr("href"))
                .isEqualTo("/collection/shown/start?page=2&lang=ja");
    }

    @Test
    void everyWordIsThereInEnglish() {
        for (Method word : Say.class.getDeclaredMethods()) {
            assertThat(SayInEnglish.class.getDeclaredMethods())
                    .as(word.getName())
                    .anySatisfy(english -> {
                        assertThat(english.getName()).isEqualTo(word.getName());
                        assertThat(english.getAnnotation(Message.class).value()).doesNotContainPattern("[ぁ-んァ-ヶ一-龠]");
                    });
        }
    }

    @Test
    void whoHasNotSignedInIsSentToSignInAndComesBack() {
        Response answer =
                given().redirects().follow(false).header(SignedIn.NOBODY, "1").get("/collection");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/collection/sign-in");
        Response back = asking().redirects().follow(false).get("/collection/sign-in?to=/collection/520306/rounds/r7");
        assertThat(back.header("Location")).endsWith("/collection/520306/rounds/r7");
        for (String elsewhere : List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
            assertThat(asking().redirects()
                            .follow(false)
                            .queryParam("to", elsewhere)
                            .get("/collection/sign-in")
                            .header("Location"))
                    .endsWith("/collection");
        }
    }

    @Test
    void whoHasSignedInBeginsAtTheirOwnMunicipality() {
        assertThat(asking().redirects().follow(false).get("/collection").header("Location"))
                .endsWith("/collection/" + TOWN);
    }

    @Test
    void whatIsNotThereIsSaidOnAPage() {
        Response answer = asking().header("Accept-Language", "en").get("/collection/nothing/here");
        assertThat(answer.statusCode()).isEqualTo(404);
        Document shown = Jsoup.parse(answer.asString());
        assertThat(shown.expectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(shown.expectFirst("h1").text()).isEqualTo("There is no such page");
    }

    @Test
    void aScriptOfOursMayRunAndTalksToNobodyElse() {
        Response answer = asking().get("/collection/shown/indicator");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
        for (Element file : Jsoup.parse(answer.asString()).select("link[rel=stylesheet], link[rel=icon], script")) {
            String address = file.hasAttr("src") ? file.attr("src") : file.attr("href");
            assertThat(address).startsWith("/collection/");
            assertThat(given().get(address).statusCode()).as(address).isEqualTo(200);
        }
    }

    private static String show(String page, String language) {
        return asking().cookie("shirube-lang", language)
                .get("/collection/shown/" + page)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String language(RequestSpecification asking) {
        String page = asking.get("/collection/shown/start").asString();
        return Jsoup.parse(page).expectFirst("html").attr("lang");
    }

    private static RequestSpecification asking() {
        return given().header("Authorization", "Bearer " + Tokens.of(TOWN, "DEPARTMENT_EDITOR:chiiki"));
    }
}
