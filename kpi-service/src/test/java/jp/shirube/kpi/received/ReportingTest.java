package jp.shirube.kpi.received;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import jp.shirube.responsibility.Reporter;
import org.junit.jupiter.api.Test;

/** Who reports what after the moves of April, by the copies that have arrived. */
@QuarkusTest
class ReportingTest extends RunningService {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

    @Inject
    Reporting reporting;

    @Test
    void whatAMergerTookOverIsWrittenByWhatItBecame() {
        String indicator = known(Yonezawa::womenOnCouncils);
        department("merged-a", 1, "\"to\": \"2026-03-31\", \"successors\": [\"merged-into\"]");
        department("merged-into", 3, "\"from\": \"2026-04-01\"");
        stated(indicator, 5, new Responsibility("merged-a", null, null));

        Reported april = of(indicator, APRIL);
        assertThat(april.reporter()).isEqualTo(new Reporter.Known("merged-into", List.of("merged-a")));
        assertThat(april.mayBeWrittenBy(Set.of("merged-into", "soumu"))).isTrue();
        assertThat(april.mayBeWrittenBy(Set.of("merged-a"))).isFalse();
        assertThat(april.mayBeWrittenBy(Set.of())).isFalse();
        assertThat(april.responsibilityVersion()).isEqualTo(5);
        assertThat(april.departmentVersion()).isEqualTo(3);

        Reported march = of(indicator, MARCH);
        assertThat(march.department()).contains("merged-a");
        assertThat(march.mayBeWrittenBy(Set.of("merged-into")))
                .as("the last year's figures are reported by what took its place")
                .isTrue();

        put(indicator, "R7", "{\"value\": 32.8}")
                .then()
                .statusCode(201)
                .body("department", equalTo("merged-into"))
                .body("responsibilityVersion", equalTo(5));
        withdraw(indicator, "R7", 1, "誤り").then().statusCode(200).body("responsibilityVersion", equalTo(5));
        given().get("/api/kpi/v1/municipalities/" + Yonezawa.CODE + "/indicators?limit=1000")
                .then()
                .body("items.find { it.id == '" + indicator + "' }.department", equalTo("merged-into"));
    }

    @Test
    void whatASplitLeftBehindIsWrittenByNobody() {
        String indicator = known(Yonezawa::womenOnCouncils);
        department("split-a", 1, "\"to\": \"2026-03-31\", \"successors\": [\"split-b\", \"split-c\"]");
        department("split-b", 1, "\"from\": \"2026-04-01\"");
        department("split-c", 1, "\"from\": \"2026-04-01\"");
        stated(indicator, 1, new Responsibility("split-a", null, null));

        Reported april = of(indicator, APRIL);
        assertThat(april.reporter()).isEqualTo(new Reporter.Nobody(Reporter.Reason.SPLIT));
        assertThat(april.mayBeWrittenBy(Set.of("split-a", "split-b", "split-c")))
                .isFalse();
    }

    @Test
    void whatHasNotArrivedIsNoReporterAndNoVersion() {
        String indicator = known(Yonezawa::womenOnCouncils);

        Reported reported = of(indicator, APRIL);
        assertThat(reported.department()).isEmpty();
        assertThat(reported.responsibilityVersion()).isNull();
        put(indicator, "R7", "{\"value\": 32.8}")
                .then()
                .statusCode(201)
                .body("department", nullValue())
                .body("responsibilityVersion", nullValue());
    }

    @Test
    void aDepartmentThatHasNotArrivedReportsWhatIsStated() {
        String indicator = known(Yonezawa::womenOnCouncils);
        stated(indicator, 1, new Responsibility("not-arrived", null, null));

        assertThat(of(indicator, APRIL).department()).contains("not-arrived");
        assertThat(of(indicator, APRIL).departmentVersion()).isNull();
    }

    private Reported of(String indicator, LocalDate day) {
        return QuarkusTransaction.requiringNew()
                .call(() -> reporting.of(new IndicatorKey(Yonezawa.CODE, indicator), day));
    }

    private void department(String id, long version, String fields) {
        keep(new Stated.OfDepartment(
                Yonezawa.CODE,
                id,
                version,
                "{\"id\": \"%s\", \"names\": [{\"name\": \"%s課\"}], %s}".formatted(id, id, fields)));
    }

    private void stated(String indicator, long version, Responsibility responsibility) {
        keep(new Stated.OfResponsibility(new IndicatorKey(Yonezawa.CODE, indicator), version, List.of(responsibility)));
    }
}
