package jp.shirube.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a municipality's own Keycloak says of its people and systems is what Shirube expects: OWASP ASVS 5.0, V10. */
@Timeout(300)
class KeycloakIT {

    private static final String BACK = "http://127.0.0.1:8080/sign-in";
    private static final CodeVerifier VERIFIER = new CodeVerifier();

    private static RunningKeycloak keycloak;
    private static JsonNode discovery;

    private final ObjectMapper json = new ObjectMapper();
    private final Browser browser = new Browser();

    @BeforeAll
    static void start() throws Exception {
        keycloak = RunningKeycloak.start(List.of(BACK));
        discovery = new ObjectMapper()
                .readTree(new Browser()
                        .open(keycloak.issuer() + "/.well-known/openid-configuration")
                        .body());
    }

    @AfterAll
    static void stop() throws Exception {
        List<ProcessHandle> everything = keycloak.process().descendants().toList();
        assertTrue(everything.size() >= 2, "the script and its Java");
        // What the end of this JVM does too, however it ends.
        keycloak.process().getOutputStream().close();
        assertTrue(keycloak.process().waitFor(20, TimeUnit.SECONDS));
        everything.forEach(each -> assertFalse(each.isAlive(), () -> "still there: " + each.info()));
        keycloak.close();
    }

    @Test
    void theIssuerIsFoundByItsNameAlone() {
        assertEquals(keycloak.issuer(), discovery.path("issuer").asText());
        assertTrue(discovery.path("code_challenge_methods_supported").toString().contains("S256"));
    }

    @Test
    void anEditorSignsInWithHerPasswordAndHerTokenSaysHerGroupAndMunicipality() throws Exception {
        HttpResponse<String> signedIn = browser.signIn(
                browser.open(authorize(Map.of())), RunningKeycloak.EDITOR, keycloak.password(RunningKeycloak.EDITOR));
        Map<String, String> back = Browser.sentWith(signedIn);
        assertTrue(signedIn.headers().firstValue("Location").orElse("").startsWith(BACK + "?"), signedIn.body());
        assertEquals("a state", back.get("state"));

        HttpResponse<String> answer = redeem(back.getOrDefault("code", ""), VERIFIER.getValue());

        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode tokens = json.readTree(answer.body());
        JWTClaimsSet access = verified(tokens.path("access_token").asText());
        assertTrue(access.getAudience().contains("shirube"), access::toString);
        assertEquals("062022", access.getStringClaim("municipality"));
        assertEquals(List.of("商工課"), access.getStringListClaim("groups"));
        assertEquals(RunningKeycloak.EDITOR, access.getStringClaim("preferred_username"));
        assertFalse(access.getSubject().isEmpty());
        assertFalse(access.getJWTID().isEmpty());
        assertEquals(
                900,
                (access.getExpirationTime().getTime() - access.getIssueTime().getTime()) / 1000);
        assertFalse(access.getClaims().containsKey("shirube_roles"), "a city's directory says no roles of Shirube");
        assertEquals("at+jwt", type(tokens.path("access_token").asText()));

        JWTClaimsSet id = verified(tokens.path("id_token").asText());
        assertEquals(List.of("shirube"), id.getAudience());
        assertEquals("a nonce", id.getStringClaim("nonce"));
        assertEquals("ID", id.getStringClaim("typ"));
        assertEquals("062022", id.getStringClaim("municipality"));
        assertEquals(List.of("商工課"), id.getStringListClaim("groups"));
    }

    @Test
    void aGroupWithinAGroupIsSaidByItsOwnName() throws Exception {
        HttpResponse<String> signedIn = browser.signIn(
                browser.open(authorize(Map.of())),
                RunningKeycloak.APPROVER,
                keycloak.password(RunningKeycloak.APPROVER));
        HttpResponse<String> answer = redeem(Browser.sentWith(signedIn).getOrDefault("code", ""), VERIFIER.getValue());
        assertEquals(
                List.of("商工課長"),
                verified(json.readTree(answer.body()).path("access_token").asText())
                        .getStringListClaim("groups"));
    }

