package jp.shirube.plan;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jp.shirube.access.generated.GeneratedRequests;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** ASVS 5.0 2.2.1, 4.1.1, 15.3.3: whatever is asked, the answer is one the interface names. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
class GeneratedRequestsTest {

    private static final String CODE = "062111";
    private static final String PLAN = "gyozaisei-kaikaku-8";
    private static final String MUNICIPALITY = Samples.read("higashine/municipality.yaml");
    private static final String EDITION = Samples.read("higashine/plans/" + PLAN + "/edition-1.yaml");

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI address;

    @Test
    void everyAnswerIsOneTheInterfaceNames() {
        String higashine = "/api/plan/v1/municipalities/" + CODE;
        state("PUT", higashine, MUNICIPALITY);
        state("POST", higashine + "/plans/" + PLAN + "/editions", EDITION);
        new GeneratedRequests(
                        address,
                        Map.of(
                                "code",
                                List.of(CODE),
                                "plan",
                                List.of(PLAN, "sogo"),
                                "number",
                                List.of("1", "2", "3"),
                                "edition",
                                List.of("1", "2"),
                                "from",
                                List.of("1", "2"),
                                "to",
                                List.of("1", "2"),
                                "asOf",
                                List.of("2026-06-30", "2020-01-01"),
                                "limit",
                                List.of("1", "100", "1000"),
                                "reason",
                                List.of("誤記の訂正"),
                                "rule",
                                List.of("default")),
                        List.of(
                                MUNICIPALITY,
                                EDITION,
                                """
                                {"adoptedOn": "2026-03-20", "inForceFrom": "2026-04-01"}"""))
                .hold("/api/plan/v1/openapi");
    }

    private static void state(String method, String address, String document) {
        given().contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .header("If-Match", "*")
                .request(method, address);
    }
}
