package jp.shirube.report.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.shirube.access.SignedIn;
import jp.shirube.local.RealParts;
import jp.shirube.report.progresslog.PublishedProgress;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A resident reads what changed in a plan in an ordinary feed reader. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class FeedTest {

    @Test
    void aChangeIsToldInPlainWordsWithItsReasonAndItsPage() throws FeedException {
        try (PublishedProgress said = stated("442001", "総合計画")) {
            UUID id = said.progress("plan", "women", 1);
            said.grade("plan", "women", 1, "B");
            settled(() -> assertThat(entries("442001", "")).hasSize(1));
            Feed feed = read("442001", "");
            assertThat(feed.getTitle()).isEqualTo("総合計画：達成状況の変化");
            assertThat(feed.getAuthors().getFirst().getName()).isEqualTo("試験市");
            assertThat(feed.getUpdated()).isEqualTo(Instant.parse("2026-05-01T00:00:00.123Z"));
            assertThat(href(feed.getAlternateLinks(), "alternate")).isEqualTo("/municipalities/442001/plans/plan");
            assertThat(href(feed.getOtherLinks(), "self"))
                    .isEqualTo("/api/report/v1/municipalities/442001/feeds/plans/plan");
            Entry entry = feed.getEntries().getFirst();
            assertThat(entry.getId()).isEqualTo("urn:uuid:" + id);
            assertThat(entry.getTitle()).isEqualTo("「審議会等における女性委員の割合」令和6年度：判定が－からBに変わりました");
            assertThat(entry.getSummary().getValue()).contains("判定が－からBに変わりました", "期待値を下回ります。");
            assertThat(entry.getContents().getFirst().getType()).isEqualTo("xhtml");
            assertThat(entry.getContents().getFirst().getValue())
                    .contains("the grade changed from － to B. Below the expected value.");
            assertThat(href(entry.getAlternateLinks(), "alternate"))
                    .isEqualTo("/municipalities/442001/indicators/women-on-councils");
        }
    }

    @Test
    void everyKindOfChangeHasItsWordsAndControlCharactersDoNotBreakTheFeed() throws FeedException {
        try (PublishedProgress said = stated("442002", "計画&lt;\\u000b")) {
            changed(said, 1, "\"after\": {\"grade\": {\"symbol\": \"A\"}, \"explanation\": {\"ja\": \"<b>&\\u0001\"}}");
            changed(
                    said,
                    2,
                    "\"before\": {\"grade\": {\"symbol\": \"A\"}}, \"after\": {\"grade\": {\"symbol\": \"A\"}}");
            changed(said, 3, "\"before\": {\"grade\": {\"symbol\": \"A\"}}");
            settled(() -> assertThat(entries("442002", "")).hasSize(3));
            assertThat(entries("442002", ""))
                    .extracting(Entry::getTitle)
                    .containsExactly(
                            "「審議会等における女性委員の割合」令和6年度：算定の対象から外れました",
                            "「審議会等における女性委員の割合」令和6年度：算定の内容が変わりました（判定はAのまま）",
                            "「審議会等における女性委員の割合」令和6年度：はじめて算定し、判定はAです");
            assertThat(entries("442002", "").getLast().getSummary().getValue()).endsWith("<b>&\uFFFD");
            assertThat(read("442002", "").getTitle()).startsWith("計画&lt;\uFFFD：");
        }
    }

    @Test
    void anElementsFeedHasWhatIsOnItAndUnderIt() throws FeedException {
        try (PublishedProgress said = stated("442003", "計画")) {
            UUID under = said.progress("plan", "a", 1, "\"p1\", \"s1\"", "");
            UUID on = said.progress("plan", "b", 1, "\"p1\"", "");
            said.progress("plan", "c", 1, "\"p2\"", "");
            settled(() -> assertThat(entries("442003", "")).hasSize(3));
            assertThat(entries("442003", "/elements/p1"))
                    .extracting(Entry::getId)
                    .containsExactlyInAnyOrder("urn:uuid:" + under, "urn:uuid:" + on);
            assertThat(entries("442003", "/elements/s1"))
                    .extracting(Entry::getId)
                    .containsExactly("urn:uuid:" + under);
            Feed feed = read("442003", "/elements/s1");
            assertThat(feed.getTitle()).isEqualTo("1-1 男女共同参画の推進（計画）：達成状況の変化");
            assertThat(href(feed.getAlternateLinks(), "alternate")).isEqualTo("/municipalities/442003/plans/plan#e-s1");
            given().get(address("442003") + "/elements/nowhere")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aPlanInWhichNothingChangedHasAnEmptyFeed() throws FeedException {
        stated("442004", "計画").close();
        Feed feed = read("442004", "");
        assertThat(feed.getEntries()).isEmpty();
        assertThat(feed.getUpdated()).isEqualTo(Instant.parse("2024-03-31T15:00:00Z"));
        given().get("/api/report/v1/municipalities/442004/feeds/plans/other")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:plan-unknown"));
        given().get(address("442004") + "?before=x").then().statusCode(400);
    }

    @Test
    void olderChangesAreOnTheNextPages() throws FeedException {
        try (PublishedProgress said = stated("442005", "計画")) {
            List<String> ids = new ArrayList<>();
            for (UUID id : said.manyProgress("plan", 1, 120)) {
                ids.add("urn:uuid:" + id);
            }
            for (int version = 1; version <= 60; version++) {
                said.grade("plan", "t1", version, "B");
            }
            List<String> read = new ArrayList<>();
            settled(() -> {
                read.clear();
                @Nullable String query = "";
                int pages = 0;
                while (query != null) {
                    Feed page = read("442005", query);
                    page.getEntries().forEach(entry -> read.add(entry.getId()));
                    String next = href(page.getOtherLinks(), "next");
                    query = next == null ? null : next.substring(next.indexOf('?'));
                    pages++;
                }
                assertThat(pages).isEqualTo(3);
                assertThat(read).containsExactlyInAnyOrderElementsOf(ids);
            });
        }
    }

    @Test
    void aReaderThatKnowsTheFeedIsToldThatNothingIsNew() {
        try (PublishedProgress said = stated("442006", "計画")) {
            said.progress("plan", "a", 1);
            settled(() -> assertThat(entries("442006", "")).hasSize(1));
            Response known = given().header(SignedIn.NOBODY, "1").get(address("442006"));
            known.then().statusCode(200).header("Cache-Control", containsString("max-age=60"));
            given().header(SignedIn.NOBODY, "1")
                    .header("If-None-Match", known.header("ETag"))
                    .get(address("442006"))
                    .then()
                    .statusCode(304)
                    .header("ETag", known.header("ETag"));
            given().header(SignedIn.NOBODY, "1")
                    .header("If-Modified-Since", known.header("Last-Modified"))
                    .get(address("442006"))
                    .then()
                    .statusCode(304);
            said.progress("plan", "a", 2);
            settled(() -> given().header(SignedIn.NOBODY, "1")
                    .header("If-None-Match", known.header("ETag"))
                    .get(address("442006"))
                    .then()
                    .statusCode(200));
        }
    }

    @Test
    void thePlansPageNamesItsFeed() {
        stated("442007", "計画").close();
        given().get("/municipalities/442007/plans/plan")
                .then()
                .statusCode(200)
                .body(containsString(
                        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"計画：達成状況の変化\" href=\""
                                + address("442007") + "\">"))
                .body(containsString("<a href=\"" + address("442007") + "\">この計画の変化を購読する（Atom）</a>"));
    }

    private static void changed(PublishedProgress said, int version, String year) {
        said.changed(
                UUID.randomUUID(),
                jp.shirube.report.progresslog.Entry.PROGRESS_CHANGED,
                "plan",
                "women",
                version,
                "\"p1\"",
                "",
                "{\"year\": 2024, " + year + "}");
    }

    private static PublishedProgress stated(String code, String name) {
        PublishedProgress said = new PublishedProgress(code);
        said.municipality("試験市");
        said.edition("plan", name);
        settled(() -> given().get(address(code)).then().statusCode(200));
        return said;
    }

    private static List<Entry> entries(String code, String rest) throws FeedException {
        return read(code, rest).getEntries();
    }

    /** By an Atom library, which parses the XML too. */
    private static Feed read(String code, String rest) throws FeedException {
        String xml = given().urlEncodingEnabled(false)
                .get(address(code) + rest)
                .then()
                .statusCode(200)
                .contentType("application/atom+xml")
                .extract()
                .asString();
        return (Feed) new WireFeedInput().build(new StringReader(xml));
    }

    private static @Nullable String href(List<Link> links, String relation) {
        return links.stream()
                .filter(link -> relation.equals(link.getRel()))
                .map(Link::getHref)
                .findFirst()
                .orElse(null);
    }

    private static String address(String code) {
        return "/api/report/v1/municipalities/" + code + "/feeds/plans/plan";
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(facts);
    }
}
