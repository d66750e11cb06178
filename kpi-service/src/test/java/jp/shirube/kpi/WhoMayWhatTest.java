package jp.shirube.kpi;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jp.shirube.access.EveryOperationTest;
import jp.shirube.kpi.received.Copies;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Responsibility;
import jp.shirube.kpi.received.Stated;
import jp.shirube.local.RealParts;

/** What each role may do with the figures of its own city and department, with those of others, and with what is not there. */
@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "database", value = "kpi"))
class WhoMayWhatTest extends EveryOperationTest {

    private static final String DEPARTMENT = "danjo-kyodo";

    private static final String MAPPING = """
            format: shirube/statistics-mapping/1
            title: 加入の状況（見本）
            area: "05204"
            columns: {area: 地域コード, period: 年度, value: 値}
            periods:
              - {match: "{year}年度", period: "FY{year}"}
            series:
              - indicator: women-on-councils
                where: [{column: 項目, is: 加入率}]
            """;

    @Inject
    Copies copies;

    @Override
    protected String service() {
        return "kpi";
    }

    @Override
    protected List<String> commands() {
        return List.of("/operations/republish", "/operations/audit");
    }

    @Override
    protected World world() {
        return new World(city("510017"), city("510025"), DEPARTMENT);
    }

    private Map<String, String> city(String code) {
        String id = "women-on-councils";
        Indicator known = Yonezawa.womenOnCouncils(id);
        Indicator indicator = new Indicator(
                new IndicatorKey(code, id),
                known.name(),
                known.unit(),
                known.direction(),
                known.periodKind(),
                known.asOf(),
                known.quantity(),
                known.decimals(),
                known.components());
        keep(new Stated.OfIndicator(indicator, 1, "{}"));
        keep(new Stated.OfDepartment(
                code, DEPARTMENT, 1, "{\"id\": \"" + DEPARTMENT + "\", \"names\": [{\"name\": \"男女共同参画課\"}]}"));
        keep(new Stated.OfResponsibility(
                new IndicatorKey(code, id), 1, List.of(new Responsibility(DEPARTMENT, null, null))));
        given().contentType("application/json")
                .body("{\"value\": 32.8}")
                .put("/api/kpi/v1/municipalities/" + code + "/indicators/" + id + "/actuals/R6");
        keep(new Stated.OfPart(
                code, "sogo", 1, 1, "TARGET", 0, "women", "{\"id\": \"women\", \"indicator\": \"" + id + "\"}"));
        keep(new Stated.OfEdition(code, "sogo", 1, 1, "総合計画", 2024, 2027, 1, LocalDate.of(2024, 4, 1)));
        given().contentType("application/json")
                .body("{\"year\": \"R7\", \"deadline\": \"2026-07-10\"}")
                .post("/api/kpi/v1/municipalities/" + code + "/collection-rounds");
        given().contentType("application/yaml")
                .body(MAPPING.getBytes(StandardCharsets.UTF_8))
                .put("/api/kpi/v1/municipalities/" + code + "/statistics-mappings/membership")
                .then()
                .statusCode(200);
        return Map.of(
                "id",
                "membership",
                "code",
                code,
                "indicator",
                id,
                "period",
                "R6",
                "round",
                "fy2025",
                "item",
                "indicator:" + id + ":FY2025",
                "department",
                DEPARTMENT);
    }

    private void keep(Stated stated) {
        QuarkusTransaction.requiringNew().run(() -> copies.keep(List.of(stated)));
    }
}
