package jp.shirube.local.issuer;

import static jp.shirube.local.issuer.IssuerAtWork.asked;
import static jp.shirube.local.issuer.IssuerAtWork.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on which a demo account is chosen, and what every answer carries. */
class SignInPageTest {

    private IssuerAtWork work;

    @BeforeEach
    void start() throws Exception {
        work = new IssuerAtWork();
    }

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void everyPersonOfEveryMunicipalityCanBeChosenAndSeesThatItIsADemonstration() throws Exception {
        HttpResponse<String> page = work.authorize(asked());

        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<strong>デモ用</strong>"), page.body());
        assertTrue(page.body().contains("<html lang=\"ja\">"));
        for (String name : List.of("デモ・企画調整担当（米沢市）", "デモ・税務課の承認担当（東根市）", "デモ・監査担当（上山市）")) {
            assertTrue(page.body().contains(name), name);
        }
        assertFalse(page.body().contains(IssuerAtWork.SYSTEM), "a system does not use a browser");
        assertTrue(page.body().contains("name=\"state\" value=\"a state\""), page.body());
    }

    /** Nobody is asked for a password: whoever is not on this machine must not come to it at all. */
    @Test
    void itListensToThisMachineOnly() throws Exception {
        int port = URI.create(work.issuer.issuer()).getPort();
        try (Socket here = new Socket("127.0.0.1", port);
                Socket elsewhere = new Socket()) {
            assertTrue(here.isConnected());
            assertThrows(IOException.class, () -> elsewhere.connect(new InetSocketAddress("127.0.0.2", port), 2000));
        }
    }

    @Test
    void nothingRunsOnItAndNothingComesFromElsewhere() throws Exception {
        HttpResponse<String> page = work.authorize(asked());

        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'; "), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertTrue(policy.endsWith("form-action 'self' http://127.0.0.1:8080"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(page.body().contains("<script") || page.body().contains(" style="), page.body());
        assertEquals(
                "nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
        assertTrue(page.headers().firstValue("Set-Cookie").isEmpty());
        assertEquals(
                "text/css; charset=utf-8",
                work.get("/style.css").headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void whatAClientAskedIsShownAsTextOnly() throws Exception {
        HttpResponse<String> page = work.authorize(asked("state", "\"><script>alert('x')</script>"));
        assertEquals(200, page.statusCode());
        assertFalse(page.body().contains("<script"), page.body());
        assertTrue(page.body().contains("&quot;&gt;&lt;script&gt;"), page.body());
    }

    @Test
    void aChoicePostedFromAnotherPageIsRefused() throws Exception {
        Map<String, String> form = asked("account", "yonezawa-administrator");
        for (String origin : List.of("https://attacker.example", "null", "http://127.0.0.1:8080")) {
            assertEquals(403, work.post("/authorize", form, "Origin", origin).statusCode(), origin);
        }
        assertEquals(
                303,
                work.post("/authorize", form, "Origin", work.issuer.issuer()).statusCode());
    }

    @Test
    void anotherNameThatLeadsHereIsNotAnswered() throws Exception {
        URI issuer = URI.create(work.issuer.issuer());
        for (String host : List.of("attacker.example:" + issuer.getPort(), "127.0.0.1", "localhost:1")) {
            String answer = raw(issuer, "GET /jwks HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        }
        assertTrue(raw(
                        issuer,
                        "GET /jwks HTTP/1.1\r\nHost: localhost:" + issuer.getPort() + "\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200 "));
    }

    @Test
    void whatIsTooLargeOrUnknownIsRefused() throws Exception {
        assertEquals(
                413, work.post("/authorize", asked("state", "x".repeat(70_000))).statusCode());
        assertEquals(404, work.get("/admin").statusCode());
        assertEquals(405, work.get("/token").statusCode());
        assertEquals(405, work.post("/jwks", Map.of()).statusCode());
        assertEquals(400, work.get("/authorize").statusCode());
        URI issuer = URI.create(work.issuer.issuer());
        String unreadable = raw(
                issuer,
                "GET /authorize?%zz=% HTTP/1.1\r\nHost: " + issuer.getAuthority() + "\r\nConnection: close\r\n\r\n");
        assertTrue(unreadable.startsWith("HTTP/1.1 400 "), unreadable);
        assertEquals(400, work.post("/token", Map.of()).statusCode());
        assertEquals(400, work.post("/authorize", Map.of()).statusCode());
    }

    @Test
    void discoverySaysWhatIsThere() throws Exception {
        JsonNode said = json(work.get("/.well-known/openid-configuration"));
        assertEquals(work.issuer.issuer(), said.path("issuer").asText());
        assertEquals(List.of("S256"), texts(said.path("code_challenge_methods_supported")));
        assertEquals(List.of("code"), texts(said.path("response_types_supported")));
        for (String endpoint :
                List.of("jwks_uri", "authorization_endpoint", "userinfo_endpoint", "end_session_endpoint")) {
            String address = said.path(endpoint).asText();
            assertTrue(address.startsWith(work.issuer.issuer() + "/"), endpoint);
            assertFalse(
                    work.get(address.substring(work.issuer.issuer().length())).statusCode() == 404, endpoint);
        }
    }

    private static List<String> texts(JsonNode list) {
        return java.util.stream.StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The JDK's own client does not let a Host be chosen. */
    private static String raw(URI issuer, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", issuer.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
