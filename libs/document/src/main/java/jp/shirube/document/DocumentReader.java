package jp.shirube.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML (of which JSON is a part) without building anything but JSON nodes: no tags of Java classes, numbers exact,
 * dates left as the text they are, a key given twice refused.
 */
public final class DocumentReader {

    private static final int MOST_CHARACTERS = 8_000_000;
    private static final int DEEPEST = 60;
    private static final int MOST_DIGITS = 40;

    /** Three times what a plan of 2,000 elements and 1,000 targets has; a small text may hold millions, each of some 200 bytes. */
    private static final int MOST_VALUES = 200_000;

    /** In characters. What stands in one line costs the YAML scanner the square of its length: of eight million, minutes. */
    private static final int LONGEST_LINE = 400_000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private DocumentReader() {}

    /** @throws ProblemException with every place that cannot be read */
    public static ReadDocument read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw tooLarge(
                    "%,d字までです。".formatted(MOST_CHARACTERS), "At most %,d characters.".formatted(MOST_CHARACTERS));
        }
        if (hasLongLine(text)) {
            return ofOneLine(text);
        }
        return scan(text);
    }

    /** JSON may well stand in one line; where in it something is wrong, the pointer says. */
    private static ReadDocument ofOneLine(String text) {
        StringWriter lines = new StringWriter();
        try (JsonParser from = JSON.createParser(text);
                JsonGenerator to = JSON.createGenerator(lines).useDefaultPrettyPrinter()) {
            while (from.nextToken() != null) {
                to.copyCurrentEventExact(from);
            }
        } catch (IOException e) {
            throw tooLarge(
                    "1行は%,d字までです（JSONを除く）。".formatted(LONGEST_LINE),
                    "A line has at most %,d characters, unless it is JSON.".formatted(LONGEST_LINE));
        }
        String broken = lines.toString();
        if (hasLongLine(broken)) {
            throw tooLarge(
                    "1つの値は%,d字までです。".formatted(LONGEST_LINE),
                    "A value has at most %,d characters.".formatted(LONGEST_LINE));
        }
        ReadDocument document = scan(broken);
        Map<String, Integer> first = new HashMap<>(document.lines());
        first.replaceAll((pointer, line) -> 1);
        return new ReadDocument(document.tree(), first);
    }

    private static boolean hasLongLine(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\n' || next == '\r') {
                length = 0;
            } else if (!Character.isLowSurrogate(next)) {
                length++;
            }
            if (length > LONGEST_LINE) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException tooLarge(String ja, String en) {
        return new ProblemException(ProblemType.TOO_LARGE, ja, en);
    }

    private static ReadDocument scan(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        Node root;
        try {
            refuseTooMany(new Yaml(options).parse(new StringReader(text)));
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw unreadable(e.getProblemMark(), String.valueOf(e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            // An escaped blank in a tag (!%20) and a letter beyond every alphabet fail as the latter.
            throw unreadable(null, String.valueOf(e.getMessage()));
        }
        if (root == null) {
            throw unreadable(null, "the document is empty");
        }
        DocumentReader reader = new DocumentReader();
        JsonNode tree = reader.convert(root, "");
        if (!reader.faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, reader.faults);
        }
        return new ReadDocument(tree, reader.lines);
    }

    /** Before anything is built of it. Whatever is too deep is left to be refused as such. */
    private static void refuseTooMany(Iterable<Event> events) {
        int values = 0;
        int depth = 0;
        for (Event event : events) {
            switch (event) {
                case CollectionStartEvent start -> {
                    values++;
                    depth++;
                }
                case CollectionEndEvent end -> depth--;
                case NodeEvent node -> values++;
                default -> {}
            }
            if (depth > DEEPEST) {
                return;
            }
            if (values > MOST_VALUES) {
                throw tooLarge(
                        "項目と値は合わせて%,d個までです。".formatted(MOST_VALUES),
                        "At most %,d keys and values.".formatted(MOST_VALUES));
            }
        }
    }

    private static ProblemException unreadable(@Nullable Mark mark, String why) {
        Integer line = mark == null ? null : mark.getLine() + 1;
        return new ProblemException(
                ProblemType.MALFORMED,
                List.of(new Fault("", line, "YAML・JSONとして読み取れません: " + why, "Not readable as YAML or JSON: " + why)));
    }

    private JsonNode convert(Node node, String pointer) {
        lines.put(pointer, node.getStartMark().getLine() + 1);
        return switch (node) {
            case MappingNode mapping -> object(mapping, pointer);
            case SequenceNode sequence -> array(sequence, pointer);
            case ScalarNode scalar -> scalar(scalar, pointer);
            default -> {
                fault(node, pointer, "別名（&, *）は使えません", "aliases are not supported");
                yield NODES.nullNode();
            }
        };
    }

    private ObjectNode object(MappingNode mapping, String pointer) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                fault(entry.getKeyNode(), pointer, "項目名は文字列で書いてください", "a key must be text");
                continue;
            }
            String name = key.getValue();
            String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            if (object.has(name)) {
                fault(key, at, "同じ項目が二度書かれています: " + name, "the same key stands twice: " + name);
            }
            object.set(name, convert(entry.getValueNode(), at));
            lines.put(at, key.getStartMark().getLine() + 1);
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String pointer) {
        ArrayNode array = NODES.arrayNode();
        int index = 0;
        for (Node item : sequence.getValue()) {
            array.add(convert(item, pointer + "/" + index));
            index++;
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar, String pointer) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag();
        if (value.indexOf('\0') >= 0) {
            fault(scalar, pointer, "使えない文字（NUL）があります", "the character NUL is not allowed");
            return NODES.nullNode();
        }
        if (tag.equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (tag.equals(Tag.BOOL) && (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"))) {
            return NODES.booleanNode(value.equalsIgnoreCase("true"));
        }
        if ((tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) && isPlainDecimal(value)) {
            return NODES.numberNode(new BigDecimal(value));
        }
        if (tag.equals(Tag.INT)
                || tag.equals(Tag.FLOAT)
                || tag.equals(Tag.STR)
                || tag.equals(Tag.TIMESTAMP)
                || tag.equals(Tag.BOOL)
                || tag.equals(Tag.MERGE)) {
            return NODES.textNode(value);
        }
        fault(scalar, pointer, "この書き方（" + tag + "）は使えません", "the tag " + tag + " is not supported");
        return NODES.nullNode();
    }

    /** 0o17, 1_000, .inf, 1:30 and 062022 are text here: what a planner writes is never reinterpreted. */
    private static boolean isPlainDecimal(String value) {
        return value.length() <= MOST_DIGITS && value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    }

    private void fault(Node node, String pointer, String ja, String en) {
        faults.add(new Fault(pointer, node.getStartMark().getLine() + 1, ja, en));
    }
}
