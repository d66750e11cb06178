package jp.shirube.report.assessment;

import static jp.shirube.notation.Accumulation.POINT;
import static jp.shirube.notation.GoalComparator.AT_LEAST;
import static jp.shirube.notation.GoalComparator.AT_MOST;
import static jp.shirube.promise.Direction.DOWN;
import static jp.shirube.promise.Direction.UP;
import static jp.shirube.promise.Quantity.FLOW;
import static jp.shirube.promise.Quantity.RATIO;
import static jp.shirube.report.assessment.TargetCase.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.shirube.notation.MissingReason;
import jp.shirube.promise.Over;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.RuleReading;
import jp.shirube.report.targets.KnownRules;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the bodies that publish theirs completely, and rules the format must be able to express. */
@NullUnmarked
class GradingTest {

    private static GradingRule preset(String id) {
        return Objects.requireNonNull(KnownRules.presets().get(id), id);
    }

    /** Rules nobody has put a name to: libs/promise/src/test/resources/fixtures. */
    private static GradingRule fixture(String name) {
        Path file = Path.of("..", "libs", "promise", "src", "test", "resources", "fixtures", name + ".yaml");
        try {
            Map<String, Object> written = new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(file.toFile(), new TypeReference<>() {});
            return Objects.requireNonNull(RuleReading.read(written).rule(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 0 → 100 over five years, R6 to R10. */
    private static TargetCase fiveYears() {
        return plan("R6", "R10", UP, FLOW).from("50", "R5", POINT).to(AT_LEAST, "100", "R10", Over.POINT);
    }

    private static String symbol(TargetCase target, String year) {
        return target.in(year).figures().grade().symbol();
    }

    // The bodies

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "R6, 20, ①",
        "R6, 19.9, ②",
        "R6, 12, ②",
        "R6, 11.9, ③",
        "R8, 60, ①",
        "R8, 36, ②",
        "R8, 35, ③",
        "R10, 100, ①",
        "R10, 60, ②",
        "R10, 59, ③"
    })
    void tamaLooksForTwentyPercentOfTheGoalPerYear(String year, String actual, String grade) {
        assertThat(symbol(fiveYears().gradedBy(preset("tama")).with(year, actual), year))
                .isEqualTo(grade);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"100, S", "120, S", "99.9, A", "50.1, A", "50, B", "45, B", "44.9, C", "0, C"})
    void nagayoComparesWithGoalAndBaseline(String actual, String grade) {
        assertThat(symbol(fiveYears().gradedBy(preset("nagayo")).with("R7", actual), "R7"))
                .isEqualTo(grade);
    }

    @Test
    void nagayoComparesWithABaselineOfZeroToo() {
        TargetCase fromNothing = plan("R6", "R10", UP, FLOW)
                .from("0", "R5", POINT)
                .to(AT_LEAST, "10", "R10", Over.POINT)
                .gradedBy(preset("nagayo"));
        assertThat(symbol(fromNothing.with("R6", "1"), "R6")).isEqualTo("A");
        assertThat(symbol(fromNothing.with("R6", "0"), "R6")).isEqualTo("B");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"80, 0", "79.9, 1", "60, 1", "59.9, 2"})
    void nagoyaPortHasThreeBandsOfTheAchievementRate(String actual, int level) {
        GradingRule rule = preset("nagoya-port");
        assertThat(symbol(fiveYears().gradedBy(rule).with("R7", actual), "R7"))
                .isEqualTo(rule.axes().getFirst().levels().get(level).symbol());
    }

