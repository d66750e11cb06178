package jp.shirube.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was released stays: contracts/released keeps, per type, the schema as it was first released and events as they were
 * first said. {@code -Dapprove} adds the types that are new; nothing ever overwrites a released file.
 */
class ReleasedEventsTest {

    private static final Path RELEASED = Contracts.FOLDER.resolve("released");

    /** Types still being made, one per line: they promise nothing yet. */
    private static final Path NOT_YET = RELEASED.resolve("not-yet.txt");

    /** Where each released type is said, and under which key. */
    private static final Path PLACES = RELEASED.resolve("places.json");

    @BeforeAll
    static void newTypesAreReleasedWhenApproved() throws IOException {
        if (System.getProperty("approve") == null) {
            return;
        }
        SortedSet<String> fresh = new TreeSet<>(Contracts.types());
        fresh.removeAll(released());
        fresh.removeAll(notYet());
        ObjectNode places = (ObjectNode) Contracts.json(PLACES);
        for (String type : fresh) {
            places.set(type, place(type));
            for (String end : List.of(Contracts.SCHEMA, Contracts.EXAMPLE)) {
                Files.copy(Contracts.EVENTS.resolve(type + end), RELEASED.resolve(type + end));
            }
        }
        Files.writeString(PLACES, places.toPrettyString() + "\n");
    }

    static SortedSet<String> released() {
        return Contracts.endingIn(RELEASED, Contracts.SCHEMA);
    }

    /** Released examples; there may be several of a type: type.example.json, type.some-word.example.json. */
    static SortedSet<String> examples() {
        return Contracts.endingIn(RELEASED, Contracts.EXAMPLE);
    }

    @Test
    void everyTypeIsReleasedOrSaidNotToBe() throws IOException {
        SortedSet<String> all = new TreeSet<>(released());
        all.addAll(notYet());
        assertThat(all)
                .as(
                        "a new type: mvn -pl system-tests test -Dtest=ReleasedEventsTest -Dapprove, or a line in %s",
                        NOT_YET)
                .containsAll(Contracts.types());
        assertThat(Contracts.types())
                .as("a released type was removed, or not-yet.txt names one that does not exist")
                .containsAll(all);
        assertThat(notYet()).as("released is released").doesNotContainAnyElementsOf(released());
    }

    @ParameterizedTest
    @MethodSource("released")
    void noPromiseOfAReleasedTypeIsBroken(String type) {
        assertThat(SchemaChange.broken(
                        Contracts.json(RELEASED.resolve(type + Contracts.SCHEMA)), Contracts.schema(type)))
                .as(
                        "contracts/events/%s.schema.json against the released one; what needs this is a new version of the type",
                        type)
                .isEmpty();
    }

    /** Readers follow the topic, and order holds per key, as long as neither moves and no partition is added. */
    @ParameterizedTest
    @MethodSource("released")
    void aReleasedTypeStaysWhereItIs(String type) {
        JsonNode promised = Contracts.json(PLACES).path(type);
        JsonNode present = place(type);
        assertThat(promised.path("topics")).isNotEmpty();
        assertThat(present.path("topics").properties())
                .containsAll(promised.path("topics").properties());
        assertThat(present.path("key")).isEqualTo(promised.path("key"));
    }

    @ParameterizedTest
    @MethodSource("released")
    void everyFieldOfAReleasedTypeHasItsNameInJapanese(String type) {
        List<String> unnamed = new ArrayList<>();
        SchemaWords.walk(
                "",
                Contracts.schema(type),
                (pointer, schema) -> schema.path("properties").properties().forEach(field -> {
                    if (!SchemaWords.JAPANESE
                            .matcher(field.getValue().path("title").asText())
                            .find()) {
                        unnamed.add(pointer + "/properties/" + field.getKey());
                    }
                }));
        assertThat(unnamed).isEmpty();
    }

    /** Readers of today read the events of then. */
    @ParameterizedTest
    @MethodSource("examples")
    void anEventOnceSaidIsStillReadable(String example) {
        String type = released().stream()
                .filter(each -> example.equals(each) || example.startsWith(each + "."))
                .findFirst()
                .orElseThrow(() -> new AssertionError(example + " is of no released type"));
        JsonNode event = Contracts.json(RELEASED.resolve(example + Contracts.EXAMPLE));
        assertThat(Contracts.problems(Contracts.json(RELEASED.resolve(type + Contracts.SCHEMA)), event))
                .isEmpty();
        assertThat(Contracts.problems(Contracts.schema(type), event)).isEmpty();
    }

    /** Readers of then read the events of today. */
    @ParameterizedTest
    @MethodSource("released")
    void anEventOfTodayIsReadableWithTheReleasedSchema(String type) {
        assertThat(examples()).contains(type);
        assertThat(Contracts.problems(
                        Contracts.json(RELEASED.resolve(type + Contracts.SCHEMA)), Contracts.example(type)))
                .isEmpty();
    }

    private static ObjectNode place(String type) {
        JsonNode document = Contracts.asyncApi();
        ObjectNode place = JsonNodeFactory.instance.objectNode();
        ObjectNode topics = place.putObject("topics");
        document.path("channels").properties().forEach(channel -> {
            if (channel.getValue().path("messages").has(type)) {
                topics.put(
                        channel.getKey(),
                        channel.getValue().at("/bindings/kafka/partitions").asInt());
            }
        });
        return place.put(
                "key",
                document.path("components")
                        .path("messages")
                        .path(type)
                        .at("/bindings/kafka/key/description")
                        .asText());
    }

    private static SortedSet<String> notYet() throws IOException {
        return new TreeSet<>(Files.readAllLines(NOT_YET).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList());
    }
}
