package jp.shirube.plan;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
class PlanServiceTest {

    private static final String HIGASHINE = "/api/plan/v1/municipalities/062111";
    private static final String PLAN = HIGASHINE + "/plans/gyozaisei-kaikaku-8";
    private static final String DOCUMENT = Samples.read("higashine/plans/gyozaisei-kaikaku-8/edition-1.yaml");
    private static final String MUNICIPALITY = Samples.read("higashine/municipality.yaml");

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void higashineIsKnown() throws SQLException {
        execute(
                "truncate municipality, municipality_revision, municipality_part, plan, edition, edition_revision, outbox");
        putMunicipality(MUNICIPALITY).statusCode(201);
    }

    @Test
    void theSameMunicipalityDocumentTwiceChangesNothing() throws SQLException {
        long announced = count("outbox");
        putMunicipality(MUNICIPALITY)
                .statusCode(200)
                .body("changed", equalTo(false))
                .header("ETag", "\"1\"");
        assertThat(count("outbox")).isEqualTo(announced);
        assertThat(count("municipality_revision")).isEqualTo(1);
    }

    @Test
    void aChangedDepartmentIsAnnouncedAloneAndNeedsTheStateItWasBasedOn() throws SQLException {
        long announced = count("outbox");
        String renamed = MUNICIPALITY.replaceFirst("name: 財政課\\}", "name: 財政企画課}");
        assertThat(renamed).isNotEqualTo(MUNICIPALITY);
        putMunicipality(renamed).statusCode(428).body("type", equalTo("urn:shirube:problem:precondition-required"));
        yaml().header("If-Match", "\"7\"").body(renamed).put(HIGASHINE).then().statusCode(412);
        yaml().header("If-Match", "\"1\"")
                .body(renamed)
                .put(HIGASHINE)
                .then()
                .statusCode(200)
                .body("announced", equalTo(1))
                .header("ETag", "\"2\"");
        assertThat(count("outbox")).as("the department and the document").isEqualTo(announced + 2);
        when().get(HIGASHINE + "/departments/zaisei-ka").then().statusCode(200).body("name", equalTo("財政企画課"));
    }

    @Test
    void anIndicatorThatIsKnownMayNotVanish() {
        String without = MUNICIPALITY.replaceFirst("(?s)- id: online-application-forms.*?(?=\\n {0,2}- id: )", "");
        assertThat(without).isNotEqualTo(MUNICIPALITY);
        yaml().header("If-Match", "*").body(without).put(HIGASHINE).then().statusCode(422);
    }

    @Test
    void aPlanDocumentIsTakenWholeAndTheSameTwiceChangesNothing() throws SQLException {
        postEdition(DOCUMENT)
                .statusCode(201)
                .body("number", equalTo(1))
                .body("elements", equalTo(88))
                .body("initiatives", equalTo(104))
                .body("targets", equalTo(17))
                .header("Location", containsString("/editions/1"));
        long announced = count("outbox");
        postEdition(DOCUMENT).statusCode(200).body("changed", equalTo(false));
        assertThat(count("outbox")).isEqualTo(announced);
        when().get(PLAN + "/targets?limit=5")
                .then()
                .statusCode(200)
                .body("items", hasSize(5))
                .body("next", notNullValue())
                .body("items[0].goal.comparator", equalTo("AT_LEAST"))
                .body("items[0].goal.period", equalTo("FY2030"));
        when().get(PLAN + "/initiatives?limit=1000")
                .then()
                .body("items", hasSize(104))
                .body("next", nullValue());
        when().get(PLAN + "/elements?after=s43").then().body("items.id", equalTo(java.util.List.of("s44")));
    }

    @Test
    void everyPartOfAnEditionIsAnnouncedUnderThePlansKeyAndClosedWithTheirCount() throws SQLException {
        postEdition(DOCUMENT).statusCode(201);
        String last =
                text("select type from outbox where key = '062111/plan/gyozaisei-kaikaku-8' order by seq desc limit 1");
        assertThat(last).isEqualTo("jp.shirube.plan.edition.stated.v1");
        long parts = Long.parseLong(text("""
                select count(*) from outbox where key = '062111/plan/gyozaisei-kaikaku-8'
                and type not in ('jp.shirube.plan.edition.stated.v1', 'jp.shirube.plan.document.stated.v1')"""));
        assertThat(text("select data::json->>'count' from outbox where type = 'jp.shirube.plan.edition.stated.v1'"))
                .isEqualTo(String.valueOf(parts));
    }

