package jp.shirube.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
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
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private DocumentReader() {}

    /** @throws ProblemException with every place that cannot be read */
    public static ReadDocument read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw unreadable(e.getProblemMark(), String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
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
