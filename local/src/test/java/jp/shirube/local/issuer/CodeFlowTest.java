package jp.shirube.local.issuer;

import static jp.shirube.local.issuer.IssuerAtWork.asked;
import static jp.shirube.local.issuer.IssuerAtWork.claims;
import static jp.shirube.local.issuer.IssuerAtWork.json;
import static jp.shirube.local.issuer.IssuerAtWork.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing a demo account in by a browser: OWASP ASVS 5.0, V10.4 and V10.6. */
class CodeFlowTest {

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
    void anEditorOfShokoGetsTokensThatSayWhoSheIs() throws Exception {
        HttpResponse<String> chosen = work.choose("yonezawa-editor-shoko", asked());
        assertEquals(303, chosen.statusCode());
        assertEquals("a state", query(chosen).get("state"));
        assertEquals(work.issuer.issuer(), query(chosen).get("iss"));

        HttpResponse<String> answer = work.redeem(query(chosen).getOrDefault("code", ""));
        JsonNode tokens = json(answer);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(900, tokens.path("expires_in").asInt());
        var access = claims(tokens.path("access_token").asText());
        assertEquals(work.issuer.issuer(), access.getIssuer());
        assertEquals(List.of("shirube"), access.getAudience());
        assertEquals("yonezawa-editor-shoko", access.getSubject());
        assertEquals("yonezawa-editor-shoko", access.getStringClaim("preferred_username"));
        assertEquals("デモ・商工課の入力担当（米沢市）", access.getStringClaim("name"));
        assertEquals("062022", access.getStringClaim("municipality"));
        assertEquals(List.of("商工課"), access.getStringListClaim("groups"));
        assertFalse(access.getClaims().containsKey("shirube_roles"));
        assertEquals(work.now.plusSeconds(900), access.getExpirationTime().toInstant());
        assertFalse(access.getJWTID().isEmpty());
        var id = claims(tokens.path("id_token").asText());
        assertEquals(List.of("shirube"), id.getAudience());
        assertEquals("a nonce", id.getStringClaim("nonce"));
        assertEquals(
                "yonezawa-editor-shoko",
                json(work.userinfo(tokens.path("access_token").asText()))
                        .path("sub")
                        .asText());
    }

    @Test
    void asvs_10_4_1_anAddressThatIsNotRegisteredToTheLetterIsToldToThePersonAndNeverGoneTo() throws Exception {
        for (String elsewhere : List.of(
                "http://127.0.0.1:8080/sign-in/",
                "http://127.0.0.1:8080/sign-in?x=1",
                "http://127.0.0.1:8080/Sign-in",
                "http://127.0.0.1:8080/sign-in/../other",
                "http://127.0.0.1:8081/sign-in",
                "https://127.0.0.1:8080/sign-in",
                "http://127.0.0.1:8080@attacker.example/sign-in",
                "https://attacker.example/",
                "javascript:alert(1)")) {
            for (HttpResponse<String> answer : List.of(
                    work.authorize(asked("redirect_uri", elsewhere)),
                    work.choose("yonezawa-planner", asked("redirect_uri", elsewhere)))) {
                assertEquals(400, answer.statusCode(), elsewhere);
                assertTrue(answer.headers().firstValue("Location").isEmpty(), elsewhere);
                assertTrue(answer.body().contains("戻り先のアドレスが登録されていません"), answer.body());
                assertFalse(answer.body().contains("attacker"), answer.body());
            }
        }
        assertEquals(400, work.authorize(asked("redirect_uri", "-")).statusCode());
        HttpResponse<String> twice = work.get(
                "/authorize?" + IssuerAtWork.encoded(asked()) + "&redirect_uri=https%3A%2F%2Fattacker.example%2F");
        assertEquals(400, twice.statusCode());
        assertTrue(twice.headers().firstValue("Location").isEmpty());
    }

    @Test
    void anUnknownClientIsToldToThePersonAndGoesNowhere() throws Exception {
        HttpResponse<String> answer = work.authorize(asked("client_id", "somebody"));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").isEmpty());
    }

