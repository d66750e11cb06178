package jp.shirube.plan.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Grant;
import jp.shirube.access.Grants;
import jp.shirube.access.Role;
import org.junit.jupiter.api.Test;

/** 権限対応表: what the municipality writes down is what its people may do, from the day it says. */
@QuarkusTest
class AccessMappingTest extends AccessCity {

    private static final LocalDate MARCH = LocalDate.of(2041, 3, 31);
    private static final LocalDate APRIL = LocalDate.of(2041, 4, 1);

    @Inject
    Grants grants;

    @Inject
    AgroalDataSource database;

    @Test
    void aCityBeginsWithoutATableAndStatesItsFirstOneWithoutIfMatch() {
        given().get(city + "/access-mapping")
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("version", equalTo(0))
                .body("rows", empty());
        given().contentType("application/json")
                .body("""
                        {"rows": [{"claim": "groups:情報政策課", "role": "ADMINISTRATOR"},
                          {"claim": "groups:健康課", "role": "担当課（入力）", "department": "健康増進課", "from": "R8.4.1",
                           "to": "令和23年3月31日", "note": "本庁"}]}""")
                .put(city + "/access-mapping")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("changed", equalTo(true))
                .body("added", hasSize(2));
        given().get(city + "/access-mapping")
                .then()
                .body("version", equalTo(1))
                .body("rows[1].role", equalTo("DEPARTMENT_EDITOR"))
                .body("rows[1].department", equalTo("kenko"))
                .body("rows[1].from", equalTo("2026-04-01"))
                .body("rows[1].to", equalTo("2041-03-31"))
                .body("rows[1].note", equalTo("本庁"))
                .body("rows[0].department", nullValue());
        assertThat(grants.of(code, List.of("groups:健康課"), MARCH))
                .isEqualTo(new Grants.Found(java.util.Set.of(new Grant(Role.DEPARTMENT_EDITOR, "kenko")), 1));
        assertThat(grants.of(code, List.of("groups:健康課"), APRIL).grants()).isEmpty();
    }

    @Test
    void theSameTableAgainIsNothingNewAndAChangeNeedsTheStateItWasBasedOn() throws SQLException {
        putCsv(COLUMNS + ADMINISTRATOR).statusCode(200);
        bytes("text/csv")
                .body((COLUMNS + ADMINISTRATOR).getBytes(StandardCharsets.UTF_8))
                .header("If-Match", "\"7\"")
                .put(city + "/access-mapping")
                .then()
                .statusCode(200)
                .body("changed", equalTo(false))
                .header("ETag", "\"1\"");
        byte[] more = (COLUMNS + ADMINISTRATOR + "sub:a,AUDITOR,,,,\n").getBytes(StandardCharsets.UTF_8);
        String place = city + "/access-mapping";
        given().contentType("application/json")
                .body("{\"rows\": [{\"claim\": \"sub:a\", \"role\": \"ADMINISTRATOR\"}]}")
                .put(place)
                .then()
                .statusCode(428);
        given().header("If-Match", "\"7\"")
                .contentType("application/json")
                .body("{\"rows\": [{\"claim\": \"sub:a\", \"role\": \"ADMINISTRATOR\"}]}")
                .put(place)
                .then()
                .statusCode(412);
        putCsv(more, "?reason=任命").statusCode(200).header("ETag", "\"2\"");
        assertThat(revisions()).containsExactly("1 kikaku-tanto null", "2 kikaku-tanto 任命");
    }

    @Test
    void tryingAnswersTheDifferenceAndChangesNothing() {
        putCsv(COLUMNS + ADMINISTRATOR + "sub:a,AUDITOR,,,,\nsub:b,PLANNING_OFFICE,,,,\nsub:c,AUDITOR,,,,旧\n")
                .statusCode(200);
        putCsv(
                        (COLUMNS + ADMINISTRATOR
                                        + "sub:b,PLANNING_OFFICE,,,2041-03-31,\nsub:c,AUDITOR,,,,新\nsub:d,AUDITOR,,,,\n")
                                .getBytes(StandardCharsets.UTF_8),
                        "?dryRun=true")
                .statusCode(200)
                .body("version", equalTo(2))
                .body("added.claim", contains("sub:d"))
                .body("ended.row.claim", contains("sub:b", "sub:a"))
                .body("ended.to", contains("2041-03-31", null))
                .body("changes.before.note", contains("旧"))
                .body("changes.after.note", contains("新"));
        given().get(city + "/access-mapping").then().body("version", equalTo(1)).body("rows", hasSize(4));
    }

