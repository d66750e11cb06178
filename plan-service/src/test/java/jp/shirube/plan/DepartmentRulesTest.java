package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.municipality.Warning;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.plan.municipality.document.ResponsibilityWarnings;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What departments of a municipality document must hold to. */
class DepartmentRulesTest {

    @Test
    void unknownDaysContradictNothing() {
        assertThat(places("""
                - {id: a, names: [{name: 甲}, {name: 乙}], successors: [b]}
                - {id: b, names: [{name: 丙}], from: "2020-04-01"}
                - {id: c, names: [{name: 丁, to: "2020-03-31"}, {name: 戊, from: "2020-04-01"}], from: "2010-04-01"}""")).isEmpty();
    }

    @Test
    void aDepartmentMayMergeIntoOneThatExisted() {
        assertThat(places("""
                - {id: a, names: [{name: 甲}], to: "2020-03-31", successors: [b]}
                - {id: b, names: [{name: 乙}], from: "2010-04-01"}""")).isEmpty();
    }

    @Test
    void namesFollowOneAnotherWithinTheDepartmentsLife() {
        assertThat(places("""
                - id: a
                  from: "2010-04-01"
                  to: "2030-03-31"
                  names:
                    - {name: 甲, to: "2020-04-01"}
                    - {name: 乙, from: "2020-04-01"}
                - id: b
                  from: "2010-04-01"
                  to: "2030-03-31"
                  names:
                    - {name: 丙, from: "2009-04-01"}
                    - {name: 丁, from: "2020-04-01", to: "2031-03-31"}
                - id: c
                  names:
                    - {name: 戊, from: "2020-04-01"}
                    - {name: 己, from: "2015-04-01"}
                    - {name: 庚, from: "2025-04-01", to: "2024-04-01"}"""))
                .containsExactly(
                        "/departments/0/names/1/from",
                        "/departments/1/names/0/from",
                        "/departments/1/names/1/to",
                        "/departments/2/names/1",
                        "/departments/2/names/2/to");
    }

    @Test
    void nothingSucceedsItselfOrWhatIsAlreadyGone() {
        assertThat(places("""
                - {id: a, names: [{name: 甲}], to: "2020-03-31", successors: [b, b]}
                - {id: b, names: [{name: 乙}], to: "2021-03-31", successors: [a]}
                - {id: c, names: [{name: 丙}], to: "2020-03-31", successors: [d, nobody]}
                - {id: d, names: [{name: 丁}], to: "2020-03-31"}
                - {id: e, names: [{name: 戊}], partOf: f}
                - {id: f, names: [{name: 己}], partOf: e}"""))
                .containsExactly(
                        "/departments/0/successors/0",
                        "/departments/0/successors/1",
                        "/departments/1/successors/0",
                        "/departments/2/successors/0",
                        "/departments/2/successors/1",
                        "/departments/4/partOf",
                        "/departments/5/partOf");
    }

    @Test
    void aResponsibilityEndsAfterItBegins() {
        assertThat(places("""
                - {id: a, names: [{name: 甲}]}
                indicators: [{id: x, name: 値, unit: 件, direction: UP, periodKind: FISCAL_YEAR, quantity: FLOW}]
                responsibilities: [{indicator: x, department: a, from: "2020-04-01", to: "2020-03-31"}]""")).containsExactly("/responsibilities/0/to");
    }

    @Test
    void whatIsOddButMayBeMeantIsToldAndNotRefused() {
        ReadDocument document = DocumentReader.read(document("""
                - {id: a, names: [{name: 甲}], to: "2020-03-31", successors: [b]}
                - {id: b, names: [{name: 乙}], from: "2020-05-01"}
                - {id: c, names: [{name: 丙}], successors: [b]}
                indicators:
                  - {id: x, name: 値, unit: 件, direction: UP, periodKind: FISCAL_YEAR, quantity: FLOW}
                responsibilities:
                  - {indicator: x, department: b, from: "2010-04-01", to: "2010-05-01"}
                  - {indicator: x, department: a, from: "2020-04-01", to: "2021-03-31"}"""));

        assertThat(ResponsibilityWarnings.of(MunicipalityDocument.read(document, Samples.json()), document))
                .extracting(Warning::pointer)
                .containsExactly(
                        "/departments/0/successors/0",
                        "/departments/2/successors",
                        "/responsibilities/0/from",
                        "/responsibilities/1/from",
                        "/responsibilities/1/to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yonezawa", "higashine", "kaminoyama"})
    void theSamplesHoldToIt(String city) {
        assertThat(Samples.municipality(city).name()).isNotBlank();
    }

    private static List<String> places(String departments) {
        ReadDocument document = DocumentReader.read(document(departments));
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> MunicipalityDocument.read(document, Samples.json()));
        return refusal == null
                ? List.of()
                : refusal.faults().stream().map(Fault::pointer).toList();
    }

    private static String document(String departments) {
        return "format: shirube/municipality/1\nmunicipality: {code: \"062022\", name: 市}\ndepartments:\n" + departments
                + (departments.contains("\nindicators:") ? "" : "\nindicators: []") + "\n";
    }
}
