package jp.shirube.kpi.collection.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.Town;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A town's planning office opens, changes and reminds on the screens; a department answers by its form. */
@QuarkusTest
class OfficeTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(521000);
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()));
    private final String start = "/collection/" + town.code();
    private final String round = start + "/rounds/fy2025";

    @BeforeEach
    void aPlanIsAdopted() {
        town.indicator("rate", "sports").indicator("other", "kenko").initiative("lessons", "sports", "FY2025", "実施");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
    }

    @Test
    void whatWouldBeAskedIsSeenBeforeTheRoundIsOpen() {
        Document before = page(office().get(start));
        assertThat(before.select("button[value=open]")).isEmpty();
        assertThat(before.select("input[name=plan]").eachAttr("value")).containsExactly(Town.PLAN);
        assertThat(before.select("input[name=department]").eachAttr("value"))
                .containsExactlyInAnyOrder("kikaku", "sports", "kenko");

        Document preview = page(asked().formParam("department", "sports")
                .formParam("initiatives", "NONE")
                .formParam("do", "preview")
                .post(start));
        assertThat(preview.expectFirst("#preview").text()).contains("1項目を照会します", "スポーツ課", "指標 rate");
        assertThat(preview.select("input[name=department][checked]").eachAttr("value"))
                .containsExactly("sports");
        assertThat(preview.select("button[value=open]")).hasSize(1);
        assertThat(office().get(round).statusCode()).isEqualTo(404);

        asked().formParam("department", "sports")
                .formParam("initiatives", "NONE")
                .formParam("do", "open")
                .post(start);
        assertThat(page(office().get(round)).select("form.wide tbody tr")).hasSize(1);
    }

    @Test
    void aRoundIsChangedByWhoeverHasSeenItsPresentState() {
        opened();
        Document form = page(office().get(round + "/change"));
        String seen = form.expectFirst("input[name=version]").val();
        assertThat(changed(seen, "").statusCode()).isEqualTo(422);
        assertThat(changed(seen, "令和7年度の実績").header("Location")).endsWith("/rounds/fy2025?done=changed");
        assertThat(page(office().get(round)).text()).contains("令和7年度の実績", "2026年8月31日");
        Response late = changed(seen, "別の名前");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(Jsoup.parse(late.asString()).expectFirst("#title").val()).isEqualTo("別の名前");
        assertThat(department().get(round + "/change").statusCode()).isEqualTo(403);
    }

    @Test
    void theOfficeRemindsEverybodyOncePerDay() {
        opened();
        Document overview = page(office().get(round));
        String remind = overview.expectFirst("form[action$=/reminders]").attr("action");
        assertThat(office().formParam("department", "kenko").post(remind).header("Location"))
                .endsWith("/departments/kenko?done=reminded&count=1");
        assertThat(office().formParam("department", "").post(remind).header("Location"))
                .endsWith("/rounds/fy2025?done=reminded&count=1");
        assertThat(office().formParam("department", "").post(remind).header("Location"))
                .endsWith("?done=told");
        office().get("/api/kpi/v1/municipalities/" + town.code() + "/collection-reminders")
                .then()
                .statusCode(200);
        assertThat(department().formParam("department", "").post(remind).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aDepartmentAnswersByItsFormAndSeesTheDifferenceFirst() throws IOException {
        opened();
        Document mine = page(department().get(round + "/departments/sports"));
        byte[] form = department()
                .get(mine.expectFirst("a[href$=/form]").attr("href"))
                .then()
                .statusCode(200)
                .contentType(XLSX)
                .extract()
                .asByteArray();
        Document difference = sentBack(mine, filled(form, "実績値", "３２．８"));
        assertThat(difference.expectFirst("tbody .state").text()).contains("新規");
        assertThat(difference.text()).contains("３２．８", "まだ何も変わっていません");
        String here = difference.expectFirst("form[method=post]").attr("action");
        assertThat(page(department().get(round + "/items/indicator:rate:FY2025"))
                        .expectFirst(".item-head .state")
                        .text())
                .contains("未回答");

        Response applied = department().formParam("do", "submit").post(here);
        assertThat(applied.header("Location")).endsWith("/departments/sports?done=sent&count=1");
        assertThat(page(department().get(round + "/items/indicator:rate:FY2025"))
                        .expectFirst(".item-head .state")
                        .text())
                .contains("提出済");
        assertThat(as("DEPARTMENT_EDITOR:kenko").get(here).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoWordOfTheListIsNamedAndWrittenBesideItsCell() throws IOException {
        opened();
        byte[] form = department().get(round + "/departments/sports/form").asByteArray();
        Document difference =
                sentBack(page(department().get(round + "/departments/sports")), filled(form, "今後の方向", "様子見"));
        assertThat(difference.expectFirst("[aria-labelledby=faults] tbody").text())
                .contains("様子見");
        department()
                .get(difference.expectFirst("a[href$=/annotated]").attr("href"))
                .then()
                .statusCode(200)
                .contentType(XLSX);
        assertThat(department().get(round + "/uploads/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void theFormsOfAllAreOneFile() {
        opened();
        String href = page(office().get(round)).expectFirst("a[href$=/forms]").attr("href");
        office().get(href).then().statusCode(200).contentType("application/zip");
    }

    @Test
    void whatIsNoFormIsRefusedOnAPage() {
        opened();
        Response refused = given().header("Authorization", token("DEPARTMENT_EDITOR:sports"))
                .multiPart("file", "form.xlsx", "これは表ではない".getBytes(StandardCharsets.UTF_8))
                .post(round + "/uploads");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.asString()).select("main h1")).hasSize(1);
    }

    @Test
    void aReminderLeadsToWhatTheDepartmentIsAsked() {
        assertThat(department().get(start + "/sports").header("Location")).endsWith(start);
        opened();
        assertThat(department().get(start + "/sports").header("Location")).endsWith(round + "/departments/sports");
        assertThat(department().get(start + "/kenko").statusCode()).isEqualTo(403);
    }

    @Test
    void whatStoodThereBeforeAnybodyAskedIsSentInAsItIs() {
        given().header("Authorization", token("PLANNING_OFFICE"))
                .contentType("application/json")
                .body("{\"value\": \"32.8\", \"status\": \"PROVISIONAL\"}")
                .put("/api/kpi/v1/municipalities/" + town.code() + "/indicators/rate/actuals/R7")
                .then()
                .statusCode(201);
        opened();
        Document item = page(department().get(round + "/items/indicator:rate:FY2025"));
        assertThat(item.expectFirst("#value").val()).isEqualTo("32.8");
        assertThat(item.select("button[value=submit]")).hasSize(1);
        assertThat(department()
                        .formParam("do", "submit")
                        .post(round + "/departments/sports")
                        .header("Location"))
                .endsWith("?done=submit&count=1");
    }

    @Test
    void aWordIsSaidAndAnsweredBesideTheItem() {
        opened();
        String item = round + "/items/indicator:rate:FY2025";
        assertThat(department()
                        .formParam("comment", " ")
                        .post(item + "/comments")
                        .statusCode())
                .isEqualTo(422);
        assertThat(department()
                        .formParam("comment", "分母は\r\n何人ですか。")
                        .post(item + "/comments")
                        .header("Location"))
                .endsWith("?done=said#comments");
        Document asked = page(office().get(item));
        assertThat(asked.expectFirst(".comments li").text()).contains("分母は", "スポーツ課");
        Document answering =
                page(office().get(plain(asked.expectFirst(".comments a").attr("href"))));
        assertThat(office().formParam("comment", "91人です。")
                        .formParam(
                                "replyTo",
                                answering.expectFirst("input[name=replyTo]").val())
                        .post(item + "/comments")
                        .statusCode())
                .isEqualTo(303);
        assertThat(page(department().get(item)).expectFirst(".comments .reply").text())
                .contains("91人です。", "企画部門");
        assertThat(as("DEPARTMENT_EDITOR:kenko")
                        .formParam("comment", "？")
                        .post(item + "/comments")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFileBehindTheAnswerIsAttachedReadAndTakenAway() {
        opened();
        String item = round + "/items/indicator:rate:FY2025";
        assertThat(attached(item, "名簿.exe", "application/x-msdownload").statusCode())
                .isEqualTo(415);
        assertThat(attached(item, "名簿.txt", "text/plain").header("Location")).endsWith("?done=attached#evidence-files");
        Document shown = page(department().get(item));
        String file = plain(shown.expectFirst(".evidence a").attr("href"));
        Response read = office().get(file);
        assertThat(read.asByteArray()).isEqualTo("委員の名簿".getBytes(StandardCharsets.UTF_8));
        assertThat(read.header("Content-Disposition")).startsWith("attachment");
        assertThat(as("DEPARTMENT_EDITOR:kenko").get(file).statusCode()).isEqualTo(403);
        assertThat(department()
                        .post(plain(shown.expectFirst(".evidence form").attr("action")))
                        .header("Location"))
                .endsWith("?done=removed#evidence-files");
        assertThat(page(department().get(item)).select(".evidence")).isEmpty();
    }

    private Response attached(String item, String name, String type) {
        return given().header("Authorization", token("DEPARTMENT_EDITOR:sports"))
                .multiPart("file", name, "委員の名簿".getBytes(StandardCharsets.UTF_8), type)
                .redirects()
                .follow(false)
                .post(item + "/evidence");
    }

    private void opened() {
        Response opened = asked().formParam("do", "open").post(start);
        assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(303);
    }

    private RequestSpecification asked() {
        return office().formParam("year", "R7").formParam("title", "令和7年度の照会").formParam("deadline", "2026-07-10");
    }

    private Response changed(String seen, String title) {
        return office().formParam("version", seen)
                .formParam("title", title)
                .formParam("deadline", "2026-08-31")
                .formParam("instructions", "決算の数字で。")
                .post(round + "/change");
    }

    private Document sentBack(Document page, byte[] form) {
        Response sent = given().header("Authorization", token("DEPARTMENT_EDITOR:sports"))
                .multiPart("file", "様式.xlsx", form, XLSX)
                .redirects()
                .follow(false)
                .post(page.expectFirst("form[enctype]").attr("action"));
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(303);
        return page(department().get(sent.header("Location")));
    }

    private static byte[] filled(byte[] form, String heading, String text) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(form));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            int column = -1;
            for (Row row : book.getSheetAt(0)) {
                boolean wanted = false;
                for (Cell cell : row) {
                    column = cell.toString().startsWith(heading) ? cell.getColumnIndex() : column;
                    wanted |= cell.toString().equals("指標 rate");
                }
                if (wanted && column >= 0) {
                    row.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK)
                            .setCellValue(text);
                }
            }
            book.write(out);
            return out.toByteArray();
        }
    }

    /** As the client wants it, which encodes by itself. */
    private static String plain(String href) {
        return URLDecoder.decode(href, StandardCharsets.UTF_8).split("#")[0];
    }

    private static Document page(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return Jsoup.parse(response.asString());
    }

    private RequestSpecification department() {
        return as("DEPARTMENT_EDITOR:sports");
    }

    private RequestSpecification office() {
        return as("PLANNING_OFFICE");
    }

    private RequestSpecification as(String role) {
        return given().contentType(FORM)
                .header("Authorization", token(role))
                .redirects()
                .follow(false);
    }

    private String token(String role) {
        return "Bearer " + Tokens.of(town.code(), role);
    }
}
