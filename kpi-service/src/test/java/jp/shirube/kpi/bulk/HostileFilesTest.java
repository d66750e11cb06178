package jp.shirube.kpi.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import jp.shirube.access.SignedIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever file is sent, the answer is a problem with a reason and never an error of the system. */
@QuarkusTest
class HostileFilesTest extends Town {

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI address;

    @Override
    protected String code() {
        return "520225";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "1",
                "null",
                "{}",
                "[",
                "[1]",
                "[{\"indicator\": \"women\", \"period\": \"R6\", \"value\": 1}",
                "[{\"indicator\": \"women\", \"period\": \"R6\", \"value\": 1}] []",
                "[{\"indicator\": \"women\", \"indicator\": \"women\"}]",
                "[{\"value\": 1e99999999999999999999}]",
                "[{\"value\": NaN}]",
                "[[[[[[[[[[[[[[]]]]]]]]]]]]]]",
                "\u0000",
            })
    void whatIsNoArrayOfRowsIsRefused(String body) {
        problem(send("application/json", body.getBytes(StandardCharsets.UTF_8)), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999",
                "1e2147483647",
                "1e-2147483647",
                "\"1e999\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "{}",
                "true",
                "\"999999999999999999999999999999999\"",
            })
    void aValueThatIsNoneIsRefusedWithItsPlace(String value) {
        Response answer = send(
                "application/json",
                ("[{\"indicator\": \"founders-1\", \"period\": \"R6\", \"value\": " + value + "}]")
                        .getBytes(StandardCharsets.UTF_8));
        problem(answer, 422);
        answer.then().body("errors[0].pointer", equalTo("/rows/0/value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "9999", "99999", "R0", "", "R7..R6", "2025-02-30", "\0", "👀", "2025'--"})
    void aPeriodThatIsNoneIsRefusedWithItsPlace(String period) {
        Response answer = csv("indicator,period,value\nfounders-1," + period + ",1\n");
        problem(answer, 422);
        answer.then().body("errors[0].pointer", equalTo("/rows/0/period"));
    }

    @Test
    void bytesThatAreNoTableAreRefused() {
        problem(send("text/csv", "指標,期間,値\n".getBytes(StandardCharsets.UTF_16)), 415);
        problem(send("text/csv", "指標,期間,値\n".getBytes(StandardCharsets.UTF_16LE)), 422);
        problem(send("text/csv", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0}), 422);
        problem(send("text/csv", new byte[] {0, 0, 0, 1}), 415);
        problem(send("text/csv", new byte[] {'a', (byte) 0x81, (byte) 0xFF}), 422);
        problem(csv(""), 422);
        problem(csv("x,".repeat(1_000_000) + "\n"), 422);
        problem(csv("x".repeat(3_000_000)), 422);
        problem(csv("indicator,period,value\n" + "women,R6,1,".repeat(100) + "\n"), 422);
        problem(csv("indicator,period,value\nwomen,R6,\"1\n"), 422);
        problem(csv("indicator,period,value\nwomen,R6,1,2\n"), 422);
        problem(csv("indicator,indicator,period,value\n"), 422);
        problem(csv("indicator,period,value\n", "charset", "utf-16"), 422);
        problem(csv("indicator,period,value\n", "mode", "some"), 422);
        problem(csv("indicator,period,value\n", "reason", "a\0b"), 422);
        problem(csv("indicator,period,value,note\nwomen,R6,1,a\0b\n"), 422);
        problem(csv("indicator,period,value,note\nwomen,R6,1," + "長".repeat(4001) + "\n"), 422);
        problem(send("application/xml", "<a/>".getBytes(StandardCharsets.UTF_8)), 415);
        problem(send("text/plain", "a".getBytes(StandardCharsets.UTF_8)), 415);
        csv("indicator,period,value\n").then().statusCode(200).body("rows", equalTo(0));
    }

    @Test
    void oneAddressTakesMoreThanAllOthers() throws IOException, InterruptedException {
        String large = "indicator,period,value\n" + "founders-1,R6,\n".repeat(30_000);
        csv(large).then().statusCode(200).body("unchanged", equalTo(30_000));
        assertThat(chunked(address() + "?x=1", "POST", large)).isEqualTo(200);

        String single = address().replace("/actuals", "/indicators/women/actuals/R6");
        assertThat(chunked(single, "PUT", " ".repeat(400_000))).isEqualTo(413);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("POST " + address() + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
                                    + "Content-Length: 10000000000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int read = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, read, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 413");
        }
    }

    /** The rest of the service goes on when somebody announces more than they send. */
    @Test
    void halfAFileDoesNothing() throws IOException {
        long before = storedRevisions();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + address()
                                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                                    + SignedIn.everything(address())
                                    + "\r\nContent-Length: 1000\r\n\r\nindicator,period,value\nfounders-1,R1,1\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        csv("indicator,period,value\nfounders-1,R2,\n").then().statusCode(200);
        assertThat(storedRevisions()).isEqualTo(before);
    }

    private int chunked(String path, String method, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .header("Content-Type", method.equals("PUT") ? "application/json" : "text/csv")
                                .header("Authorization", "Bearer " + SignedIn.everything(path))
                                .method(
                                        method,
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode();
    }

    private static void problem(Response answer, int status) {
        answer.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(status))
                .body("type", startsWith("urn:shirube:problem:"));
    }
}
