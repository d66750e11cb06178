package jp.shirube.access;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import jp.shirube.local.RealParts;

/** Tokens of the issuer the services under test believe. */
public final class Tokens {

    private static final Duration LONG = Duration.ofHours(1);

    private Tokens() {}

    /** Somebody who is all of this in the municipality: {@code PLANNING_OFFICE}, {@code DEPARTMENT_EDITOR:kikaku}. */
    public static String of(String municipality, String... roles) {
        return signed(claims(municipality, "test-" + String.join("-", roles)).claim("shirube_roles", List.of(roles)));
    }

    /** Somebody whose roles are the municipality's own 権限対応表's to tell. */
    public static String ofGroups(String municipality, String... groups) {
        return signed(claims(municipality, "test-" + String.join("-", groups)).claim("groups", List.of(groups)));
    }

    /** What a token has that is in order; a test changes what is to be wrong. */
    public static JwtClaimsBuilder claims(String municipality, String who) {
        return Jwt.claims()
                .issuer("https://issuer.test")
                .subject(who)
                .preferredUserName(who)
                .audience("shirube")
                .expiresIn(LONG)
                .claim("municipality", municipality);
    }

    public static String signed(JwtClaimsBuilder claims) {
        return claims.jws().sign(key());
    }

    private static PrivateKey key() {
        try {
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(RealParts.ISSUER_KEY));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
