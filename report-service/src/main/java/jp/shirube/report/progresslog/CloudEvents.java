package jp.shirube.report.progresslog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** An entry as CloudEvents 1.0 in structured mode: what stands in headers on Kafka stands beside {@code data} here. */
@ApplicationScoped
public class CloudEvents {

    private final ObjectMapper json;

    CloudEvents(ObjectMapper json) {
        this.json = json;
    }

    /** JSON in one line. */
    public String line(Entry entry) {
        StringWriter line = new StringWriter(entry.data().length() + 512);
        try (JsonGenerator event = json.createGenerator(line)) {
            event.writeStartObject();
            event.writeStringField("specversion", "1.0");
            event.writeStringField("id", entry.id().toString());
            event.writeStringField("source", entry.source());
            event.writeStringField("type", entry.type());
            event.writeStringField("subject", entry.subject());
            event.writeStringField("time", entry.occurredAt().toString());
            event.writeNumberField("aggregateversion", entry.version());
            event.writeStringField("datacontenttype", "application/json");
            event.writeFieldName("data");
            event.writeRawValue(entry.data());
            event.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes everything", e);
        }
        return line.toString();
    }
}
