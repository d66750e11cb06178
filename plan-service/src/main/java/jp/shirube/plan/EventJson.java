package jp.shirube.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;

/** How this service writes what it publishes: decimals as strings, so that no reader loses digits, and never 1.1E+3. */
public final class EventJson {

    private EventJson() {}

    /** @param json as the service answers over HTTP */
    public static ObjectMapper like(ObjectMapper json) {
        return json.copy().registerModule(new SimpleModule("decimals").addSerializer(new PlainDecimal()));
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
