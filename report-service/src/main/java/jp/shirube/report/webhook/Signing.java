package jp.shirube.report.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** How a receiver knows that it was us: HMAC-SHA256 over id, time and body, by every secret that is valid at that moment. */
final class Signing {

    /** The specification asks for 24 to 64 bytes. */
    private static final int SECRET_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Signing() {}

    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return Webhook.SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** @return what stands in {@code webhook-signature}: one signature per secret, the newest first */
    static String header(List<String> secrets, String id, Instant at, String body) {
        return String.join(
                " ", secrets.stream().map(secret -> sign(secret, id, at, body)).toList());
    }

    private static String sign(String secret, String id, Instant at, String body) {
        try {
            return new Webhook(secret).sign(id, at.getEpochSecond(), body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("a secret made here can always sign", e);
        }
    }
}
