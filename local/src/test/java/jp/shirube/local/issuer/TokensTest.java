package jp.shirube.local.issuer;

import static jp.shirube.local.issuer.IssuerAtWork.claims;
import static jp.shirube.local.issuer.IssuerAtWork.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a token says, and which ones the issuer itself takes: OWASP ASVS 5.0, V9.1 and V9.2; systems: V10.4. */
class TokensTest {

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
    void asvs_9_1_1_anAlteredTokenIsRefused() throws Exception {
        String good = token("yonezawa-editor-shoko");
        assertEquals(200, work.userinfo(good).statusCode());
        String[] parts = good.split("\\.");
        String altered = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("yonezawa-editor-shoko", "yonezawa-administrator");

        HttpResponse<String> answer = work.userinfo(parts[0] + "." + base64(altered) + "." + parts[2]);

        assertEquals(401, answer.statusCode());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").orElse("").contains("invalid_token"));
        assertEquals(401, work.userinfo(parts[0] + "." + parts[1] + ".").statusCode());
        assertEquals(401, work.userinfo("nothing").statusCode());
        assertEquals(401, work.get("/userinfo").statusCode());
    }

    @Test
    void asvs_9_1_2_onlyTheOneAlgorithmCounts() throws Exception {
        JWTClaimsSet said = claims(token("yonezawa-administrator"));
        assertEquals(401, work.userinfo(new PlainJWT(said).serialize()).statusCode(), "alg none");

        SignedJWT symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(work.key.key().getKeyID())
                        .build(),
                said);
        symmetric.sign(new MACSigner(work.key.toString().getBytes(StandardCharsets.UTF_8)));
        assertEquals(401, work.userinfo(symmetric.serialize()).statusCode(), "the public key as a shared secret");
    }

    @Test
    void asvs_9_1_3_aKeyThatComesWithTheTokenProvesNothing() throws Exception {
        ECKey foreign = SigningKey.make().key();
        for (JWSHeader header : List.of(
                header(work.key.key().getKeyID()).build(),
                header(foreign.getKeyID()).build(),
                header(foreign.getKeyID()).jwk(foreign.toPublicJWK()).build())) {
            SignedJWT forged = new SignedJWT(header, claims(token("yonezawa-administrator")));
            forged.sign(new ECDSASigner(foreign));
            assertEquals(401, work.userinfo(forged.serialize()).statusCode());
        }
    }

    @Test
    void asvs_9_2_1_aTokenThatHasRunOutIsRefused() throws Exception {
        String token = token("yonezawa-planner");
        work.later(Tokens.LIFE.minusSeconds(1));
        assertEquals(200, work.userinfo(token).statusCode());
        work.later(Duration.ofSeconds(1));
        assertEquals(401, work.userinfo(token).statusCode());
        String notYet = work.issuer.mint(
                Map.of("sub", "x", "nbf", work.now.plusSeconds(60).getEpochSecond()));
        assertEquals(401, work.userinfo(notYet).statusCode());
    }

    @Test
    void asvs_9_2_2_anIdTokenIsNoAccessToken() throws Exception {
        var tokens = json(work.redeem(work.code("yonezawa-planner")));
        assertEquals(401, work.userinfo(tokens.path("id_token").asText()).statusCode());
        assertEquals(
                "at+jwt",
                SignedJWT.parse(tokens.path("access_token").asText())
                        .getHeader()
                        .getType()
                        .getType());
        assertEquals("Bearer", claims(tokens.path("access_token").asText()).getStringClaim("typ"));
        assertEquals("ID", claims(tokens.path("id_token").asText()).getStringClaim("typ"));
    }

    @Test
    void asvs_9_2_3_aTokenForSomebodyElseIsRefused() throws Exception {
        assertEquals(200, work.userinfo(work.issuer.mint(Map.of("sub", "x"))).statusCode());
        assertEquals(
                401,
                work.userinfo(work.issuer.mint(Map.of("sub", "x", "aud", "another-system")))
                        .statusCode());
        assertEquals(
                401,
                work.userinfo(work.issuer.mint(Map.of("sub", "x", "iss", "http://127.0.0.1:1")))
                        .statusCode());
    }

    @Test
    void asvs_10_4_10_aSystemAsksInItsOwnNameWithItsSecretOnly() throws Exception {
        Map<String, String> form = Map.of("grant_type", "client_credentials");
        HttpResponse<String> answer = work.asSystem(IssuerAtWork.SYSTEM, "secret of shoko", form);

        assertEquals(200, answer.statusCode(), answer.body());
        JWTClaimsSet said = claims(json(answer).path("access_token").asText());
        assertEquals(IssuerAtWork.SYSTEM, said.getSubject());
        assertEquals("062022", said.getStringClaim("municipality"));
        assertEquals(List.of("商工課業務システム"), said.getStringListClaim("groups"));
        assertFalse(json(answer).has("refresh_token"));

        for (HttpResponse<String> refused : List.of(
                work.asSystem(IssuerAtWork.SYSTEM, "secret of the operator", form),
                work.asSystem("nobody", "secret of shoko", form),
                work.post("/token", Map.of("grant_type", "client_credentials", "client_id", IssuerAtWork.SYSTEM)))) {
            assertEquals("invalid_client", json(refused).path("error").asText(), refused.body());
            assertEquals(401, refused.statusCode());
        }
    }

    @Test
    void theOperatorBelongsToNoMunicipality() throws Exception {
        HttpResponse<String> answer =
                work.asSystem(Client.OPERATOR, "secret of the operator", Map.of("grant_type", "client_credentials"));
        JWTClaimsSet said = claims(json(answer).path("access_token").asText());
        assertEquals(List.of("OPERATOR"), said.getStringListClaim("shirube_roles"));
        assertFalse(said.getClaims().containsKey("municipality"));
    }

    @Test
    void theCommandLineGetsTheTokenOfAnyDemoAccountButOfNobodyElse() throws Exception {
        for (String account : List.of("higashine-auditor", IssuerAtWork.SYSTEM, Client.OPERATOR)) {
            assertEquals(account, claims(token(account)).getSubject());
        }
        HttpResponse<String> nobody = exchange("somebody", TokenEndpoint.DEMO_ACCOUNT);
        assertEquals(400, nobody.statusCode());
        assertEquals("invalid_request", json(nobody).path("error").asText());
        assertEquals(
                400,
                exchange("higashine-auditor", "urn:ietf:params:oauth:token-type:access_token")
                        .statusCode());
    }

    @Test
    void whoeverKnowsThePublicKeysCanCheckAToken() throws Exception {
        var keys = json(work.get("/jwks")).path("keys");
        assertEquals(1, keys.size());
        assertFalse(keys.get(0).has("d"), "never the private part");
        ECKey published = ECKey.parse(keys.get(0).toString());
        SignedJWT token = SignedJWT.parse(token("higashine-planner"));
        assertEquals(published.getKeyID(), token.getHeader().getKeyID());
        assertTrue(token.verify(new com.nimbusds.jose.crypto.ECDSAVerifier(published)));
    }

    @Test
    void theKeyIsKeptAsTextAndShowsItsPrivatePartNowhereElse() {
        SigningKey again = SigningKey.parse(work.key.text());
        assertEquals(work.key, again);
        assertFalse(work.key.toString().contains("\"d\""));
    }

    private String token(String account) throws Exception {
        HttpResponse<String> answer = exchange(account, TokenEndpoint.DEMO_ACCOUNT);
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer).path("access_token").asText();
    }

    private HttpResponse<String> exchange(String account, String type) throws Exception {
        return work.asSystem(
                Client.COMMAND_LINE,
                "secret of the command line",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        account,
                        "subject_token_type",
                        type));
    }

    private static JWSHeader.Builder header(String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(kid);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
