package jp.shirube.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** contracts/asyncapi.yaml, with the schemas and examples it refers to, as one page to read. */
final class EventsPage {

    /** A sentence in Japanese and the same in English. */
    record Said(String ja, String en) {}

    record Topic(
            String name,
            String title,
            Said description,
            int partitions,
            boolean compacted,
            List<Side> sides,
            List<Link> types,
            List<Message> messages) {}

    /** A service that sends or receives. */
    record Side(String service, boolean sends, String group, Said when, List<Link> types) {}

    record Link(String to, String title) {}

    record Message(
            String type,
            String title,
            Said summary,
            String key,
            String keyExample,
            List<Table> tables,
            String example) {}

    /** The fields of an object; name and anchor of one that several fields refer to. */
    record Table(String anchor, String name, String description, List<String> rules, List<Field> fields) {}

    record Field(
            String path,
            String type,
            @Nullable String refers,
            List<String> rules,
            boolean required,
            String title,
            String description) {}

    private final JsonNode document;
    private final Set<String> shown = new HashSet<>();

    /** The type at which definitions are described that several have alike. */
    private final Map<JsonNode, String> definitionsAt = new HashMap<>();

    private EventsPage(JsonNode document) {
        this.document = document;
    }

    static String render() {
        EventsPage page = new EventsPage(Contracts.asyncApi());
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .build();
        engine.putTemplate("fields", parsed(engine, "fields.html"));
        return parsed(engine, "events.html")
                .data("title", page.document.at("/info/title").asText())
                .data("description", page.description())
                .data("headers", page.headers())
                .data("topics", page.topics())
                .render();
    }

    private static Template parsed(Engine engine, String name) {
        try (var file = EventsPage.class.getResourceAsStream(name)) {
            return engine.parse(
                    new String(file.readAllBytes(), StandardCharsets.UTF_8), Variant.forContentType(Variant.TEXT_HTML));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Said> description() {
        return List.of(document.at("/info/description").asText().strip().split("\n\n")).stream()
                .map(EventsPage::said)
                .toList();
    }

    private Table headers() {
        return table("headers", "", document.at("/components/schemas/cloudEvent"));
    }

    private List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        document.path("channels").properties().forEach(channel -> {
            String name = channel.getKey();
            JsonNode content = channel.getValue();
            JsonNode kafka = content.at("/bindings/kafka");
            List<Message> messages = new ArrayList<>();
            content.path("messages").fieldNames().forEachRemaining(type -> {
                if (shown.add(type)) {
                    messages.add(message(type));
                }
            });
            topics.add(new Topic(
                    name,
                    content.path("title").asText(),
                    said(content.path("description").asText()),
                    kafka.path("partitions").asInt(),
                    kafka.at("/topicConfiguration/cleanup.policy/0").asText().equals("compact"),
                    sides(name),
                    links(content.path("messages").fieldNames()),
                    messages));
        });
        return topics;
    }

    private List<Side> sides(String topic) {
        List<Side> sides = new ArrayList<>();
        document.path("operations").forEach(operation -> {
            if (last(operation.at("/channel/$ref").asText()).equals(topic)) {
                sides.add(new Side(
                        operation.at("/tags/0/name").asText(),
                        operation.path("action").asText().equals("send"),
                        operation.at("/bindings/kafka/groupId/const").asText(),
                        said(operation.path("summary").asText()),
                        links(stream(operation.path("messages"))
                                .map(message -> last(message.path("$ref").asText()))
                                .iterator())));
            }
        });
        return sides;
    }

    private List<Link> links(Iterator<String> types) {
        List<Link> links = new ArrayList<>();
        types.forEachRemaining(type -> links.add(new Link(
                type,
                document.path("components")
                        .path("messages")
                        .path(type)
                        .path("title")
                        .asText())));
        return links;
    }

    private Message message(String type) {
        JsonNode message = document.path("components").path("messages").path(type);
        JsonNode schema = Contracts.schema(type);
        List<Table> tables = new ArrayList<>();
        JsonNode definitions = schema.path("$defs");
        String describedAt = definitionsAt.computeIfAbsent(definitions, none -> type);
        tables.add(table(describedAt, "", schema));
        if (describedAt.equals(type)) {
            definitions.properties().forEach(each -> {
                if (isObject(each.getValue())) {
                    tables.add(table(type, each.getKey(), schema));
                }
            });
        }
        return new Message(
                type,
                message.path("title").asText(),
                said(message.path("summary").asText()),
                message.at("/bindings/kafka/key/description").asText(),
                message.at("/bindings/kafka/key/examples/0").asText(),
                tables,
                Contracts.text(Contracts.EVENTS.resolve(type + Contracts.EXAMPLE)));
    }

    /** @param definition one of the schema's $defs, or nothing for the schema itself */
    private static Table table(String type, String definition, JsonNode whole) {
        JsonNode schema = definition.isEmpty() ? whole : whole.path("$defs").path(definition);
        List<Field> fields = new ArrayList<>();
        collect(type, "", schema, whole, fields);
        return new Table(
                anchor(type, definition),
                definition,
                definition.isEmpty() ? "" : schema.path("description").asText(),
                alternatives(schema),
                fields);
    }

    private static void collect(String type, String prefix, JsonNode object, JsonNode whole, List<Field> fields) {
        Set<String> required =
                stream(object.path("required")).map(JsonNode::asText).collect(Collectors.toSet());
        object.path("properties").properties().forEach(property -> {
            JsonNode stated = property.getValue();
            JsonNode schema = resolved(stated, whole);
            JsonNode element = schema;
            String path = prefix + property.getKey();
            while (element.has("items")) {
                path += "[]";
                element = resolved(element.path("items"), whole);
            }
            String referred = referred(type, stated, whole);
            List<String> rules = new ArrayList<>(rules(schema));
            if (element != schema) {
                rules.addAll(rules(element));
            }
            if (referred == null) {
                rules.addAll(alternatives(element));
            }
            fields.add(new Field(
                    path,
                    typeOf(stated, whole),
                    referred,
                    rules,
                    required.contains(property.getKey()),
                    first("title", stated, schema, element),
                    first("description", stated, schema, element)));
            if (referred == null) {
                collect(type, path + ".", element, whole, fields);
            }
        });
    }

    /** The table an object that has a name of its own is described in. */
    private static @Nullable String referred(String type, JsonNode stated, JsonNode whole) {
        if (stated.has("$ref")) {
            return isObject(resolved(stated, whole))
                    ? anchor(type, last(stated.path("$ref").asText()))
                    : referred(type, resolved(stated, whole), whole);
        }
        return stated.has("items") ? referred(type, stated.path("items"), whole) : null;
    }

    private static String typeOf(JsonNode stated, JsonNode whole) {
        if (stated.has("$ref")) {
            JsonNode schema = resolved(stated, whole);
            return isObject(schema) ? last(stated.path("$ref").asText()) : typeOf(schema, whole);
        }
        if (stated.has("items")) {
            return "array of " + typeOf(stated.path("items"), whole);
        }
        for (String word : List.of("const", "enum", SchemaWords.EXTENSIBLE_ENUM)) {
            if (stated.has(word)) {
                return stated.path(word).isArray()
                        ? stream(stated.path(word))
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(
                                        " | ", "", word.equals(SchemaWords.EXTENSIBLE_ENUM) ? " | …" : ""))
                        : stated.path(word).asText();
            }
        }
        if (stated.has("anyOf")) {
            return stream(stated.path("anyOf")).map(each -> typeOf(each, whole)).collect(Collectors.joining(" | "));
        }
        if (stated.path("additionalProperties").isObject()) {
            return "object of " + typeOf(stated.path("additionalProperties"), whole);
        }
        return stated.path("type").isArray()
                ? stream(stated.path("type")).map(JsonNode::asText).collect(Collectors.joining(" | "))
                : stated.path("type").asText();
    }

