package jp.shirube.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way out, in the words of CloudEvents 1.0.
 *
 * @param id unique for ever
 * @param topic where it goes
 * @param key order is promised among events of one key
 * @param type reverse-DNS name with a major version
 * @param source the service that states it, such as {@code /kpi-service}
 * @param subject the aggregate it is about
 * @param aggregateVersion counts the states of that aggregate without gap; an older one never overwrites a newer one
 * @param occurredAt when the state became so
 * @param data the whole new state, JSON; null says that there is none any more (a tombstone on a compacted topic)
 */
public record OutgoingEvent(
        UUID id,
        String topic,
        String key,
        String type,
        String source,
        String subject,
        long aggregateVersion,
        Instant occurredAt,
        @Nullable JsonNode data) {

    public static OutgoingEvent of(
            String topic,
            String key,
            String type,
            String source,
            String subject,
            long aggregateVersion,
            Instant occurredAt,
            @Nullable JsonNode data) {
        return new OutgoingEvent(
                UUID.randomUUID(), topic, key, type, source, subject, aggregateVersion, occurredAt, data);
    }
}
