package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.indicatorhistory.IndicatorHistory.History;
import jp.shirube.report.indicatorhistory.IndicatorHistory.TargetHistory;
import org.jspecify.annotations.Nullable;

/**
 * The picture of an indicator, what its marks mean, and what it shows, in words.
 *
 * @param chart null when there is nothing to draw
 * @param marks of the targets, in their order; empty for one that is not drawn
 */
record IndicatorPicture(@Nullable Chart chart, String text, List<LegendView> legend, List<String> marks) {

    /** @param shape series, bar, target or forecast */
    record LegendView(String shape, int style, String text) {}

    static IndicatorPicture of(History history) {
        Measured measured = Measured.of(history.indicator(), "");
        List<Chart.Aim> aims = new ArrayList<>();
        List<LegendView> legend = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (TargetHistory one : history.targets()) {
            int number = marks.size() + 1;
            List<Chart.Aim> own = aims(number, one, measured);
            aims.addAll(own);
            marks.add(own.isEmpty() ? "" : mark(number));
            if (!own.isEmpty()) {
                legend.add(new LegendView(
                        "target",
                        (number - 1) % Chart.STYLES,
                        mark(number) + " " + one.edition().planName() + "：目標 "
                                + PrintedView.goal(one.target().content().path("goal"))
                                        .printed()));
            }
        }
        List<Chart.Figure> figures = figures(history.actuals(), history.indicator(), measured);
        List<Chart.Whisker> whiskers = whiskers(history);
        Chart chart = Chart.of(figures, aims, whiskers, measured.unit().isEmpty() ? "値" : measured.unit());
        if (chart != null) {
            addSeries(legend, chart);
        }
        if (!whiskers.isEmpty()) {
            legend.add(new LegendView("forecast", 0, "予測（中の印）と80%予測区間（破線）"));
        }
        return new IndicatorPicture(chart, describe(figures, legend), legend, marks);
    }

    private static List<Chart.Figure> figures(List<KnownActual> actuals, JsonNode indicator, Measured measured) {
        List<Chart.Figure> figures = new ArrayList<>();
        for (KnownActual actual : actuals) {
            if (actual.value() != null) {
                figures.add(new Chart.Figure(
                        "", actual.period(), actual.value(), Numbers.print(actual.value(), measured.decimals(), "")));
            } else {
                for (JsonNode component : indicator.path("components")) {
                    String name = Words.text(component, "name");
                    BigDecimal value = actual.parts().get(name);
                    if (value != null) {
                        figures.add(new Chart.Figure(
                                name, actual.period(), value, Numbers.print(value, measured.decimals(), "")));
                    }
                }
            }
        }
        return figures;
    }

    private static List<Chart.Aim> aims(int number, TargetHistory one, Measured measured) {
        List<Chart.Aim> aims = new ArrayList<>();
        JsonNode content = one.target().content();
        for (JsonNode component : content.path("components")) {
            if (Words.text(component, "role").equals("PART")) {
                aim(number, component, Words.text(component, "name"), measured, aims);
            }
        }
        if (aims.isEmpty()) {
            aim(number, content, "", measured, aims);
        }
        return aims;
    }

    private static void aim(int number, JsonNode promise, String part, Measured measured, List<Chart.Aim> aims) {
        JsonNode baseline = promise.path("baseline");
        JsonNode goal = promise.path("goal");
        BigDecimal from = Numbers.of(baseline.path("value"));
        BigDecimal to = goal.path("relativeToBaseline").asBoolean() ? from : Numbers.of(goal.path("value"));
        Period until = periodOf(goal);
        if (to == null || until == null) {
            return;
        }
        boolean comparable = !List.of("SUM", "RUNNING").contains(Words.text(baseline, "accumulation"));
        aims.add(new Chart.Aim(
                number,
                comparable ? periodOf(baseline) : null,
                comparable ? from : null,
                until,
                to,
                !Words.text(goal, "accumulation").equals("POINT"),
                mark(number) + part + Numbers.print(to, measured.decimals(), "")));
    }

    /** Several targets of one year share one forecast: it is of the figure. */
    private static List<Chart.Whisker> whiskers(History history) {
        int decimals = TargetHistoryView.finest(history.actuals()) + 1;
        List<Chart.Whisker> whiskers = new ArrayList<>();
        for (TargetHistory one : history.targets()) {
            for (JsonNode forecast : one.forecast()) {
                BigDecimal value = Numbers.of(forecast.path("value"));
                BigDecimal low = Numbers.of(forecast.path("low"));
                BigDecimal high = Numbers.of(forecast.path("high"));
                if (value != null && low != null && high != null) {
                    Chart.Whisker whisker = new Chart.Whisker(
                            new FiscalYear(forecast.path("year").asInt()),
                            low,
                            value,
                            high,
                            Words.text(forecast, "part") + "予測"
                                    + Numbers.print(value.setScale(decimals, RoundingMode.HALF_UP), decimals, ""));
                    if (!whiskers.contains(whisker)) {
                        whiskers.add(whisker);
                    }
                }
            }
        }
        return whiskers;
    }

    private static @Nullable Period periodOf(JsonNode promise) {
        return promise.path("period").isTextual()
                ? Period.ofCanonical(promise.path("period").asText())
                : null;
    }

    private static void addSeries(List<LegendView> legend, Chart chart) {
        for (int index = chart.series().size() - 1; index >= 0; index--) {
            Chart.SeriesShape series = chart.series().get(index);
            legend.addFirst(new LegendView(
                    "series", series.style(), series.name().isEmpty() ? "実績" : "実績（" + series.name() + "）"));
        }
        if (!chart.bars().isEmpty()) {
            legend.add(new LegendView("bar", 0, "期間をまとめた実績（合計または平均）"));
        }
    }

    private static String describe(List<Chart.Figure> figures, List<LegendView> legend) {
        StringBuilder text = new StringBuilder("横軸は年度です。");
        if (figures.isEmpty()) {
            text.append("実績はまだありません。");
        } else {
            Chart.Figure last = figures.getLast();
            text.append("実績は ")
                    .append(figures.size())
                    .append(" 点、最も新しいものは ")
                    .append(Words.PERIODS.printShort(last.period()))
                    .append(" の ")
                    .append(last.label())
                    .append(" です。");
        }
        legend.stream()
                .filter(one -> one.shape().equals("target"))
                .forEach(one -> text.append(one.text()).append("。"));
        if (legend.stream().anyMatch(one -> one.shape().equals("forecast"))) {
            text.append("目標年度の予測と、その80%予測区間も示します。");
        }
        return text.append("同じ値を下の表に示します。").toString();
    }

    /** ① to ⑳, then (21). */
    private static String mark(int number) {
        return number <= 20 ? String.valueOf((char) ('①' + number - 1)) : "(" + number + ")";
    }
}
