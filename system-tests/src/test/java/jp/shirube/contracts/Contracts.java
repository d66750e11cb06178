package jp.shirube.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The files of contracts/. */
final class Contracts {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("contracts");
    static final Path EVENTS = FOLDER.resolve("events");

    static final String SCHEMA = ".schema.json";
    static final String EXAMPLE = ".example.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Contracts() {}

    /** Every type that has a schema or an example. */
    static SortedSet<String> types() {
        TreeSet<String> types = new TreeSet<>(endingIn(EVENTS, SCHEMA));
        types.addAll(endingIn(EVENTS, EXAMPLE));
        return types;
    }

    /** The names in the folder that end so, without the end. */
    static SortedSet<String> endingIn(Path folder, String end) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(end))
                    .map(name -> name.substring(0, name.length() - end.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode schema(String type) {
        return json(EVENTS.resolve(type + SCHEMA));
    }

    static JsonNode example(String type) {
        return json(EVENTS.resolve(type + EXAMPLE));
    }

    static JsonNode asyncApi() {
        try {
            return new YAMLMapper().readTree(FOLDER.resolve("asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema says against the data, formats included. */
    static List<String> problems(JsonNode schema, JsonNode data) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(data, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Consumers ignore what they do not know, fields and values; we publish nothing that is not described. */
    static JsonNode closed(JsonNode schema) {
        JsonNode closed = schema.deepCopy();
        close(closed);
        return closed;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        if (node instanceof ObjectNode object && object.has(SchemaWords.EXTENSIBLE_ENUM)) {
            object.set("enum", object.get(SchemaWords.EXTENSIBLE_ENUM));
        }
        node.forEach(Contracts::close);
    }
}
