package jp.shirube.report.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.indicatorhistory.IndicatorHistory;
import jp.shirube.report.indicatorhistory.IndicatorHistory.History;
import jp.shirube.report.indicatorhistory.IndicatorHistory.TargetHistory;
import jp.shirube.report.portal.PlanPage.NamedText;
import jp.shirube.report.portal.TargetViews.Measured;
import jp.shirube.report.portal.TargetViews.PartView;
import jp.shirube.report.portal.TargetViews.ResultView;
import jp.shirube.report.portal.TargetViews.TargetView;
import jp.shirube.report.targets.KnownEditions;
import org.jspecify.annotations.Nullable;

/** One indicator: its figures, and everything that was promised about it. */
@ApplicationScoped
class IndicatorPage {

    /** @param chart null when there is nothing to draw */
    record IndicatorPageView(
            String municipality,
            String municipalityHref,
            String name,
            List<NamedText> facts,
            @Nullable Chart chart,
            String chartText,
            List<LegendView> legend,
            List<ActualView> actuals,
            List<TargetHistoryView> targets,
            boolean allEditions,
            String otherHref) {}

    /** @param shape series or target */
    record LegendView(String shape, int style, String text) {}

    record ActualView(
            String period,
            String value,
            List<String> components,
            String status,
            String department,
            String evidence,
            String note) {}

    /** @param mark of the target in the picture, empty when it is not drawn */
    record TargetHistoryView(
            String mark,
            String plan,
            String edition,
            boolean draft,
            String href,
            TargetView target,
            List<YearView> years) {}

    record YearView(String year, String part, ResultView result) {}

    private final IndicatorHistory histories;
    private final KnownEditions editions;
    private final ReadModel readModel;
    private final Clock clock;

    IndicatorPage(IndicatorHistory histories, KnownEditions editions, ReadModel readModel, Clock clock) {
        this.histories = histories;
        this.editions = editions;
        this.readModel = readModel;
        this.clock = clock;
    }

    /** @param allEditions whether targets of past editions are shown too */
    @Transactional
    IndicatorPageView view(String municipality, String indicator, boolean allEditions) {
        History history = histories.of(municipality, indicator, allEditions, null);
        Map<String, JsonNode> departments = readModel.departments(municipality);
        Measured measured = new Measured(history.indicator(), "");
        List<Chart.Aim> aims = new ArrayList<>();
        List<LegendView> legend = new ArrayList<>();
        List<TargetHistoryView> targets = new ArrayList<>();
        for (TargetHistory one : history.targets()) {
            int number = targets.size() + 1;
            List<Chart.Aim> own = aims(number, one, measured);
            aims.addAll(own);
            TargetHistoryView view = target(own.isEmpty() ? "" : mark(number), one);
            targets.add(view);
            if (!own.isEmpty()) {
                legend.add(new LegendView(
                        "target",
                        (number - 1) % Chart.STYLES,
                        mark(number) + " " + view.plan() + "：目標 "
                                + view.target().goal().printed()));
            }
        }
        List<Chart.Figure> figures = figures(history.actuals(), history.indicator(), measured);
        Chart chart = Chart.of(figures, aims, measured.unit().isEmpty() ? "値" : measured.unit());
        if (chart != null) {
            addSeries(legend, chart);
        }
        String href = "/municipalities/" + municipality + "/indicators/" + indicator;
        return new IndicatorPageView(
                editions.getMunicipality(municipality).name(),
                "/municipalities/" + municipality,
                Words.text(history.indicator(), "name"),
                facts(municipality, indicator, history.indicator(), departments),
                chart,
                describe(figures, legend),
                legend,
                actuals(history, departments, measured),
                targets,
                allEditions,
                allEditions ? href : href + "?editions=all");
    }

    private List<NamedText> facts(
            String municipality, String id, JsonNode indicator, Map<String, JsonNode> departments) {
        List<NamedText> facts = new ArrayList<>();
        add(facts, "定義", Words.text(indicator, "definition"));
        add(facts, "単位", Words.text(indicator, "unit").isEmpty() ? "なし" : Words.text(indicator, "unit"));
        add(facts, "よい向き", Words.direction(Words.text(indicator, "direction")));
        add(facts, "数える期間", Words.countedFor(indicator));
        add(facts, "値の性質", Words.quantity(Words.text(indicator, "quantity")));
        add(facts, "報告する課", reporting(readModel.responsibilities(municipality, id), departments));
        add(facts, "出典", Words.text(indicator, "source"));
        int every = indicator.path("surveyEvery").asInt();
        add(facts, "調査", every > 1 ? every + "年に1回" : "");
        List<String> components = new ArrayList<>();
        indicator.path("components").forEach(component -> components.add(Words.text(component, "name")));
        add(facts, "内訳", String.join("、", components));
        add(facts, "注記", Words.text(indicator, "note"));
        return facts;
    }