    @ParameterizedTest(name = "{0} of 70: {1}")
    @CsvSource({"70, A", "69.99, B+", "56, B+", "55.99, B", "35, B", "34.99, C"})
    void ibarakiTruncatesTheExpectedRatio(String actual, String grade) {
        // expected in R7: 50 + 2/5 × 50 = 70
        assertThat(symbol(fiveYears().gradedBy(preset("ibaraki")).with("R7", actual), "R7"))
                .isEqualTo(grade);
    }

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({"R7, 64, A", "R7, 63.9, B", "R7, 40, B", "R7, 39, C", "R7, 16, C", "R7, 15, D", "R9, 64, B", "R9, 80, A"
    })
    void fujiLooksAtTheNextMilestone(String year, String actual, String grade) {
        assertThat(symbol(
                        fiveYears()
                                .milestone("80", "R8")
                                .gradedBy(preset("fuji"))
                                .with(year, actual),
                        year))
                .isEqualTo(grade);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"100, 7", "99.9, 6", "90, 6", "80, 5", "70, 4", "60, 3", "50, 2", "49.9, 1"})
    void sanoHasSevenSteps(String actual, String grade) {
        assertThat(symbol(fiveYears().gradedBy(preset("sano")).with("R7", actual), "R7"))
                .isEqualTo(grade);
    }

    @ParameterizedTest(name = "{0}: level {1}")
    @CsvSource({"100, 0", "99.9, 1", "90, 1", "89.9, 2", "80, 2", "79.9, 3"})
    void aMayorsManifestoHasFour(String actual, int level) {
        GradingRule rule = preset("manifesto");
        assertThat(symbol(fiveYears().gradedBy(rule).with("R7", actual), "R7"))
                .isEqualTo(rule.axes().getFirst().levels().get(level).symbol());
    }

    @Test
    void aRateARuleNeedsAndThatThereIsNotGivesNoGradeButTheReason() {
        Grade grade = plan("R6", "R10", DOWN, FLOW)
                .from("50", "R5", POINT)
                .to(AT_MOST, "10", "R10", Over.POINT)
                .gradedBy(preset("sano"))
                .with("R7", "20")
                .in("R7")
                .figures()
                .grade();
        assertThat(grade.symbol()).isEqualTo("－");
        assertThat(grade.reason().ja()).isEqualTo("少ないほどよい指標です");
    }

    @Test
    void aDashThatMeansMetIsTheFirstLevelOfAnyRule() {
        TargetCase burden = plan("R6", "R10", DOWN, RATIO)
                .to(AT_MOST, "10", "R10", Over.POINT)
                .forWhichADashIsMet()
                .without("R6", MissingReason.NOT_CALCULATED);
        assertThat(symbol(burden.gradedBy(preset("sano")), "R6")).isEqualTo("7");
        assertThat(symbol(burden.gradedBy(preset("ibaraki")), "R6")).isEqualTo("A");
    }

    // What the format must be able to express

    @Test
    void trendAchievementAndSurveyAreThreeAxesAndWaitForPeople() {
        Grade grade = fiveYears()
                .gradedBy(fixture("trend-achievement-survey"))
                .with("R6", "60")
                .with("R7", "63")
                .in("R7")
                .figures()
                .grade();
        assertThat(grade.axes()).extracting(Grade.AxisGrade::symbol).containsExactly("↑", "3", "－");
        assertThat(grade.axes().get(2).reason().ja()).isEqualTo("人が判定する項目です");
        assertThat(grade.symbol()).isEqualTo("－");
        assertThat(grade.reason().ja()).isEqualTo("市民意識：人が判定する項目です");
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "SUM_OF_SCORES, 100, 上",
        "SUM_OF_SCORES, 60, 上",
        "SUM_OF_SCORES, 40, 中",
        "MEAN_OF_SCORES, 100, 中",
        "MEAN_OF_SCORES, 60, 中",
        "MEAN_OF_SCORES, 40, 下",
        "WORST, 100, 中",
        "WORST, 85, 中",
        "WORST, 49, 下"
    })
    void severalAxesBecomeOneGradeByTheirScores(String by, String actual, String grade) {
        GradingRule rule = Objects.requireNonNull(RuleReading.read(Map.of(
                        "id",
                        "two",
                        "name",
                        "二軸",
                        "axes",
                        List.of(axis("goal", "achievementRate", 80, 50), axis("trend", "baselineProgress", 80, 0)),
                        "overall",
                        Map.of(
                                "by",
                                by,
                                "steps",
                                List.of(
                                        Map.of("symbol", "上", "label", "上", "score", 9, "atLeast", 4),
                                        Map.of("symbol", "中", "label", "中", "score", 5, "atLeast", 2),
                                        Map.of("symbol", "下", "label", "下")))))
                .rule());
        assertThat(symbol(fiveYears().gradedBy(rule).with("R7", actual), "R7")).isEqualTo(grade);
    }

    /** Scores 3, 2, 1. */
    private static Map<String, Object> axis(String id, String figure, int top, int middle) {
        return Map.of(
                "id",
                id,
                "name",
                id,
                "levels",
                List.of(
                        Map.of("symbol", "3", "label", "3", "score", 3, "when", Map.of(figure, Map.of("atLeast", top))),
                        Map.of(
                                "symbol",
                                "2",
                                "label",
                                "2",
                                "score",
                                2,
                                "when",
                                Map.of(figure, Map.of("atLeast", middle))),
                        Map.of("symbol", "1", "label", "1", "score", 1)));
    }

    @ParameterizedTest(name = "survey {0}, {1} of 70: {2}")
    @CsvSource({
        "true, 72.2, a",
        "true, 72.1, b",
        "true, 67.9, b",
        "true, 67.8, c",
        "false, 70.1, a",
        "false, 70, b",
        "false, 69.9, c"
    })
    void aSurveyMayBeThreePercentBesideThePace(boolean survey, String actual, String grade) {
        TargetCase target =
                fiveYears().gradedBy(fixture("pace-with-survey-tolerance")).with("R7", actual);
        assertThat(symbol(survey ? target.surveyedEvery(1) : target, "R7")).isEqualTo(grade);
    }

    @Test
    void theGoalsYearMayHaveLevelsOfItsOwn() {
        TargetCase target = fiveYears().gradedBy(fixture("final-year"));
        assertThat(symbol(target.with("R9", "90"), "R9")).isEqualTo("A");
        assertThat(symbol(target.with("R10", "100"), "R10")).isEqualTo("◎");
        assertThat(symbol(target.with("R10", "99"), "R10")).isEqualTo("○");
        assertThat(symbol(target.with("R10", "50"), "R10")).isEqualTo("△");
        assertThat(symbol(target.with("R10", "49"), "R10")).isEqualTo("×");
    }

    @Test
    void aMarkOnlyAPersonMayGiveIsNeverCalculated() {
        TargetCase target = fiveYears().gradedBy(fixture("human-marks"));
        assertThat(symbol(target.with("R7", "100"), "R7")).isEqualTo("達成");
        assertThat(symbol(target.with("R7", "51"), "R7")).isEqualTo("進行中");
        assertThat(symbol(target.with("R7", "50"), "R7")).isEqualTo("未達");
        assertThat(symbol(target.with("R7", "0"), "R7")).isEqualTo("未達");
    }

    @Test
    void circlesAndCrossesHaveAnArrowBeside() {
        GradingRule rule = fixture("marks-and-trend");
        TargetCase target = fiveYears().gradedBy(rule).with("R6", "65");
        assertThat(target.with("R7", "72").in("R7").figures().grade().axes())
                .extracting(Grade.AxisGrade::symbol)
                .containsExactly("○", "↑");
        assertThat(target.with("R7", "66").in("R7").figures().grade().axes())
                .extracting(Grade.AxisGrade::symbol)
                .containsExactly("△", "↑");
        assertThat(target.with("R7", "65").in("R7").figures().grade().axes())
                .extracting(Grade.AxisGrade::symbol)
                .containsExactly("×", "→");
        assertThat(target.with("R7", "60").in("R7").figures().grade().axes())
                .extracting(Grade.AxisGrade::symbol)
                .containsExactly("×", "↓");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "112.5, 5",
        "112.4, 4",
        "100, 4",
        "87.5, 3",
        "75, 2",
        "62.5, 1",
        "50, 0",
        "49.9, -1",
        "37.5, -1",
        "25, -2",
        "12.5, -3",
        "0, -4",
        "-0.1, -5"
    })
    void elevenStepsOfTwentyFivePoints(String actual, String grade) {
        assertThat(symbol(fiveYears().gradedBy(fixture("minus-five-to-five")).with("R7", actual), "R7"))
                .isEqualTo(grade);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"100, 1", "70, 2", "69.9, 3", "50.1, 3", "50, 4", "30, 4"})
    void theFourLevelsOfAGrant(String actual, String grade) {
        assertThat(symbol(fiveYears().gradedBy(fixture("grant")).with("R7", actual), "R7"))
                .isEqualTo(grade);
    }

    @Test
    void everyGradeSaysTheRuleItsVersionAndWhatDecided() {
        Grade grade = fiveYears()
                .gradedBy(preset("ibaraki").withVersion(4))
                .with("R7", "56")
                .in("R7")
                .figures()
                .grade();
        assertThat(grade.rule()).isEqualTo("ibaraki");
        assertThat(grade.version()).isEqualTo(4);
        assertThat(grade.by().word()).isEqualTo("expectedRatio");
        assertThat(grade.basis().ja()).isEqualTo("期待値比 56 ÷ 70 = 80.0%");
    }
}
