package jp.shirube.plan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import jp.shirube.access.SignedIn;
import jp.shirube.local.RealParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ASVS 5.0 1.5.1, 1.5.2, 2.2.1, 4.1.1, 5.2.1, 15.3.3: whatever is sent as a document, the answer is a reason, and soon. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "plan"))
class HostileInputTest {

    private static final String CITY = "/api/plan/v1/municipalities/510017";
    private static final String EDITIONS = CITY + "/plans/sogo/editions";
    private static final Duration SOON = Duration.ofSeconds(2);

    @SuppressWarnings("NullAway.Init") // by Quarkus
    @TestHTTPResource
    URI address;

    @ParameterizedTest(name = "{0}")
    @MethodSource("jp.shirube.access.generated.HostileDocuments#documents")
    void whatIsNoDocumentIsRefusedWithAReason(String name, String document) {
        for (String type : new String[] {"application/yaml", "application/json"}) {
            byte[] body = document.getBytes(StandardCharsets.UTF_8);
            refused(given().contentType(type).body(body).when().put(CITY));
            refused(given().contentType(type).body(body).when().post(EDITIONS));
        }
        refused(given().contentType("application/json")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put(EDITIONS + "/1/adoption"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "windows-31j", "EUC-JP"})
    void anotherEncodingIsRefused(String charset) {
        refused(given().contentType("application/yaml")
                .body("municipality: {code: \"510017\", name: 試験市}".getBytes(Charset.forName(charset)))
                .put(CITY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/zip",
                "application/xml",
                "multipart/form-data; boundary=x",
                "text/csv",
                "application/x-www-form-urlencoded"
            })
    void anotherKindOfFileIsRefused(String type) {
        for (String method : new String[] {"PUT", "POST"}) {
            Response answer = given().contentType(type)
                    .body("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8))
                    .request(method, method.equals("PUT") ? CITY : EDITIONS);
            refused(answer);
            assertThat(answer.statusCode()).isEqualTo(415);
        }
    }

    @Test
    void tenGigabytesAreRefusedBeforeTheyAreSent() throws IOException {
        assertThat(raw("Content-Length: 10000000000\r\n\r\n{")).startsWith("HTTP/1.1 413").contains("problem+json");
    }

    @Test
    void headersWithoutAnEndAreRefused() throws IOException {
        assertThat(raw("X: " + "x".repeat(1000) + "\r\n", 200)).startsWith("HTTP/1.1 431");
    }

    @Test
    void anAddressWithoutAnEndIsRefused() throws IOException {
        try (Socket socket = connect()) {
            write(socket, "GET " + CITY + "?asOf=" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(read(socket)).startsWith("HTTP/1.1 414");
        }
    }

    private String raw(String rest) throws IOException {
        return raw(rest, 1);
    }

    private String raw(String rest, int times) throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "PUT " + CITY + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/yaml\r\nAuthorization: Bearer "
                            + SignedIn.everything(CITY) + "\r\n" + rest.repeat(times) + (times > 1 ? "\r\n" : ""));
            return read(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[4096];
        int length = in.read(answer);
        return new String(answer, 0, Math.max(length, 0), StandardCharsets.UTF_8);
    }

    private static void refused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 499);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).startsWith("urn:shirube:problem:");
        assertThat(Duration.ofMillis(answer.time())).isLessThan(SOON);
    }
}
