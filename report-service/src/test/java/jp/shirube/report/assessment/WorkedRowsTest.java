package jp.shirube.report.assessment;

import static jp.shirube.notation.Accumulation.AVERAGE;
import static jp.shirube.notation.Accumulation.PER_YEAR;
import static jp.shirube.notation.Accumulation.POINT;
import static jp.shirube.notation.Accumulation.SUM;
import static jp.shirube.notation.GoalComparator.AT_LEAST;
import static jp.shirube.notation.GoalComparator.AT_MOST;
import static jp.shirube.notation.GoalComparator.LESS_THAN;
import static jp.shirube.notation.GoalComparator.MORE_THAN;
import static jp.shirube.promise.Direction.DOWN;
import static jp.shirube.promise.Direction.UP;
import static jp.shirube.promise.Quantity.FLOW;
import static jp.shirube.promise.Quantity.RATIO;
import static jp.shirube.promise.Quantity.STOCK;
import static jp.shirube.report.assessment.TargetCase.display;
import static jp.shirube.report.assessment.TargetCase.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jp.shirube.promise.Over;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worked rows of the domain, under the standard rule: real targets of the sample plans. The actuals are invented but those
 * of 女性登用率 and 協働提案 in R6, which other plans print.
 */
class WorkedRowsTest {

    private static final @Nullable String NONE = null;

