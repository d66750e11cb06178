package jp.shirube.promise.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.shirube.promise.Objection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule may not say, and where the objection points. */
class RuleObjectionsTest {

    @Test
    void everyFaultOfFormIsNamedAtOnceWithItsPlaceInBothLanguages() {
        List<Objection> objections = objections("""
                id: Own Rule
                name: {ja: 独自}
                color: red
                rounding: {mode: FLOOR, decimals: 11}
                method: {path: CURVED, oldestYears: -1, subtractRunningBaseline: maybe}
                axes:
                  - id: a
                    name:
                    levels:
                      - {symbol: 前後に長い記号だ, label: '', when: {graded: {least: 80}}}
                      - {symbol: ' B', label: 下, humanOnly: 1, when: {}}
                overall: {by: BEST, steps: []}
                """);
        assertThat(objections.stream().map(Objection::pointer))
                .containsExactlyInAnyOrder(
                        "/id",
                        "/name",
                        "/color",
                        "/rounding/mode",
                        "/rounding/decimals",
                        "/method/path",
                        "/method/oldestYears",
                        "/method/subtractRunningBaseline",
                        "/axes/0/name",
                        "/axes/0/levels/0/label",
                        "/axes/0/levels/0/when/graded/least",
                        "/axes/0/levels/1/symbol",
                        "/axes/0/levels/1/humanOnly",
                        "/axes/0/levels/1/when",
                        "/overall/by",
                        "/overall/steps");
        assertThat(objections).allSatisfy(objection -> {
            assertThat(objection.what().ja()).matches(".*[ぁ-んァ-ヶ一-龠].*");
            assertThat(objection.what().en()).matches("[\\x20-\\x7e]+");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 80}}                    | /1
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 100}}                   | /1
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 60, below: 90}}         | /1/when
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 60, atMost: 80}}        | /1/when
            {graded: {atLeast: 80}}                     | {graded: {below: 90}}                      | /1/when
            {graded: {below: 60}}                       | {graded: {below: 80}}                      | /1/when
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 80}, achieved: true}    | /1
            {any: [{graded: {atLeast: 80}}, {achieved: true}]} | {any: [{graded: {atLeast: 80}}, {achieved: true}]} | /1
            {achieved: true}                            | {graded: {atLeast: 100}, achieved: true}   | /1
            {graded: {atLeast: 80}}                     | {not: {graded: {below: 90}}}               | /1
            {graded: {atLeast: 80}}                     | {achieved: true, not: {achieved: true}}    | /1/when
            {graded: {atLeast: 80}}                     | {all: [{graded: {below: 50}}, {graded: {atLeast: 60}}]} | /1/when
            {graded: {atLeast: 80, below: 60}}          | {graded: {below: 20}}                      | /0/when/graded
            {graded: {moreThan: 80, atMost: 80}}        | {graded: {below: 20}}                      | /0/when/graded
            {graded: {atLeast: 80, moreThan: 60}}       | {graded: {below: 20}}                      | /0/when/graded
            """)
    void aLevelThatIsEmptyOverlapsOrIsNeverReachedIsRefused(String first, String second, String place) {
        assertThat(levels(first, second).stream().map(Objection::pointer)).containsExactly("/axes/0/levels" + place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 60}}
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 60, below: 80}}
            {graded: {atLeast: 80}}                     | {graded: {atLeast: 40, below: 60}}
            {graded: {moreThan: 80}}                    | {graded: {atMost: 80}}
            {graded: {atLeast: 80}}                     | {expectedRatio: {atLeast: 60, below: 90}}
            {graded: {atLeast: 80}, achieved: true}     | {graded: {atLeast: 60, below: 90}}
            {graded: {atLeast: 80}, achieved: true}     | {graded: {atLeast: 80}}
            {survey: true, graded: {atLeast: 97}}       | {survey: false, graded: {atLeast: 100}}
            {graded: {atLeast: 80}}                     | {achieved: true}
            {any: [{graded: {atLeast: 80}}, {achieved: true}]} | {any: [{graded: {atLeast: 60}}, {maintain: true}]}
            """)
    void levelsThatFollowOneAnotherOrAskForOtherThingsMayStand(String first, String second) {
        assertThat(levels(first, second)).isEmpty();
    }

    @Test
    void aLevelIsNeverReachedWhereThoseBeforeItTakeEverythingTogether() {
        assertThat(pointers("""
                - {symbol: A, label: 上, when: {graded: {atLeast: 80}}}
                - {symbol: B, label: 中, when: {graded: {below: 80}}}
                - {symbol: C, label: 下}
                """)).containsExactly("/axes/0/levels/2");
        assertThat(pointers("""
                - {symbol: A, label: 上, when: {achieved: true}}
                - {symbol: B, label: 中, when: {achieved: false}}
                - {symbol: C, label: 下, when: {graded: {atLeast: 50}, achieved: false}}
                """)).containsExactly("/axes/0/levels/2");
    }

    @Test
    void aLevelBehindTheOneThatTakesTheRestIsNeverReachedUnlessOnlyAPersonMayGiveIt() {
        assertThat(pointers("""
                - {symbol: A, label: 上, when: {graded: {atLeast: 80}}}
                - {symbol: B, label: 残り}
                - {symbol: C, label: 下, when: {graded: {below: 20}}}
                - {symbol: 中止, label: 中止, humanOnly: true}
                """)).containsExactly("/axes/0/levels/2");
    }

    @Test
    void aLevelOnlyAPersonMayGiveTakesNothingFromTheOthersAndHasNoCondition() {
        assertThat(pointers("""
                - {symbol: 中止, label: 中止, humanOnly: true}
                - {symbol: A, label: 上, when: {graded: {atLeast: 80}}}
                - {symbol: B, label: 残り}
                """)).isEmpty();
        assertThat(pointers("""
                - {symbol: A, label: 上, when: {graded: {atLeast: 80}}}
                - {symbol: 中止, label: 中止, humanOnly: true, when: {achieved: false}}
                """)).containsExactly("/axes/0/levels/1/when");
    }

    @Test
    void theSameSymbolTwiceInOneListIsRefusedButTheGoalYearHasAListOfItsOwn() {
        assertThat(pointers("""
                - {symbol: A, label: 上, when: {graded: {atLeast: 80}}}
                - {symbol: A, label: 下}
                """)).containsExactly("/axes/0/levels/1/symbol");
        assertThat(objections("""
                id: own
                name: 独自
                axes:
                  - id: a
                    name: 軸
                    levels: [{symbol: A, label: 上, when: {achieved: true}}, {symbol: B, label: 下}]
                    goalYearLevels: [{symbol: A, label: 上, when: {achieved: true}}, {symbol: B, label: 下}, {symbol: B, label: 下}]
                """).stream().map(Objection::pointer))
                .containsExactly("/axes/0/goalYearLevels/2/symbol", "/axes/0/goalYearLevels/2");
    }

    @Test
    void scoresFallFromTheBestLevelToTheLowest() {
        assertThat(pointers("""
                - {symbol: A, label: 上, score: 3, when: {graded: {atLeast: 80}}}
                - {symbol: B, label: 中, when: {graded: {atLeast: 60}}}
                - {symbol: C, label: 下, score: '3.0'}
                """)).containsExactly("/axes/0/levels/2/score");
    }

    @Test
    void whereLessIsBetterAndTheRawQuotientIsComparedTheLevelsOpenTheOtherWay() {
        String rule = """
                id: own
                name: 独自
                method: {lessIsBetter: %s}
                axes:
                  - id: a
                    name: 軸
                    levels:
                      - {symbol: A, label: 上, when: {achievementRate: {atMost: 100}}}
                      - {symbol: B, label: 中, when: {achievementRate: {atMost: 120}}}
                      - {symbol: C, label: 下}
                """;
        assertThat(objections(rule.formatted("RAW"))).isEmpty();
        assertThat(objections(rule.formatted("NONE")).stream().map(Objection::pointer))
                .containsExactly("/axes/0/levels/1/when");
    }

    @Test
    void theMethodMayNotContradictItself() {
        assertThat(objections("""
                id: own
                name: 独自
                rounding: {mode: NONE, decimals: 1}
                method:
                  yearlyShare: 20
                  maintainTolerance: -1
                  averageOf: {numerator: 分子, denominator: 分子, factor: 0}
                axes:
                  - {id: a, name: 軸, levels: [{symbol: A, label: 上, when: {achieved: true}}, {symbol: B, label: 下}]}
                  - {id: a, name: 軸, levels: [{symbol: A, label: 上, when: {achieved: true}}, {symbol: B, label: 下}]}
                """).stream().map(Objection::pointer))
                .containsExactlyInAnyOrder(
                        "/rounding/decimals",
                        "/method/yearlyShare",
                        "/method/maintainTolerance",
                        "/method/averageOf/factor",
                        "/method/averageOf/denominator",
                        "/axes/1/id");
    }

    @Test
    void anOverallGradeNeedsTheScoreOfEveryCalculatedLevelAndStepsThatFall() {
        assertThat(objections("""
                id: own
                name: 独自
                axes:
                  - id: a
                    name: 軸
                    levels:
                      - {symbol: A, label: 上, score: 2, when: {achieved: true}}
                      - {symbol: B, label: 下}
                      - {symbol: 中止, label: 中止, humanOnly: true}
                overall:
                  by: WORST
                  steps:
                    - {symbol: a, label: 上, atLeast: 1}
                    - {symbol: b, label: 中, atLeast: 2}
                    - {symbol: b, label: 中}
                    - {symbol: c, label: 下, atLeast: 0}
                """).stream().map(Objection::pointer))
                .containsExactlyInAnyOrder(
                        "/axes/0/levels/1",
                        "/overall/steps/1/atLeast",
                        "/overall/steps/2",
                        "/overall/steps/2/symbol",
                        "/overall/steps/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999", "1E3", "123456789012345678901", "0x10", "", "八十", ".5", "NaN"})
    void whatIsNoPlainNumberIsRefused(String number) {
        assertThat(levels("{graded: {atLeast: '" + number + "'}}", "{achieved: true}").stream()
                        .map(Objection::pointer))
                .containsExactly("/axes/0/levels/0/when/graded/atLeast");
    }

    @Test
    void aHugeNumberIsRefusedBeforeItIsWrittenOut() {
        for (Object number : List.of(
                new BigDecimal("1e999999999"),
                new BigDecimal("1e-999999999"),
                new BigDecimal("9".repeat(100_000)),
                new java.math.BigInteger("9".repeat(100_000)),
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY)) {
            assertThat(RuleReading.read(withBound(number)).objections().stream().map(Objection::pointer))
                    .containsExactly("/axes/0/levels/0/when/graded/atLeast");
        }
        for (Object number : List.of(80, 80L, 80.0, "80", "80.00", new BigDecimal("80.0"))) {
            GradingRule rule = RuleReading.read(withBound(number)).rule();
            assertThat(rule)
                    .isNotNull()
                    .extracting(one -> one.axes().getFirst().levels().getFirst().when())
                    .isEqualTo(new Condition.Within(
                            RatedFigure.GRADED, new Bounds(BigDecimal.valueOf(80), null, null, null)));
        }
    }

    @Test
    void conditionsNestNoDeeperThanAnybodyCanRead() {
        assertThat(levels(nested(8), "{achieved: true}")).isEmpty();
        assertThat(levels(nested(9), "{achieved: true}")).hasSize(1);
        assertThat(levels(nested(40), "{achieved: true}")).hasSize(1);
    }

    @Test
    void aListThatContainsItselfComesToAnEnd() {
        List<Object> all = new ArrayList<>();
        Map<String, Object> itself = Map.of("all", all);
        IntStream.range(0, 16).forEach(i -> all.add(itself));
        Map<String, Object> written = withBound(80);
        levelsOf(written).getFirst().put("when", itself);
        assertThat(RuleReading.read(written).objections()).isNotEmpty().hasSizeLessThan(1000);
    }

    @Test
    void aListMuchTooLongIsOneObjection() {
        String levels = IntStream.range(0, 5000)
                .mapToObj(i -> "{symbol: s" + i + ", label: x, when: {color: red}}")
                .collect(Collectors.joining("\n- ", "- ", "\n"));
        assertThat(pointers(levels)).containsExactly("/axes/0/levels");
    }

    private static String nested(int depth) {
        return depth == 1 ? "{graded: {atLeast: 80}}" : "{not: " + nested(depth - 1) + "}";
    }

    private static Map<String, Object> withBound(Object number) {
        Map<String, Object> written = RulesAsWritten.preset(Presets.STANDARD);
        levelsOf(written).getFirst().put("when", Map.of("graded", Map.of("atLeast", number)));
        if (levelsOf(written).size() > 2) {
            levelsOf(written).subList(1, 3).clear();
        }
        return written;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> levelsOf(Map<String, Object> written) {
        List<Map<String, Object>> axes = (List<Map<String, Object>>) Objects.requireNonNull(written.get("axes"));
        return (List<Map<String, Object>>)
                Objects.requireNonNull(axes.getFirst().get("levels"));
    }

    private static List<Objection> levels(String first, String second) {
        return objections(
                rule("- {symbol: A, label: 上, when: " + first + "}\n- {symbol: B, label: 下, when: " + second + "}\n"));
    }

    private static List<String> pointers(String levels) {
        return objections(rule(levels)).stream().map(Objection::pointer).toList();
    }

    private static String rule(String levels) {
        return "id: own\nname: 独自\naxes:\n  - id: a\n    name: 軸\n    levels:\n" + levels.indent(6);
    }

    private static List<Objection> objections(String yaml) {
        Map<String, Object> written = RulesAsWritten.yaml(yaml);
        RuleReading.Reading reading = RuleReading.read(written);
        assertThat(reading.rule() == null).isEqualTo(!reading.objections().isEmpty());
        return reading.objections();
    }
}
