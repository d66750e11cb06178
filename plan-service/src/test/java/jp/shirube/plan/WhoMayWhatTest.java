package jp.shirube.plan;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jp.shirube.access.EveryOperationTest;
import jp.shirube.local.RealParts;

/** What each role may do with the plans of its own city, with those of another, and with what is not there. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
class WhoMayWhatTest extends EveryOperationTest {

    @Override
    protected String service() {
        return "plan";
    }

    @Override
    protected List<String> commands() {
        return List.of("/operations/republish", "/operations/audit");
    }

    @Override
    protected World world() {
        return new World(
                city("062111", "higashine", "gyozaisei-kaikaku-8", "financial-capability-index", "zaisei-ka"),
                city("062022", "yonezawa", "zenki-kihon-keikaku", "women-on-councils", "seisaku-kikaku"),
                "zaisei-ka");
    }

    private static Map<String, String> city(
            String code, String folder, String plan, String indicator, String department) {
        String address = "/api/plan/v1/municipalities/" + code;
        given().contentType("application/yaml")
                .body(Samples.read(folder + "/municipality.yaml").getBytes(StandardCharsets.UTF_8))
                .put(address);
        given().contentType("application/yaml")
                .body(Samples.read(folder + "/plans/" + plan + "/edition-1.yaml")
                        .getBytes(StandardCharsets.UTF_8))
                .post(address + "/plans/" + plan + "/editions");
        return Map.of(
                "code", code,
                "plan", plan,
                "number", "1",
                "indicator", indicator,
                "department", department,
                "rule", "standard",
                "id", "aaaaaaaaaaaa");
    }
}
