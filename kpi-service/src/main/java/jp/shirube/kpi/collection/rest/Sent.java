package jp.shirube.kpi.collection.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** A JSON object somebody sent, read field by field; every fault is told at once, each with its place. */
final class Sent {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(100)
                            .maxNestingDepth(10)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;
    private final String place;
    private final List<Fault> faults;

    private Sent(JsonNode object, String place, List<Fault> faults) {
        this.object = object;
        this.place = place;
        this.faults = faults;
    }

    /** @param fields everything that may stand in it */
    static Sent read(byte[] content, Set<String> fields) {
        JsonNode root;
        try {
            root = content.length == 0 ? JSON.createObjectNode() : JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        } catch (IOException | NumberFormatException e) { // the latter of 1e99999999999999999999
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (root == null || !root.isObject()) {
            throw malformed("a JSON object is expected");
        }
        Sent sent = new Sent(root, "", new ArrayList<>());
        sent.refuseUnknown(fields);
        return sent;
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(ProblemType.MALFORMED, "JSONとして読み取れません: " + why, "Not readable as JSON: " + why);
    }

    private void refuseUnknown(Set<String> fields) {
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
                fault(
                        shown.replace("~", "~0").replace("/", "~1"),
                        "「" + shown + "」という項目はありません。",
                        "There is no field " + shown + ".");
            }
        });
    }

    void fault(String field, String ja, String en) {
        faults.add(Fault.at(place + "/" + field, ja, en));
    }

    /** @throws ProblemException naming every fault found so far */
    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
    }

    boolean has(String field) {
        return object.hasNonNull(field);
    }

    /** Without the space around it; empty where it is left out. */
    String text(String field, int longest) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        // A figure may be written as a number.
        if (!node.isTextual() && !(node.isNumber() && field.equals("value"))) {
            fault(field, "文字列で書いてください。", "Write a string.");
            return "";
        }
        String text = node.asText();
        if (text.length() > longest) {
            fault(field, longest + "字までです。", "At most " + longest + " characters.");
            return "";
        }
        if (text.codePoints().anyMatch(Sent::isNoCharacter)) {
            fault(field, "使えない制御文字が含まれています。", "It contains a control character.");
            return "";
        }
        return text.strip();
    }

    private static boolean isNoCharacter(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                || Character.getType(c) == Character.SURROGATE;
    }

    /** A whole number from 1; null where it is left out. */
    @Nullable
    Long number(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 1) {
            fault(field, "1以上の整数を書いてください。", "Write a whole number from 1.");
            return null;
        }
        return node.asLong();
    }

    boolean flag(String field) {
        JsonNode node = object.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            fault(field, "trueかfalseを書いてください。", "Write true or false.");
        }
        return node.asBoolean(false);
    }

    @Nullable
    LocalDate day(String field) {
        String text = text(field, 20);
        if (text.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 1900 || day.getYear() > 2200) {
                throw new DateTimeException(text);
            }
            return day;
        } catch (DateTimeException e) {
            fault(field, "2026-06-30のように書いてください。", "Write it like 2026-06-30.");
            return null;
        }
    }

    /** Texts of a list, each of which must be allowed; empty where it is left out. */
    Set<String> texts(String field, int most, Predicate<String> allowed) {
        JsonNode node = object.path(field);
        Set<String> texts = new LinkedHashSet<>();
        if (node.isMissingNode() || node.isNull()) {
            return texts;
        }
        if (!node.isArray() || node.size() > most) {
            fault(field, most + "件までの配列です。", "A list of at most " + most + ".");
            return texts;
        }
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isTextual() || !allowed.test(node.get(i).asText())) {
                fault(field + "/" + i, "識別子として読めません。", "Not an id.");
            } else {
                texts.add(node.get(i).asText());
            }
        }
        return texts;
    }

    /** One of a list of words; null where it is left out or none of them. */
    <E extends Enum<E>> @Nullable E word(String field, Class<E> words) {
        String text = text(field, 60);
        if (text.isEmpty()) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        String list = Stream.of(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        fault(field, "次のいずれかを書いてください: " + list, "Write one of: " + list);
        return null;
    }

    List<Sent> objects(String field, int most, Set<String> fields) {
        JsonNode node = object.path(field);
        List<Sent> objects = new ArrayList<>();
        if (node.isMissingNode() || node.isNull()) {
            return objects;
        }
        if (!node.isArray() || node.size() > most) {
            fault(field, most + "件までの配列です。", "A list of at most " + most + ".");
            return objects;
        }
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isObject()) {
                fault(field + "/" + i, "オブジェクトで書いてください。", "Write an object.");
            } else {
                Sent each = new Sent(node.get(i), place + "/" + field + "/" + i, faults);
                each.refuseUnknown(fields);
                objects.add(each);
            }
        }
        return objects;
    }
}
