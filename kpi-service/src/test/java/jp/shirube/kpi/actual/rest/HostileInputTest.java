package jp.shirube.kpi.actual.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import jp.shirube.access.SignedIn;
import jp.shirube.kpi.RunningService;
import jp.shirube.kpi.Yonezawa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem with a reason and never an error of the system. */
@QuarkusTest
class HostileInputTest extends RunningService {

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI address;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "{",
                "{\"value\": 1",
                "{\"value\": NaN}",
                "{\"value\": Infinity}",
                "{\"value\": 01}",
                "{\"value\": 1} {\"value\": 2}",
                "{\"value\": 1, \"value\": 2}",
                "{\"note\": \"a\u0000b\", \"value\": 1}",
                "{\"components\": [[[[[[[[[[[[[1]]]]]]]]]]]]]}",
                "\u0000",
                "<value>1</value>",
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        problem(put(known(Yonezawa::womenOnCouncils), "R7", body), 400);
    }

    @Test
    void aNumberOfTenThousandDigitsIsRefused() {
        String indicator = known(Yonezawa::womenOnCouncils);
        problem(put(indicator, "R7", "{\"value\": " + "9".repeat(10_000) + "}"), 400);
        problem(put(indicator, "R7", "{\"value\": 0." + "9".repeat(10_000) + "}"), 400);
        problem(put(indicator, "R7", "{\"value\": \"" + "9".repeat(10_000) + "\"}"), 422);
        problem(put(indicator, "R7", "{\"value\": 1e99999999999999999999}"), 400);
        problem(put(indicator, "R7", "{\"value\": 1e2147483647}"), 422);
        problem(put(indicator, "R7", "{\"value\": 1e-2147483647}"), 422);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        String indicator = known(Yonezawa::womenOnCouncils);
        for (byte[] body : new byte[][] {
            {(byte) 0xff, (byte) 0xfe, 0x00},
            {'{', '"', 'n', 'o', 't', 'e', '"', ':', '"', (byte) 0xc3, '"', '}'},
            {0, 0, 0, 1, 2, 3, 4, 5},
            {'P', 'K', 3, 4, 20, 0, 0, 0}
        }) {
            problem(given().contentType("application/json").body(body).put(actuals(indicator) + "/R7"), 400);
        }
        problem(put(indicator, "R7", "{\"value\": 1, \"note\": \"\\ud800\"}"), 422);
        problem(put(indicator, "R7", "{\"value\": 1, \"evidence\": \"a\\u0000\"}"), 422);
        problem(put(indicator, "R7", "{\"value\": 1, \"department\": \"a\\u0000\"}"), 422);
        problem(put(indicator, "R7", "{\"components\": [{\"name\": \"\\u0000\", \"value\": 1}]}"), 422);
        problem(put(indicator, "R7", "{\"value\": 1, \"note\": \"" + "長".repeat(4001) + "\"}"), 422);
        problem(put(indicator, "R7", "{\"value\": 1, \"\\u0000\": 1}"), 422);
        problem(put(indicator, "R7", "{\"value\": 1, \"\\ud800\": 1}"), 400);
    }

    @Test
    void anotherContentTypeIsRefused() {
        String indicator = known(Yonezawa::womenOnCouncils);
        for (String type : new String[] {"text/plain", "text/csv", "application/xml"}) {
            problem(
                    given().contentType(type)
                            .body("{\"value\": 1}".getBytes(StandardCharsets.UTF_8))
                            .put(actuals(indicator) + "/R7"),
                    415);
        }
        problem(given().accept("text/html").get(actuals(indicator) + "/R7"), 406);
        assertThat(given().post(actuals(indicator) + "/R7").statusCode()).isIn(404, 405);
        problem(given().get("/api/kpi/v1/nothing-here"), 404);
    }

    /** RFC 9110: what only says what is preferred is disregarded where it says nothing. */
    @Test
    void anAcceptNobodyCanReadIsLeftOutOfAccount() {
        String audit = "/api/kpi/v1/municipalities/" + Yonezawa.CODE + "/audit";
        for (String accept : new String[] {"", "no type", ";;", "a/b/c, /"}) {
            given().header("Accept", accept)
                    .header("If-Modified-Since", "- - - -")
                    .get(audit)
                    .then()
                    .statusCode(200)
                    .contentType("application/json");
        }
    }

    @Test
    void aHugeBodyIsRefusedBeforeItIsRead() throws IOException, InterruptedException {
        String indicator = known(Yonezawa::womenOnCouncils);
        problem(put(indicator, "R7", "{\"value\": 1, \"note\": \"" + "x".repeat(300_000) + "\"}"), 413);
        HttpResponse<String> chunked = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(address.resolve(actuals(indicator) + "/R7"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + SignedIn.everything(actuals(indicator)))
                                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                                        " ".repeat(400_000).getBytes(StandardCharsets.US_ASCII))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(chunked.statusCode()).isEqualTo(413);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("PUT " + actuals(indicator)
                                    + "/R7 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 10000000000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int read = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, read, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000",
                "9999",
                "99999",
                "0",
                "R0",
                "R",
                "令和",
                "abc",
                "2025-13-01",
                "2025-02-30",
                "R7..R6",
                "平成31年2月30日",
                "..",
                "R7'--",
                "%00",
                "R7%00",
                "%F0%9F%92%A9",
                "%ED%A0%80",
                "%FF",
                "2025;x=1",
                "..%2F..%2Fetc",
                "9999-12-31..",
                "H27..H30..R2",
            })
    void aPeriodThatIsNoneIsRefused(String encoded) throws IOException, InterruptedException {
        String indicator = known(Yonezawa::womenOnCouncils);
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address.resolve("/")
                                            + actuals(indicator).substring(1) + "/" + encoded + "?reason=x"))
                                    .header("Content-Type", "application/json")
                                    .header("If-Match", "*")
                                    .method(method, HttpRequest.BodyPublishers.ofString("{\"value\": 1}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as(method + " " + encoded + answer.body())
                    .isBetween(400, 499);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(method + " " + encoded + " " + answer.statusCode() + answer.body())
                    .startsWith("application/problem+json");
        }
    }

    @Test
    void addressesAndHeadersThatMeanNothingAreRefused() {
        String indicator = known(Yonezawa::womenOnCouncils);
        String base = "/api/kpi/v1/municipalities/";
        for (String path : new String[] {
            "62022/indicators",
            "abcdef/indicators",
            "062022'/indicators",
            "062022/indicators/A/actuals",
            "062022/indicators/a b/actuals",
            "062022/indicators/%00/actuals/R7",
            "%00/indicators/a/actuals/R7",
            "062022/indicators/" + "a".repeat(81) + "/actuals"
        }) {
            problem(given().urlEncodingEnabled(false).get(base + path.replace(" ", "%20")), 404);
        }
        put(indicator, "R7", "{\"value\": 1}").then().statusCode(201);
        for (String tag : new String[] {"\"", "x", "\"1", "1\"", ",", "\"1\";\"2\""}) {
            problem(stating("{\"value\": 2}").header("If-Match", tag).put(actuals(indicator) + "/R7"), 400);
        }
        problem(
                stating("{\"value\": 2}")
                        .header("If-Match", "\"99999999999999999999\"")
                        .put(actuals(indicator) + "/R7"),
                412);
        problem(stating("{\"value\": 2}").header("If-None-Match", "\"1\"").put(actuals(indicator) + "/R7"), 400);
        problem(
                stating("{\"value\": 2}")
                        .header("Idempotency-Key", "k".repeat(201))
                        .put(actuals(indicator) + "/R7"),
                400);
        problem(
                given().header("If-Match", "\"1\"")
                        .urlEncodingEnabled(false)
                        .delete(actuals(indicator) + "/R7?reason=a%00b"),
                422);
        problem(
                given().header("If-Match", "\"1\"")
                        .queryParam("reason", "長".repeat(1001))
                        .delete(actuals(indicator) + "/R7"),
                422);
        problem(given().queryParam("after", "'; drop table series;--").get(actuals(indicator)), 422);
    }

    private static void problem(Response answer, int status) {
        answer.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(status))
                .body("type", startsWith("urn:shirube:problem:"));
    }
}
