package jp.shirube.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.shirube.document.ReadDocument;
import jp.shirube.outbox.OutgoingEvent;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** How this service writes what it publishes: decimals as strings, so that no reader loses digits, and never 1.1E+3. */
public final class EventJson {

    /** Below Kafka's 1 MiB by room for headers and key. */
    private static final int LARGEST = 900_000;

    private EventJson() {}

    /** @param json as the service answers over HTTP */
    public static ObjectMapper like(ObjectMapper json) {
        return json.copy().registerModule(new SimpleModule("decimals").addSerializer(new PlainDecimal()));
    }

    /** What was written by this service. */
    public static JsonNode read(ObjectMapper json, String written) {
        try {
            return json.readTree(written);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws ProblemException naming what one message cannot hold: nobody would ever hear of it */
    public static void refuseTooLarge(ReadDocument document, List<OutgoingEvent> events) {
        List<Fault> faults = events.stream()
                .filter(EventJson::isTooLarge)
                .map(event -> document.fault(
                        "",
                        "1つの項目（" + name(event) + "）が長すぎます。" + LARGEST + "バイトまでにしてください",
                        "one part (" + name(event) + ") is too long; at most " + LARGEST + " bytes are possible"))
                .toList();
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
    }

    private static boolean isTooLarge(OutgoingEvent event) {
        String data = String.valueOf(event.data());
        // A character is at most three bytes: most need not be counted.
        return data.length() > LARGEST / 3 && data.getBytes(StandardCharsets.UTF_8).length > LARGEST;
    }

    /** Such as {@code target dream}. */
    private static String name(OutgoingEvent event) {
        String kind = event.type().split("\\.")[3];
        JsonNode data = event.data();
        return data == null ? kind : (kind + " " + data.path(kind).path("id").asText("")).strip();
    }

    private static final class PlainDecimal extends StdSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        PlainDecimal() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider context) throws IOException {
            json.writeString(value.toPlainString());
        }
    }
}
