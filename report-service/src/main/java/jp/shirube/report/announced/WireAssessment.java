package jp.shirube.report.announced;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/** An assessment as events carry it: figures as decimal strings, as a JSON number of 34 digits loses most of them on the way. */
final class WireAssessment {

    /** Years and counts; every other number is a figure. */
    private static final Set<String> COUNTS = Set.of(
            "year",
            "goalYear",
            "figureYear",
            "achievedFirstIn",
            "yearsOfSpan",
            "incomplete",
            "edition",
            "revision",
            "version");

    private WireAssessment() {}

    static JsonNode of(String stored, ObjectMapper json) {
        try {
            JsonNode assessment = json.readTree(stored);
            spell(assessment);
            return assessment;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("jsonb is always well-formed", e);
        }
    }

    private static void spell(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isNumber() && !COUNTS.contains(field.getKey())) {
                    field.setValue(
                            TextNode.valueOf(field.getValue().decimalValue().toPlainString()));
                } else if (!COUNTS.contains(field.getKey())) {
                    spell(field.getValue());
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(WireAssessment::spell);
        }
    }
}
