package jp.shirube.plan.municipality.document;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jp.shirube.document.DocumentReader;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Presets;
import jp.shirube.promise.rule.RuleReading;

/** The rules that come with the product, read. */
public final class PresetRules {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final List<GradingRule> ALL =
            Presets.ids().stream().map(PresetRules::read).toList();

    private PresetRules() {}

    public static List<GradingRule> all() {
        return ALL;
    }

    private static GradingRule read(String id) {
        try (InputStream file = Presets.open(id)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            RuleReading.Reading reading = RuleReading.read(
                    JSON.convertValue(DocumentReader.read(text).tree(), new TypeReference<Map<String, Object>>() {}));
            if (reading.rule() == null) {
                throw new IllegalStateException("the preset " + id + " is no rule: " + reading.objections());
            }
            return reading.rule();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
