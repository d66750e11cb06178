package jp.shirube.kpi.bulk;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.access.Tokens;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.collection.Town;
import jp.shirube.kpi.received.ComponentRole;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorComponent;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Stated;
import jp.shirube.notation.PeriodKind;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.junit.jupiter.api.Test;

/** What a file says answers the round that asks for it, and keeps to what the municipality says of its indicators. */
@QuarkusTest
class FilesMeetRoundsTest extends RunningService {

    private static final AtomicInteger TOWNS = new AtomicInteger(520800);
    private static final String HEADER = "指標,期間,内訳,値,訂正理由\n";

    private final Town town = new Town(Integer.toString(TOWNS.incrementAndGet()))
            .indicator("rate", "sports")
            .indicator("other", "sports")
            .indicator("walks", "kenko");

    private String address(String more) {
        return "/api/kpi/v1/municipalities/" + town.code() + more;
    }

    private String item(String indicator) {
        return address("/collection-rounds/fy2025/items/indicator:" + indicator + ":FY2025");
    }

    private void theRoundIsOpen() {
        QuarkusTransaction.requiringNew().run(() -> copies.keep(town.stated()));
        given().contentType(ContentType.JSON)
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post(address("/collection-rounds"))
                .then()
                .statusCode(201);
    }

    private ValidatableResponse planningOfficeSends(String rows, String... queries) {
        return sends("PLANNING_OFFICE", rows, queries);
    }

    private ValidatableResponse sports(String rows, String... queries) {
        return sends("DEPARTMENT_EDITOR:sports", rows, queries);
    }

    private ValidatableResponse sends(String role, String rows, String... queries) {
        var request = given().header("Authorization", "Bearer " + Tokens.of(town.code(), role))
                .contentType("text/csv; charset=utf-8")
                .body(HEADER + rows);
        for (int i = 0; i < queries.length; i += 2) {
            request.queryParam(queries[i], queries[i + 1]);
        }
        return request.post(address("/actuals")).then();
    }

    private ValidatableResponse item(String indicator, String state, String value) {
        return given().get(item(indicator))
                .then()
                .statusCode(200)
                .body("state", equalTo(state))
                .body("answer.value", equalTo(value));
    }

    private ValidatableResponse stated(String indicator, String period) {
        return given().get(address("/indicators/" + indicator + "/actuals/" + period))
                .then();
    }

    private void isLocked(String indicator) {
        given().contentType(ContentType.JSON)
                .body("{\"items\": [\"indicator:" + indicator + ":FY2025\"]}")
                .post(address("/collection-rounds/fy2025/locks"))
                .then()
                .statusCode(200);
    }

    @Test
    void aDepartmentsFileIsSentInToTheRound() {
        theRoundIsOpen();
        sports("rate,R7,,30.5,\nrate,R6,,30,\nother,R7,,12,\n").statusCode(200).body("recorded", equalTo(3));

        item("rate", "SUBMITTED", "30.5").body("history.done", hasItem("ANSWERED_ELSEWHERE"));
        item("other", "SUBMITTED", "12");
        item("walks", "OPEN", "");
        stated("rate", "R7").body("review", equalTo("SUBMITTED"));
        stated("rate", "R6").body("review", equalTo("CONFIRMED"));
    }

    @Test
    void whatThePlanningOfficeSendsIsConfirmedInTheRoundAsWell() {
        theRoundIsOpen();
        planningOfficeSends("rate,R7,,30.5,\nwalks,R7,,3,\n").statusCode(200).body("recorded", equalTo(2));

        item("rate", "CONFIRMED", "30.5");
        item("walks", "CONFIRMED", "3");
        stated("rate", "R7").body("review", equalTo("CONFIRMED"));

        sports("rate,R7,,31,集計漏れ\n").statusCode(200).body("corrected", equalTo(1));
        item("rate", "SUBMITTED", "31");
    }

    @Test
    void whatIsLockedIsRefusedAndTheRestOfThePartStored() {
        theRoundIsOpen();
        planningOfficeSends("rate,R7,,30.5,\n").statusCode(200);
        isLocked("rate");

        planningOfficeSends("other,R7,,12,\nrate,R7,,31,直し\n")
                .statusCode(422)
                .body("errors.pointer", contains("/rows/1"))
                .body("errors[0].message", containsString("indicator:rate:FY2025"));
        item("other", "OPEN", "");
        sports("other,R7,,12,\nrate,R7,,31,直し\n", "mode", "partial")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("refused", equalTo(1))
                .body("problems.pointer", contains("/rows/1"));
        item("rate", "LOCKED", "30.5");
        item("other", "SUBMITTED", "12");
    }

