package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import jp.shirube.document.DocumentReader;
import jp.shirube.document.ReadDocument;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Indicator.Checks;
import jp.shirube.plan.municipality.Indicator.EntryUnit;
import jp.shirube.plan.municipality.Indicator.Formula;
import jp.shirube.plan.municipality.Indicator.Life;
import jp.shirube.plan.municipality.document.MunicipalityDocument;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How figures of an indicator are entered and asked for is stated with the indicator, and does not contradict itself. */
class IndicatorRulesTest {

    private static final String TERMS =
            ", components: [{name: 分子, role: TERM}, {name: 分母, role: TERM}, {name: 参考, role: REFERENCE}]";

    @Test
    void whatIsStatedOfEnteringIsRead() {
        Indicator indicator = MunicipalityDocument.read(document("""
                unit: 百万円, decimals: 1, surveyEvery: 3, surveyFirst: 2023, life: {from: 2019, to: 2030},
                checks: {atLeast: 0, atMost: "120.50", jumpPercent: 10, mayFall: false, mayRepeat: true},
                formula: {numerator: 分子, denominator: 分母, times: "100"},
                entryUnits: [{unit: 千円, times: "0.001"}, {unit: ドル, times: 0.00015}]""" + TERMS), Samples.json())
                .indicators()
                .getFirst();

        assertThat(indicator.surveyFirst()).isEqualTo(2023);
        assertThat(indicator.life()).isEqualTo(new Life(2019, 2030));
        assertThat(indicator.checks())
                .isEqualTo(new Checks(BigDecimal.ZERO, new BigDecimal("120.50"), BigDecimal.TEN, false, true));
        assertThat(indicator.formula()).isEqualTo(new Formula("分子", "分母", new BigDecimal("100")));
        assertThat(indicator.entryUnits())
                .containsExactly(
                        new EntryUnit("千円", new BigDecimal("0.001")), new EntryUnit("ドル", new BigDecimal("0.00015")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            life: {from: 2025, to: 2024}                                    | /life/to
            surveyFirst: 2023                                               | /surveyFirst
            checks: {atLeast: 5, atMost: 4}                                 | /checks/atMost
            checks: {atLeast: -1}                                           | /checks/atLeast
            canBeNegative: true, checks: {atLeast: 0}                       | /checks/atLeast
            checks: {jumpPercent: -1}                                       | /checks/jumpPercent
            checks: {atMost: 123456789012345678901}                         | /checks/atMost
            formula: {numerator: 参考, denominator: 分母, times: 100}       | /formula/numerator
            formula: {numerator: 分子, denominator: なし, times: 100}       | /formula/denominator
            formula: {numerator: 分子, denominator: 分子, times: 100}       | /formula/denominator
            formula: {numerator: 分子, denominator: 分母, times: 0}         | /formula/times
            entryUnits: [{unit: 百万円, times: 1}]                          | /entryUnits/0/unit
            entryUnits: [{unit: 箱, times: 1}, {unit: 箱, times: 2}]        | /entryUnits/1/unit
            entryUnits: [{unit: 千円, times: 1000}]                         | /entryUnits/0/times
            entryUnits: [{unit: 箱, times: 0}]                              | /entryUnits/0/times
            entryUnits: [{unit: "0", times: 1}]                             | /entryUnits/0/unit
            entryUnits: [{unit: "▲", times: 1}]                            | /entryUnits/0/unit
            entryUnits: []                                                  | /entryUnits
            checks: {}                                                      | /checks
            life: {from: R7}                                                | /life/from
            """)
    void aContradictionIsToldAtItsPlace(String said, String place) {
        assertThat(faults("unit: 百万円, decimals: 0, " + said + TERMS))
                .extracting(Fault::pointer)
                .containsExactly("/indicators/0" + place);
    }

    @Test
    void aFormulaNeedsDigitsToRoundToAndAFigureOfTheWhole() {
        assertThat(faults("unit: \"%\", formula: {numerator: 分子, denominator: 分母, times: 100}" + TERMS))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/indicators/0/formula");
                    assertThat(fault.ja()).contains("decimals");
                });
        assertThat(faults("unit: \"%\", decimals: 1, formula: {numerator: 分子, denominator: 分母, times: 100}"
                        + TERMS.replace("REFERENCE", "PART")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.ja()).contains("PART"));
    }

    @Test
    void whatTheUnitsSayThemselvesIsNamed() {
        assertThat(faults("unit: 百万円, entryUnits: [{unit: 千円, times: 1000}]"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.ja()).contains("千円は百万円の0.001倍です"));
    }

    @Test
    void theExampleOfTheDocumentationIsTaken() throws IOException {
        String example = Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", "documents.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("entryUnits"))
                .findFirst()
                .orElseThrow();
        String whole = """
                format: shirube/municipality/1
                municipality: {code: "062022", name: 市}
                departments: []
                indicators:
                """ + example;

        Indicator indicator = MunicipalityDocument.read(DocumentReader.read(whole), Samples.json())
                .indicators()
                .getFirst();
        assertThat(indicator.entryUnits()).containsExactly(new EntryUnit("割", BigDecimal.TEN));
        assertThat(indicator.surveyFirst()).isEqualTo(2023);
    }

    private static List<Fault> faults(String said) {
        return catchThrowableOfType(
                        ProblemException.class, () -> MunicipalityDocument.read(document(said), Samples.json()))
                .faults();
    }

    private static ReadDocument document(String said) {
        return DocumentReader.read("""
                format: shirube/municipality/1
                municipality: {code: "062022", name: 市}
                departments: []
                indicators:
                  - {id: x, name: 値, direction: UP, periodKind: FISCAL_YEAR, quantity: RATIO, %s}
                """.formatted(said.replace("\n", " ")));
    }
}
