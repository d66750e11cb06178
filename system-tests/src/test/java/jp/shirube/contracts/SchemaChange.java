package jp.shirube.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the present schema of an event breaks of the released one. Events live for ever, and readers are built on either
 * schema: nothing may become stricter, or old events could not be read; nothing may become looser, or readers built on
 * the released schema would meet what they were promised never to meet. So only optional fields and annotations may be
 * added, and values where the schema says that there will be others (docs/decisions/0023).
 */
final class SchemaChange {

    private record Places(String released, String present) {}

    private final JsonNode released;
    private final JsonNode present;
    private final List<String> broken = new ArrayList<>();
    private final Set<Places> compared = new HashSet<>();

    private SchemaChange(JsonNode released, JsonNode present) {
        this.released = released;
        this.present = present;
    }

    /** @return each promise broken: its JSON pointer in the released schema, and the rule; empty when none is */
    static List<String> broken(JsonNode released, JsonNode present) {
        SchemaChange change = new SchemaChange(released, present);
        SchemaWords.others(present).forEach(place -> change.breaks(place, "no rule is known for this word"));
        change.compare("", released, "", present);
        return change.broken;
    }

    private void compare(String at, JsonNode before, String there, JsonNode now) {
        if (before.has("$ref")) {
            String target = before.path("$ref").asText().substring(1);
            compare(target, released.at(target), there, now);
        } else if (now.has("$ref")) {
            String target = now.path("$ref").asText().substring(1);
            compare(at, before, target, present.at(target));
        } else if (compared.add(new Places(at, there))) {
            Set<String> words = new TreeSet<>();
            before.fieldNames().forEachRemaining(words::add);
            now.fieldNames().forEachRemaining(words::add);
            words.removeAll(SchemaWords.ANNOTATIONS);
            // What they hold is compared where it is referred to.
            words.remove("$defs");
            words.forEach(word -> compare(at, before, there, now, word));
        }
    }

    private void compare(String at, JsonNode before, String there, JsonNode now, String word) {
        JsonNode old = before.path(word);
        JsonNode young = now.path(word);
        String place = at + "/" + word;
        switch (word) {
            case "properties" -> fields(at, before, there, now);
            case "required" -> {
                added(old, young)
                        .forEach(name -> breaks(place, "field " + name + " is now required: old events lack it"));
                added(young, old)
                        .forEach(name -> breaks(place, "field " + name + " is no longer required: readers rely on it"));
            }
            case "enum" -> {
                if (old.isMissingNode() || young.isMissingNode()) {
                    breaks(place, "the list of values was added or removed");
                } else {
                    added(old, young)
                            .forEach(value -> breaks(place, "value " + value + " was added to a list that was closed"));
                    added(young, old).forEach(value -> breaks(place, "value " + value + " was removed"));
                }
            }
            case SchemaWords.EXTENSIBLE_ENUM -> {
                if (old.isMissingNode() || young.isMissingNode()) {
                    breaks(place, "the list of values was added or removed");
                } else {
                    added(young, old).forEach(value -> breaks(place, "value " + value + " was removed"));
                }
            }
            case "type" -> {
                if (!set(old).equals(set(young))) {
                    changed(place, old, young);
                }
            }
            case "additionalProperties" -> {
                if (old.isObject() && young.isObject()) {
                    compare(place, old, there + "/" + word, young);
                } else if (open(old) != open(young)) {
                    changed(place, old, young);
                }
            }
            default -> {
                if (SchemaWords.OF_ONE.contains(word) && old.isObject() && young.isObject()) {
                    compare(place, old, there + "/" + word, young);
                } else if (SchemaWords.OF_SEVERAL.contains(word) && old.size() == young.size()) {
                    for (int i = 0; i < old.size(); i++) {
                        compare(place + "/" + i, old.get(i), there + "/" + word + "/" + i, young.get(i));
                    }
                } else if (!old.equals(young)) {
                    changed(place, old, young);
                }
            }
        }
    }

    private void fields(String at, JsonNode before, String there, JsonNode now) {
        JsonNode old = before.path("properties");
        JsonNode young = now.path("properties");
        old.properties().forEach(field -> {
            String place = "/properties/" + field.getKey();
            JsonNode kept = young.path(field.getKey());
            if (kept.isMissingNode()) {
                breaks(at + place, "the field was removed");
            } else {
                compare(at + place, field.getValue(), there + place, kept);
            }
        });
        if (!open(before.path("additionalProperties"))) {
            young.fieldNames().forEachRemaining(name -> {
                if (!old.has(name)) {
                    breaks(at + "/properties/" + name, "a field was added where others were refused");
                }
            });
        }
    }

    private void changed(String place, JsonNode old, JsonNode young) {
        breaks(
                place,
                old.isMissingNode()
                        ? "the rule was added: " + young
                        : young.isMissingNode()
                                ? "the rule was removed: " + old
                                : "the rule changed from " + old + " to " + young);
    }

    private void breaks(String place, String rule) {
        broken.add(place + ": " + rule);
    }

    private static boolean open(JsonNode additional) {
        return additional.isMissingNode() || additional.isBoolean() && additional.booleanValue();
    }

    private static Set<String> added(JsonNode old, JsonNode young) {
        Set<String> added = set(young);
        added.removeAll(set(old));
        return added;
    }

    private static Set<String> set(JsonNode oneOrSeveral) {
        Set<String> values = new TreeSet<>();
        if (oneOrSeveral.isArray()) {
            oneOrSeveral.forEach(value -> values.add(value.toString()));
        } else if (!oneOrSeveral.isMissingNode()) {
            values.add(oneOrSeveral.toString());
        }
        return values;
    }
}