    private static List<String> rules(JsonNode schema) {
        return schema.properties().stream()
                .filter(word -> SchemaWords.VALUES.contains(word.getKey()))
                .filter(word -> !Set.of("type", "const", "enum", "required").contains(word.getKey()))
                .map(word -> word.getKey() + " " + word.getValue().asText())
                .toList();
    }

    /** What an object says of its fields together. */
    private static List<String> alternatives(JsonNode schema) {
        List<String> rules = new ArrayList<>();
        if (isObject(schema)) {
            together(schema, "anyOf", "少なくとも一つ at least one of", rules);
            together(schema, "oneOf", "ちょうど一つ exactly one of", rules);
            if (schema.path("additionalProperties").isBoolean()
                    && !schema.path("additionalProperties").booleanValue()) {
                rules.add("ほかの項目はない no other fields");
            }
            if (schema.has("not")) {
                rules.add("同時には持たない never together: " + names(schema.path("not")));
            }
        }
        return rules;
    }

    private static void together(JsonNode schema, String word, String said, List<String> rules) {
        if (schema.has(word)) {
            rules.add(said + ": "
                    + stream(schema.path(word)).map(EventsPage::names).collect(Collectors.joining(" | ")));
        }
    }

    private static String names(JsonNode schema) {
        if (schema.size() != 1 || !schema.has("required")) {
            throw new IllegalStateException("no words yet for " + schema);
        }
        return stream(schema.path("required")).map(JsonNode::asText).collect(Collectors.joining(" + "));
    }

    private static boolean isObject(JsonNode schema) {
        return schema.has("properties");
    }

    private static JsonNode resolved(JsonNode schema, JsonNode whole) {
        return schema.has("$ref")
                ? resolved(whole.at(schema.path("$ref").asText().substring(1)), whole)
                : schema;
    }

    private static String first(String word, JsonNode... schemas) {
        for (JsonNode schema : schemas) {
            if (schema.has(word)) {
                return schema.path(word).asText().strip();
            }
        }
        return "";
    }

    private static String anchor(String type, String definition) {
        return definition.isEmpty() ? type : type + "-" + definition;
    }

    private static String last(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static Said said(String text) {
        List<String> lines = text.strip().lines().toList();
        if (lines.size() != 2) {
            throw new IllegalStateException("a Japanese line, then an English one, not: " + text);
        }
        return new Said(lines.get(0), lines.get(1));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