    @Test
    void asOfADayOnlyWhatHoldsThen() {
        putCsv(COLUMNS + ADMINISTRATOR
                        + "sub:a,DEPARTMENT_EDITOR,kenko,,2041-03-31,\nsub:a,DEPARTMENT_EDITOR,fukushi,2041-04-01,,\n")
                .statusCode(200);
        given().get(city + "/access-mapping?asOf=2041-04-01")
                .then()
                .body("rows.department", containsInAnyOrder(null, "fukushi"));
        given().get(city + "/access-mapping?asOf=2041-03-31")
                .then()
                .body("rows.department", containsInAnyOrder(null, "kenko"));
        given().get(city + "/access-mapping?asOf=R23").then().statusCode(422);
    }

    @Test
    void everyFaultIsToldAtOnceWithItsCellAndLine() {
        putCsv(COLUMNS + """
                        groups,AUDITOR,,,,
                        sub:a,MAYOR,,,,
                        sub:b,DEPARTMENT_EDITOR,,,,
                        sub:c,AUDITOR,kenko,,,
                        sub:d,DEPARTMENT_APPROVER,kankyo,,,
                        sub:e,AUDITOR,,2041-04-01,2041-03-31,
                        sub:f,AUDITOR,,来年,,
                        sub:g,RESIDENT,,,,
                        sub:g,OPERATOR,,,,
                        sub:h,DEPARTMENT_EDITOR,suido,2041-04-01,,
                        sub:i,AUDITOR,,,2041-04-01,
                        sub:i,AUDITOR,,2041-04-01,,
                        sub:j,AUDITOR,,,,,too much
                        ,AUDITOR,,,,
                        """)
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/rows/0/claim",
                                "/rows/1/role",
                                "/rows/2/department",
                                "/rows/3/department",
                                "/rows/4/department",
                                "/rows/5/to",
                                "/rows/6/from",
                                "/rows/7/role",
                                "/rows/8/role",
                                "/rows/9/department",
                                "/rows/11/from",
                                "/rows/12",
                                "/rows/13/claim"))
                .body("errors.find { it.pointer == '/rows/9/department' }.line", equalTo(11))
                .body("errors.find { it.pointer == '/rows/11/from' }.message", containsString("12行目"));
        putJson("{\"rows\": [{\"claim\": 5, \"role\": \"AUDITOR\", \"x\": 1}, 7], \"y\": 1}", "")
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/rows/0/claim", "/rows/0/x", "/rows/1", "/y"));
    }

    @Test
    void whoWorksForADepartmentPastItsEndIsToldSo() {
        putCsv(COLUMNS + ADMINISTRATOR + "sub:a,DEPARTMENT_EDITOR,水道課,,,\n")
                .statusCode(200)
                .body("warnings.pointer", contains("/rows/1/department"))
                .body("warnings.line", contains(3));
    }

    @Test
    void aTableThatLeavesNobodyToAdministerIsRefusedUnlessItIsMeant() {
        String none = COLUMNS + "sub:a,AUDITOR,,,,\nsub:b,ADMINISTRATOR,,2041-04-01,,\n";
        putCsv(none).statusCode(409).body("type", equalTo("urn:shirube:problem:administrator-missing"));
        putCsv(none.getBytes(StandardCharsets.UTF_8), "?withoutAdministrator=true")
                .statusCode(200);
    }

    @Test
    void whatExcelIsSentAsCsvIsReadBackUnchangedAndNoCellIsAFormula() {
        putJson("""
                {"rows": [{"claim": "groups:情報政策課", "role": "ADMINISTRATOR", "note": "=HYPERLINK(\\"http://x\\")"},
                  {"claim": "@team:1", "role": "AUDITOR", "note": "＋課, \\"引用\\""},
                  {"claim": "-x:1", "role": "AUDITOR", "note": "'=1"}]}""", "").statusCode(200);
        byte[] csv = given().accept("text/csv")
                .get(city + "/access-mapping")
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .header("Content-Disposition", containsString(code))
                .extract()
                .asByteArray();
        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("\uFEFFclaim,role,department,from,to,note")
                .contains("\"'=HYPERLINK(\"\"http://x\"\")\"", "'@team:1,", "\"'＋課, \"\"引用\"\"\"", "'-x:1,", "''=1");
        putCsv(csv, "").statusCode(200).body("changed", equalTo(false));
    }

    @Test
    void aFileSavedByAJapaneseExcelIsReadToo() {
        putCsv((COLUMNS + ADMINISTRATOR + "groups:①髙橋,AUDITOR,,,,\n").getBytes(Charset.forName("windows-31j")), "")
                .statusCode(200);
        given().get(city + "/access-mapping").then().body("rows.claim", hasItem("groups:①髙橋"));
    }

    @Test
    void theMovesOfAprilEndTheOldDepartmentOnTheLastOfMarch() {
        putCsv(COLUMNS + ADMINISTRATOR + """
                        sub:a,DEPARTMENT_EDITOR,kenko,,,正職員
                        sub:a,AUDITOR,,,,
                        sub:b,DEPARTMENT_APPROVER,kenko,,,
                        sub:c,DEPARTMENT_EDITOR,fukushi,,,
                        """).statusCode(200);
        String moves = "sub:a,こども課,R23.4.1\nsub:b,fukushi,2041-04-01\nsub:c,fukushi,2041-04-01\n";
        move(moves, "?dryRun=true")
                .statusCode(200)
                .body("added.department", contains("kodomo", "fukushi"))
                .body("ended.to", contains("2041-03-31", "2041-03-31"));
        given().get(city + "/access-mapping").then().body("version", equalTo(1));
        move(moves, "?reason=transfer").statusCode(200).header("ETag", "\"2\"").body("changed", equalTo(true));
        assertThat(grants.of(code, List.of("sub:a"), MARCH).grants())
                .containsExactlyInAnyOrder(new Grant(Role.DEPARTMENT_EDITOR, "kenko"), new Grant(Role.AUDITOR, null));
        assertThat(grants.of(code, List.of("sub:a"), APRIL).grants())
                .containsExactlyInAnyOrder(new Grant(Role.DEPARTMENT_EDITOR, "kodomo"), new Grant(Role.AUDITOR, null));
        assertThat(grants.of(code, List.of("sub:b"), APRIL).grants())
                .containsExactly(new Grant(Role.DEPARTMENT_APPROVER, "fukushi"));
        given().get(city + "/access-mapping")
                .then()
                .body("rows.find { it.department == 'kodomo' }.note", equalTo("正職員"));
        move(moves, "").statusCode(200).body("changed", equalTo(false)).header("ETag", "\"2\"");
    }

    @Test
    void whoCannotBeMovedIsToldWithEveryOther() {
        putCsv(
                        COLUMNS + ADMINISTRATOR
                                + "sub:a,DEPARTMENT_EDITOR,kenko,,,\nsub:b,DEPARTMENT_EDITOR,kenko,,2041-06-30,\nsub:b,DEPARTMENT_EDITOR,fukushi,2041-07-01,,\nsub:d,DEPARTMENT_EDITOR,kenko,,,\nsub:d,DEPARTMENT_EDITOR,fukushi,2041-10-01,,\n")
                .statusCode(200);
        move(
                        "sub:x,fukushi,2041-04-01\nsub:a,kankyo,2041-04-01\nsub:a,fukushi,\nsub:a,suido,2041-04-01\n"
                                + "sub:b,fukushi,2041-04-01\nsub:b,kodomo,2041-04-01\nsub:d,fukushi,2041-04-01\n",
                        "")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        contains(
                                "/moves/0/claim",
                                "/moves/1/department",
                                "/moves/2/from",
                                "/moves/3/department",
                                "/moves/5/claim",
                                "/moves/6/from"));
    }

    @Test
    void aCityThatIsNotKnownHasNoTable() {
        given().get("/api/plan/v1/municipalities/999999/access-mapping")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:municipality-unknown"));
    }

    private List<String> revisions() throws SQLException {
        try (var connection = database.getConnection();
                var question = connection.prepareStatement(
                        "select version, recorded_by, reason from access_revision where municipality = ? order by version")) {
            question.setString(1, code);
            List<String> found = new java.util.ArrayList<>();
            try (var rows = question.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1) + " " + rows.getString(2) + " " + rows.getString(3));
                }
            }
            return found;
        }
    }
}
