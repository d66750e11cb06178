package jp.shirube.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/** An event as it arrived; see {@link OutgoingEvent} for the words. */
public record ReceivedEvent(
        UUID id,
        String key,
        String type,
        String source,
        String subject,
        long aggregateVersion,
        Instant occurredAt,
        JsonNode data) {}
