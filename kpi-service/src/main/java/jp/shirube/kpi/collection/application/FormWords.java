package jp.shirube.kpi.collection.application;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.collection.Direction;
import jp.shirube.kpi.collection.InitiativeProgress;
import jp.shirube.kpi.collection.form.Field;

/** The words a form lets people choose from, and what they mean. */
final class FormWords {

    private static final Map<Field, Map<String, String>> MEANING = Map.of(
            Field.MISSING_REASON,
            Map.of(
                    "該当なし", MissingReason.NOT_APPLICABLE.name(),
                    "調査なし", MissingReason.NOT_SURVEYED.name(),
                    "未公表", MissingReason.NOT_PUBLISHED.name(),
                    "事業終了", MissingReason.DISCONTINUED.name(),
                    "算定なし", MissingReason.NOT_CALCULATED.name()),
            Field.STATUS,
            Map.of(
                    "確定", Status.FINAL.name(),
                    "暫定", Status.PROVISIONAL.name(),
                    "見込", Status.ESTIMATE.name()),
            Field.INITIATIVE_STATUS,
            progress(),
            Field.DIRECTION,
            directions());

    private FormWords() {}

    private static Map<String, String> progress() {
        Map<String, String> words = new LinkedHashMap<>();
        for (InitiativeProgress each : InitiativeProgress.values()) {
            words.put(each.ja(), each.name());
        }
        return words;
    }

    private static Map<String, String> directions() {
        Map<String, String> words = new LinkedHashMap<>();
        for (Direction each : Direction.values()) {
            words.put(each.ja(), each.name());
        }
        return words;
    }

    /** What a chosen word means; the text itself where the field takes any; empty where it is none of the words. */
    static Optional<String> meaning(Field field, String text) {
        Map<String, String> words = MEANING.get(field);
        if (words == null || text.isEmpty()) {
            return Optional.of(text);
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        return Optional.ofNullable(words.get(plain)).or(() -> Optional.of(plain).filter(words::containsValue));
    }

    /** The word for a meaning; what is no meaning as it is. */
    static String word(Field field, String meaning) {
        return MEANING.getOrDefault(field, Map.of()).entrySet().stream()
                .filter(each -> each.getValue().equals(meaning))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(meaning);
    }
}
