package jp.shirube.report.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import jp.shirube.report.webhook.Subscription.DisabledBecause;
import jp.shirube.report.webhook.WebhookRequest.SaidFilter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Webhook", description = "送信先: a receiver and what it wants to hear of")
@JsonInclude(JsonInclude.Include.ALWAYS)
record WebhookResponse(
        UUID id,
        String municipality,

        @Schema(nullable = true) @Nullable String name,

        String url,
        SaidFilter filter,
        State state,

        @Schema(nullable = true) @Nullable Instant disabledAt,

        @Schema(
                description =
                        "GONE: the receiver answered 410. FAILING: every attempt failed for five days. BY_HAND: somebody did it",
                nullable = true)
        @Nullable
        DisabledBecause disabledBecause,

        Instant createdAt,

        @Schema(description = "Of the progress log; up to there everything was delivered or stands in the delivery log")
        long position,

        @Schema(description = "Events that have not reached the receiver yet")
        long waiting,

        @Schema(nullable = true) @Nullable Instant lastSuccessAt,

        @Schema(description = "When the first attempt after the last success failed", nullable = true) @Nullable
        Instant failingSince,

        @Schema(description = "Until then the secret before the present one signs too", nullable = true) @Nullable
        Instant formerSecretUntil,

        @Schema(description = "Only in the answer to the registration, and never again", nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret) {

    enum State {
        ACTIVE,
        DISABLED
    }

    static WebhookResponse of(Subscription subscription, long waiting, boolean withSecret, Instant now) {
        Instant former = subscription.formerSecretUntil();
        return new WebhookResponse(
                subscription.id(),
                subscription.municipality(),
                subscription.name(),
                subscription.url(),
                SaidFilter.of(subscription.filter()),
                subscription.isActive() ? State.ACTIVE : State.DISABLED,
                subscription.disabledAt(),
                subscription.disabledBecause(),
                subscription.createdAt(),
                subscription.position(),
                waiting,
                subscription.lastSuccessAt(),
                subscription.failingSince(),
                former != null && now.isBefore(former) ? former : null,
                withSecret ? subscription.secret() : null);
    }
}
