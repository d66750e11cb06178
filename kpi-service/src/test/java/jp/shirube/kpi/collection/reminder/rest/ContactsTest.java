package jp.shirube.kpi.collection.reminder.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.received.Stated;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whom reminders are mailed to, as the planning office states it. */
@QuarkusTest
class ContactsTest extends RunningService {

    private static final String DANJO = """
            {"contacts": [{"department": "danjo-kyodo", "addresses": ["danjo@city.example.lg.jp"]}]}""";
    private static final String BOTH = """
            {"contacts": [{"department": "danjo-kyodo", "addresses": ["danjo@city.example.lg.jp"], "language": "ja"},
                          {"department": "shoko", "addresses": ["a@city.example.lg.jp", "b@city.example.lg.jp"], "language": "en"}]}""";

    @Test
    void contactsAreStatedWholeAndChangedOnlyByWhoHasSeenThem() throws SQLException {
        String address = city("520420");
        given().get(address).then().statusCode(200).header("ETag", "\"0\"").body("contacts", hasSize(0));

        sending(DANJO).put(address).then().statusCode(200).header("ETag", "\"1\"");
        sending(DANJO).put(address).then().statusCode(200).header("ETag", "\"1\"");
        sending(BOTH)
                .put(address)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:shirube:problem:precondition-required"));
        sending(BOTH)
                .header("If-Match", "\"0\"")
                .put(address)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:shirube:problem:precondition-failed"));
        sending(BOTH)
                .header("If-Match", "\"1\"")
                .put(address)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");

        given().get(address)
                .then()
                .body("version", equalTo(2))
                .body("contacts.department", contains("danjo-kyodo", "shoko"))
                .body("contacts[1].addresses", contains("a@city.example.lg.jp", "b@city.example.lg.jp"))
                .body("contacts.language", contains("ja", "en"));
        Assertions.assertThat(count("select count(*) from audit_entry where subject = ?", "520420/collection-contacts"))
                .as("two changes, and two attempts that were refused")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void everyFaultIsToldAtItsPlace() {
        String address = city("520421");
        sending("""
                {"contacts": [
                  {"department": "nobody", "addresses": ["danjo@city.example.lg.jp"]},
                  {"department": "danjo-kyodo", "addresses": ["danjo", "a@b.jp\\r\\nBcc: c@d.jp", "a@b.jp", "a@b.jp"], "language": "fr"},
                  {"department": "danjo-kyodo", "addresses": [], "mail": "x"}], "more": 1}""")
                .put(address)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/more",
                                "/contacts/0/department",
                                "/contacts/1/addresses/0",
                                "/contacts/1/addresses/1",
                                "/contacts/1/addresses/3",
                                "/contacts/1/language",
                                "/contacts/2/mail",
                                "/contacts/2/addresses",
                                "/contacts/2/department"));
        given().get(address).then().body("version", equalTo(0));
    }

    @Test
    void onlyThePlanningOfficeOfTheMunicipalitySeesThem() {
        String address = city("520422");
        sending(DANJO).put(address).then().statusCode(200);

        given().header("Authorization", "Bearer " + Tokens.of("520422", "DEPARTMENT_EDITOR:danjo-kyodo"))
                .get(address)
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + Tokens.of("520421", "PLANNING_OFFICE"))
                .get(address)
                .then()
                .statusCode(403);
    }

    @Test
    void withoutAMailServerTheOverviewSaysSo() {
        city("520423");
        given().get("/api/kpi/v1/municipalities/520423/collection-reminders")
                .then()
                .statusCode(200)
                .body("mailing", equalTo("NO_MAIL_SERVER"))
                .body("items", hasSize(0));
    }

    private String city(String code) {
        keep(new Stated.OfMunicipality(code, 1, "試験市"));
        for (String department : new String[] {"danjo-kyodo", "shoko"}) {
            keep(new Stated.OfDepartment(code, department, 1, "{\"id\": \"" + department + "\", \"names\": []}"));
        }
        return "/api/kpi/v1/municipalities/" + code + "/collection-contacts";
    }

    private static RequestSpecification sending(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }
}
