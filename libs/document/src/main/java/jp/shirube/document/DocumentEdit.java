package jp.shirube.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes a document where something is said anew, and leaves every other line as its author wrote it: order, comments, notation.
 * What the changed text says is read again and compared; a text that cannot be changed like that is written anew.
 */
public final class DocumentEdit {

    private final String text;
    private final ObjectNode tree;
    private final Map<String, Map<String, JsonNode>> put = new LinkedHashMap<>();
    private final Map<String, List<JsonNode>> appended = new LinkedHashMap<>();

    /**
     * @param text the document changed
     * @param asWritten whether everything else is as its author wrote it; false where the whole was written anew
     */
    public record Edited(String text, boolean asWritten) {}

    /** @throws jp.shirube.problem.ProblemException when the text is no document */
    public DocumentEdit(String text) {
        this.text = text;
        this.tree = (ObjectNode) DocumentReader.read(text).tree().deepCopy();
    }

    /** What the document says with every change so far. */
    public JsonNode tree() {
        return tree;
    }

    /** Sets a field of the object at the pointer. */
    public void put(String pointer, String field, JsonNode value) {
        ((ObjectNode) tree.at(pointer)).set(field, value);
        put.computeIfAbsent(pointer, at -> new LinkedHashMap<>()).put(field, value);
    }

    /** Adds an entry to the list that is a field of the object at the pointer, and the list where there is none yet. */
    public void append(String pointer, String field, JsonNode entry) {
        ((ObjectNode) tree.at(pointer)).withArrayProperty(field).add(entry);
        appended.computeIfAbsent(pointer + "/" + field, at -> new ArrayList<>()).add(entry);
    }

    public Edited finish() {
        if (put.isEmpty() && appended.isEmpty()) {
            return new Edited(text, true);
        }
        try {
            TextChange change = new TextChange(text);
            put.forEach((pointer, fields) -> fields.forEach((field, value) -> change.put(pointer, field, value)));
            appended.forEach(change::append);
            String changed = change.text();
            if (DocumentReader.read(changed).tree().equals(tree)) {
                return new Edited(changed, true);
            }
        } catch (RuntimeException e) {
            // Some notation this does not know: what is said counts, not how.
            return anew();
        }
        return anew();
    }

    private Edited anew() {
        StringBuilder written = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            written.append(Notation.block(field.getKey(), field.getValue()));
        }
        return new Edited(written.toString(), false);
    }

    /** How values are written. */
    static final class Notation {

        private Notation() {}

        /** In one line, as YAML. */
        static String flow(JsonNode node) {
            return switch (node) {
                case ObjectNode object -> {
                    List<String> fields = new ArrayList<>();
                    object.properties().forEach(field -> fields.add(field.getKey() + ": " + flow(field.getValue())));
                    yield "{" + String.join(", ", fields) + "}";
                }
                case ArrayNode array -> {
                    List<String> items = new ArrayList<>();
                    array.forEach(item -> items.add(flow(item)));
                    yield "[" + String.join(", ", items) + "]";
                }
                default -> scalar(node);
            };
        }

        /** Letters may stand as they are; whatever could mean something else in YAML is quoted. */
        static String scalar(JsonNode node) {
            boolean plain = node.isTextual()
                    && (node.textValue().matches("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}ー]+")
                            || node.textValue().matches("[a-z]+(-[a-z0-9]+)+"));
            return plain ? node.textValue() : node.toString();
        }

        /** A list with an entry per line, all else in one. */
        static String block(String field, JsonNode value) {
            if (!(value instanceof ArrayNode array) || array.isEmpty()) {
                return field + ": " + flow(value) + "\n";
            }
            StringBuilder lines = new StringBuilder(field + ":\n");
            array.forEach(item -> lines.append("  - ").append(flow(item)).append('\n'));
            return lines.toString();
        }
    }
}
