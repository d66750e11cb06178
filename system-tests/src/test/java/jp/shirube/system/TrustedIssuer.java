package jp.shirube.system;

import java.io.IOException;
import java.util.Map;
import jp.shirube.local.issuer.DevelopmentIssuer;

/** An issuer in this JVM that the services under test believe. */
public final class TrustedIssuer implements AutoCloseable {

    private final DevelopmentIssuer issuer;
    private final TownTokens tokens;

    private TrustedIssuer(DevelopmentIssuer issuer) {
        this.issuer = issuer;
        this.tokens = new TownTokens(issuer::mint);
    }

    public static TrustedIssuer start() throws IOException, InterruptedException {
        return new TrustedIssuer(DevelopmentIssuer.forTests());
    }

    /** What a service is told, so that it believes this issuer in every municipality, and what it says of roles. */
    public Map<String, String> environment() {
        return Map.of(
                "QUARKUS_OIDC_AUTH_SERVER_URL", issuer.issuer(),
                "SHIRUBE_SESSION_SECRET", "0123456789abcdef0123456789abcdef",
                "SHIRUBE_SIGN_IN_MUNICIPALITIES", "*",
                "SHIRUBE_SIGN_IN_ROLES_CLAIM", "shirube_roles");
    }

    public TownTokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        issuer.close();
    }
}
