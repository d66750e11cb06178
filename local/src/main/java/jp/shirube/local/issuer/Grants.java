package jp.shirube.local.issuer;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What signed-in browsers may still ask for: a code once within a minute, then one refresh token after the other. Kept in memory:
 * a restart ends them. Whoever shows something that was used before ends the whole sign-in, since one of two is a thief.
 */
final class Grants {

    static final Duration CODE_LIFE = Duration.ofSeconds(60);
    /** However often it is refreshed. */
    static final Duration LIFE = Duration.ofHours(8);

    /** One sign-in of one account at one client. */
    record Grant(
            String id,
            DemoAccount account,
            String client,
            URI redirect,
            @Nullable String nonce,
            Instant signedIn) {}

    private record Code(Grant grant, CodeChallenge challenge, Instant until) {}

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Grant> refreshTokens = new HashMap<>();
    private final Map<String, Grant> used = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();

    Grants(Clock clock) {
        this.clock = clock;
    }

    synchronized String code(
            DemoAccount account, String client, URI redirect, CodeChallenge challenge, @Nullable String nonce) {
        forgetWhatIsOver();
        Instant now = clock.instant();
        Grant grant = new Grant(UUID.randomUUID().toString(), account, client, redirect, nonce, now);
        String code = secret();
        codes.put(code, new Code(grant, challenge, now.plus(CODE_LIFE)));
        return code;
    }

    /** Used up by this, whether or not the verifier is the right one. */
    synchronized Optional<Grant> redeem(
            String code, String client, @Nullable URI redirect, @Nullable CodeChallenge shown) {
        Code found = codes.get(code);
        if (found == null) {
            endIfUsedBefore(code, client);
            return Optional.empty();
        }
        if (!found.grant().client().equals(client)) {
            return Optional.empty();
        }
        codes.remove(code);
        used.put(code, found.grant());
        boolean right = clock.instant().isBefore(found.until())
                && found.grant().redirect().equals(redirect)
                && found.challenge().equals(shown);
        return right ? Optional.of(found.grant()) : Optional.empty();
    }

    synchronized String refreshToken(Grant grant) {
        String token = secret();
        refreshTokens.put(token, grant);
        return token;
    }

    /** Used up by this: the answer brings the next one. */
    synchronized Optional<Grant> refresh(String token, String client) {
        Grant grant = refreshTokens.get(token);
        if (grant == null) {
            endIfUsedBefore(token, client);
            return Optional.empty();
        }
        if (!grant.client().equals(client)) {
            return Optional.empty();
        }
        refreshTokens.remove(token);
        used.put(token, grant);
        return isOver(grant) || hasEnded(grant.id()) ? Optional.empty() : Optional.of(grant);
    }

    synchronized void end(String grant) {
        ended.put(grant, clock.instant().plus(LIFE));
        refreshTokens.values().removeIf(each -> each.id().equals(grant));
        codes.values().removeIf(each -> each.grant().id().equals(grant));
    }

    synchronized boolean hasEnded(String grant) {
        return ended.containsKey(grant);
    }

    private void endIfUsedBefore(String shown, String client) {
        Grant grant = used.get(shown);
        if (grant != null && grant.client().equals(client)) {
            end(grant.id());
        }
    }

    private boolean isOver(Grant grant) {
        return !clock.instant().isBefore(grant.signedIn().plus(LIFE));
    }

    private void forgetWhatIsOver() {
        Instant now = clock.instant();
        codes.values().removeIf(code -> !now.isBefore(code.until()));
        refreshTokens.values().removeIf(this::isOver);
        used.values().removeIf(this::isOver);
        ended.values().removeIf(until -> !now.isBefore(until));
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
