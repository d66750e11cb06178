package jp.shirube.report;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.shirube.access.EveryOperationTest;
import jp.shirube.local.RealParts;
import jp.shirube.report.progresslog.PublishedProgress;

/** What each role may see and do in its own city, in another, and with what is not there. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class WhoMayWhatTest extends EveryOperationTest {

    @Override
    protected String service() {
        return "report";
    }

    @Override
    protected List<String> commands() {
        return List.of("/operations/rebuild", "/operations/republish", "/operations/audit");
    }

    @Override
    protected World world() {
        return new World(city("510017"), city("510025"), "d1");
    }

    private static Map<String, String> city(String code) {
        try (PublishedProgress said = new PublishedProgress(code)) {
            said.municipality("試験市");
            said.edition("plan", "計画");
            said.progress("plan", "women", 1);
        }
        String address = "/api/report/v1/municipalities/" + code;
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> given().get(address + "/feeds/plans/plan").then().statusCode(200));
        return Map.of(
                "code", code,
                "plan", "plan",
                "element", "p1",
                "indicator", "women-on-councils",
                "department", "d1",
                "target", "women",
                "year", "R6",
                "id", "0192aaaa-0000-7000-8000-000000000000",
                "delivery", "1");
    }
}
