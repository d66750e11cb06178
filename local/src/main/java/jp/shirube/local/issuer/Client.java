package jp.shirube.local.issuer;

import com.nimbusds.oauth2.sdk.GrantType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that may ask for tokens, by what it may get them and where it may be answered.
 *
 * @param secret null for a browser's, which cannot keep one
 * @param redirects where a code may be sent, compared character by character
 * @param afterSignOut where the browser may be sent after signing out
 */
public record Client(
        String id, @Nullable String secret, Set<GrantType> grants, Set<URI> redirects, Set<URI> afterSignOut) {

    /** The screens of the three services; also the audience of every token. */
    public static final String BROWSER = "shirube";

    public static final String OPERATOR = "shirube-operator";
    /** {@code ./shirube token} and the launcher's own commands. */
    public static final String COMMAND_LINE = "shirube-cli";

    public Client {
        grants = Set.copyOf(grants);
        redirects = Set.copyOf(redirects);
        afterSignOut = Set.copyOf(afterSignOut);
    }

    public static Client browser(Set<URI> redirects, Set<URI> afterSignOut) {
        return new Client(
                BROWSER, null, Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN), redirects, afterSignOut);
    }

    /** Asks in its own name. */
    public static Client system(String id, String secret) {
        return new Client(id, secret, Set.of(GrantType.CLIENT_CREDENTIALS), Set.of(), Set.of());
    }

    /** May ask for the token of any demo account: whoever can read its secret could read the key as well. */
    public static Client commandLine(String secret) {
        return new Client(COMMAND_LINE, secret, Set.of(GrantType.TOKEN_EXCHANGE), Set.of(), Set.of());
    }

    boolean isPublic() {
        return secret == null;
    }

    boolean hasSecret(String said) {
        return secret != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
    }
}