    @Test
    void aDryRunChecksAndChangesNothing() throws SQLException {
        long announced = count("outbox");
        yaml().body(DOCUMENT)
                .post(PLAN + "/editions?dryRun=true")
                .then()
                .statusCode(200)
                .body("created", equalTo(true))
                .body("targets", equalTo(17));
        assertThat(count("edition")).isZero();
        assertThat(count("outbox")).isEqualTo(announced);
    }

    @Test
    void everyFaultOfADocumentComesBackAtOnceWithItsLineInJapaneseOrEnglish() {
        String broken = """
                format: shirube/plan-edition/1
                municipality: "062111"
                plan: {id: gyozaisei-kaikaku-8, name: 計画, period: R8..R12, levels: [施策]}
                edition: {number: 1, name: 案, status: DRAFT}
                elements:
                  - id: s1
                    title: 施策1
                    departments: [存在しない課]
                    references: [{printedRef: 施策9, resolvedRef: s9}]
                    targets:
                      - id: k1
                        kind: KPI
                        indicator: no-such-indicator
                        printedName: 何か
                        goal: {printed: 5件, value: 5, period: R12}
                      - id: k1
                        kind: KPI
                        indicator: online-application-forms
                        printedName: 電子申請
                        goal: {printed: 延べ100件, value: 100, period: R99年目, accumulation: CUMULATIVE}
                """;
        yaml().header("Accept-Language", "ja")
                .body(broken)
                .post(PLAN + "/editions")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:shirube:problem:invalid"))
                .body("errors.find { it.pointer == '/elements/0/departments/0' }.line", equalTo(8))
                .body("errors.find { it.pointer == '/elements/0/departments/0' }.message", containsString("存在しない課"))
                .body("errors.find { it.pointer == '/elements/0/references/0/resolvedRef' }.line", equalTo(9))
                .body("errors.find { it.pointer == '/elements/0/targets/0/indicator' }.line", equalTo(13))
                .body("errors.find { it.pointer == '/elements/0/targets/1/id' }.line", equalTo(16))
                .body("errors.pointer", hasItem("/elements/0/targets/1/goal/period"))
                .body("errors.pointer", hasItem("/elements/0/targets/1/goal/accumulation"));
        yaml().header("Accept-Language", "en")
                .body(broken)
                .post(PLAN + "/editions")
                .then()
                .body("title", equalTo("The content has faults"))
                .body("errors.message", hasItem(containsString("no-such-indicator")));
    }

    @Test
    void aMisspeltFieldIsRefusedByTheSchemaWithItsLine() {
        yaml().body(DOCUMENT.replaceFirst("printedName:", "printdName:"))
                .post(PLAN + "/editions")
                .then()
                .statusCode(422)
                .body("errors.size()", greaterThan(1))
                .body("errors[0].line", notNullValue());
    }

