package jp.shirube.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** トークン: says signed who somebody is, and knows its own signature again. */
public final class Tokens {

    public static final Duration LIFE = Duration.ofMinutes(15);

    private static final JOSEObjectType ACCESS = new JOSEObjectType("at+jwt");

    private final String issuer;
    private final SigningKey key;
    private final Clock clock;

    public Tokens(String issuer, SigningKey key, Clock clock) {
        this.issuer = issuer;
        this.key = key;
        this.clock = clock;
    }

    /**
     * An access token that says exactly this; {@code iss, aud, iat, exp, jti} are added where they are not said. Times are seconds,
     * as in the token.
     */
    public String mint(Map<String, Object> claims) {
        Map<String, Object> all = times();
        all.put("typ", "Bearer");
        all.put("aud", Client.BROWSER);
        all.putAll(claims);
        return sign(ACCESS, all);
    }

    /** @param grant the sign-in it belongs to; null if it came without one */
    String access(DemoAccount account, String client, @Nullable String grant) {
        Map<String, Object> claims = about(account);
        claims.put("azp", client);
        if (grant != null) {
            claims.put("sid", grant);
        }
        return mint(claims);
    }

    String id(DemoAccount account, String client, String grant, Instant signedIn, @Nullable String nonce) {
        Map<String, Object> claims = times();
        claims.put("typ", "ID");
        claims.put("aud", client);
        claims.putAll(about(account));
        claims.put("sid", grant);
        claims.put("auth_time", signedIn.getEpochSecond());
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        return sign(JOSEObjectType.JWT, claims);
    }

    /** What a token and the userinfo say of an account. */
    static Map<String, Object> about(DemoAccount account) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", account.id());
        claims.put("name", account.name());
        claims.put("preferred_username", account.id());
        if (account.municipality() != null) {
            claims.put("municipality", account.municipality());
        }
        if (!account.groups().isEmpty()) {
            claims.put("groups", account.groups());
        }
        if (!account.roles().isEmpty()) {
            claims.put("shirube_roles", account.roles());
        }
        return claims;
    }

    /** The claims of an access token of ours that is valid now; empty for anything else. */
    Optional<JWTClaimsSet> verifiedAccess(String token) {
        return verified(token, ACCESS, Client.BROWSER, true);
    }

    /** The claims of an ID token of ours, also of one that has run out: it only says whose sign-in is to end. */
    Optional<JWTClaimsSet> verifiedId(String token, String client) {
        return verified(token, JOSEObjectType.JWT, client, false);
    }

    private Optional<JWTClaimsSet> verified(String token, JOSEObjectType type, String audience, boolean stillValid) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(type));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(SigningKey.ALGORITHM, new ImmutableJWKSet<>(new JWKSet(key.key()))));
        var claims =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        audience,
                        new JWTClaimsSet.Builder().issuer(issuer).build(),
                        Set.of("sub", "iat", "exp", "jti")) {
                    @Override
                    protected @Nullable Date currentTime() {
                        return stillValid ? Date.from(clock.instant()) : null;
                    }
                };
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
        try {
            return Optional.of(processor.process(token, null));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> times() {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("iat", now);
        claims.put("exp", now + LIFE.toSeconds());
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    private String sign(JOSEObjectType type, Map<String, Object> claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(SigningKey.ALGORITHM)
                            .type(type)
                            .keyID(key.key().getKeyID())
                            .build(),
                    JWTClaimsSet.parse(claims));
            token.sign(new ECDSASigner(key.key()));
            return token.serialize();
        } catch (ParseException e) {
            throw new IllegalArgumentException("no claims of a token: " + claims, e);
        } catch (JOSEException e) {
            throw new IllegalStateException("our own key signs", e);
        }
    }
}
