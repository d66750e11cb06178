package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.shirube.notation.Amount;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FigureNotation;
import jp.shirube.notation.FigurePart;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;
import jp.shirube.notation.RelativeGoal;
import jp.shirube.notation.Span;
import jp.shirube.notation.Unit;
import jp.shirube.plan.edition.Baseline;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Goal;
import jp.shirube.plan.edition.Goal.Reading;
import jp.shirube.plan.edition.Target;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.promise.Over;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The figures of the documents are the printed ones: the notation, reading every cell anew, says the same. */
class SamplesPrintedTest {

    private static final FigureNotation FIGURES = new FigureNotation(Eras.standard());

    /** Where the document rightly says something else than its cell alone: place and aspect, and why. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "003/1/s40-k1/baseline#period", "R7年12月 names no day; its last one was chosen, see the document's notes");

    private final List<String> differences = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    @Test
    void everyPrintedFigureAndWhatTheDocumentMakesOfItAreTheSame() {
        for (Samples.Print print : Samples.PRINTS) {
            Municipality municipality = Samples.municipality(print.city());
            for (int number = 1; number <= print.editions().size(); number++) {
                Edition edition = print.edition(number);
                for (Target target : edition.targets()) {
                    Indicator indicator = Objects.requireNonNull(
                            municipality.vocabulary().indicators().get(target.indicator()));
                    compare(print.source() + "/" + number + "/" + target.id(), target, indicator);
                }
            }
        }
        OTHERWISE.keySet().stream()
                .filter(place -> !used.contains(place))
                .forEach(place -> differences.add(place + " is listed as an exception, but is none"));
        assertThat(String.join("\n", differences)).isEmpty();
    }

    /** What was printed is in the text, on the lines the target names: a slip of the pen shows. */
    @ParameterizedTest
    @FieldSource("jp.shirube.plan.Samples#PRINTS")
    void everyPrintedFigureStandsOnTheLinesItNames(Samples.Print print) {
        List<String> lines = print.lines();
        List<String> wrong = new ArrayList<>();
        print.documents()
                .forEach(document -> document.findParents("goal").forEach(target -> {
                    JsonNode where = target.path("lines");
                    if (where.isTextual()) {
                        String text = SamplesWholeTest.numbers(where.asText()).stream()
                                .map(line -> SamplesWholeTest.plain(lines.get(line - 1)))
                                .reduce("", (before, after) -> before + "\n" + after);
                        target.findValuesAsText("printed")
                                .forEach(printed -> pieces(printed).stream()
                                        .filter(piece -> !text.contains(piece))
                                        .forEach(piece ->
                                                wrong.add(target.path("id").asText() + ": " + piece
                                                        + " is not in lines " + where.asText() + ": " + text)));
                    }
                }));
        assertThat(String.join("\n", wrong)).isEmpty();
    }

    private static List<String> pieces(String printed) {
        return List.of(printed.strip().split("\\s+")).stream()
                .map(SamplesWholeTest::plain)
                .toList();
    }

    private void compare(String at, Target target, Indicator indicator) {
        String unit = target.printedUnit() == null ? indicator.unit() : target.printedUnit();
        List<Target.TargetComponent> components = target.components();
        baseline(at + "/baseline", target.baseline(), indicator.unit(), unit, null, indicator);
        goal(at + "/goal", target.goal(), indicator.unit(), unit, null, indicator);
        goals(at + "/milestones", target.milestones(), indicator.unit(), unit, null, indicator);
        goals(at + "/previousGoals", target.previousGoals(), indicator.unit(), unit, null, indicator);
        for (Target.TargetComponent component : components) {
            String part = at + "/" + component.name();
            String own = component.unit() == null ? indicator.unit() : component.unit();
            baseline(part + "/baseline", component.baseline(), own, own, component.name(), indicator);
            Goal goal = component.goal();
            if (goal != null) {
                goal(part + "/goal", goal, own, own, component.name(), indicator);
            }
            goals(part + "/previousGoals", component.previousGoals(), own, own, component.name(), indicator);
        }
    }

    private void goals(
            String at, List<Goal> goals, String unit, String printedUnit, @Nullable String part, Indicator indicator) {
        for (int i = 0; i < goals.size(); i++) {
            goal(at + "/" + i, goals.get(i), unit, printedUnit, part, indicator);
        }
    }

