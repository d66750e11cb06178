package jp.shirube.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ASVS 5.0 1.5.1, 1.5.2, 2.2.1, 4.1.1, 5.2.1, 15.3.3: whatever is sent, the answer is a reason, and soon. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class HostileInputTest {

    private static final String API = "/api/report/v1/";
    private static final String CITY = API + "municipalities/510017";
    private static final Duration SOON = Duration.ofSeconds(2);

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI address;

    @ParameterizedTest(name = "{0}")
    @MethodSource("jp.shirube.access.generated.HostileDocuments#documents")
    void whatIsNoDocumentIsRefusedWithAReason(String name, String document) {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("application/json", "application/yaml")) {
            refused(given().contentType(type).body(body).post(API + "assessment-trials"));
            refused(given().contentType(type).body(body).post(CITY + "/plans/sogo/grading-rule-trials"));
        }
        refused(given().contentType("application/json").body(body).post(CITY + "/webhooks"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/zip",
                "application/xml",
                "multipart/form-data; boundary=x",
                "text/csv",
                "application/x-www-form-urlencoded"
            })
    void anotherKindOfFileIsRefused(String type) {
        for (String path : List.of(API + "assessment-trials", CITY + "/webhooks")) {
            Response answer = given().contentType(type)
                    .body("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8))
                    .post(path);
            refused(answer);
            assertThat(answer.statusCode()).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "9999", "99999999999", "-1", "1e999", "NaN", "R0", "令和", "%00", "' or 1=1--"})
    void aYearOrADayThatIsNoneIsRefused(String value) {
        for (String parameter : List.of("asOf", "year", "edition", "limit", "after")) {
            for (String path : List.of("/plans/sogo/progress", "/indicators/women/progress", "/webhooks")) {
                Response answer = given().queryParam(parameter, value).get(CITY + path);
                assertThat(answer.statusCode()).isBetween(200, 499);
            }
        }
    }

    @Test
    void aQueryOfAHundredKilobytesIsRefused() throws IOException {
        assertThat(raw("GET " + CITY + "/plans/sogo/progress?asOf=" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
    }

    @Test
    void tenGigabytesAreRefusedBeforeTheyAreSent() throws IOException {
        assertThat(raw("POST " + API + "assessment-trials HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 10000000000\r\n\r\n{"))
                .startsWith("HTTP/1.1 413")
                .contains("problem+json");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(length, 0), StandardCharsets.UTF_8);
        }
    }

    private static void refused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 499);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).startsWith("urn:shirube:problem:");
        assertThat(Duration.ofMillis(answer.time())).isLessThan(SOON);
    }
}
