package jp.shirube.report.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import org.junit.jupiter.api.Test;

class ChartTest {

    @Test
    void nothingKnownAndNothingPromisedGivesNoPicture() {
        assertThat(Chart.of(List.of(), List.of(), List.of(), "件")).isNull();
    }

    @Test
    void onlyAdjacentYearsAreJoined() {
        Chart chart = chart(List.of(figure("FY2018", "10"), figure("FY2019", "12"), figure("FY2022", "20")), List.of());
        assertThat(chart.series()).hasSize(1);
        assertThat(chart.series().getFirst().points()).hasSize(3);
        assertThat(chart.series().getFirst().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).containsOnlyOnce("M").containsOnlyOnce("L"));
    }

    @Test
    void theFigureOfASpanIsABarOverItsYearsAndNeverAPoint() {
        Chart chart = chart(List.of(figure("FY2015..FY2018", "91"), figure("FY2019", "20")), List.of());
        assertThat(chart.series().getFirst().points()).hasSize(1);
        assertThat(chart.bars()).singleElement().satisfies(bar -> {
            BigDecimal year = new BigDecimal(chart.years().get(1).at())
                    .subtract(new BigDecimal(chart.years().getFirst().at()));
            assertThat(new BigDecimal(bar.width()))
                    .isCloseTo(
                            year.multiply(BigDecimal.valueOf(4)), org.assertj.core.data.Offset.offset(BigDecimal.ONE));
        });
    }

    @Test
    void aTargetGoesFromItsBaselinesOwnYearToItsGoals() {
        Chart chart =
                chart(List.of(figure("FY2024", "32.8")), List.of(aim(1, "FY2022", "28.9", "FY2027", "40", false)));
        assertThat(chart.years()).extracting(Chart.Tick::label).containsExactly("R4", "R5", "R6", "R7", "R8", "R9");
        Chart.TargetShape target = chart.targets().getFirst();
        assertThat(target.startX()).isEqualTo(chart.years().getFirst().at());
        assertThat(target.x()).isEqualTo(chart.years().getLast().at());
        assertThat(target.y()).isEqualTo(chart.values().getLast().at());
    }

    @Test
    void aGoalOverASpanIsABarAndHasNoWayFromItsBaseline() {
        Chart chart = chart(List.of(), List.of(aim(1, "FY2022", "21", "FY2024..FY2027", "100", true)));
        assertThat(chart.targets().getFirst().path()).isEmpty();
        assertThat(chart.targets().getFirst().bar()).isNotNull();
    }

    @Test
    void aDayStandsWhereItFallsInItsYear() {
        Chart chart = chart(List.of(figure("2025-10-01", "1"), figure("FY2025", "2")), List.of());
        assertThat(chart.series().getFirst().points())
                .extracting(Chart.PointShape::x)
                .allSatisfy(x -> assertThat(new BigDecimal(x)).isBetween(new BigDecimal("380"), new BigDecimal("400")));
    }

    @Test
    void goalsBesideOneAnotherKeepTheirLabelsApart() {
        Chart chart = chart(
                List.of(),
                List.of(
                        aim(1, "FY2022", "1", "FY2027", "40", false),
                        aim(2, "FY2022", "1", "FY2027", "40", false),
                        aim(3, "FY2022", "1", "FY2022", "40", false)));
        List<BigDecimal> heights = chart.targets().stream()
                .map(target -> new BigDecimal(target.labelY()))
                .toList();
        assertThat(heights.get(1).subtract(heights.get(0))).isEqualByComparingTo("16");
        assertThat(heights.get(2)).isEqualByComparingTo(heights.get(0));
    }

    @Test
    void belowZeroThereIsAZeroLine() {
        assertThat(chart(List.of(figure("CY2023", "-684"), figure("CY2024", "30")), List.of())
                        .zero())
                .isNotEmpty();
        assertThat(chart(List.of(figure("CY2023", "684")), List.of()).zero()).isEmpty();
    }

    @Test
    void partsAreSeriesOfTheirOwnAndLookDifferent() {
        Chart chart = chart(
                List.of(
                        new Chart.Figure("小学校", Period.ofCanonical("FY2023"), new BigDecimal("79.5"), "79.5"),
                        new Chart.Figure("中学校", Period.ofCanonical("FY2023"), new BigDecimal("66.6"), "66.6")),
                List.of());
        assertThat(chart.series()).extracting(Chart.SeriesShape::name).containsExactly("小学校", "中学校");
        assertThat(chart.series()).extracting(Chart.SeriesShape::style).doesNotHaveDuplicates();
    }

    @Test
    void aForecastIsAWhiskerFromTheLowToTheHighEndLeftOfItsGoal() {
        Chart chart = Objects.requireNonNull(Chart.of(
                List.of(figure("FY2024", "30")),
                List.of(aim(1, "FY2022", "20", "FY2027", "40", false)),
                List.of(new Chart.Whisker(
                        new FiscalYear(2027),
                        new BigDecimal("35"),
                        new BigDecimal("45"),
                        new BigDecimal("55"),
                        "予測45")),
                "%"));
        BigDecimal top = new BigDecimal(chart.values().getLast().at());
        assertThat(chart.values().getLast().label())
                .as("the axis reaches the high end")
                .isEqualTo("60");
        assertThat(chart.whiskers()).singleElement().satisfies(whisker -> {
            assertThat(new BigDecimal(whisker.x()))
                    .isLessThan(new BigDecimal(chart.targets().getFirst().x()));
            assertThat(new BigDecimal(whisker.y()))
                    .isBetween(top, new BigDecimal(chart.targets().getFirst().y()));
            assertThat(whisker.path()).contains(" V");
        });
    }

    private static Chart chart(List<Chart.Figure> figures, List<Chart.Aim> aims) {
        return Objects.requireNonNull(Chart.of(figures, aims, List.of(), "%"));
    }

    private static Chart.Figure figure(String period, String value) {
        return new Chart.Figure("", Period.ofCanonical(period), new BigDecimal(value), value);
    }

    private static Chart.Aim aim(
            int number, String from, String baseline, String until, String goal, boolean overSpan) {
        return new Chart.Aim(
                number,
                Period.ofCanonical(from),
                new BigDecimal(baseline),
                Period.ofCanonical(until),
                new BigDecimal(goal),
                overSpan,
                goal);
    }
}
