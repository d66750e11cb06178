package jp.shirube.kpi.bulk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import org.junit.jupiter.api.Test;

/** What systems and spreadsheets send of many indicators at once. */
@QuarkusTest
class FilesOfATownTest extends Town {

    private static final Charset CP932 = Charset.forName("windows-31j");

    @Override
    protected String code() {
        return "520209";
    }

    @Test
    void anAccountingSystemSendsItsFileAsJapaneseWindowsWritesIt() {
        csv(HEADER + """
                        tax,令和６年度,,"26億2,850万円",,確定,㈱髙島屋分を含む①,決算書,,
                        founders-1,R6,,１２人,,,,,,
                        women,R6,,約32.8%,,,,,,
                        founders-2,R6,,,事業終了,,,,,
                        """, CP932)
                .then()
                .statusCode(200)
                .body("rows", equalTo(4), "recorded", equalTo(4), "stored", equalTo(true));

        stated("tax", "R6")
                .then()
                .body("value.toString()", equalTo("2628500000"))
                .body("note", equalTo("㈱髙島屋分を含む①"))
                .body("department", equalTo("zaisei"))
                .body("responsibilityVersion", equalTo(4))
                .body("review", equalTo("CONFIRMED"))
                .body("recordedBy", equalTo(SignedIn.PLANNER));
        stated("founders-1", "R6").then().body("value", equalTo(12));
        stated("women", "R6").then().body("value", equalTo(32.8f)).body("note", equalTo("約32.8%"));
        stated("founders-2", "R6").then().body("missingReason", equalTo("DISCONTINUED"));
    }

    @Test
    void aFileWithThreeFaultsNamesAllThreeAndStoresNothing() {
        long before = storedRevisions();

        csv(HEADER + """
                        founders-3,R6,,12,,,,,,
                        founders-3,R5,,十二,,,,,,
                        nobody-knows,R6,,1,,,,,,
                        women,R6,小学校,1,,,,,,
                        """)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:shirube:problem:invalid"))
                .body("detail", containsString("3件"))
                .body("errors.pointer", contains("/rows/1/value", "/rows/2/indicator", "/rows/3/component"))
                .body("errors.line", contains(3, 4, 5));

        assertThat(storedRevisions()).isEqualTo(before);
    }

    @Test
    void whatIsRightIsStoredWhereTheSenderSaysSo() {
        csv(HEADER + "founders-4,R6,,12,,,,,,\nfounders-4,R5,,x,,,,,,\nfounders-4,R4,,,,,,,,\n", "mode", "partial")
                .then()
                .statusCode(200)
                .body("rows", equalTo(3), "recorded", equalTo(1), "refused", equalTo(1), "unchanged", equalTo(1))
                .body("problems.pointer", contains("/rows/1/value"));
        stated("founders-4", "R6").then().statusCode(200);
        stated("founders-4", "R5").then().statusCode(404);
    }

    @Test
    void sendingAFileTwiceDoesNoHarm() {
        String file = HEADER + "founders-5,R6,,12,,,,,,\nfounders-5,R5,,11,,,注,,,\n";
        csv(file).then().statusCode(200).body("recorded", equalTo(2));
        long once = storedRevisions();

        csv(file).then().statusCode(200).body("unchanged", equalTo(2), "stored", equalTo(false));
        csv("indicator,period,value\nfounders-5,R5,11\n").then().statusCode(200).body("unchanged", equalTo(1));

        assertThat(storedRevisions()).isEqualTo(once);
        stated("founders-5", "R5").then().body("note", equalTo("注"));
    }

    @Test
    void theSameKeyIsAnsweredAlikeAndAnotherFileUnderItRefused() {
        String file = HEADER + "founders-6,R6,,12,,,,,,\n";
        for (int i = 0; i < 2; i++) {
            post(bytes("text/csv", file.getBytes(StandardCharsets.UTF_8)).header("Idempotency-Key", "nightly-1"))
                    .then()
                    .statusCode(200)
                    .body("recorded", equalTo(1));
        }
        post(bytes("text/csv", (file + "founders-6,R5,,1,,,,,,\n").getBytes(StandardCharsets.UTF_8))
                        .header("Idempotency-Key", "nightly-1"))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:shirube:problem:idempotency-key-reused"));
    }

