package jp.shirube.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of event has its schema and its example in contracts/events, and they keep to our rules. */
class EventFilesTest {

    private static final Pattern TYPE =
            Pattern.compile("\"(jp\\.shirube\\.(?:plan|kpi|report|dead-letter)[.a-z-]*(?:\\.v[0-9]+)?)\"");

    /** plan-service puts these together from a kind; its PublishedEventsTest knows every kind. */
    private static final String PUT_TOGETHER = "jp.shirube.plan.";

    static SortedSet<String> types() {
        return Contracts.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTypeHasASchemaThatSaysWhatItIs(String type) {
        assertThat(Contracts.EVENTS.resolve(type + Contracts.SCHEMA)).isRegularFile();
        JsonNode schema = Contracts.schema(type);
        assertThat(schema.path("$id").asText()).isEqualTo("urn:shirube:events:" + type);
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("title").asText()).as("title, in Japanese").containsPattern(SchemaWords.JAPANESE);
        assertThat(schema.path("description").asText())
                .as("description")
                .contains("Key and subject: ")
                .endsWith("unknown fields are to be ignored.");
        assertThat(schema.path("type").asText()).isEqualTo("object");
        assertThat(schema.path("additionalProperties"))
                .as("readers are told to tolerate unknown fields")
                .isEqualTo(Contracts.json("true"));
        assertThat(SchemaWords.others(schema))
                .as("words whose change nobody could judge, or that AsyncAPI's tools read otherwise")
                .isEmpty();
    }

    /** The example shows nothing that is not described, and the schema takes it however it grows. */
    @ParameterizedTest
    @MethodSource("types")
    void aTypeHasAnExampleThatKeepsToItsSchema(String type) {
        assertThat(Contracts.EVENTS.resolve(type + Contracts.EXAMPLE)).isRegularFile();
        JsonNode schema = Contracts.schema(type);
        JsonNode example = Contracts.example(type);
        assertThat(Contracts.problems(Contracts.closed(schema), example)).isEmpty();
        assertThat(Contracts.problems(schema, Contracts.json("{}")))
                .as("nothing at all is no event")
                .isNotEmpty();
        ((ObjectNode) example).put("unknown", 1);
        assertThat(Contracts.problems(schema, example)).isEmpty();
        assertThat(Contracts.problems(Contracts.closed(schema), example)).isNotEmpty();
    }

    /** Who begins from the compacted topic reads the same assessments as who follows the changes. */
    @Test
    void anAssessmentIsDescribedAlikeInChangesAndInThePresentState() {
        assertThat(Contracts.schema("jp.shirube.report.progress.latest.v1").path("$defs"))
                .isNotEmpty()
                .isEqualTo(Contracts.schema("jp.shirube.report.progress.changed.v1")
                        .path("$defs"));
    }

    /** A reader is told of values to come; what is shown today is among those that are known. */
    @Test
    void aValueNobodyDescribedIsTakenByReadersAndRefusedByUs() {
        String type = "jp.shirube.report.progress.changed.v1";
        JsonNode example = Contracts.example(type);
        ((ObjectNode) example.path("years").path(0).path("after")).put("standing", "GUESSED");
        assertThat(Contracts.problems(Contracts.schema(type), example)).isEmpty();
        assertThat(Contracts.problems(Contracts.closed(Contracts.schema(type)), example))
                .isNotEmpty();
    }

    /** Whatever a service says or understands is described. */
    @Test
    void everyTypeNamedInTheSourcesHasItsFiles() throws IOException {
        List<String> undescribed = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (String module : List.of("plan-service", "kpi-service", "report-service", "libs/outbox", "libs/access")) {
            try (var files = Files.walk(Contracts.ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    TYPE.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(type -> {
                                named.add(type);
                                boolean putTogether = module.equals("plan-service") && type.equals(PUT_TOGETHER);
                                if (!putTogether && !types().contains(type)) {
                                    undescribed.add(type + " in " + Contracts.ROOT.relativize(file));
                                }
                            });
                }
            }
        }
        assertThat(undescribed).isEmpty();
        assertThat(named).contains(PUT_TOGETHER, "jp.shirube.kpi.actual.recorded.v1", "jp.shirube.dead-letter.v1");
    }
}