    @Test
    void aWrongPasswordSignsNobodyIn() throws Exception {
        HttpResponse<String> answer =
                browser.signIn(browser.open(authorize(Map.of())), RunningKeycloak.PLANNER, "not the password");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").isEmpty());
    }

    @Test
    void asvs_10_4_6_withoutACodeChallengeOrItsVerifierThereIsNoToken() throws Exception {
        for (Map<String, String> changed : List.of(
                Map.of("code_challenge", "", "code_challenge_method", ""), Map.of("code_challenge_method", "plain"))) {
            HttpResponse<String> refused = browser.open(authorize(changed));
            assertEquals("invalid_request", Browser.sentWith(refused).get("error"), refused.body());
        }
        HttpResponse<String> signedIn = browser.signIn(
                browser.open(authorize(Map.of())), RunningKeycloak.PLANNER, keycloak.password(RunningKeycloak.PLANNER));
        HttpResponse<String> answer =
                redeem(Browser.sentWith(signedIn).getOrDefault("code", ""), new CodeVerifier().getValue());
        assertEquals(400, answer.statusCode());
        assertEquals("invalid_grant", json.readTree(answer.body()).path("error").asText());
    }

    @Test
    void asvs_10_4_1_anAddressThatIsNotRegisteredIsNeverGoneTo() throws Exception {
        HttpResponse<String> answer = browser.open(authorize(Map.of("redirect_uri", BACK + "/elsewhere")));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").isEmpty());
    }

    @Test
    void aDepartmentsSystemGetsATokenInItsOwnNameWithItsSecretOnly() throws Exception {
        HttpResponse<String> answer = asSystem(keycloak.systemSecret());

        assertEquals(200, answer.statusCode(), answer.body());
        JWTClaimsSet access =
                verified(json.readTree(answer.body()).path("access_token").asText());
        assertTrue(access.getAudience().contains("shirube"), access::toString);
        assertEquals("062022", access.getStringClaim("municipality"));
        assertEquals(List.of("商工課業務システム"), access.getStringListClaim("groups"));
        assertEquals(401, asSystem("not the secret").statusCode());
    }

    private HttpResponse<String> asSystem(String secret) throws Exception {
        return browser.post(
                discovery.path("token_endpoint").asText(),
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        RunningKeycloak.SYSTEM,
                        "client_secret",
                        secret));
    }

    /** What the services' browser client asks; an empty value leaves the parameter out. */
    private static String authorize(Map<String, String> changed) {
        Map<String, String> asked = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", RunningKeycloak.BROWSER,
                "redirect_uri", BACK,
                "scope", "openid",
                "state", "a state",
                "nonce", "a nonce",
                "code_challenge",
                        CodeChallenge.compute(CodeChallengeMethod.S256, VERIFIER)
                                .getValue(),
                "code_challenge_method", "S256"));
        asked.putAll(changed);
        asked.values().removeIf(String::isEmpty);
        return discovery.path("authorization_endpoint").asText() + "?" + Browser.encoded(asked);
    }

    private HttpResponse<String> redeem(String code, String verifier) throws Exception {
        return browser.post(
                discovery.path("token_endpoint").asText(),
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", RunningKeycloak.BROWSER,
                        "code", code,
                        "redirect_uri", BACK,
                        "code_verifier", verifier));
    }

    private JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys =
                JWKSet.parse(browser.open(discovery.path("jwks_uri").asText()).body());
        assertEquals(JWSAlgorithm.RS256, jwt.getHeader().getAlgorithm());
        assertTrue(jwt.verify(new RSASSAVerifier(
                keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())));
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertEquals(keycloak.issuer(), claims.getIssuer());
        assertTrue(claims.getExpirationTime().toInstant().isAfter(Instant.now()));
        return claims;
    }

    private static String type(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getType().getType();
    }
}
