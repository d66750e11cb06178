package jp.shirube.kpi.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** The form goes out, is filled, comes back. */
@QuarkusTest
class FormsTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(522000);
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()));

    private String round() {
        return "/api/kpi/v1/municipalities/" + town.code() + "/collection-rounds/fy2025";
    }

    private void opened() {
        town.indicator("rate", "sports").indicator("other", "kenko").initiative("lessons", "sports", "FY2025", "実施");
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
        given().contentType(ContentType.JSON)
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post(round().replace("/fy2025", ""))
                .then()
                .statusCode(201);
    }

    private RequestSpecification as(String department) {
        return given().header("Authorization", "Bearer " + Tokens.of(town.code(), "DEPARTMENT_EDITOR:" + department));
    }

    private byte[] form(String department) {
        return as(department)
                .get(round() + "/departments/" + department + "/form")
                .then()
                .statusCode(200)
                .contentType(XLSX)
                .header("Content-Disposition", containsString("filename*=UTF-8''"))
                .extract()
                .asByteArray();
    }

    private ValidatableResponse sendsBack(String department, byte[] form) {
        return as(department)
                .contentType(XLSX)
                .body(form)
                .post(round() + "/uploads")
                .then();
    }

    private ValidatableResponse applies(String department, String upload, String how) {
        return as(department)
                .post(round() + "/uploads/" + upload + "/application" + how)
                .then();
    }

    /** Writes below a heading, in the row that holds a text. */
    private static byte[] filled(byte[] form, String rowWith, String heading, String text) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(form));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet sheet = book.getSheetAt(0);
            int column = -1;
            for (Row row : sheet) {
                boolean wanted = false;
                for (Cell cell : row) {
                    String held = cell.toString();
                    if (held.startsWith(heading)) {
                        column = cell.getColumnIndex();
                    }
                    wanted |= held.equals(rowWith);
                }
                if (wanted && column >= 0) {
                    row.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK)
                            .setCellValue(text);
                }
            }
            assertThat(column).as(heading).isNotNegative();
            book.write(out);
            return out.toByteArray();
        }
    }

    @Test
    void whatIsFilledOfflineComesBackAsADifferenceAndIsAppliedOnce() throws Exception {
        opened();
        byte[] filled = filled(form("sports"), "指標 rate", "実績値", "３２．８");
        filled = filled(filled, "指標 rate", "自己評価", "研修の成果");
        filled = filled(filled, "取組 lessons", "取組の状況", "遅れ");
        String upload = sendsBack("sports", filled)
                .statusCode(201)
                .body("counts.NEW", equalTo(2))
                .body("changes.find { it.item == 'indicator:rate:FY2025' }.fields.field", hasItem("VALUE"))
                .body("changes.find { it.item == 'indicator:rate:FY2025' }.fields.after", hasItem("３２．８"))
                .extract()
                .path("upload");
        as("sports").get(round() + "/items/indicator:rate:FY2025").then().body("state", equalTo("OPEN"));

        applies("sports", upload, "?submit=true")
                .statusCode(200)
                .body("saved", hasSize(2))
                .body("submitted", hasSize(2))
                .body("refused", hasSize(0));
        as("sports")
                .get("/api/kpi/v1/municipalities/" + town.code() + "/indicators/rate/actuals/R7")
                .then()
                .body("value", equalTo(32.8f))
                .body("review", equalTo("SUBMITTED"));
        applies("sports", upload, "?submit=true")
                .statusCode(200)
                .body("saved", hasSize(0))
                .body("submitted", hasSize(0));
        sendsBack("sports", filled)
                .statusCode(201)
                .body("counts.UNCHANGED", equalTo(2))
                .body("counts", aMapWithSize(1));
    }

    @Test
    void whatSomebodyChangedMeanwhileIsAConflictUntilItIsMeant() throws Exception {
        opened();
        byte[] filled = filled(form("sports"), "指標 rate", "実績値", "30");
        as("sports")
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body("{\"value\": \"31\"}")
                .put(round() + "/items/indicator:rate:FY2025/answer")
                .then()
                .statusCode(200);
        String upload = sendsBack("sports", filled)
                .statusCode(201)
                .body("changes.find { it.item == 'indicator:rate:FY2025' }.kind", equalTo("CONFLICT"))
                .body("changes.find { it.item == 'indicator:rate:FY2025' }.fields[0].before", equalTo("31"))
                .extract()
                .path("upload");
        applies("sports", upload, "").body("saved", hasSize(0));
        applies("sports", upload, "?overwrite=true").body("saved", contains("indicator:rate:FY2025"));
        as("sports").get(round() + "/items/indicator:rate:FY2025").then().body("answer.value", equalTo("30"));
    }

    @Test
    void whatIsWrongComesBackBesideItsCell() throws Exception {
        opened();
        byte[] filled = filled(form("sports"), "指標 rate", "今後の方向", "様子見");
        String upload = sendsBack("sports", filled)
                .statusCode(201)
                .body("counts.REJECTED", equalTo(1))
                .body("changes.find { it.kind == 'REJECTED' }.remarks[0].message", containsString("様子見"))
                .extract()
                .path("upload");
        byte[] back = as("sports")
                .get(round() + "/uploads/" + upload + "/form")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(back))) {
            StringBuilder all = new StringBuilder();
            book.getSheetAt(0)
                    .forEach(row -> row.forEach(cell -> all.append(cell).append('\n')));
            assertThat(all).contains("様子見").contains("選べる語ではありません");
        }
        as("kenko").get(round() + "/uploads/" + upload).then().statusCode(404);
    }

    @Test
    void anotherDepartmentsFormChangesNothing() throws Exception {
        opened();
        byte[] filled = filled(form("sports"), "指標 rate", "実績値", "30");
        as("kenko").get(round() + "/departments/sports/form").then().statusCode(403);
        String upload = sendsBack("kenko", filled)
                .statusCode(201)
                .body("changes.kind", hasItem("REJECTED"))
                .extract()
                .path("upload");
        applies("kenko", upload, "?overwrite=true&submit=true")
                .body("saved", hasSize(0))
                .body("submitted", hasSize(0));
    }

    @Test
    void theFilesOfSeveralDepartmentsComeBackInOneZip() throws Exception {
        opened();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("スポーツ課.xlsx"));
            zip.write(filled(form("sports"), "指標 rate", "実績値", "30"));
            zip.putNextEntry(new ZipEntry("健康課.xlsx"));
            zip.write(filled(form("kenko"), "指標 other", "実績値", "40"));
        }
        given().get(round() + "/forms").then().statusCode(200).contentType("application/zip");
        String upload = given().contentType("application/zip")
                .body(bytes.toByteArray())
                .post(round() + "/uploads")
                .then()
                .statusCode(201)
                .body("counts.NEW", equalTo(2))
                .body("changes.file.unique()", contains("スポーツ課.xlsx", "健康課.xlsx"))
                .extract()
                .path("upload");
        given().post(round() + "/uploads/" + upload + "/application?submit=true")
                .then()
                .statusCode(200)
                .body("submitted", hasSize(2));
    }

    @Test
    void aFileThatIsNoFormIsSaidToBeNone() {
        opened();
        sendsBack("sports", "これは表ではない".getBytes(StandardCharsets.UTF_8))
                .statusCode(422)
                .body("type", containsString("form-unreadable"));
    }
}
