package jp.shirube.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;

/** What operators and other programs see of the service. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class ServiceFaceTest {

    private static final Path APPROVED = Path.of("..", "contracts", "openapi", "report-service.yaml");

    /** A change of the interface is a difference somebody approves: {@code -Dapprove} writes the new one. */
    @Test
    void theInterfaceIsTheApprovedOne() throws IOException {
        String offered = given().accept("application/yaml")
                .get("/api/report/v1/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (System.getProperty("approve") != null) {
            Files.writeString(APPROVED, offered);
        }
        assertThat(offered).isEqualTo(Files.readString(APPROVED));
    }

    @Test
    void healthIsReadyWithoutAskingKafka() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name.toString()", not(containsString("afka")));
    }

    @Test
    void metricsTellHowFarTheOutboxIsBehind() {
        given().get("/q/metrics").then().statusCode(200).body(containsString("shirube_outbox_depth"));
    }
}
