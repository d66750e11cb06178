package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.DocumentSchema;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.edition.document.PlanDocument;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.plan.municipality.document.PresetRules;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.Presets;
import jp.shirube.promise.rule.RuleWriting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published form of a rule is the one the product and others write. */
class GradingRuleFormTest {

    private static final DocumentSchema FORM = new DocumentSchema("grading-rule.schema.json");
    private static final Path FIXTURES = Path.of("..", "libs", "promise", "src", "test", "resources", "fixtures");

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetKeepsToTheForm(String id) throws IOException {
        try (var file = Presets.open(id)) {
            assertThat(FORM.faults(DocumentReader.read(new String(file.readAllBytes(), StandardCharsets.UTF_8))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyRuleSeenInUseKeepsToTheForm(Path file) throws IOException {
        assertThat(FORM.faults(DocumentReader.read(Files.readString(file)))).isEmpty();
    }

    @Test
    void aRuleWrittenOutKeepsToTheForm() {
        for (GradingRule rule : PresetRules.all()) {
            JsonNode written = Samples.json().valueToTree(RuleWriting.write(rule));
            assertThat(FORM.faults(new ReadDocument(written, Map.of())))
                    .as(rule.id())
                    .isEmpty();
        }
    }

    @Test
    void theExamplesOfTheDocumentationAreTaken() throws IOException {
        String whole = yamlOf("documents.md").getFirst();
        Municipality municipality = MunicipalityDocument.read(DocumentReader.read(whole), Samples.json());
        assertThat(municipality.gradingRules()).hasSize(1);
        assertThat(PlanDocument.read(
                                DocumentReader.read(yamlOf("documents.md").stream()
                                        .filter(each -> each.contains("shirube/plan-edition"))
                                        .findFirst()
                                        .orElseThrow()),
                                municipality.vocabulary(),
                                Samples.json())
                        .edition()
                        .gradedBy())
                .hasSize(1);
        String rules = yamlOf("grading-rules.md").getFirst();
        String withRules = whole.replaceFirst("(?s)gradingRules:.*", Matcher.quoteReplacement(rules));
        assertThat(MunicipalityDocument.read(DocumentReader.read(withRules), Samples.json())
                        .gradedBy())
                .hasSize(2);
    }

    private static List<String> yamlOf(String page) throws IOException {
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    static List<String> presets() {
        return Presets.ids();
    }

    static List<Path> fixtures() throws IOException {
        try (var files = Files.list(FIXTURES)) {
            return files.sorted().toList();
        }
    }
}
