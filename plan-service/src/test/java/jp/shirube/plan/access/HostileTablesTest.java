package jp.shirube.plan.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** OWASP ASVS 5.0, 1.2.10 and 5.2: whatever is sent as a table is read, or refused with a reason. */
@QuarkusTest
class HostileTablesTest extends AccessCity {

    @Test
    void whatIsNoTextIsRefused() {
        putCsv((COLUMNS + ADMINISTRATOR).getBytes(StandardCharsets.UTF_16), "").statusCode(422);
        putCsv((COLUMNS + ADMINISTRATOR).getBytes(StandardCharsets.UTF_16LE), "")
                .statusCode(422);
        putCsv(COLUMNS + "sub:a\0,ADMINISTRATOR,,,,\n").statusCode(422);
        putCsv(new byte[] {(byte) 0x81, (byte) 0xFF, 'a', (byte) 0xA0}, "").statusCode(422);
        putJson("{\"rows\": [{\"claim\": \"sub:\\u0000a\", \"role\": \"ADMINISTRATOR\"}]}", "")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/rows/0/claim"));
        putJson("{\"rows\": [{\"claim\": \"sub:\\ud800a\", \"role\": \"ADMINISTRATOR\"}]}", "")
                .statusCode(422);
        putJson("{\"rows\": [{\"claim\": \"sub:a\", \"role\": \"ADMINISTRATOR\", \"note\": \"a\\u0007\"}]}", "")
                .statusCode(422);
        putJson("{\"rows\": [", "").statusCode(400);
        putJson("[]", "").statusCode(422);
        putJson("", "").statusCode(422);
        putJson("{\"rows\": [{\"claim\": \"sub:a\", \"role\": \"ADMINISTRATOR\"}]}", "?reason=\0")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#reason"));
    }

    @Test
    void aQuoteNeverClosedAndAMillionColumnsAreRefused() {
        putCsv(COLUMNS + "\"sub:a,ADMINISTRATOR,,,,\n" + ADMINISTRATOR).statusCode(422);
        putCsv(COLUMNS + "\"" + "a".repeat(3_000_000) + "\",ADMINISTRATOR,,,,\n")
                .statusCode(422);
        putCsv("claim,role" + ",".repeat(1_000_000) + "\n").statusCode(422);
        putCsv(COLUMNS + "sub:a,ADMINISTRATOR" + ",".repeat(1_000_000) + "\n").statusCode(422);
        putCsv("").statusCode(422);
        putCsv("claim\n").statusCode(422).body("errors[0].message", containsString("role"));
        putCsv("claim,role,claim,vote\n").statusCode(422).body("errors", hasSize(2));
    }

    @Test
    void whatIsTooLongIsRefused() {
        putCsv(COLUMNS + "x".repeat(5 << 20)).statusCode(413);
        StringBuilder rows = new StringBuilder(COLUMNS + ADMINISTRATOR);
        for (int row = 1; row < 10_001; row++) {
            rows.append("sub:").append(row).append(",AUDITOR,,,,\n");
        }
        putCsv(rows.toString()).statusCode(422).body("errors[0].message", containsString("10,000"));
        String note = "あ".repeat(400);
        StringBuilder long1 = new StringBuilder(COLUMNS + ADMINISTRATOR);
        for (int row = 0; row < 1_000; row++) {
            long1.append("sub:").append(row).append(",AUDITOR,,,,").append(note).append('\n');
        }
        putCsv(long1.toString())
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/rows"))
                .body("errors[0].message", containsString("900000"));
        putCsv(COLUMNS + "sub:" + "x".repeat(600) + ",ADMINISTRATOR,,,,\n").statusCode(422);
    }

    @Test
    void tenThousandRowsFit() {
        StringBuilder rows = new StringBuilder(COLUMNS + ADMINISTRATOR);
        for (int row = 1; row < 10_000; row++) {
            rows.append("sub:").append(row).append(",DEPARTMENT_EDITOR,kenko,,,\n");
        }
        putCsv(rows.toString()).statusCode(200).body("rows", equalTo(10_000));
    }

    @Test
    void manyFaultsAreToldUpToANumberNobodyReads() {
        StringBuilder rows = new StringBuilder(COLUMNS);
        for (int row = 0; row < 3_000; row++) {
            rows.append("nobody,,,,,\n");
        }
        putCsv(rows.toString())
                .statusCode(422)
                .body("errors", hasSize(1_000))
                .body("errors[999].message", containsString("5001"));
    }

    @Test
    void anotherFormIsNotTaken() {
        bytes("application/xml")
                .body("<a/>".getBytes(StandardCharsets.UTF_8))
                .put(city + "/access-mapping")
                .then()
                .statusCode(415);
        given().contentType("application/json")
                .body("{}")
                .post(city + "/access-mapping/moves")
                .then()
                .statusCode(415);
    }

    @Test
    void yearsThatNoCalendarHasAreRefused() {
        for (String day :
                new String[] {"0000-01-01", "9999-12-31", "+99999-01-01", "2041-02-30", "R999.4.1", "1e999"}) {
            putCsv(COLUMNS + ADMINISTRATOR + "sub:a,AUDITOR,," + day + ",,\n").statusCode(422);
        }
    }
}
