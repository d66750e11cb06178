package jp.shirube.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jp.shirube.local.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** contracts/asyncapi.yaml describes every topic and every event, as the launcher, the services and contracts/events have them. */
class AsyncApiTest {

    private static final Pattern UNDERSTOOD = Pattern.compile("\"(jp\\.shirube\\.[a-z.-]+\\.v[0-9]+)\"");
    private static final Pattern INCOMING = Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.topic");

    private final JsonNode document = Contracts.asyncApi();

    @Test
    void itIsAsyncApi() {
        assertThat(problems(document)).isEmpty();
    }

    @Test
    void whatIsNoAsyncApiIsNoticed() {
        assertThat(problems(Contracts.json("""
                {"asyncapi": "3.0.0", "info": {"title": "x", "version": "1"},
                 "operations": {"a": {"action": "publish", "channel": {"$ref": "#/channels/x"}}}}"""))).isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> lost = new ArrayList<>();
        for (JsonNode reference : document.findValues("$ref")) {
            String to = reference.asText();
            boolean found = to.startsWith("#")
                    ? !document.at(to.substring(1)).isMissingNode()
                    : Files.isRegularFile(Contracts.FOLDER.resolve(to));
            if (!found) {
                lost.add(to);
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void itsTopicsAreTheOnesThatAreMade() {
        Map<String, String> described = new TreeMap<>();
        document.path("channels").properties().forEach(channel -> {
            JsonNode kafka = channel.getValue().path("bindings").path("kafka");
            JsonNode settings = kafka.path("topicConfiguration");
            assertThat(channel.getValue().path("address").asText()).isEqualTo(channel.getKey());
            assertThat(kafka.path("topic").asText()).isEqualTo(channel.getKey());
            described.put(
                    channel.getKey(),
                    kafka.path("partitions").asInt() + " "
                            + settings.path("cleanup.policy").path(0).asText()
                            + (settings.has("retention.ms")
                                    ? " " + settings.path("retention.ms").asInt() + " "
                                            + settings.path("retention.bytes").asInt()
                                    : ""));
        });
        Map<String, String> made = new TreeMap<>();
        for (Topics.Topic topic : Topics.ALL) {
            made.put(topic.name(), topic.partitions() + (topic.compacted() ? " compact" : " delete -1 -1"));
        }
        assertThat(described).isEqualTo(made);
    }

    @Test
    void everyTypeIsAMessageOfSomeTopicAndEveryMessageATypeWithItsFiles() {
        JsonNode messages = document.path("components").path("messages");
        assertThat(names(messages))
                .as("components/messages of contracts/asyncapi.yaml against the files of contracts/events")
                .isEqualTo(Contracts.types());
        Set<String> carried = new TreeSet<>();
        document.path("channels")
                .forEach(channel -> channel.path("messages").properties().forEach(message -> {
                    assertThat(message.getValue().path("$ref").asText())
                            .isEqualTo("#/components/messages/" + message.getKey());
                    carried.add(message.getKey());
                }));
        assertThat(carried).as("messages of the channels").isEqualTo(Contracts.types());
        for (String type : Contracts.types()) {
            JsonNode message = messages.path(type);
            assertThat(message.path("name").asText()).isEqualTo(type);
            assertThat(message.path("title").asText())
                    .as("title of the message and of its schema")
                    .isEqualTo(Contracts.schema(type).path("title").asText());
            assertThat(message.path("summary").asText().strip().lines())
                    .as("summary of %s: Japanese, then English", type)
                    .hasSize(2);
            assertThat(message.at("/payload/$ref").asText()).isEqualTo("events/" + type + Contracts.SCHEMA);
            assertThat(message.at("/examples/0/payload/$ref").asText()).isEqualTo("events/" + type + Contracts.EXAMPLE);
            assertThat(message.at("/headers/allOf/0/$ref").asText()).isEqualTo("#/components/schemas/cloudEvent");
            assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asText())
                    .isEqualTo(type);
            assertThat(Contracts.schema(type).path("description").asText())
                    .contains("Key and subject: "
                            + message.at("/bindings/kafka/key/description").asText());
            assertThat(message.at("/bindings/kafka/key/examples/0").asText())
                    .as("key of " + type)
                    .isNotEmpty();
        }
    }

    /** The channels a service's settings name are those of its operations. */
    @ParameterizedTest
    @ValueSource(strings = {"plan-service", "kpi-service", "report-service"})
    void aServiceSendsAndReceivesWhereItsSettingsSay(String service) throws IOException {
        Properties settings = new Properties();
        try (var file = Files.newBufferedReader(
                Contracts.ROOT.resolve(service).resolve("src/main/resources/application.properties"))) {
            settings.load(file);
        }
        Set<String> expected = new TreeSet<>();
        Set<String> topics = new HashSet<>();
        Topics.ALL.forEach(topic -> topics.add(topic.name()));
        for (String topic : settings.getProperty("shirube.outbox.topics").split(",")) {
            expected.add("send " + topic);
        }
        // plan-service hears nothing: the topic its settings name is never made.
        String deadLetters = settings.getProperty("shirube.dead-letter-topic");
        if (topics.contains(deadLetters)) {
            expected.add("send " + deadLetters);
        }
        for (String name : settings.stringPropertyNames()) {
            var incoming = INCOMING.matcher(name);
            if (incoming.matches()) {
                expected.add("receive " + settings.getProperty(name) + " "
                        + settings.getProperty("mp.messaging.incoming." + incoming.group(1) + ".group.id"));
            }
        }
        Set<String> described = new TreeSet<>();
        for (JsonNode operation : operations(service)) {
            String group = operation.at("/bindings/kafka/groupId/const").asText();
            described.add(
                    operation.path("action").asText() + " " + topic(operation) + (group.isEmpty() ? "" : " " + group));
        }
        assertThat(described).isEqualTo(expected);
    }

    /** The package that listens names the events it understands, and no other; every subscriber has its own. */
    @ParameterizedTest
    @ValueSource(strings = {"kpi-service", "report-service"})
    void aServiceReceivesTheTypesItUnderstands(String service) throws IOException {
        Map<Path, String> packages = new TreeMap<>();
        try (var files = Files.walk(Contracts.ROOT.resolve(service).resolve("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                packages.merge(file.getParent(), Files.readString(file), String::concat);
            }
        }
        Set<String> understood = new TreeSet<>();
        packages.values().stream()
                .filter(source -> source.contains("@Incoming("))
                .forEach(source -> UNDERSTOOD.matcher(source).results().forEach(type -> understood.add(type.group(1))));
        Set<String> described = new TreeSet<>();
        for (JsonNode operation : operations(service)) {
            if (operation.path("action").asText().equals("receive")) {
                operation.path("messages").forEach(message -> {
                    String to = message.path("$ref").asText();
                    described.add(to.substring(to.lastIndexOf('/') + 1));
                });
            }
        }
        assertThat(described).isEqualTo(understood);
    }

    private List<JsonNode> operations(String service) {
        List<JsonNode> operations = new ArrayList<>();
        document.path("operations").properties().forEach(operation -> {
            String name = operation.getValue().path("tags").path(0).path("name").asText();
            assertThat(operation.getKey())
                    .isEqualTo(name + "." + operation.getValue().path("action").asText() + "."
                            + topic(operation.getValue()));
            if (name.equals(service)) {
                operations.add(operation.getValue());
            }
        });
        return operations;
    }

    private static String topic(JsonNode operation) {
        String channel = operation.at("/channel/$ref").asText();
        return channel.substring(channel.lastIndexOf('/') + 1);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> problems(JsonNode document) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Contracts.json(Contracts.FOLDER.resolve("vendor/asyncapi-3.0.0.schema.json")))
                .validate(document)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