    @Test
    void aCorrectionSaysWhyInItsRowOrForTheWholeFile() {
        csv(HEADER + "founders-7,R6,,12,,暫定,,,,\nfounders-7,R5,,1,,,,,,\nfounders-7,R4,,5,,暫定,,,,\n")
                .then()
                .statusCode(200);

        csv(HEADER + "founders-7,R6,,13,,,,,,\n")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rows/0/reason"));
        csv(
                        HEADER + "founders-7,R6,,13,,,,,集計漏れ,\nfounders-7,R5,,2,,,,,,\nfounders-7,R4,,5,,確定,,,,\n",
                        "reason",
                        "決算の確定")
                .then()
                .statusCode(200)
                .body("corrected", equalTo(3));

        stated("founders-7", "R6").then().body("reason", equalTo("集計漏れ"), "revision", equalTo(2));
        stated("founders-7", "R5").then().body("reason", equalTo("決算の確定"));
        stated("founders-7", "R4").then().body("status", equalTo("FINAL"));
    }

    @Test
    void whoHasNotSeenTheNewestStateIsInConflict() {
        csv(HEADER + "founders-8,R6,,12,,,,,,\n").then().statusCode(200);
        csv(HEADER + "founders-8,R6,,13,,,,,訂正,1\n").then().statusCode(200).body("corrected", equalTo(1));

        csv(HEADER + "founders-8,R6,,14,,,,,訂正,1\nfounders-8,R5,,1,,,,,,0\n", "mode", "partial")
                .then()
                .statusCode(200)
                .body("refused", equalTo(1), "recorded", equalTo(1))
                .body("problems.pointer", contains("/rows/0/revision"));
        csv(HEADER + "founders-8,R6,,13,,,,,,1\n").then().statusCode(200).body("unchanged", equalTo(1));
    }

    @Test
    void theSameIndicatorPeriodAndComponentTwiceIsAFaultThatNamesBothRows() {
        csv(HEADER + "founders-9,R6,,12,,,,,,\nfounders-9,R5,,1,,,,,,\nfounders-9,令和6年度,,13,,,,,,\n")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rows/2"))
                .body("errors[0].message", containsString("2行目と4行目"));
    }