    /** name, case, year, judged, expected, 達成率, 基準値から, 計画線比, grade, below the baseline. */
    static Stream<Arguments> rows() {
        TargetCase research = plan("R6", "R9", UP, FLOW)
                .from("21", "R4", PER_YEAR)
                .to(AT_LEAST, "100", "R6..R9", Over.CUMULATIVE)
                .with("R6", "24")
                .with("R7", "20");
        TargetCase commercialised = plan("R6", "R9", UP, FLOW)
                .from("12", "H30.6..R4", SUM)
                .to(AT_LEAST, "40", "R6..R9", Over.CUMULATIVE)
                .with("R6", "3")
                .with("R7", "2");
        TargetCase founders = plan("R6", "R9", UP, FLOW)
                .from("32", "R4", PER_YEAR)
                .to(AT_LEAST, "96", "R6..R9", Over.CUMULATIVE)
                .with("R6", "26");
        TargetCase sitings = plan("R6", "R9", UP, FLOW)
                .to(AT_LEAST, "4", "R6..R9", Over.CUMULATIVE)
                .with("R6", "1")
                .with("R7", "0");
        TargetCase settlers = plan("R3", "R7", UP, FLOW)
                .from("91", "H27..H30", SUM)
                .to(AT_LEAST, "114", "R3..R7", Over.CUMULATIVE)
                .with("R3", "20")
                .with("R4", "25")
                .with("R5", "18");
        TargetCase members = plan("R3", "R7", UP, RATIO)
                .from("7.82", "H26..H30", AVERAGE)
                .to(AT_LEAST, "10.0", "R3..R7", Over.AVERAGE)
                .with("R3", "9.0")
                .with("R4", "9.0")
                .with("R5", "9.6");
        TargetCase suggestions = plan("R8", "R12", UP, FLOW)
                .from("2", "R2..R6", PER_YEAR)
                .to(AT_LEAST, "8", "R7..R11", Over.AVERAGE)
                .with("R7", "5")
                .with("R8", "7");
        TargetCase women = plan("R6", "R9", UP, RATIO)
                .from("28.9", "R4", POINT)
                .to(AT_LEAST, "40", "R9", Over.POINT)
                .with("R6", "32.8");
        TargetCase prejudice = plan("R3", "R12", DOWN, RATIO)
                .from("51.6", "R2", POINT)
                .to(AT_MOST, "20", "R12", Over.POINT)
                .with("R7", "45");
        TargetCase salt = plan("R8", "R12", DOWN, STOCK)
                .from("9.7", "R5", POINT)
                .to(LESS_THAN, "7.0", "R11", Over.POINT)
                .with("R11", "7.0");
        TargetCase balance = plan("R6", "R9", UP, FLOW)
                .byCalendarYear()
                .whichCanBeNegative()
                .from("-684", "R5年", POINT)
                .to(AT_LEAST, "0", "R9年", Over.POINT)
                .with("R6年", "-400")
                .with("R9年", "30");
        TargetCase collection = plan("R8", "R12", UP, RATIO)
                .from("99.48", "R6", POINT)
                .toBaseline(MORE_THAN, "R11")
                .with("R11", "99.48");
        TargetCase visits = plan("R6", "R9", UP, RATIO)
                .from("100", "R4", POINT)
                .to(AT_LEAST, "100", "R9", Over.POINT)
                .with("R6", "98.9");
        TargetCase waiting = plan("R6", "R9", DOWN, STOCK)
                .from("1", "R5", POINT)
                .to(AT_MOST, "0", "R9", Over.POINT)
                .with("R6", "2");
        TargetCase emissions = plan("R6", "R9", DOWN, FLOW)
                .from("747", "R1", POINT)
                .to(AT_MOST, "586.2", "R9", Over.POINT)
                .usuallyKnownAfter(30)
                .asOf("2026-08-01")
                .with("R4", "690");
        TargetCase views = plan("R3", "R7", UP, FLOW)
                .from("6057229", "H30", POINT)
                .to(AT_LEAST, "7300000", "R7", Over.POINT)
                .previousGoal("4620000", "R2")
                .with("R4", "6500000");
        TargetCase approvals = plan("R8", "R12", UP, RATIO)
                .fromAbout("12", "2025-01-31")
                .to(AT_LEAST, "60", "R12", Over.POINT)
                .with("R8", "30");
        TargetCase proposals = plan("R3", "R7", UP, FLOW)
                .from("5", "R1", POINT)
                .to(AT_LEAST, "36", "R3..R7", Over.CUMULATIVE)
                .with("R6", "7");
        return Stream.of(
                arguments("共同研究", research, "R7", "44", "50", "44.0", NONE, "88.0", "B", false),
                arguments("事業化", commercialised, "R7", "5", "20", "12.5", NONE, "25.0", "D", false),
                arguments("創業者", founders, "R6", "26", "24", "27.1", NONE, "108.3", "A", true),
                arguments("立地", sitings, "R7", "1", "2", "25.0", NONE, "50.0", "C", null),
                arguments("移住者", settlers, "R5", "63", "68.4", "55.3", NONE, "92.1", "B", true),
                arguments("公募委員", members, "R5", "9.2", "10", "92.0", "63.3", "63.3", "C", false),
                arguments("職員提案", suggestions, "R8", "6", "8", "75.0", "66.7", "66.7", "C", false),
                arguments("女性登用率", women, "R6", "32.8", "33.34", "82.0", "35.1", "87.8", "B", false),
                arguments("偏見", prejudice, "R7", "45", "35.8", NONE, "20.9", "41.8", "D", false),
                arguments("経常収支 93.0", current("93.0"), "R8", "93", NONE, NONE, NONE, NONE, "A", false),
                arguments("経常収支 95.6", current("95.6"), "R8", "95.6", NONE, NONE, NONE, NONE, "B", true),
                arguments("経常収支 100.0", current("100.0"), "R8", "100", NONE, NONE, NONE, NONE, "D", true),
                arguments("塩分", salt, "R11", "7", "7", NONE, "100.0", "100.0", "B", false),
                arguments("社会増減 R6年", balance, "R6", "-400", "-513", NONE, "41.5", "166.1", "A", false),
                arguments("社会増減 R9年", balance, "R9", "30", "0", NONE, "104.4", "104.4", "A", false),
                arguments("収納率", collection, "R11", "99.48", NONE, NONE, NONE, NONE, "B", false),
                arguments("セミナー 0", seminars("0"), "R6", "0", NONE, NONE, NONE, NONE, "D", true),
                arguments("セミナー 1", seminars("1"), "R6", "1", NONE, NONE, NONE, NONE, "A", false),
                arguments("セミナー 3", seminars("3"), "R6", "3", NONE, NONE, NONE, NONE, "A", false),
                arguments("訪問率", visits, "R6", "98.9", NONE, "98.9", NONE, NONE, "B", true),
                arguments("待機児童", waiting, "R6", "2", "0.75", NONE, "-100.0", "-400.0", "D", true),
                arguments("CO₂", emissions, "R7", "690", "686.7", NONE, "35.4", "94.5", "B", false),
                arguments("閲覧", views, "R4", "6500000", "6767384", "89.0", "35.6", "62.3", "C", false),
                arguments("電子決裁", approvals, "R8", "30", "28", "50.0", "37.5", "112.5", "A", false),
                arguments("協働提案", proposals, "R6", "7", "28.8", NONE, NONE, NONE, "－", null));
    }

