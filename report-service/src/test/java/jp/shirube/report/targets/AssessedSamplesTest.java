package jp.shirube.report.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.notation.Span;
import jp.shirube.promise.Over;
import jp.shirube.report.assessment.Assessment;
import jp.shirube.report.assessment.Assessment.PartFigures;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.Figures;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.Rate;
import jp.shirube.report.assessment.Warning;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * All 99 places of the five real plans in every year of their plans, under the standard rule: with the figures the plans print
 * (printed), and again with a demo series that fills the years without one (demo, invented by {@link #demo}). The approved file
 * was reviewed place by place; a change of the arithmetic is a difference in it. {@code -Dapprove} writes it anew.
 */
@NullUnmarked
class AssessedSamplesTest {

    private static final Path APPROVED = Path.of("src", "test", "resources", "approved", "assessed-samples.txt");
    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());
    private static final LocalDate DAY = LocalDate.of(2040, 8, 1);
    private static final List<String> FACTORS = List.of("0.5", "0.9", "1.1", "1.0", "0.3");
    private static final Map<String, String> CITIES =
            Map.of("062022", "yonezawa", "062111", "higashine", "062073", "kaminoyama");

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    @Test
    void everyPlaceOfTheFivePlansIsAssessedAsApproved() throws IOException {
        List<String> lines = new ArrayList<>();
        Set<String> counted = new HashSet<>();
        int places = 0;
        for (String file : List.of("000-2", "001-1", "002-1", "003-1", "004-1")) {
            for (KnownTarget target : targets(file)) {
                places++;
                counted.add(file + " " + target.listedFirstAs());
                lines.addAll(assess(file, target));
            }
        }
        assertThat(places).isEqualTo(99);
        assertThat(counted).as("re-listed ones counted once").hasSize(97);
        String found = String.join("\n", lines) + "\n";
        if (System.getProperty("approve") != null) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, found);
        }
        assertThat(found).isEqualTo(Files.readString(APPROVED));
    }

    private List<KnownTarget> targets(String file) throws IOException {
        List<KnownTarget> earlier = file.equals("000-2") ? targets("000-1") : List.of();
        JsonNode said = json.readTree(
                Path.of("..", "contracts", "samples", file + ".json").toFile());
        Map<String, JsonNode> indicators = new HashMap<>();
        said.path("indicators").forEach(one -> indicators.put(one.path("id").asText(), one));
        List<KnownTarget> targets = new ArrayList<>();
        for (JsonNode content : said.path("targets")) {
            targets.add(new KnownTarget(
                    said.path("municipality").asText(),
                    said.path("plan").asText(),
                    said.path("edition").asInt(),
                    new FiscalYear(said.path("firstYear").asInt()),
                    new FiscalYear(said.path("lastYear").asInt()),
                    targets.size(),
                    content,
                    indicators.get(content.path("indicator").asText()),
                    earlier.stream()
                            .filter(one -> one.id().equals(content.path("id").asText()))
                            .toList(),
                    MissingNode.getInstance()));
        }
        return targets;
    }

    private List<String> assess(String file, KnownTarget target) throws IOException {
        Promise promise = target.promise();
        List<KnownActual> printed = printed(target);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("## " + file.substring(0, 3) + " " + target.id() + " "
                + target.content().path("printedName").asText()
                + " (" + target.indicator() + ", " + promise.measure().direction() + " "
                + promise.measure().quantity() + ", "
                + target.content().path("kind").asText()
                + (target.content().has("relistedFrom") ? ", 再掲" : "") + ")");
        for (Commitment commitment : promise.commitments()) {
            lines.add("   " + promised(commitment));
        }
        lines.add("   printed: " + known(printed));
        years(lines, "printed", new Assessor(promise, KnownRules.standard(), printed, DAY));
        List<KnownActual> demo = demo(promise, printed);
        lines.add("   demo: "
                + known(demo.stream().filter(one -> !printed.contains(one)).toList()));
        years(lines, "demo", new Assessor(promise, KnownRules.standard(), demo, DAY));
        return lines;
    }

    private static void years(List<String> lines, String which, Assessor assessor) {
        Promise promise = assessor.promise();
        for (FiscalYear year = promise.firstYear(); year.compareTo(promise.lastYear()) <= 0; year = year.plusYears(1)) {
            Assessment found = assessor.assess(year);
            lines.add("   " + which + " " + year.canonical() + " " + said(found.figures()));
            for (PartFigures part : found.parts()) {
                lines.add("     " + part.name() + " " + said(part.figures()));
            }
            boolean last = year.equals(promise.lastYear());
            if (last) {
                lines.add("     " + found.figures().explanation().ja());
            }
        }
    }

    private static String promised(Commitment commitment) {
        Promise.Baseline baseline = commitment.baseline();
        Goal goal = commitment.goal();
        String from = baseline == null || baseline.value() == null
                ? "no baseline"
                : (baseline.approximate() ? "about " : "") + baseline.value().toPlainString() + " "
                        + baseline.accumulation() + " " + baseline.period().canonical();
        String to = goal == null || !goal.isJudgeable()
                ? "no goal"
                : goal.comparator() + " "
                        + (goal.relativeToBaseline()
                                ? "the baseline"
                                : goal.value().toPlainString()) + " " + goal.over() + " "
                        + goal.period().canonical() + " " + goal.reading();
        String previous = commitment.previousGoals().stream()
                .filter(Goal::isJudgeable)
                .map(one -> ", previous goal " + one.value().toPlainString() + " "
                        + one.period().canonical())
                .collect(Collectors.joining());
        return (commitment.part() == null ? "" : commitment.part() + ": ") + from + " -> " + to + previous;
    }

    private static String known(List<KnownActual> actuals) {
        return actuals.isEmpty()
                ? "-"
                : actuals.stream()
                        .map(one -> one.period().canonical() + "="
                                + (one.value() != null
                                        ? one.value().toPlainString()
                                        : one.parts().isEmpty() ? one.missingReason() : one.parts()))
                        .collect(Collectors.joining(" "));
    }

    private static String said(Figures figures) {
        return figures.grade().symbol() + " " + figures.standing()
                + (figures.figureYear() == null
                        ? ""
                        : " of " + figures.figureYear().canonical())
                + " judged=" + number(figures.judged()) + (figures.lowerBound() ? "+" : "")
                + " expected=" + number(figures.expected())
                + " 達成率=" + rate(figures.rates().achievementRate())
                + " 基準値から=" + rate(figures.rates().baselineProgress())
                + " 期待値比=" + rate(figures.rates().expectedRatio())
                + " 計画線比=" + rate(figures.rates().scheduleProgress())
                + " achieved=" + said(figures.achieved())
                + " maintain=" + said(figures.maintain())
                + " below=" + said(figures.belowBaseline())
                + (figures.warnings().isEmpty()
                        ? ""
                        : " "
                                + figures.warnings().stream()
                                        .map(Warning::code)
                                        .map(String::valueOf)
                                        .toList());
    }

    private static String said(Boolean answer) {
        return answer == null ? "-" : answer ? "yes" : "no";
    }

    private static String number(BigDecimal value) {
        if (value == null) {
            return "-";
        }
        BigDecimal shown = value.scale() > 6 ? value.setScale(6, RoundingMode.HALF_UP) : value;
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    private static String rate(Rate rate) {
        BigDecimal percent = rate.percent();
        return percent == null ? "-" : percent.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** What the plans print for the indicator, wherever they print it. */
    private List<KnownActual> printed(KnownTarget target) throws IOException {
        Path file = Path.of("..", "samples", CITIES.get(target.municipality()), "actuals.yaml");
        PeriodKind kind = PeriodKind.valueOf(target.measure().path("periodKind").asText());
        List<KnownActual> actuals = new ArrayList<>();
        for (JsonNode one : yaml.readTree(file.toFile()).path("actuals")) {
            if (one.path("indicator").asText().equals(target.indicator())) {
                Map<String, BigDecimal> parts = new HashMap<>();
                one.path("components")
                        .forEach(part -> parts.put(
                                part.path("name").asText(),
                                new BigDecimal(part.path("value").asText())));
                actuals.add(figure(
                        PERIODS.parse(one.path("period").asText(), kind),
                        one.has("value") ? new BigDecimal(one.path("value").asText()) : null,
                        parts));
            }
        }
        return actuals;
    }

    /**
     * A demo series, invented: where a year of the plan has no figure, so much of what a straight line would ask for as the year's
     * factor says, rounded as the indicator is.
     */
    private static List<KnownActual> demo(Promise promise, List<KnownActual> printed) {
        List<KnownActual> series = new ArrayList<>(printed);
        Set<FiscalYear> known = printed.stream()
                .filter(one -> !(one.period() instanceof Span))
                .map(one -> promise.measure().yearOf(one.period()))
                .collect(Collectors.toSet());
        int k = 0;
        for (FiscalYear year = promise.firstYear(); year.compareTo(promise.lastYear()) <= 0; year = year.plusYears(1)) {
            BigDecimal factor = new BigDecimal(FACTORS.get(k % FACTORS.size()));
            k++;
            if (known.contains(year)) {
                continue;
            }
            Map<String, BigDecimal> parts = new HashMap<>();
            promise.parts().forEach(part -> parts.put(part.part(), value(promise, part, factor)));
            series.add(figure(year, promise.parts().isEmpty() ? value(promise, promise.whole(), factor) : null, parts));
        }
        return series;
    }

    private static BigDecimal value(Promise promise, Commitment commitment, BigDecimal factor) {
        Goal goal = commitment.goal();
        Promise.Baseline baseline = commitment.baseline();
        BigDecimal from = baseline == null || baseline.value() == null ? BigDecimal.ZERO : baseline.value();
        BigDecimal to = goal == null || goal.value() == null ? from : goal.value();
        BigDecimal raw;
        if (goal != null && goal.over() == Over.CUMULATIVE) {
            int years = promise.measure().yearsOf((Span) goal.period()).size();
            raw = to.multiply(factor).divide(BigDecimal.valueOf(years), MathContext.DECIMAL128);
        } else if (to.compareTo(from) == 0) {
            raw = to.multiply(factor);
        } else {
            raw = from.add(to.subtract(from).multiply(factor));
        }
        Integer decimals = promise.measure().decimals();
        return raw.setScale(decimals == null ? 0 : decimals, RoundingMode.HALF_UP);
    }

    private static KnownActual figure(Period period, BigDecimal value, Map<String, BigDecimal> parts) {
        return new KnownActual(period, value, null, false, parts, KnownActual.Status.FINAL, 1, null);
    }
}
