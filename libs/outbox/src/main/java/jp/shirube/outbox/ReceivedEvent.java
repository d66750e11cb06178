package jp.shirube.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** An event as it arrived; see {@link OutgoingEvent} for the words. */
public record ReceivedEvent(
        UUID id,
        String key,
        String type,
        String source,
        String subject,
        long aggregateVersion,
        Instant occurredAt,
        JsonNode data) {

    /** @throws UnprocessableEventException saying what is missing or wrong; trying again is in vain */
    public static ReceivedEvent of(ConsumerRecord<String, String> consumed, ObjectMapper json) {
        String value = consumed.value();
        if (value == null) {
            throw new UnprocessableEventException("an event without data");
        }
        try {
            JsonNode data = json.readTree(value);
            if (!data.isObject()) {
                throw new UnprocessableEventException("data is not a JSON object");
            }
            return new ReceivedEvent(
                    UUID.fromString(header(consumed, "ce_id")),
                    consumed.key() == null ? "" : consumed.key(),
                    header(consumed, "ce_type"),
                    header(consumed, "ce_source"),
                    header(consumed, "ce_subject"),
                    Long.parseLong(header(consumed, "ce_aggregateversion")),
                    OffsetDateTime.parse(header(consumed, "ce_time")).toInstant(),
                    data);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new UnprocessableEventException(String.valueOf(e.getMessage()));
        }
    }

    private static String header(ConsumerRecord<String, String> consumed, String name) {
        Header header = consumed.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new UnprocessableEventException("header " + name + " is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