    private void baseline(
            String at,
            @Nullable Baseline baseline,
            String unit,
            String printedUnit,
            @Nullable String name,
            Indicator indicator) {
        if (baseline == null) {
            return;
        }
        FigurePart part = part(at, baseline.printed(), name, printedUnit, indicator);
        if (part == null) {
            return;
        }
        value(at, part, baseline.value(), unit);
        same(at + "#approximate", part.approximate(), baseline.approximate());
        same(at + "#accumulation", part.accumulation(), baseline.accumulation());
        period(at, part, baseline.period());
    }

    private void goal(
            String at, Goal goal, String unit, String printedUnit, @Nullable String name, Indicator indicator) {
        FigurePart part = part(at, goal.printed(), name, printedUnit, indicator);
        if (part == null) {
            return;
        }
        same(at + "#relative", part.content() instanceof RelativeGoal, goal.relativeToBaseline());
        if (!goal.relativeToBaseline()) {
            value(at, part, goal.value(), unit);
        }
        if (part.comparator() != null) {
            same(at + "#comparator", part.comparator(), goal.comparator());
        }
        if (goal.reading() == Reading.PRINTED) {
            same(at + "#accumulation", overWhat(part, goal.period()), goal.accumulation());
        }
        period(at, part, goal.period());
    }

    private @Nullable FigurePart part(
            String at, String printed, @Nullable String name, String printedUnit, Indicator indicator) {
        List<FigurePart> parts;
        try {
            parts = FIGURES.parse(printed, indicator.periodKind()).parts();
        } catch (NotationException e) {
            otherwise(at + "#notation", printed + " cannot be read: " + e.getMessage());
            return null;
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<FigurePart> meant = parts.stream()
                .filter(part -> name == null
                        ? part.findAmount()
                                .filter(amount -> amount.unit().countsLike(Unit.of(printedUnit))
                                        || amount.unit().base().equals("延べ" + printedUnit))
                                .isPresent()
                        : name.equals(part.label()))
                .toList();
        if (meant.size() != 1) {
            // The parts of the target say it; the cell of the whole has no figure of its own.
            return null;
        }
        return meant.getFirst();
    }

    private void value(String at, FigurePart part, @Nullable BigDecimal value, String unit) {
        switch (part.content()) {
            case Amount amount -> {
                BigDecimal printed = in(amount, unit);
                if (value == null || printed == null || printed.compareTo(value) != 0) {
                    otherwise(at + "#value", amount.print() + " is printed, the document says " + value + " " + unit);
                }
            }
            case MissingReason none -> {
                if (value != null) {
                    otherwise(at + "#value", none + " is printed, the document says " + value);
                }
            }
            case RelativeGoal relative ->
                otherwise(at + "#value", relative + " is printed, the document says " + value);
        }
    }

    private static @Nullable BigDecimal in(Amount amount, String unit) {
        Unit wanted = Unit.of(unit);
        boolean personTimes = amount.unit().base().equals("延べ" + wanted.base());
        if (personTimes) {
            return new Amount(amount.number(), new Unit(amount.unit().scale(), wanted.base(), false))
                    .in(wanted)
                    .number();
        }
        return amount.unit().countsLike(wanted) ? amount.inAlike(wanted).number() : null;
    }

    private void period(String at, FigurePart part, @Nullable Period period) {
        if (part.period() != null) {
            same(at + "#period", part.period(), period);
        }
    }

    /** 件/年 over a span is the mean of its years, of one year the year's figure. */
    private static Over overWhat(FigurePart part, @Nullable Period period) {
        return switch (part.accumulation()) {
            case SUM -> Over.CUMULATIVE;
            case AVERAGE -> Over.AVERAGE;
            case PER_YEAR -> period instanceof Span ? Over.AVERAGE : Over.POINT;
            case POINT, RUNNING -> Over.POINT;
        };
    }

    private void same(String at, @Nullable Object printed, @Nullable Object said) {
        if (!Objects.equals(printed, said)) {
            otherwise(at, printed + " is printed, the document says " + said);
        }
    }

    private void otherwise(String place, String difference) {
        if (OTHERWISE.containsKey(place)) {
            used.add(place);
        } else {
            differences.add(place + ": " + difference);
        }
    }
}
