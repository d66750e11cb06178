package jp.shirube.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import jp.shirube.notation.Period;

/** How this service writes JSON: periods in their canonical form, decimals exact and plain, nothing for null. */
@Singleton
class Json implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper json) {
        SimpleModule periods = new SimpleModule("periods");
        periods.addSerializer(Period.class, new CanonicalPeriod());
        json.registerModule(periods);
        json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
        json.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        json.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        json.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    }

    private static final class CanonicalPeriod extends StdSerializer<Period> {
        private static final long serialVersionUID = 1L;

        CanonicalPeriod() {
            super(Period.class);
        }

        @Override
        public void serialize(Period period, JsonGenerator json, SerializerProvider context) throws IOException {
            json.writeString(period.canonical());
        }
    }
}
