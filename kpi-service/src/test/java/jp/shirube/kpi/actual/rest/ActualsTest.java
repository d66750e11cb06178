package jp.shirube.kpi.actual.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.SignedIn;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ActualsTest extends RunningService {

    @Test
    void whatWasMeasuredIsReadBackWithItsRevision() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);

        put(indicator, "R7", """
                {"value": 32.80, "status": "FINAL", "note": " 速報から変更なし ", "evidence": "年次報告 p.12"}""")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("period", equalTo("FY2025"))
                .body("review", equalTo("CONFIRMED"))
                .body("recordedBy", equalTo("kikaku-tanto"))
                .body("department", nullValue());

        for (String period : List.of("2025", "令和7年度", "FY2025", "R7", "Ｒ７")) {
            get(indicator, period)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .body("indicator", equalTo(indicator))
                    .body("value", equalTo(32.8f))
                    .body("missingReason", nullValue())
                    .body("components", nullValue())
                    .body("note", equalTo("速報から変更なし"))
                    .body("revision", equalTo(1))
                    .body("recordedAt", equalTo("2026-06-30T01:00:00Z"));
        }
        given().header("If-None-Match", "W/\"1\"")
                .get(actuals(indicator) + "/R7")
                .then()
                .statusCode(304);
        assertThat(eventsAbout(indicator)).isEqualTo(1);
    }

    @Test
    void sayingTheSameAgainChangesNothing() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 32.8}").then().statusCode(201);

        put(indicator, "2025", "{\"value\": \"32.80\", \"status\": \"FINAL\", \"note\": null}")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        correct(indicator, "2025", 7, "{\"value\": 32.8}")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");

        assertThat(eventsAbout(indicator)).isEqualTo(1);
    }

    @Test
    void aChangeNeedsTheStateItChanges() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 32.8}").then().statusCode(201);

        put(indicator, "R7", "{\"value\": 33}")
                .then()
                .statusCode(428)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:shirube:problem:precondition-required"));
        correct(indicator, "R7", 2, "{\"value\": 33}")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:shirube:problem:precondition-failed"));
        stating("{\"value\": 33}")
                .header("If-Match", "W/\"1\"")
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(412);
        stating("{\"value\": 33}")
                .header("If-Match", "1")
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(400);
        stating("{\"value\": 32.8}")
                .header("If-None-Match", "*")
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(412);
        correct(indicator, "R8", 1, "{\"value\": 33, \"status\": \"ESTIMATE\"}")
                .then()
                .statusCode(412);

        correct(indicator, "R7", 1, "{\"value\": 33}").then().statusCode(200).header("ETag", "\"2\"");
        stating(because("{\"value\": 34}"))
                .header("If-Match", "\"x\", \"2\"")
                .put(actuals(indicator) + "/R7")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");
        stating("{\"value\": 35}")
                .header("If-None-Match", "*")
                .put(actuals(indicator) + "/R6")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"");
    }

    @Test
    void aWithdrawnActualSaysWhenAndWhyAndKeepsItsHistory() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 32.8}").then().statusCode(201);
        given().queryParam("reason", "誤り")
                .delete(actuals(indicator) + "/R7")
                .then()
                .statusCode(428);
        withdraw(indicator, "R7", 1, " ").then().statusCode(422).body("errors.pointer", contains("#reason"));
        withdraw(indicator, "R7", 2, "誤り").then().statusCode(412);
        withdraw(indicator, "R6", 1, "誤り").then().statusCode(404);

        withdraw(indicator, "R7", 1, "集計対象の審議会を誤っていたため")
                .then()
                .statusCode(200)
                .body("withdrawn", equalTo(true))
                .body("revision", equalTo(2))
                .body("value", nullValue());

        get(indicator, "R7")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:withdrawn"))
                .body("detail", equalTo("令和7年度の実績値は2026-06-30 10:00に取り下げられました。理由: 集計対象の審議会を誤っていたため"));
        given().get(actuals(indicator)).then().statusCode(200).body("items.size()", equalTo(0));
        withdraw(indicator, "R7", 2, "もう一度")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:withdrawn"));
        correct(indicator, "R7", 1, "{\"value\": 30}").then().statusCode(412);
        put(indicator, "R7", "{\"value\": 31}").then().statusCode(201).header("ETag", "\"3\"");

        given().get(actuals(indicator) + "/R7/history")
                .then()
                .statusCode(200)
                .body("items.revision", contains(1, 2, 3))
                .body("items.withdrawn", contains(false, true, false))
                .body("items[1].reason", equalTo("集計対象の審議会を誤っていたため"))
                .body("next", nullValue());
        assertThat(eventsAbout(indicator)).isEqualTo(3);
        given().get(actuals(indicator) + "/R1/history")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:shirube:problem:actual-not-recorded"));
    }

    @Test
    void asOfADayShowsWhatWasKnownAtItsEnd() {
        String indicator = known(Yonezawa::womenOnCouncils);
        clock.set(Instant.parse("2026-06-30T14:59:59.999999Z"));
        put(indicator, "R7", "{\"value\": 1}").then().statusCode(201);
        clock.set(Instant.parse("2026-06-30T15:00:00Z")); // 24:00 in Tokyo is already the first of July
        correct(indicator, "R7", 1, "{\"value\": 2}").then().statusCode(200);
        clock.setDay(2026, 7, 2);
        withdraw(indicator, "R7", 2, "誤り").then().statusCode(200);

        asOf(indicator, "2026-06-29").then().statusCode(404).body("type", containsString("actual-not-recorded"));
        asOf(indicator, "2026-06-30")
                .then()
                .statusCode(200)
                .body("value", equalTo(1))
                .header("ETag", "\"1\"");
        asOf(indicator, "2026-07-01").then().statusCode(200).body("value", equalTo(2));
        asOf(indicator, "2026-07-02").then().statusCode(404).body("type", containsString("withdrawn"));
        for (String[] known : new String[][] {{"2026-06-29", "0"}, {"2026-06-30", "1"}, {"2026-07-02", "0"}}) {
            given().queryParam("asOf", known[0])
                    .get(actuals(indicator))
                    .then()
                    .body("items.size()", equalTo(Integer.valueOf(known[1])));
        }
        for (String nonsense : List.of("2026-02-30", "R8", "0000-01-01", "9999-12-31", "+99999-01-01")) {
            asOf(indicator, nonsense).then().statusCode(422).body("errors.pointer", contains("#asOf"));
        }
    }

    private static io.restassured.response.Response asOf(String indicator, String day) {
        return given().queryParam("asOf", day).get(actuals(indicator) + "/R7");
    }

    @Test
    void whatWasKnownWhenKeepsItsOrderThoughTheClockIsPutBack() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 1}").then().body("recordedAt", equalTo("2026-06-30T01:00:00Z"));
        clock.setDay(2026, 6, 29);
        put(indicator, "R6", "{\"value\": 1}").then().body("recordedAt", equalTo("2026-06-30T01:00:00.000001Z"));
    }

    @Test
    void aListIsOrderedByPeriodAndReadPageByPage() {
        String indicator = known(Yonezawa::womenOnCouncils);
        for (String period : List.of("R6", "H27..H30", "..R4.10", "R7", "令和7年12月末", "R1")) {
            put(indicator, period, "{\"value\": 1}").then().statusCode(201);
        }
        List<String> periods = new ArrayList<>();
        @Nullable String after = null;
        do {
            var request = given().queryParam("limit", 4);
            if (after != null) {
                request.queryParam("after", after);
            }
            var page = request.get(actuals(indicator)).then().statusCode(200).extract();
            periods.addAll(page.path("items.period"));
            after = page.path("next");
        } while (after != null);

        assertThat(periods)
                .containsExactly("FY2015..FY2018", "FY2019", "..2022-10-31", "FY2024", "2025-12-31", "FY2025");
        for (String limit : List.of("0", "-1", "1001", "abc", "99999999999")) {
            given().queryParam("limit", limit)
                    .get(actuals(indicator))
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("#limit"));
        }
        given().queryParam("after", "R7").get(actuals(indicator)).then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({
        "rate, 2025-12-31, 2025-12-31",
        "rate, 2025/12/31, 2025-12-31",
        "rate, H30.6..R4, 2018-06-01..2023-03-31",
        "rate, H27～H30, FY2015..FY2018",
        "rate, ..R4.10, ..2022-10-31",
        "rate, 2025年度, FY2025",
        "rank, 2025-12-31, 2025-12-31",
        "rank, R7, FY2025",
        "flow, R7, FY2025",
        "flow, R3..R7, FY2021..FY2025",
        "calendar, 2023, CY2023",
        "calendar, R5年, CY2023",
        "day, R5, 2023-10-01",
        "day, 令和5年度, 2023-10-01",
        "day, 2023-10-02, 2023-10-02",
        "dayBefore, R5, 2024-04-01",
    })
    void aPeriodIsWrittenAsPeopleWriteItAndStoredInOneForm(String kind, String written, String stored) {
        String indicator = known(kind(kind));
        put(indicator, written, "{\"value\": 1}").then().statusCode(201).body("period", equalTo(stored));
        get(indicator, stored).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "rate, R5年, 「2023」（令和5年度）",
        "rate, CY2023, 「2023」（令和5年度）",
        "flow, 2023-10-01, 「2023」（令和5年度）",
        "flow, 令和6年1月末, 「2023」（令和5年度）",
        "calendar, 令和5年度, 「2023」（令和5年）",
        "calendar, 2024-01-31, 「2024」（令和6年）",
        "day, R5年, 「2023-10-01」（令和5年10月1日）",
        "dayBefore, R5年, 「2024-04-01」（令和6年4月1日）",
    })
    void aPeriodOfAnotherKindIsRefusedNamingTheRightForm(String kind, String written, String right) {
        String indicator = known(kind(kind));
        put(indicator, written, "{\"value\": 1}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:shirube:problem:wrong-period-kind"))
                .body("detail", containsString(right));
    }

    private static java.util.function.Function<String, jp.shirube.kpi.received.Indicator> kind(String kind) {
        return switch (kind) {
            case "rate" -> Yonezawa::womenOnCouncils;
            case "rank" -> Yonezawa::attractivenessRank;
            case "flow" -> Yonezawa::founders;
            case "calendar" -> Yonezawa::socialChange;
            case "day" -> Yonezawa::waitingChildren;
            case "dayBefore" -> Yonezawa::population;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @Test
    void everyComponentIsNamedWithItsFigureOrTheReasonForNone() {
        String indicator = known(Yonezawa::pupils);

        put(indicator, "R6", """
                {"components": [{"name": "中学校", "missingReason": "NOT_PUBLISHED"}, {"name": "小学校", "value": "80.20"}],
                 "status": "PROVISIONAL"}""")
                .then()
                .statusCode(201)
                .body("components.name", contains("小学校", "中学校"))
                .body("components[0].value", equalTo(80.2f))
                .body("components[1].missingReason", equalTo("NOT_PUBLISHED"))
                .body("value", nullValue());
        put(indicator, "R6", """
                {"components": [{"name": "小学校", "value": 80.2}, {"name": "中学校", "missingReason": "NOT_PUBLISHED"}],
                 "status": "PROVISIONAL"}""").then().statusCode(200).header("ETag", "\"1\"");
        put(indicator, "R5", """
                {"components": [{"name": "小学校", "value": 80.2}, {"name": "中学校", "value": 70},
                                {"name": "回答数", "value": 1200}]}""").then().statusCode(201);
    }

    /** 社会増減: −684人 (転入者数 2,018人－転出者数 2,702人) is printed with both. */
    @Test
    void termsStandBesideTheFigureTheyMake() {
        String indicator = known(Yonezawa::socialChange);
        put(indicator, "R5年", """
                {"value": -684, "components": [{"name": "転入者数", "value": 2018}, {"name": "転出者数", "value": 2702}]}""")
                .then()
                .statusCode(201)
                .body("value", equalTo(-684))
                .body("components", hasSize(2));
        put(indicator, "R4年", """
                {"components": [{"name": "転入者数", "value": 2018}, {"name": "転出者数", "value": 2702}]}""").then().statusCode(422);
        put(indicator, "R4年", """
                {"value": -684, "components": [{"name": "転入者数", "value": 2018}]}""").then().statusCode(422).body("errors.pointer", contains("/components"));
    }

    @Test
    void everyFaultIsToldAtOnceWithItsPlace() {
        String indicator = known(Yonezawa::pupils);

        put(indicator, "R8", """
                {"components": [{"name": "小学校", "value": 80.25}, {"name": "高校", "value": 1},
                                {"name": "小学校", "value": 1}, {"name": "回答数", "value": "千"}, 5],
                 "status": "DONE", "note": "a\\u0000b", "evidence": 7, "department": "no-such",
                 "revision": 3, "recordedAt": "2026-01-01T00:00:00Z", "recordedBy": "me", "extra/field": 1}""")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:shirube:problem:invalid"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/components/0/value",
                                "/components/1/name",
                                "/components/2/name",
                                "/components/3/value",
                                "/components/4",
                                "/status",
                                "/note",
                                "/evidence",
                                "/department",
                                "/revision",
                                "/recordedAt",
                                "/recordedBy",
                                "/extra~1field"));
        put(indicator, "R7", "{\"components\": [{\"name\": \"小学校\", \"value\": 80}]}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/components"))
                .body("errors[0].message", containsString("中学校"));
        put(indicator, "R7", "{\"value\": 80}").then().statusCode(422).body("errors.pointer", contains("/value"));
        put(indicator, "R7", "{\"missingReason\": \"NOT_SURVEYED\"}").then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}||",
                "{\"value\": null}||",
                "{\"value\": 1, \"missingReason\": \"NOT_SURVEYED\"}||",
                "{\"missingReason\": \"BLANK\"}|/missingReason|",
                "{\"missingReason\": \"\"}|/missingReason|",
                "{\"value\": 32.85}|/value|",
                "{\"value\": \"NaN\"}|/value|",
                "{\"value\": \"\"}|/value|",
                "{\"value\": true}|/value|",
                "{\"value\": \"32.8%\"}|/value|",
                "{\"value\": 1e999}|/value|",
                "{\"value\": -1e-999999999}|/value|",
                "{\"value\": 1234567890123456789012345678901}|/value|",
                "{\"components\": []}|/components|",
                "{\"components\": {}}|/components|",
                "{\"value\": 1, \"status\": \"final\"}|/status|",
                "{\"value\": 1, \"review\": \"CONFIRMED\"}|/review|",
            })
    void whatIsNotExactlyOneFigureOrReasonIsRefused(String body, @Nullable String pointer) {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", body)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem(pointer == null ? "" : pointer));
        get(indicator, "R7").then().statusCode(404);
    }

    @Test
    void aRatioMayExceedAHundredAndAFigureKeepsEveryDigit() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R6", "{\"value\": 130}").then().statusCode(201);
        String exact = "12345678901234567890123456789.1";
        String body = put(indicator, "R7", "{\"value\": " + exact + "}").asString();
        assertThat(body).contains("\"value\":" + exact + ",");
        put(indicator, "R5", "{\"value\": 1e3}").then().statusCode(201).body("value", equalTo(1000));
    }

    @Test
    void aFigureOfAPeriodThatHasNotEndedIsAnEstimate() {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R8", "{\"value\": 33}").then().statusCode(422).body("errors.pointer", contains("/status"));
        put(indicator, "R8", "{\"value\": 33, \"status\": \"PROVISIONAL\"}")
                .then()
                .statusCode(422);
        put(indicator, "R8", "{\"value\": 33, \"status\": \"ESTIMATE\"}").then().statusCode(201);
        put(indicator, "R9", "{\"missingReason\": \"DISCONTINUED\"}").then().statusCode(201);
        put(indicator, "2026-06-30", "{\"value\": 33}").then().statusCode(201);
        put(indicator, "2026-07-01", "{\"value\": 33}").then().statusCode(422);
    }

    @Test
    void aDepartmentMaySayThatAnEndedProgrammeCountsAsZero() throws Exception {
        String indicator = known(Yonezawa::founders);

        put(indicator, "R7", "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": true}")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("missingReason", equalTo("DISCONTINUED"))
                .body("value", nullValue())
                .body("countsAsZero", equalTo(true));
        put(indicator, "R6", "{\"missingReason\": \"NOT_APPLICABLE\", \"countsAsZero\": true}")
                .then()
                .statusCode(201);

        put(indicator, "R7", "{\"countsAsZero\": true, \"missingReason\": \"DISCONTINUED\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        get(indicator, "R7").then().statusCode(200).body("countsAsZero", equalTo(true));
        given().get(actuals(indicator)).then().body("items.countsAsZero", contains(true, true));
        assertThat(eventsAbout(indicator)).isEqualTo(2);
    }

    @Test
    void thatItCountsAsZeroIsPartOfWhatIsStated() throws Exception {
        String indicator = known(Yonezawa::founders);
        put(indicator, "R7", "{\"missingReason\": \"DISCONTINUED\"}")
                .then()
                .statusCode(201)
                .body("$", not(hasKey("countsAsZero")));
        for (String same : List.of("false", "null")) {
            put(indicator, "R7", "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": " + same + "}")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .body("$", not(hasKey("countsAsZero")));
        }

        String zero = "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": true}";
        put(indicator, "R7", zero).then().statusCode(428);
        correct(indicator, "R7", 1, zero).then().statusCode(200).header("ETag", "\"2\"");
        correct(indicator, "R7", 2, "{\"missingReason\": \"DISCONTINUED\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");
        withdraw(indicator, "R7", 3, "誤り").then().statusCode(200);

        given().get(actuals(indicator) + "/R7/history")
                .then()
                .body("items.collect { it.containsKey('countsAsZero') }", contains(false, true, false, false))
                .body("items[1].countsAsZero", equalTo(true));
        assertThat(eventsAbout(indicator)).isEqualTo(4);
    }

    @Test
    void aKnownZeroStandsBesideTheTermsOfItsIndicator() {
        String indicator = known(Yonezawa::socialChange);
        put(indicator, "R5年", """
                {"missingReason": "NOT_APPLICABLE", "countsAsZero": true,
                 "components": [{"name": "転入者数", "value": 2018}, {"name": "転出者数", "missingReason": "NOT_SURVEYED"}]}""")
                .then()
                .statusCode(201)
                .body("countsAsZero", equalTo(true))
                .body("components", hasSize(2));
        get(indicator, "R5年").then().body("countsAsZero", equalTo(true)).body("components", hasSize(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"value\": 3, \"countsAsZero\": true}|/countsAsZero",
                "{\"value\": 0, \"countsAsZero\": true}|/countsAsZero",
                "{\"missingReason\": \"NOT_SURVEYED\", \"countsAsZero\": true}|/countsAsZero",
                "{\"missingReason\": \"NOT_PUBLISHED\", \"countsAsZero\": true}|/countsAsZero",
                "{\"missingReason\": \"NOT_CALCULATED\", \"countsAsZero\": true}|/countsAsZero",
                "{\"countsAsZero\": true}|,/countsAsZero",
                "{\"value\": 3.5, \"countsAsZero\": true}|/countsAsZero,/value",
                "{\"missingReason\": \"OVER\", \"countsAsZero\": true}|/missingReason",
                "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": \"true\"}|/countsAsZero",
                "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": 1}|/countsAsZero",
            })
    void onlyAnEndedProgrammeOrOneThatDoesNotApplyCountsAsZero(String body, String pointers) {
        String indicator = known(Yonezawa::founders);
        put(indicator, "R7", body)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:shirube:problem:invalid"))
                .body("errors.pointer", containsInAnyOrder(pointers.split(",")));
        get(indicator, "R7").then().statusCode(404);
    }

    @Test
    void onlyWhatAddsUpCountsAsZero() {
        String zero = "{\"missingReason\": \"DISCONTINUED\", \"countsAsZero\": true}";
        put(known(Yonezawa::womenOnCouncils), "R7", zero)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/countsAsZero"))
                .body("errors[0].message", containsString("FLOW"));
        stating(zero)
                .header("Accept-Language", "en")
                .put(actuals(known(Yonezawa::attractivenessRank)) + "/R7")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/countsAsZero"))
                .body("errors[0].message", containsString("RANK"));
        put(known(Yonezawa::womenOnCouncils), "R7", "{\"missingReason\": \"NOT_SURVEYED\", \"countsAsZero\": true}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/countsAsZero", "/countsAsZero"));
    }

    @Test
    void aComponentDoesNotCountAsZeroByItself() {
        put(known(Yonezawa::socialChange), "R5年", """
                {"value": 2018, "components": [{"name": "転入者数", "value": 2018},
                                {"name": "転出者数", "missingReason": "DISCONTINUED", "countsAsZero": true}]}""")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/components/1/countsAsZero"));
    }

    @Test
    void theDepartmentResponsibleOnTheDayOfWritingReports() {
        String indicator = known(Yonezawa::womenOnCouncils);
        responsible(
                indicator,
                new Responsibility("sogo-seisaku", null, LocalDate.of(2026, 3, 31)),
                new Responsibility("chiiki-shinko", LocalDate.of(2026, 4, 1), null));
        clock.setDay(2026, 3, 31);
        put(indicator, "R6", "{\"value\": 32}").then().body("department", equalTo("sogo-seisaku"));
        clock.setDay(2026, 4, 1);
        put(indicator, "R7", "{\"value\": 33}").then().body("department", equalTo("chiiki-shinko"));
        put(indicator, "R6", "{\"value\": 32}").then().statusCode(200).header("ETag", "\"1\"");
        // Who writes for which department the sign-in says, not the content.
        put(indicator, "R4", "{\"value\": 31, \"department\": \"sogo-seisaku\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/department"));
    }

    /** ASVS 5.0 8.2.2, 15.3.3: the department of the day of writing writes, whatever the content says. */
    @Test
    void onlyTheDepartmentInChargeOnTheDayOfWritingWrites() {
        String indicator = known(Yonezawa::womenOnCouncils);
        responsible(
                indicator,
                new Responsibility("sogo-seisaku", null, LocalDate.of(2026, 3, 31)),
                new Responsibility("chiiki-shinko", LocalDate.of(2026, 4, 1), null));
        String before = Tokens.of(Yonezawa.CODE, "DEPARTMENT_EDITOR:sogo-seisaku");
        String after = Tokens.of(Yonezawa.CODE, "DEPARTMENT_EDITOR:chiiki-shinko");
        clock.setDay(2026, 3, 31);
        putAs(after, indicator, "R6", "{\"value\": 32}")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:shirube:problem:not-your-department"));
        putAs(before, indicator, "R6", "{\"value\": 32}")
                .then()
                .statusCode(201)
                .body("recordedBy", equalTo("test-DEPARTMENT_EDITOR:sogo-seisaku"))
                .body("department", equalTo("sogo-seisaku"))
                .body("responsibilityVersion", equalTo(1));
        clock.setDay(2026, 4, 1);
        putAs(before, indicator, "R5", "{\"value\": 31}").then().statusCode(403);
        putAs(after, indicator, "R5", "{\"value\": 31}").then().statusCode(201);
        given().header(SignedIn.NOBODY, "1")
                .get(actuals(indicator) + "/R6")
                .then()
                .statusCode(200)
                .body("recordedBy", nullValue());
    }

    /** Sent in and not confirmed: there for the department and the planning office, for nobody else. */
    @Test
    void whatNobodyHasConfirmedIsSeenByWhoReportsItOnly() throws SQLException {
        String indicator = known(Yonezawa::womenOnCouncils);
        responsible(indicator, new Responsibility("chiiki-shinko", null, null));
        put(indicator, "R6", "{\"value\": 32}").then().statusCode(201);
        correct(indicator, "R6", 1, "{\"value\": 33, \"reason\": \"転記誤り\"}")
                .then()
                .statusCode(200);
        count(
                "with sent as (update actual_revision set review = 'SUBMITTED' where indicator = ? and revision = 2 returning 1)"
                        + " select count(*) from sent",
                indicator);
        String own = Tokens.of(Yonezawa.CODE, "DEPARTMENT_EDITOR:chiiki-shinko");
        String other = Tokens.of(Yonezawa.CODE, "DEPARTMENT_EDITOR:sogo-seisaku");
        getAs(own, actuals(indicator) + "/R6").body("value", equalTo(33)).body("review", equalTo("SUBMITTED"));
        get(indicator, "R6").then().body("value", equalTo(33));
        getAs(other, actuals(indicator) + "/R6").body("value", equalTo(32)).body("review", equalTo("CONFIRMED"));
        getAs(other, actuals(indicator)).body("items.value", contains(32));
        getAs(other, actuals(indicator) + "/R6/history").body("items.revision", contains(1));
        getAs(own, actuals(indicator) + "/R6/history").body("items.revision", contains(1, 2));
    }

    @Test
    void anIndicatorThatHasNotArrivedIsAskedForAgain() {
        for (String path : List.of("/R7", "", "/R7/history")) {
            given().get(actuals("nobody-knows") + path)
                    .then()
                    .statusCode(404)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:shirube:problem:indicator-not-yet-known"));
        }
        put("nobody-knows", "R7", "{\"value\": 1}").then().statusCode(404).header("Retry-After", "1");
        given().get("/api/kpi/v1/municipalities/999999/indicators")
                .then()
                .statusCode(404)
                .header("Retry-After", "1");
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswerAgainAndDoesNothing() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);
        String key = "first-" + indicator;
        var first = keyed(key, null, indicator, "R7", "{\"value\": 1}");
        correct(indicator, "R7", 1, "{\"value\": 2}").then().statusCode(200);
        var again = keyed(key, "\"99\"", indicator, "2025", "{\"value\": 1}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.asString()).isEqualTo(first.asString());
        get(indicator, "R7").then().body("value", equalTo(2));

        keyed(key, null, indicator, "R7", "{\"value\": 3}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:shirube:problem:idempotency-key-reused"));
        keyed(key, null, indicator, "R6", "{\"value\": 1}").then().statusCode(422);
        keyed(key, null, known(Yonezawa::womenOnCouncils), "R7", "{\"value\": 1}")
                .then()
                .statusCode(422);
        keyed("key with space", null, indicator, "R7", "{\"value\": 1}").then().statusCode(400);
        // A refusal had no effect and is not remembered.
        keyed("later-" + indicator, null, indicator, "R7", because("{\"value\": 5}"))
                .then()
                .statusCode(428);
        keyed("later-" + indicator, "\"2\"", indicator, "R7", because("{\"value\": 5}"))
                .then()
                .statusCode(200);
        assertThat(eventsAbout(indicator)).isEqualTo(3);
    }

    @Test
    void aRepeatedWithdrawalGetsTheFirstAnswerAgain() throws Exception {
        String indicator = known(Yonezawa::womenOnCouncils);
        put(indicator, "R7", "{\"value\": 1}");
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(given().header("If-Match", "\"1\"")
                    .header("Idempotency-Key", "withdraw-" + indicator)
                    .queryParam("reason", "誤り")
                    .delete(actuals(indicator) + "/R7")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        }
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        assertThat(eventsAbout(indicator)).isEqualTo(2);
    }

    private static io.restassured.response.Response keyed(
            String key, @Nullable String ifMatch, String indicator, String period, String body) {
        var request = stating(body).header("Idempotency-Key", key);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put(actuals(indicator) + "/{period}", period);
    }

    @Test
    void theIndicatorsKnownHereAreListedWithWhoReportsThemToday() {
        String indicator = known(Yonezawa::pupils);
        responsible(indicator, new Responsibility("gakko-kyoiku", LocalDate.of(2026, 4, 1), null));
        String before = "indicator-" + (Integer.parseInt(indicator.substring(10)) - 1);
        keep(new Stated.OfMunicipality("062111", 1, "東根市"));

        given().queryParam("after", before.compareTo(indicator) < 0 ? before : "0")
                .queryParam("limit", 1000)
                .get("/api/kpi/v1/municipalities/062022/indicators")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(indicator))
                .body("items.find { it.id == '" + indicator + "' }.department", equalTo("gakko-kyoiku"))
                .body("items.find { it.id == '" + indicator + "' }.periodKind", equalTo("FISCAL_YEAR"))
                .body("items.find { it.id == '" + indicator + "' }.components.name", contains("小学校", "中学校", "回答数"));
        given().get("/api/kpi/v1/municipalities/062111/indicators")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    @Test
    void refusalsAreSaidInTheLanguageOfTheClient() {
        given().header("Accept-Language", "en")
                .get(actuals("nobody-knows") + "/R7")
                .then()
                .body("title", equalTo("The indicator is not known here yet"));
    }
}
