package jp.shirube.report.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a webhook: {@code type}, {@code timestamp}, {@code data} of Standard Webhooks, {@code data} being the event's own
 * to the letter, and beside them {@code subject} and {@code version}, by which a receiver orders what it gets, and {@code
 * position}, from which it may ask for a replay.
 */
final class Payload {

    private Payload() {}

    /** @param data of the event; null for a ping */
    static String of(Delivery delivery, @Nullable String data, ObjectMapper json) {
        ObjectNode body = json.createObjectNode();
        body.put("type", delivery.type());
        body.put("timestamp", delivery.occurredAt().toString());
        body.put("subject", delivery.subject());
        if (delivery.position() != null) {
            body.put("version", delivery.version());
            body.put("position", delivery.position());
        }
        body.putRawValue("data", new RawValue(data == null ? "{}" : data));
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text can always be written", e);
        }
    }
}
