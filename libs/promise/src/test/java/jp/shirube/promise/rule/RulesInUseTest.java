package jp.shirube.promise.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that come with the product, and those seen in use, are written in this format without an objection. */
class RulesInUseTest {

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetIsReadUnderItsOwnId(String id) {
        GradingRule rule = rule(RulesAsWritten.preset(id));
        assertThat(rule.id()).isEqualTo(id);
        assertThat(rule.version()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetButTheStandardSaysWhoseItIs(String id) {
        assertThat(rule(RulesAsWritten.preset(id)).source() == null).isEqualTo(id.equals(Presets.STANDARD));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatIsSeenInUseCanBeWritten(String id) {
        assertThat(rule(RulesAsWritten.fixture(id)).id()).isEqualTo(id);
    }

    @Test
    void everyFileOfAPresetIsAPreset() throws IOException {
        try (var files = Files.list(Path.of("src", "main", "resources", "grading-rules"))) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(
                            Presets.ids().stream().map(id -> id + ".yaml").toList());
        }
    }

    @Test
    void whatIsNoPresetCannotBeOpened() {
        assertThatThrownBy(() -> Presets.open("../grading-rules/standard"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theStandardRuleIsTheOneOfTheSpecification() {
        Axis axis = rule(RulesAsWritten.preset(Presets.STANDARD)).axes().getFirst();
        assertThat(axis.topNeedsAchieved()).isTrue();
        assertThat(axis.levels().stream().map(Level::symbol)).containsExactly("A", "B", "C", "D");
        assertThat(axis.levels().get(1).when())
                .isEqualTo(
                        new Condition.Within(RatedFigure.GRADED, new Bounds(BigDecimal.valueOf(80), null, null, null)));
        assertThat(axis.levels().getLast().when()).isNull();
    }

    @Test
    void onlyARuleThatLooksAtTheGradedFigureWantsTheGoalAchievedForItsTop() {
        assertThat(rule(RulesAsWritten.preset("ibaraki")).axes().getFirst().topNeedsAchieved())
                .isFalse();
        assertThat(rule(RulesAsWritten.yaml("""
                        id: own
                        name: 独自
                        axes:
                          - id: a
                            name: 軸
                            levels:
                              - {symbol: '1', label: 上, when: {any: [{achieved: true}, {graded: {atLeast: '80'}}]}}
                              - {symbol: '2', label: 下}
                        """)).axes().getFirst().topNeedsAchieved())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetWrittenOutIsReadAsTheSameRule(String id) {
        GradingRule rule = rule(RulesAsWritten.preset(id));
        assertThat(rule(RuleWriting.write(rule))).isEqualTo(rule);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aRuleWrittenOutIsReadAsTheSameRule(String id) {
        GradingRule rule = rule(RulesAsWritten.fixture(id));
        assertThat(rule(RuleWriting.write(rule))).isEqualTo(rule);
    }

    @Test
    void conditionsThatWereReadFromTheirDeepestAreNoDeeperWhenWrittenOut() {
        Map<String, Object> written = RulesAsWritten.yaml("""
                id: own
                name: 独自
                axes:
                  - id: a
                    name: 軸
                    levels:
                      - symbol: A
                        label: 上
                        when: {not: {not: {any: [{not: {all: [{not: {not: {achieved: true, graded: {atLeast: 80}}}}, {survey: true}]}}, {maintain: true}]}}}
                      - {symbol: B, label: 中, when: {all: [{survey: true}, {achieved: true}], any: [{achieved: true}], not: {maintain: true}}}
                      - {symbol: C, label: 下}
                """);
        GradingRule rule = rule(written);
        assertThat(rule(RuleWriting.write(rule))).isEqualTo(rule);
    }

    private static GradingRule rule(Map<String, Object> written) {
        RuleReading.Reading reading = RuleReading.read(written);
        assertThat(reading.objections()).isEmpty();
        return Objects.requireNonNull(reading.rule());
    }

    static List<String> presets() {
        return Presets.ids();
    }

    static List<String> fixtures() {
        return RulesAsWritten.fixtures();
    }
}
