package jp.shirube.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Standard Webhooks 1.0.0, signature scheme. */
class SigningTest {

    private static final String BODY = "{\"type\":\"ping\",\"data\":{\"name\":\"米沢市\"}}";

    private static Map<String, List<String>> headers(Instant at, String signature) {
        return Map.of(
                "webhook-id", List.of("msg"),
                "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
                "webhook-signature", List.of(signature));
    }

    @Test
    void theLibraryOfTheSpecificationVerifiesWhatIsSigned() throws Exception {
        String secret = Signing.newSecret();
        Instant now = Instant.now();
        String signature = Signing.header(List.of(secret), "msg", now, BODY);
        assertThatCode(() -> new Webhook(secret).verify(BODY, headers(now, signature)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(secret).verify(BODY + " ", headers(now, signature)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(Signing.newSecret()).verify(BODY, headers(now, signature)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    /** The example every implementation shares. */
    @Test
    void aKnownSecretGivesTheKnownSignature() {
        assertThat(Signing.header(
                        List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whileASecretIsRotatedBothTheOldAndTheNewOneVerify() throws Exception {
        String former = Signing.newSecret();
        String present = Signing.newSecret();
        Instant now = Instant.now();
        String both = Signing.header(List.of(present, former), "msg", now, BODY);
        assertThat(both.split(" ")).hasSize(2).allMatch(one -> one.startsWith("v1,"));
        new Webhook(former).verify(BODY, headers(now, both));
        new Webhook(present).verify(BODY, headers(now, both));
    }

    @Test
    void aSecretHas256BitsAndIsNeverTheSame() {
        String secret = Signing.newSecret();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(Signing.newSecret());
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32);
    }
}
