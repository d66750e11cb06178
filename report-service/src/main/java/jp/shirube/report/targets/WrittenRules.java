package jp.shirube.report.targets;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import jp.shirube.document.ReadDocument;
import jp.shirube.problem.Fault;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.RuleReading;
import org.jspecify.annotations.Nullable;

/** A grading rule as somebody writes it into a request. */
public final class WrittenRules {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WrittenRules() {}

    /**
     * @param written the id of a preset, or a rule; null for the standard
     * @return null when it cannot be read; then {@code faults} say why
     */
    public static @Nullable GradingRule read(
            @Nullable JsonNode written, ReadDocument document, String pointer, List<Fault> faults) {
        if (written == null || written.isNull()) {
            return KnownRules.standard();
        }
        if (written.isTextual()) {
            GradingRule preset = KnownRules.presets().get(written.asText());
            if (preset == null) {
                faults.add(document.fault(
                        pointer,
                        "評価基準「" + written.asText() + "」はありません。次のいずれか、または基準そのものを書いてください: "
                                + String.join(", ", KnownRules.presets().keySet()),
                        "no grading rule " + written.asText() + "; write one out, or one of "
                                + String.join(", ", KnownRules.presets().keySet())));
            }
            return preset;
        }
        RuleReading.Reading reading =
                RuleReading.read(JSON.convertValue(written, new TypeReference<Map<String, Object>>() {}));
        reading.objections()
                .forEach(objection -> faults.add(document.fault(
                        pointer + objection.pointer(),
                        objection.what().ja(),
                        objection.what().en())));
        return reading.objections().isEmpty() ? reading.rule() : null;
    }
}
