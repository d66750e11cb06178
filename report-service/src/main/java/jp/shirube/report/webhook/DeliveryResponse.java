package jp.shirube.report.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "WebhookDelivery", description = "One event on its way to one receiver")
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeliveryResponse(
        long id,

        @Schema(description = "What stood in webhook-id") UUID eventId,

        String type,
        String subject,
        long version,

        @Schema(description = "In the progress log; null for a ping", nullable = true) @Nullable
        Long position,

        Instant occurredAt,
        Delivery.State state,

        @Schema(description = "The newest twenty, the oldest of them first")
        List<Attempt> attempts,

        @Schema(nullable = true) @Nullable Instant nextAttemptAt) {

    static DeliveryResponse of(Delivery delivery, long id) {
        return new DeliveryResponse(
                id,
                delivery.eventId(),
                delivery.type(),
                delivery.subject(),
                delivery.version(),
                delivery.position(),
                delivery.occurredAt(),
                delivery.state(),
                delivery.attempts(),
                delivery.due());
    }
}