    @Test
    void theRowsOfAPeriodBelongTogether() {
        csv(HEADER + "pupils,R6,小学校,80.2,,,,,,\n")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rows/0/component"));
        csv(HEADER + "pupils,R6,小学校,80.2,,,,,,\nsocial-change,2024,,-25,,,,,,\npupils,R6,中学校,,未公表,,,,,\n"
                        + "social-change,2024,転入者数,100,,,,,,\nsocial-change,2024,転出者数,125,,,,,,\n")
                .then()
                .statusCode(200)
                .body("recorded", equalTo(5));
        stated("pupils", "R6")
                .then()
                .body("components.name", contains("小学校", "中学校"))
                .body("components.missingReason", contains(null, "NOT_PUBLISHED"));
        stated("social-change", "2024").then().body("value", equalTo(-25)).body("components", hasSize(2));

        csv(HEADER + "pupils,R6,中学校,70.1,,,,,公表された,\npupils,R6,小学校,,,,,,,\n")
                .then()
                .statusCode(200)
                .body("corrected", equalTo(1), "unchanged", equalTo(1));
        stated("pupils", "R6").then().body("components.value", contains(80.2f, 70.1f));
        csv(HEADER + "pupils,R6,中学校,70.1,,,,,,\npupils,R6,小学校,80.2,,,,,,\n")
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(2));
        csv(HEADER + "social-change,2023,転入者数,100,,,,,,\nsocial-change,2023,転出者数,125,,,,,,\n")
                .then()
                .statusCode(422)
                .body("errors[0].message", containsString("全体の値"));
    }

    @Test
    void aDryRunShowsWhatWouldBecomeOfEachRow() {
        csv(HEADER + "founders-10,R6,,12,,,,,,\nfounders-10,R5,,1,,,,,,\n")
                .then()
                .statusCode(200);
        long before = storedRevisions();

        csv(
                        HEADER + "founders-10,R6,,13,,,,,訂正,\nfounders-10,R5,,1,,,,,,\nfounders-10,R4,,2,,,,,,\n"
                                + "founders-10,R5..R6,,3,,,,,,7\nfounders-10,R3,,x,,,,,,\n",
                        "dryRun",
                        "")
                .then()
                .statusCode(200)
                .body("stored", equalTo(false))
                .body("outcomes.outcome", contains("CHANGED", "UNCHANGED", "NEW", "CONFLICT", "REFUSED"))
                .body("outcomes.was", contains("12", "1", null, null, null))
                .body("problems.pointer", contains("/rows/3/revision", "/rows/4/value"));

        assertThat(storedRevisions()).isEqualTo(before);
    }

    @Test
    void aFileThatMixesInRowsOfOthersIsRefusedWhole() {
        long before = storedRevisions();
        String file = HEADER + "women,R5,,30,,,,,,\ntax,R5,,1,,,,,,\nfounders-1,R5,,1,,,,,,\n";
        post(
                        bytes("text/csv", file.getBytes(StandardCharsets.UTF_8))
                                .header("Authorization", "Bearer " + Tokens.of(code(), "DEPARTMENT_EDITOR:danjo")),
                        "mode",
                        "partial")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:shirube:problem:not-your-department"))
                .body("errors.pointer", contains("/rows/1/indicator", "/rows/2/indicator"));
        assertThat(storedRevisions()).isEqualTo(before);

        post(bytes("text/csv", (HEADER + "women,R5,,30,,,,,,\n").getBytes(StandardCharsets.UTF_8))
                        .header("Authorization", "Bearer " + Tokens.of(code(), "DEPARTMENT_EDITOR:danjo")))
                .then()
                .statusCode(200)
                .body("recorded", equalTo(1));
        stated("women", "R5").then().body("department", equalTo("danjo"));
    }

    @Test
    void jsonAndLinesOfJsonSayTheSame() {
        String row = "{\"indicator\": \"founders-%s\", \"period\": \"%s\", \"value\": %s, \"status\": \"PROVISIONAL\"}";
        send(
                        "application/json",
                        ("[" + row.formatted("11", "R6", "1.2e1") + "," + row.formatted("11", "R5", "\"1,234\"")
                                        + ", {\"indicator\": \"founders-11\", \"period\": \"R4\", \"値\": \"▲5\"}]")
                                .getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(200)
                .body("recorded", equalTo(3));
        stated("founders-11", "R6").then().body("value", equalTo(12), "status", equalTo("PROVISIONAL"));
        stated("founders-11", "R4").then().body("value", equalTo(-5));

        send(
                        "application/x-ndjson",
                        (row.formatted("12", "R6", "3") + "\n" + row.formatted("12", "R5", "[1]") + "\n"
                                        + "{\"indicator\": \"founders-12\", \"period\": \"R4\", \"valeu\": 1}\n")
                                .getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/rows/1/value", "/rows/2/valeu"))
                .body("errors.line", contains(2, 3));
    }

    @Test
    void theRecordSaysWhichFileItWas() {
        csv(HEADER + "founders-13,R6,,12,,,,,,\nfounders-13,R5,,12,,,,,,\n", "reason", "移行")
                .then()
                .statusCode(200);
        given().queryParam("subject", "actuals")
                .get("/api/kpi/v1/municipalities/" + code() + "/audit?limit=1000")
                .then()
                .statusCode(200)
                .body("items.findAll { it.action == 'actual.bulk' }.after", hasItems(containsString("\"recorded\":2")));
    }
}
