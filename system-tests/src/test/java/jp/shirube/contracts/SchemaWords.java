package jp.shirube.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The words of JSON Schema that events are described with. They mean the same in draft 2020-12, which the schemas name, and
 * in draft-07, which AsyncAPI's tools read; and {@link SchemaChange} knows what changing each of them breaks.
 */
final class SchemaWords {

    /** Say something to people and nothing to a validator. */
    static final Set<String> ANNOTATIONS = Set.of("title", "description", "examples", "$comment", "deprecated");

    /** Hold one schema. */
    static final Set<String> OF_ONE = Set.of("items", "additionalProperties", "not");

    /** Hold a list of schemas. */
    static final Set<String> OF_SEVERAL = Set.of("allOf", "anyOf", "oneOf");

    /** Hold schemas by name. */
    static final Set<String> BY_NAME = Set.of("properties", "$defs");

    /** Hold a value that is compared as it stands. */
    static final Set<String> VALUES = Set.of(
            "type",
            "const",
            "enum",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "uniqueItems",
            "required");

    /** What may be added to for ever: a list of the values known today, in place of {@code enum}. */
    static final String EXTENSIBLE_ENUM = "x-extensible-enum";

    static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private static final Set<String> NAMES = Set.of("$schema", "$id");

    private SchemaWords() {}

    /** Visits every schema within a schema, with its JSON pointer, itself first. */
    static void walk(String pointer, JsonNode schema, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, schema);
        schema.properties().forEach(word -> {
            String at = pointer + "/" + word.getKey();
            if (OF_ONE.contains(word.getKey())) {
                walk(at, word.getValue(), visitor);
            } else if (OF_SEVERAL.contains(word.getKey())) {
                for (int i = 0; i < word.getValue().size(); i++) {
                    walk(at + "/" + i, word.getValue().get(i), visitor);
                }
            } else if (BY_NAME.contains(word.getKey())) {
                word.getValue().properties().forEach(each -> walk(at + "/" + each.getKey(), each.getValue(), visitor));
            }
        });
    }

    /** @return where the schema uses another word, or more than annotations beside a {@code $ref} */
    static List<String> others(JsonNode whole) {
        List<String> others = new ArrayList<>();
        walk(
                "",
                whole,
                (pointer, schema) -> schema.properties().forEach(word -> {
                    String name = word.getKey();
                    boolean known = ANNOTATIONS.contains(name)
                            || (schema.has("$ref")
                                    ? name.equals("$ref")
                                            && word.getValue().asText().startsWith("#/$defs/")
                                    : VALUES.contains(name)
                                            || OF_ONE.contains(name)
                                            || OF_SEVERAL.contains(name)
                                            || BY_NAME.contains(name)
                                            || name.equals(EXTENSIBLE_ENUM)
                                            || pointer.isEmpty() && NAMES.contains(name));
                    if (!known) {
                        others.add(pointer + "/" + name);
                    }
                }));
        return others;
    }
}
