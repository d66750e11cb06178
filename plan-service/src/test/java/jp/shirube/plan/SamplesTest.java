package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Element;
import jp.shirube.plan.edition.Element.Tree;
import jp.shirube.plan.edition.Initiative;
import jp.shirube.plan.edition.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What the five printed plans hold is what their documents hold. */
class SamplesTest {

    @ParameterizedTest
    @FieldSource("jp.shirube.plan.Samples#CITIES")
    void everyMunicipalityDocumentIsReadWithoutAFault(String city) {
        assertThat(Samples.municipality(city).code()).matches("06[0-9]{4}");
    }

    @Test
    void everyPlanDocumentIsReadWithoutAFaultAndNoneIsLeftOut() {
        List<Path> read = new ArrayList<>();
        for (Samples.Print print : Samples.PRINTS) {
            for (int number = 1; number <= print.editions().size(); number++) {
                assertThat(print.edition(number).number()).isEqualTo(number);
                read.add(Path.of(
                        print.city(), "plans", print.plan(), print.editions().get(number - 1)));
            }
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(Samples.editionFiles());
    }

    @ParameterizedTest(name = "{0}, edition {1}: {2} KGI, {3} KPI, {4} outcomes")
    @CsvSource({
        "000, 1, 0, 0, 8",
        "000, 2, 0, 0, 12",
        "001, 1, 4, 48, 0",
        "002, 1, 0, 0, 18",
        "003, 1, 0, 17, 0",
        "004, 1, 0, 0, 0"
    })
    void asManyIndicatorRowsAsArePrinted(String source, int number, int kgi, int kpi, int outcomes) {
        List<Target> targets = Samples.print(source).edition(number).targets();
        assertThat(targets).hasSize(kgi + kpi + outcomes);
        assertThat(targets.stream().filter(of(Target.Kind.KGI))).hasSize(kgi);
        assertThat(targets.stream().filter(of(Target.Kind.KPI))).hasSize(kpi);
        assertThat(targets.stream().filter(of(Target.Kind.OUTCOME))).hasSize(outcomes);
    }

    @Test
    void aRowPrintedAgainStaysATargetAndNamesTheRowItRepeats() {
        List<Target> targets = Samples.print("001").edition(1).targets();
        Map<String, Target> byId = targets.stream().collect(Collectors.toMap(Target::id, target -> target));
        List<Target> again =
                targets.stream().filter(target -> target.relistedFrom() != null).toList();
        assertThat(again).hasSize(2).allSatisfy(target -> {
            Target first = Objects.requireNonNull(byId.get(target.relistedFrom()));
            assertThat(first.indicator()).isEqualTo(target.indicator());
            assertThat(first.goal().value()).isEqualTo(target.goal().value());
        });
    }

    @Test
    void anIndicatorThatStandsInSeveralPlansIsOneIndicator() {
        List<String> plansOfWomenOnCouncils = List.of("000", "001", "002").stream()
                .filter(source ->
                        Samples.print(source)
                                .edition(Samples.print(source).editions().size())
                                .targets()
                                .stream()
                                .anyMatch(target -> target.indicator().equals("women-on-councils")))
                .toList();
        assertThat(plansOfWomenOnCouncils).containsExactly("000", "001", "002");
    }

    @Test
    void everyMeasureOfHigashineHasItsScheduleWithoutGapOrOverlap() {
        Edition edition = Samples.print("003").edition(1);
        List<Element> measures = edition.elements().stream()
                .filter(element -> element.depth() == 3)
                .toList();
        assertThat(measures).hasSize(44);
        assertThat(edition.initiatives())
                .hasSize(104)
                .allSatisfy(initiative -> assertThat(initiative.kind()).isEqualTo(Initiative.Kind.SCHEDULED));
        Set<String> scheduled =
                edition.initiatives().stream().map(Initiative::element).collect(Collectors.toSet());
        assertThat(measures).allSatisfy(measure -> assertThat(scheduled).contains(measure.id()));
        List<Integer> period = IntStream.rangeClosed(
                        edition.firstYear().year(), edition.lastYear().year())
                .boxed()
                .toList();
        assertThat(period).hasSize(5);
        assertThat(edition.initiatives())
                .allSatisfy(initiative -> assertThat(initiative.schedule().stream()
                                .flatMap(cell -> years(cell.years()))
                                .toList())
                        .as(initiative.id())
                        .isEqualTo(period));
    }

    @Test
    void everyLeafOfThePriorityProjectsNamesTheMeasureItBelongsTo() {
        Edition edition = Samples.print("002").edition(1);
        List<Element> project = edition.elements().stream()
                .filter(one -> one.tree() == Tree.PROJECT)
                .toList();
        Set<String> parents = project.stream()
                .map(Element::parent)
                .filter(parent -> parent != null)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Element> leaves =
                project.stream().filter(one -> !parents.contains(one.id())).toList();
        Map<String, Element> plan = edition.elements().stream()
                .filter(one -> one.tree() == Tree.PLAN)
                .collect(Collectors.toMap(Element::id, one -> one));
        assertThat(leaves)
                .hasSize(33)
                .allSatisfy(leaf -> assertThat(leaf.references())
                        .as(leaf.id())
                        .isNotEmpty()
                        .allSatisfy(reference -> assertThat(plan).containsKey(reference.resolvedRef())));
    }

    private static Predicate<Target> of(Target.Kind kind) {
        return target -> target.kind() == kind;
    }

    private static java.util.stream.Stream<Integer> years(Period period) {
        FiscalYear first = period.firstDay().map(FiscalYear::containing).orElse(period.fiscalYear());
        return IntStream.rangeClosed(first.year(), period.fiscalYear().year()).boxed();
    }
}