    private static TargetCase current(String r8) {
        return plan("R8", "R12", DOWN, RATIO)
                .from("94.8", "R5", POINT)
                .to(AT_MOST, "95", "R12", Over.POINT)
                .with("R8", r8);
    }

    private static TargetCase seminars(String r6) {
        return plan("R6", "R9", UP, FLOW)
                .from("1", "R4", POINT)
                .toBaseline(AT_LEAST, "R9")
                .with("R6", r6);
    }

    @ParameterizedTest(name = "{0}: {8}")
    @MethodSource("rows")
    void rowOfTheDomain(
            String name,
            TargetCase target,
            String year,
            String judged,
            @Nullable String expected,
            @Nullable String achievementRate,
            @Nullable String baselineProgress,
            @Nullable String scheduleProgress,
            String grade,
            @Nullable Boolean belowBaseline) {
        Figures figures = target.in(year).figures();
        assertThat(figures.judged()).as("判定値").isEqualByComparingTo(judged);
        if (expected == null) {
            assertThat(figures.expected()).as("期待値").isNull();
            assertThat(figures.expectedReason()).isNotNull();
        } else {
            assertThat(figures.expected()).as("期待値").isNotNull();
            assertThat(Objects.requireNonNull(figures.expected())
                            .setScale(new BigDecimal(expected).scale(), RoundingMode.HALF_UP))
                    .as("期待値")
                    .isEqualByComparingTo(expected);
        }
        assertThat(display(figures.rates().achievementRate())).as("達成率").isEqualTo(achievementRate);
        assertThat(display(figures.rates().baselineProgress())).as("基準値から").isEqualTo(baselineProgress);
        assertThat(display(figures.rates().scheduleProgress())).as("計画線比").isEqualTo(scheduleProgress);
        assertThat(figures.grade().symbol()).as("判定").isEqualTo(grade);
        assertThat(figures.belowBaseline()).as("基準値を下回る").isEqualTo(belowBaseline);
        assertThat(figures.grade().rule()).isEqualTo("standard");
        assertThat(figures.explanation().ja()).endsWith("。").doesNotContain("null");
        assertThat(figures.explanation().en()).doesNotContain("null");
    }

    /** 小 79.5→82, 中 66.6→70 (R5 → R9): each part is judged, the parent is as good as its worst part. */
    @Test
    void partsAreGradedEachAndTheParentAsItsWorst() {
        Assessment r6 = plan("R6", "R9", UP, RATIO)
                .part("小学校", "79.5", "R5", "82", "R9")
                .part("中学校", "66.6", "R5", "70", "R9")
                .with("R6", Map.of("小学校", "80.2", "中学校", "66.0"))
                .in("R6");
        List<Figures> parts =
                r6.parts().stream().map(Assessment.PartFigures::figures).toList();
        assertThat(parts)
                .extracting(Figures::expected)
                .containsExactly(new BigDecimal("80.125"), new BigDecimal("67.45"));
        assertThat(parts)
                .extracting(part -> display(part.rates().achievementRate()))
                .containsExactly("97.8", "94.3");
        assertThat(parts)
                .extracting(part -> display(part.rates().baselineProgress()))
                .containsExactly("28.0", "-17.6");
        assertThat(parts)
                .extracting(part -> display(part.rates().scheduleProgress()))
                .containsExactly("112.0", "-70.6");
        assertThat(parts).extracting(part -> part.grade().symbol()).containsExactly("A", "D");
        assertThat(r6.figures().grade().symbol()).isEqualTo("D");
        assertThat(r6.figures().rates().achievementRate().percent())
                .as("the parent has no rates")
                .isNull();
        assertThat(r6.figures().achieved()).isFalse();
    }
}
