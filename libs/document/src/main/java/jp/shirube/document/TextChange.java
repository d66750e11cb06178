package jp.shirube.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.shirube.document.DocumentEdit.Notation;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Lines and words put into a text at the places where its nodes stand. */
final class TextChange {

    private static final int MOST_CHARACTERS = 8_000_000;

    private record Piece(int from, int to, String text) {}

    private final String text;
    private final boolean beyond;
    private final Node root;
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Node> nodes = new HashMap<>();

    TextChange(String text) {
        this.text = text;
        this.beyond = text.codePointCount(0, text.length()) < text.length();
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        root = new Yaml(options).compose(new StringReader(text));
        remember(root, "");
    }

    private void remember(Node node, String pointer) {
        nodes.put(pointer, node);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> remember(entry.getValueNode(), pointer + "/" + key(entry)));
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                remember(sequence.getValue().get(i), pointer + "/" + i);
            }
        }
    }

    void put(String pointer, String field, JsonNode value) {
        MappingNode mapping = (MappingNode) at(pointer);
        Node present = nodes.get(pointer + "/" + field);
        if (present != null) {
            pieces.add(new Piece(index(present.getStartMark()), index(present.getEndMark()), said(value)));
        } else {
            enter(mapping, field, said(value));
        }
    }

    void append(String pointer, List<JsonNode> entries) {
        Node present = nodes.get(pointer);
        if (present == null) {
            int slash = pointer.lastIndexOf('/');
            MappingNode parent = (MappingNode) at(pointer.substring(0, slash));
            String field = pointer.substring(slash + 1);
            if (parent == root && isBlock(parent)) {
                String lines = Notation.block(field, joined(entries));
                pieces.add(new Piece(text.length(), text.length(), text.endsWith("\n") ? lines : "\n" + lines));
            } else {
                enter(parent, field, said(joined(entries)));
            }
            return;
        }
        SequenceNode list = (SequenceNode) present;
        List<String> written = entries.stream().map(this::said).toList();
        if (list.getValue().isEmpty()) {
            int inside = index(list.getStartMark()) + 1;
            pieces.add(new Piece(inside, inside, String.join(", ", written)));
        } else if (isBlock(list)) {
            String dash = "\n" + " ".repeat(list.getStartMark().getColumn()) + "- ";
            int end = endOfLine(list.getValue().getLast());
            pieces.add(new Piece(end, end, written.stream().map(dash::concat).collect(Collectors.joining())));
        } else {
            int end = index(list.getValue().getLast().getEndMark());
            pieces.add(new Piece(end, end, written.stream().map(", "::concat).collect(Collectors.joining())));
        }
    }

    String text() {
        StringBuilder changed = new StringBuilder();
        int done = 0;
        for (Piece piece :
                pieces.stream().sorted(Comparator.comparingInt(Piece::from)).toList()) {
            changed.append(text, done, piece.from()).append(piece.text());
            done = piece.to();
        }
        return changed.append(text, done, text.length()).toString();
    }

    private void enter(MappingNode mapping, String field, String value) {
        NodeTuple last = mapping.getValue().getLast();
        if (isBlock(mapping)) {
            int column =
                    mapping.getValue().getFirst().getKeyNode().getStartMark().getColumn();
            int end = endOfLine(last.getValueNode());
            pieces.add(new Piece(end, end, "\n" + " ".repeat(column) + field + ": " + value));
        } else {
            int end = index(last.getValueNode().getEndMark());
            pieces.add(new Piece(end, end, ", " + (isJson() ? "\"" + field + "\"" : field) + ": " + value));
        }
    }

    /** Before the line break, so that a remark at the end of the line stays with what it remarks on. */
    private int endOfLine(Node node) {
        Node leaf = node;
        while (isBlock(leaf) && leaf instanceof CollectionNode<?> collection) {
            leaf = collection instanceof MappingNode mapping
                    ? mapping.getValue().getLast().getValueNode()
                    : ((SequenceNode) collection).getValue().getLast();
        }
        int end = index(leaf.getEndMark());
        if (leaf instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED)) {
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            return end;
        }
        int breaks = text.indexOf('\n', end);
        return breaks < 0 ? text.length() : beforeBreak(breaks);
    }

    private int beforeBreak(int lineFeed) {
        return lineFeed > 0 && text.charAt(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
    }

    private static boolean isBlock(Node node) {
        return node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.BLOCK
                && !collection.getValue().isEmpty();
    }

    private String said(JsonNode value) {
        return isJson() ? value.toString() : Notation.flow(value);
    }

    private boolean isJson() {
        return root instanceof MappingNode mapping
                && mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode key
                && key.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
    }

    private static JsonNode joined(List<JsonNode> entries) {
        return JsonNodeFactory.instance.arrayNode().addAll(entries);
    }

    private Node at(String pointer) {
        Node node = nodes.get(pointer);
        if (node == null) {
            throw new IllegalArgumentException("nothing at " + pointer);
        }
        return node;
    }

    private static String key(NodeTuple entry) {
        return ((ScalarNode) entry.getKeyNode()).getValue();
    }

    /** Marks count characters as Unicode does, Java those beyond the 65,536th twice. */
    private int index(Mark mark) {
        return beyond ? text.offsetByCodePoints(0, mark.getIndex()) : mark.getIndex();
    }
}