    @Test
    void whatIsNoDocumentIsRefusedWithoutAnInternalError() {
        for (String body :
                new String[] {"", "{", "a: [", "- &a 1\n- *a", "a: 1\na: 2", "!!java.net.URL [x]", "\u0000", "[]"}) {
            int status = yaml().body(body).post(PLAN + "/editions").statusCode();
            assertThat(status).as(body).isBetween(400, 422);
        }
        given().contentType("text/plain")
                .body("x")
                .post(PLAN + "/editions")
                .then()
                .statusCode(415);
        when().get("/api/plan/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void anEditionOfTheSameNumberWithOtherContentIsAConflictAndChangesByPut() {
        postEdition(DOCUMENT).statusCode(201);
        String changed = DOCUMENT.replaceFirst("status: DRAFT", "status: PUBLIC_COMMENT");
        assertThat(changed).isNotEqualTo(DOCUMENT);
        postEdition(changed).statusCode(409);
        yaml().header("If-Match", "\"1\"")
                .body(changed)
                .put(PLAN + "/editions/1")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
    }

    @Test
    void anAdoptedEditionIsInForceFromItsDayAndChangesOnlyAsACorrection() {
        postEdition(DOCUMENT).statusCode(201);
        String next = DOCUMENT.replaceFirst("number: 1", "number: 2");
        postEdition(next).statusCode(201);
        given().contentType("application/json")
                .body("{\"adoptedOn\": \"2026-03-20\", \"inForceFrom\": \"2026-04-01\"}")
                .put(PLAN + "/editions/1/adoption")
                .then()
                .statusCode(200)
                .body("adopted", equalTo(true));
        yaml().header("If-Match", "\"3\"")
                .body(DOCUMENT.replaceFirst("status: DRAFT", "status: PUBLIC_COMMENT"))
                .put(PLAN + "/editions/1")
                .then()
                .statusCode(409);
        yaml().header("If-Match", "\"3\"")
                .queryParam("reason", "誤植の訂正")
                .body(DOCUMENT.replaceFirst("status: DRAFT", "status: PUBLIC_COMMENT"))
                .put(PLAN + "/editions/1")
                .then()
                .statusCode(200);
    }

    @Test
    void anAdoptionSaysInItsNoteByWhatActItCameAbout() {
        postEdition(DOCUMENT).statusCode(201);
        String byVote = "{\"adoptedOn\": \"2026-03-20\", \"note\": \" 令和8年3月議会で議決（議案第12号） \"}";
        adopt(byVote).statusCode(200).body("adoptionNote", equalTo("令和8年3月議会で議決（議案第12号）"));
        when().get(PLAN + "/editions")
                .then()
                .body("items[0].adoptedOn", equalTo("2026-03-20"))
                .body("items[0].inForceFrom", equalTo("2026-03-20"))
                .body("items[0].adoptionNote", equalTo("令和8年3月議会で議決（議案第12号）"));
        adopt(byVote).statusCode(200).header("ETag", equalTo("\"2\""));
        adopt("{\"adoptedOn\": \"2026-03-20\", \"note\": \"市長決裁\"}")
                .statusCode(409)
                .body("type", equalTo("urn:shirube:problem:edition-adopted"))
                .body("detail", containsString("議案第12号"));
        adopt("{\"adoptedOn\": \"2026-03-20\"}").statusCode(409);
        yaml().header("If-Match", "\"2\"")
                .queryParam("reason", "誤植の訂正")
                .body(DOCUMENT.replaceFirst("status: DRAFT", "status: PUBLIC_COMMENT"))
                .put(PLAN + "/editions/1")
                .then()
                .statusCode(200);
        when().get(PLAN + "/editions").then().body("items[0].adoptionNote", equalTo("令和8年3月議会で議決（議案第12号）"));
    }

    @Test
    void aNoteOfAnAdoptionThatIsTooLongOrNoTextIsRefusedTogetherWithTheMissingDay() {
        postEdition(DOCUMENT).statusCode(201);
        adopt("{\"note\": \"" + "議".repeat(500) + "\\n決\"}")
                .statusCode(422)
                .body("errors.pointer", equalTo(java.util.List.of("/adoptedOn", "/note", "/note")));
        adopt("{\"adoptedOn\": \"2026-03-20\", \"note\": \"" + "議".repeat(501) + "\"}")
                .statusCode(422)
                .body("errors.pointer", equalTo(java.util.List.of("/note")));
        adopt("{\"adoptedOn\": \"2026-03-20\", \"note\": \"" + "𠮷".repeat(500) + "\"}")
                .statusCode(200);
    }

    @Test
    void aReferenceToAnUnknownMunicipalityPlanOrDayIsRefused() {
        when().get("/api/plan/v1/municipalities/062022").then().statusCode(404);
        when().get(HIGASHINE + "/plans/nothing/targets").then().statusCode(404);
        postEdition(DOCUMENT).statusCode(201);
        when().get(PLAN + "/targets?edition=9").then().statusCode(404);
        when().get(PLAN + "/targets?asOf=tomorrow").then().statusCode(422);
    }

    private static ValidatableResponse putMunicipality(String document) {
        return yaml().body(document).put(HIGASHINE).then();
    }

    private static ValidatableResponse adopt(String adoption) {
        return given().contentType("application/json")
                .body(adoption)
                .put(PLAN + "/editions/1/adoption")
                .then();
    }

    private static ValidatableResponse postEdition(String document) {
        return yaml().body(document).post(PLAN + "/editions").then();
    }

    /** REST Assured must be told that YAML is text. */
    private static RequestSpecification yaml() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .contentType("application/yaml");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String table) throws SQLException {
        return Long.parseLong(text("select count(*) from " + table));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