    @Test
    void asvs_10_4_2_aCodeWorksOnceAndAReplayEndsWhatItBrought() throws Exception {
        String code = work.code("yonezawa-planner");
        JsonNode tokens = json(work.redeem(code));
        assertEquals(200, work.userinfo(tokens.path("access_token").asText()).statusCode());

        HttpResponse<String> again = work.redeem(code);

        assertEquals(400, again.statusCode());
        assertEquals("invalid_grant", json(again).path("error").asText());
        assertEquals(401, work.userinfo(tokens.path("access_token").asText()).statusCode());
        assertEquals(400, work.refresh(tokens.path("refresh_token").asText()).statusCode());
    }

    @Test
    void asvs_10_4_3_aCodeLivesOneMinute() throws Exception {
        String inTime = work.code("yonezawa-planner");
        work.later(Duration.ofSeconds(59));
        assertEquals(200, work.redeem(inTime).statusCode());

        String tooLate = work.code("yonezawa-planner");
        work.later(Duration.ofSeconds(60));
        assertEquals("invalid_grant", json(work.redeem(tooLate)).path("error").asText());
    }

    @Test
    void asvs_10_4_4_aClientUsesOnlyTheGrantsItNeeds() throws Exception {
        for (String grant : List.of("client_credentials", "password", "implicit")) {
            HttpResponse<String> answer = work.post(
                    "/token", Map.of("grant_type", grant, "client_id", "shirube", "username", "x", "password", "x"));
            assertEquals(400, answer.statusCode() == 401 ? 400 : answer.statusCode(), grant);
            assertFalse(answer.body().contains("access_token"), answer.body());
        }
        HttpResponse<String> implicit = work.authorize(asked("response_type", "token"));
        assertFalse(query(implicit).containsKey("access_token"));
        HttpResponse<String> system = work.asSystem(
                IssuerAtWork.SYSTEM,
                "secret of shoko",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        "yonezawa-administrator",
                        "subject_token_type",
                        TokenEndpoint.DEMO_ACCOUNT));
        assertEquals("unauthorized_client", json(system).path("error").asText());
        assertEquals(
                400,
                work.authorize(asked("client_id", IssuerAtWork.SYSTEM)).statusCode(),
                "a system signs nobody in by a browser");
    }

    @Test
    void asvs_10_4_5_aRefreshTokenWorksOnceAndAReplayEndsTheSignIn() throws Exception {
        String first = json(work.redeem(work.code("yonezawa-planner")))
                .path("refresh_token")
                .asText();
        JsonNode second = json(work.refresh(first));
        assertNotEquals(first, second.path("refresh_token").asText());
        assertEquals(
                "yonezawa-planner", claims(second.path("id_token").asText()).getSubject());

        assertEquals(400, work.refresh(first).statusCode());

        assertEquals(400, work.refresh(second.path("refresh_token").asText()).statusCode());
        assertEquals(401, work.userinfo(second.path("access_token").asText()).statusCode());
    }

    @Test
    void asvs_10_4_6_withoutS256NobodyIsAskedAndWithoutTheRightVerifierNothingIsGiven() throws Exception {
        for (Map<String, String> request : List.of(
                asked("code_challenge", "-", "code_challenge_method", "-"),
                asked("code_challenge_method", "-"),
                asked("code_challenge_method", "plain"))) {
            for (HttpResponse<String> answer :
                    List.of(work.authorize(request), work.choose("yonezawa-planner", request))) {
                assertEquals(303, answer.statusCode());
                assertEquals("invalid_request", query(answer).get("error"));
                assertEquals("a state", query(answer).get("state"));
                assertFalse(query(answer).containsKey("code"));
            }
        }
        for (String verifier : List.of("w".repeat(64), "-")) {
            String code = work.code("yonezawa-planner");
            assertEquals(
                    "invalid_grant",
                    json(work.redeem(code, "code_verifier", verifier))
                            .path("error")
                            .asText());
            assertEquals(400, work.redeem(code).statusCode(), "it was used up by the wrong one");
        }
    }

    @Test
    void asvs_10_4_8_aSignInEndsAfterEightHoursHoweverOftenItIsRefreshed() throws Exception {
        String token = json(work.redeem(work.code("yonezawa-planner")))
                .path("refresh_token")
                .asText();
        for (int hour = 1; hour < 8; hour++) {
            work.later(Duration.ofHours(1));
            token = json(work.refresh(token)).path("refresh_token").asText();
        }
        work.later(Duration.ofHours(1));
        assertEquals(400, work.refresh(token).statusCode());
    }

    @Test
    void asvs_10_4_10_aCodeOrRefreshTokenOfAnotherClientIsRefused() throws Exception {
        String code = work.code("yonezawa-planner");
        assertEquals(
                "invalid_grant",
                json(work.redeem(code, "client_id", "other-browser"))
                        .path("error")
                        .asText());
        assertEquals(200, work.redeem(code).statusCode(), "its own client is not hurt by the attempt");

        String otherAddress = work.code("yonezawa-planner");
        assertEquals(
                400,
                work.redeem(otherAddress, "redirect_uri", "http://127.0.0.1:8080/")
                        .statusCode());
    }

    @Test
    void asvs_10_6_1_onlyTheCodeFlowIsAnswered() throws Exception {
        for (String type : List.of("token", "id_token", "code id_token", "id_token token", "none")) {
            HttpResponse<String> answer = work.authorize(asked("response_type", type));
            assertEquals(303, answer.statusCode(), type);
            assertTrue(query(answer).containsKey("error"), type);
        }
        assertTrue(query(work.authorize(asked("response_mode", "form_post"))).containsKey("error"));
        assertTrue(query(work.authorize(asked("request", "eyJhbGciOiJub25lIn0.e30.")))
                .containsKey("error"));
    }

    @Test
    void asvs_10_6_2_aSignInEndsOnlyForWhoShowsItsIdToken() throws Exception {
        JsonNode tokens = json(work.redeem(work.code("yonezawa-planner")));
        String access = tokens.path("access_token").asText();
        String back = "http://127.0.0.1:8080/";

        assertEquals(200, work.get("/end-session").statusCode());
        assertEquals(
                400, work.get("/end-session?id_token_hint=" + access).statusCode(), "an access token is no ID token");
        assertEquals(200, work.userinfo(access).statusCode());

        work.later(Duration.ofHours(1));
        String hint = tokens.path("id_token").asText();
        HttpResponse<String> elsewhere = work.get("/end-session?"
                + IssuerAtWork.encoded(
                        Map.of("id_token_hint", hint, "post_logout_redirect_uri", "https://attacker.example/")));
        assertEquals(200, elsewhere.statusCode());
        assertTrue(elsewhere.headers().firstValue("Location").isEmpty());
        HttpResponse<String> home = work.get("/end-session?"
                + IssuerAtWork.encoded(Map.of("id_token_hint", hint, "post_logout_redirect_uri", back, "state", "s")));
        assertEquals(back + "?state=s", home.headers().firstValue("Location").orElse(""));
        assertEquals(400, work.refresh(tokens.path("refresh_token").asText()).statusCode());
    }

    @Test
    void asvs_10_7_1_nobodyIsSignedInWithoutChoosing() throws Exception {
        HttpResponse<String> silent = work.authorize(asked("prompt", "none"));
        assertEquals("login_required", query(silent).get("error"));

        assertEquals(200, work.authorize(asked()).statusCode());
        work.choose("yonezawa-planner", asked());
        HttpResponse<String> next = work.authorize(asked());
        assertEquals(200, next.statusCode(), "nobody is remembered");
        assertTrue(next.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void whoDoesNotWantToSignInGoesBackWithoutACode() throws Exception {
        HttpResponse<String> answer = work.choose("", asked());
        assertEquals("access_denied", query(answer).get("error"));
        assertEquals("a state", query(answer).get("state"));
    }

    @Test
    void aStateIsTheClientsAffairSinceTheVerifierBindsTheCodeToTheBrowser() throws Exception {
        HttpResponse<String> answer = work.choose("yonezawa-planner", asked("state", "-"));
        assertFalse(query(answer).containsKey("state"));
        assertEquals(200, work.redeem(query(answer).getOrDefault("code", "")).statusCode());
    }

    @Test
    void anAccountThatDoesNotExistOrIsASystemCannotBeChosen() throws Exception {
        for (String account : List.of("somebody", IssuerAtWork.SYSTEM, Client.OPERATOR)) {
            HttpResponse<String> answer = work.choose(account, asked());
            assertEquals(400, answer.statusCode(), account);
            assertTrue(answer.headers().firstValue("Location").isEmpty(), account);
        }
    }
}