    @Test
    void aFigureThatIsLockedAsItIsMayStandInAFileSentAgain() {
        theRoundIsOpen();
        planningOfficeSends("rate,R7,,30.5,\n").statusCode(200);
        isLocked("rate");

        planningOfficeSends("other,R7,,12,\nrate,R7,,30.5,\n")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("unchanged", equalTo(1));
        item("rate", "LOCKED", "30.5");
    }

    @Test
    void aTrialTellsWhatIsLockedAndLeavesTheRoundAsItIs() {
        theRoundIsOpen();
        planningOfficeSends("rate,R7,,30.5,\n").statusCode(200);
        isLocked("rate");

        sports("other,R7,,12,\nrate,R7,,31,直し\n", "dryRun", "true")
                .statusCode(200)
                .body("outcomes.outcome", contains("NEW", "REFUSED"));
        item("other", "OPEN", "");
    }

    @Test
    void whatIsOddIsTakenAndTold() {
        theRoundIsOpen();
        sports("rate,R5,,30,\nrate,R6,,90,\nother,R6,,約12%,\nother,R7,,13,\n")
                .statusCode(200)
                .body("recorded", equalTo(4))
                .body("problems", empty())
                .body("warnings.pointer", contains("/rows/1/value", "/rows/2/value"))
                .body("warnings.line", contains(3, 4))
                .body("warnings[0].message", containsString("200.0%"));
    }

    private void aShareIsComputed() {
        Indicator share = new Indicator(
                new IndicatorKey(town.code(), "share"),
                "割合",
                "%",
                Direction.UP,
                PeriodKind.FISCAL_YEAR,
                null,
                Quantity.RATIO,
                1,
                List.of(
                        new IndicatorComponent("該当", "人", ComponentRole.TERM),
                        new IndicatorComponent("全員", "人", ComponentRole.TERM)));
        List<Stated> stated = new ArrayList<>(town.stated());
        stated.add(new Stated.OfIndicator(share, 1, """
                {"life": {"from": 2020, "to": 2026},
                 "formula": {"numerator": "該当", "denominator": "全員", "times": "100"}}"""));
        QuarkusTransaction.requiringNew().run(() -> copies.keep(stated));
    }

    @Test
    void aFigureIsComputedFromItsTermsWhereTheFileLeavesItOut() {
        aShareIsComputed();
        planningOfficeSends("share,R7,該当,1,\nshare,R7,全員,8,\nshare,R6,該当,1,\nshare,R6,全員,3,\nshare,R6,,33.3,\n")
                .statusCode(200);
        stated("share", "R7").body("value", equalTo(12.5f));
        stated("share", "R6").body("value", equalTo(33.3f));

        planningOfficeSends("share,R7,該当,2,誤り\n").statusCode(200).body("corrected", equalTo(1));
        stated("share", "R7").body("value", equalTo(25));
    }

    @Test
    void whatNoFigureCanBreakAFileCannotEither() {
        aShareIsComputed();
        planningOfficeSends("""
                        share,R7,該当,9,
                        share,R7,全員,8,
                        share,R6,,50,
                        share,R6,該当,1,
                        share,R6,全員,3,
                        share,R5,,50,
                        share,R5,該当,0,
                        share,R5,全員,0,
                        share,R1,,50,
                        share,R1,該当,1,
                        share,R1,全員,2,
                        """)
                .statusCode(422)
                .body("errors.pointer", hasItem("/rows/0/value"))
                .body("errors.find { it.pointer == '/rows/0/value' }.message", containsString("より大きく"))
                .body("errors.find { it.pointer == '/rows/2/value' }.message", containsString("33.3"))
                .body("errors.find { it.pointer == '/rows/5/value' }.message", containsString("分母"))
                .body("errors.find { it.line == 10 }.message", containsString("外です"))
                .body("errors.find { it.line == 10 }.pointer", equalTo("/rows/8/period"));
        stated("share", "R7").statusCode(404);
    }
}