    /** The name of today; who reported before, with the days where they are known. */
    private String reporting(List<JsonNode> responsibilities, Map<String, JsonNode> departments) {
        LocalDate today = LocalDate.now(clock);
        List<String> names = new ArrayList<>();
        for (JsonNode responsibility : responsibilities) {
            String name = Words.departmentName(departments, Words.text(responsibility, "department"), today);
            String days = Words.span(responsibility);
            names.add(name + (days.isEmpty() ? "" : "（" + days + "）"));
        }
        return names.isEmpty() ? "登録がありません" : String.join("、", names);
    }

    private static TargetHistoryView target(String mark, TargetHistory one) {
        TargetView target = TargetViews.of(one.target(), null);
        List<YearView> years = new ArrayList<>();
        for (JsonNode assessment : one.years()) {
            FiscalYear year = new FiscalYear(assessment.path("year").asInt());
            if (year.compareTo(one.edition().firstYear()) < 0) {
                continue;
            }
            years.add(new YearView(Words.PERIODS.print(year), "", TargetViews.result(one.target(), assessment)));
            for (PartView part : TargetViews.parts(one.target(), assessment)) {
                years.add(new YearView(Words.PERIODS.print(year), part.name(), part.result()));
            }
        }
        return new TargetHistoryView(
                mark,
                one.edition().planName(),
                Words.edition(one.edition()),
                !Words.isAdopted(one.edition()),
                HomePage.href(one.edition()) + "?edition=" + one.edition().number() + "#" + target.anchor(),
                target,
                years);
    }

    private List<ActualView> actuals(History history, Map<String, JsonNode> departments, Measured measured) {
        Map<String, JsonNode> contents =
                readModel.actuals(history.municipality(), Words.text(history.indicator(), "id"));
        Map<String, Measured> units = new HashMap<>();
        for (JsonNode component : history.indicator().path("components")) {
            String unit = Words.text(component, "unit");
            units.put(Words.text(component, "name"), unit.isEmpty() ? measured : new Measured(unit, -1));
        }
        List<ActualView> views = new ArrayList<>();
        for (KnownActual actual : history.actuals()) {
            JsonNode content = contents.getOrDefault(actual.period().canonical(), MissingNode.getInstance());
            views.add(new ActualView(
                    Words.PERIODS.print(actual.period()),
                    value(actual, measured),
                    components(content, units),
                    Words.figureStatus(actual.status().name()),
                    department(content, departments),
                    Words.text(content, "evidence"),
                    Words.text(content, "note")));
        }
        return views;
    }

    private static String value(KnownActual actual, Measured measured) {
        if (actual.value() != null) {
            return measured.print(actual.value());
        }
        return actual.missingReason() != null
                ? Words.missing(actual.missingReason().name())
                : "内訳のとおり";
    }

    private static List<String> components(JsonNode content, Map<String, Measured> units) {
        List<String> components = new ArrayList<>();
        for (JsonNode component : content.path("components")) {
            String name = Words.text(component, "name");
            Measured measured = units.getOrDefault(name, new Measured("", -1));
            BigDecimal value = Numbers.of(component.path("value"));
            String missing = Words.text(component, "missingReason");
            components.add(name + " "
                    + (value != null ? measured.print(value) : missing.isEmpty() ? "－" : Words.missing(missing)));
        }
        return components;
    }

    /** A report shows the name of the day on which the figure was stated. */
    private String department(JsonNode content, Map<String, JsonNode> departments) {
        String id = Words.text(content, "department");
        if (id.isEmpty()) {
            return "－";
        }
        String recorded = Words.text(content, "recordedAt");
        LocalDate day = recorded.isEmpty()
                ? LocalDate.now(clock)
                : LocalDate.ofInstant(Instant.parse(recorded), clock.getZone());
        return Words.departmentName(departments, id, day);
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
        return text.append("同じ値を下の表に示します。").toString();
    }

    /** ① to ⑳, then (21). */
    private static String mark(int number) {
        return number <= 20 ? String.valueOf((char) ('①' + number - 1)) : "(" + number + ")";
    }

    private static void add(List<NamedText> facts, String name, String text) {
        if (!text.isEmpty()) {
            facts.add(new NamedText(name, text));
        }
    }
}
