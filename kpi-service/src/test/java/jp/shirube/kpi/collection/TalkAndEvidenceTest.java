package jp.shirube.kpi.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import org.junit.jupiter.api.Test;

/** やり取りと根拠資料 of a round's items. */
@QuarkusTest
class TalkAndEvidenceTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(520700);
    private static final byte[] PDF = "%PDF-1.7 年次報告".getBytes(StandardCharsets.UTF_8);

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()));

    private String item(String id) {
        return "/api/kpi/v1/municipalities/" + town.code() + "/collection-rounds/fy2025/items/indicator:" + id
                + ":FY2025";
    }

    private void isAsked() {
        town.indicator("rate", "sports").indicator("share", "sports").indicator("health", "kenko");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
        given().contentType(ContentType.JSON)
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post("/api/kpi/v1/municipalities/" + town.code() + "/collection-rounds")
                .then()
                .statusCode(201);
    }

    private RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + Tokens.of(town.code(), role));
    }

    private RequestSpecification sports() {
        return as("DEPARTMENT_EDITOR:sports");
    }

    private static ValidatableResponse says(RequestSpecification who, String item, String text) {
        return who.contentType(ContentType.JSON)
                .body("{\"text\": \"" + text + "\"}")
                .post(item + "/comments")
                .then();
    }

    private static ValidatableResponse sends(
            RequestSpecification who, String item, String name, String type, byte[] content) {
        return who.config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.BINARY)))
                .contentType(type)
                .queryParam("name", name)
                .body(content)
                .post(item + "/evidence")
                .then();
    }

    @Test
    void aQuestionIsAskedAndAnsweredBesideTheItem() {
        isAsked();
        int question = says(sports(), item("rate"), "算定の対象は昨年と同じですか")
                .statusCode(201)
                .body("department", equalTo("sports"))
                .extract()
                .path("id");
        given().contentType(ContentType.JSON)
                .body("{\"text\": \"同じです\", \"replyTo\": " + question + "}")
                .post(item("rate") + "/comments")
                .then()
                .statusCode(201)
                .body("department", nullValue());
        sports().get(item("rate") + "/comments")
                .then()
                .statusCode(200)
                .body("items.text", contains("算定の対象は昨年と同じですか", "同じです"))
                .body("items[1].replyTo", equalTo(question));
    }

    @Test
    void aFormSentTwiceIsKeptOnceAndTheSameWordLaterIsKeptAgain() throws SQLException {
        isAsked();
        says(sports(), item("rate"), "確認しました").statusCode(201);
        says(sports(), item("rate"), "確認しました").statusCode(200);
        says(given(), item("rate"), "確認しました").statusCode(201);
        says(sports(), item("rate"), "確認しました").statusCode(201);
        sports().get(item("rate") + "/comments").then().body("items", hasSize(3));
        assertThat(count(
                        "select count(*) from audit_entry where municipality = ? and action = 'collection-comment.add'",
                        town.code()))
                .isEqualTo(3);
    }

    @Test
    void anotherDepartmentAndResidentsNeitherReadNorWriteTheAuditorOnlyReads() {
        isAsked();
        says(as("DEPARTMENT_EDITOR:kenko"), item("rate"), "拝見します").statusCode(403);
        as("DEPARTMENT_EDITOR:kenko").get(item("rate") + "/comments").then().statusCode(403);
        as("RESIDENT").get(item("rate") + "/comments").then().statusCode(403);
        given().header(SignedIn.NOBODY, "true")
                .get(item("rate") + "/comments")
                .then()
                .statusCode(401);
        says(as("AUDITOR"), item("rate"), "監査").statusCode(403);
        as("AUDITOR").get(item("rate") + "/comments").then().statusCode(200);
    }

    @Test
    void whatIsEmptyTooLongOrAnswersNothingIsRefused() {
        isAsked();
        says(sports(), item("rate"), "  ").statusCode(422).body("errors.pointer", contains("/text"));
        says(sports(), item("rate"), "あ".repeat(2001)).statusCode(422).body("errors.pointer", contains("/text"));
        int elsewhere = says(sports(), item("share"), "別の項目です").extract().path("id");
        sports().contentType(ContentType.JSON)
                .body("{\"text\": \"返信\", \"replyTo\": " + elsewhere + "}")
                .post(item("rate") + "/comments")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/replyTo"));
    }

    @Test
    void aReportIsKeptOnceHoweverManyItemsNameIt() throws SQLException {
        isAsked();
        String sha256 = sends(sports(), item("rate"), "令和7年度 年次報告.pdf", "application/pdf", PDF)
                .statusCode(201)
                .extract()
                .path("sha256");
        sends(sports(), item("rate"), "同じもの.pdf", "application/pdf", PDF)
                .statusCode(200)
                .body("name", equalTo("令和7年度 年次報告.pdf"));
        sends(sports(), item("share"), "写し.pdf", "application/pdf", PDF)
                .statusCode(201)
                .body("sha256", equalTo(sha256));
        assertThat(count("select count(*) from evidence_file where municipality = ?", town.code()))
                .isEqualTo(1);
        byte[] got = sports().get(item("rate") + "/evidence/" + sha256)
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", startsWith("attachment; filename=\"__7"))
                .header("Content-Disposition", endsWith("%20%E5%B9%B4%E6%AC%A1%E5%A0%B1%E5%91%8A.pdf"))
                .extract()
                .asByteArray();
        assertThat(got).isEqualTo(PDF);
    }

    @Test
    void aFileTakenAwayIsNoLongerNamedAndItsContentStays() throws SQLException {
        isAsked();
        String sha256 = sends(sports(), item("rate"), "a.pdf", "application/pdf", PDF)
                .extract()
                .path("sha256");
        sports().delete(item("rate") + "/evidence/" + sha256).then().statusCode(204);
        sports().get(item("rate") + "/evidence").then().body("items", hasSize(0));
        sports().get(item("rate") + "/evidence/" + sha256)
                .then()
                .statusCode(404)
                .body("type", containsString("evidence-unknown"));
        sports().delete(item("rate") + "/evidence/" + sha256).then().statusCode(404);
        assertThat(count("select count(*) from evidence_file where municipality = ?", town.code()))
                .isEqualTo(1);
    }

    @Test
    void whatWasSentInKeepsItsFilesAndMayGetMoreUntilItIsLocked() {
        isAsked();
        String sha256 = sends(sports(), item("rate"), "a.pdf", "application/pdf", PDF)
                .extract()
                .path("sha256");
        sports().contentType(ContentType.JSON)
                .header("If-Match", sports().get(item("rate")).header("ETag"))
                .body("{\"value\": \"32.8\", \"status\": \"FINAL\"}")
                .put(item("rate") + "/answer")
                .then()
                .statusCode(200);
        sports().post(item("rate") + "/submission").then().statusCode(200);
        sports().delete(item("rate") + "/evidence/" + sha256)
                .then()
                .statusCode(409)
                .body("type", containsString("collection-item-state"));
        sends(sports(), item("rate"), "追加.csv", "text/csv", "年度,値\n".getBytes(StandardCharsets.UTF_8))
                .statusCode(201)
                .body("mediaType", equalTo("text/csv;charset=UTF-8"));
        given().post(item("rate") + "/confirmation").then().statusCode(200);
        given().contentType(ContentType.JSON)
                .post("/api/kpi/v1/municipalities/" + town.code() + "/collection-rounds/fy2025/locks")
                .then()
                .statusCode(200);
        sends(sports(), item("rate"), "b.txt", "text/plain", new byte[] {'b'})
                .statusCode(409)
                .body("type", containsString("collection-item-locked"));
    }

    @Test
    void whatIsNotWhatItSaysIsRefused() {
        isAsked();
        byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        sends(sports(), item("rate"), "a.html", "text/html", page).statusCode(415);
        sends(sports(), item("rate"), "a.pdf", "application/pdf", page)
                .statusCode(415)
                .body("detail", containsString("application/pdf"));
        sends(sports(), item("rate"), "a.exe", "application/pdf", PDF)
                .statusCode(422)
                .body("errors.pointer", contains("#name"));
        sends(sports(), item("rate"), "", "application/pdf", PDF).statusCode(422);
        byte[] large = Arrays.copyOf(PDF, 10 * 1024 * 1024 + 1);
        sends(sports(), item("rate"), "large.pdf", "application/pdf", large).statusCode(413);
        sends(sports(), item("rate"), "largest.pdf", "application/pdf", Arrays.copyOf(PDF, 10 * 1024 * 1024))
                .statusCode(201);
    }

    @Test
    void anItemTakesTwentyFiles() {
        isAsked();
        for (int i = 0; i < 20; i++) {
            sends(sports(), item("rate"), i + ".txt", "text/plain", ("第" + i).getBytes(StandardCharsets.UTF_8))
                    .statusCode(201);
        }
        sends(sports(), item("rate"), "20.txt", "text/plain", "第20".getBytes(StandardCharsets.UTF_8))
                .statusCode(409)
                .body("type", containsString("collection-item-full"));
    }

    @Test
    void filesAreForTheDepartmentAndThePlanningOfficeNeverForResidents() {
        isAsked();
        String sha256 = sends(sports(), item("rate"), "a.pdf", "application/pdf", PDF)
                .extract()
                .path("sha256");
        String file = item("rate") + "/evidence/" + sha256;
        given().get(file).then().statusCode(200);
        as("AUDITOR").get(file).then().statusCode(200);
        as("DEPARTMENT_EDITOR:kenko").get(file).then().statusCode(403);
        as("DEPARTMENT_EDITOR:kenko")
                .get(item("health") + "/evidence/" + sha256)
                .then()
                .statusCode(404);
        as("RESIDENT").get(file).then().statusCode(403);
        given().header(SignedIn.NOBODY, "true").get(file).then().statusCode(401);
        sends(as("DEPARTMENT_EDITOR:kenko"), item("rate"), "a.pdf", "application/pdf", PDF)
                .statusCode(403);
    }
}
