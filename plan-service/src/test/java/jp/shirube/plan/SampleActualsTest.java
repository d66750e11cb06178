package jp.shirube.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.promise.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No figure of the samples is invented: each names the line that prints it. */
class SampleActualsTest {

    private static final PeriodNotation PERIODS = new PeriodNotation(Eras.standard());
    private static final Pattern EVIDENCE = Pattern.compile("samples/(sources/[0-9]{3}\\.txt):L([0-9-]+) 「([^」]+)」.*");

    @ParameterizedTest
    @FieldSource("jp.shirube.plan.Samples#CITIES")
    void everyActualIsPrintedWhereItSaysAndFitsItsIndicator(String city) {
        Municipality municipality = Samples.municipality(city);
        Set<String> departments =
                municipality.departments().stream().map(Department::id).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (JsonNode actual : Samples.tree(city + "/actuals.yaml").path("actuals")) {
            String name = actual.path("indicator").asText() + " "
                    + actual.path("period").asText();
            Indicator indicator = municipality
                    .vocabulary()
                    .indicators()
                    .get(actual.path("indicator").asText());
            assertThat(indicator).as(name).isNotNull();
            assertThat(departments).as(name).contains(actual.path("department").asText());
            Period period = PERIODS.parse(
                    actual.path("period").asText(),
                    Objects.requireNonNull(indicator).periodKind());
            assertThat(suits(period, indicator)).as(name).isTrue();
            assertThat(seen.add(indicator.id() + " " + period.canonical()))
                    .as(name + " stands twice")
                    .isTrue();
            assertThat(evidenceOf(actual))
                    .as(name + ": " + actual.path("evidence").asText())
                    .isEmpty();
        }
    }

    /** A figure of a span, or up to a day, is one figure; a day suits what does not flow; a year is of the indicator's kind. */
    private static boolean suits(Period period, Indicator indicator) {
        return switch (period) {
            case Span span -> true;
            case UntilDay until -> true;
            case Day day -> indicator.periodKind() == PeriodKind.AS_OF_DAY || indicator.quantity() != Quantity.FLOW;
            case FiscalYear year -> indicator.periodKind() != PeriodKind.CALENDAR_YEAR;
            case CalendarYear year -> indicator.periodKind() == PeriodKind.CALENDAR_YEAR;
        };
    }

    /** What the evidence does not bear out. */
    private static List<String> evidenceOf(JsonNode actual) {
        Matcher evidence = EVIDENCE.matcher(actual.path("evidence").asText());
        if (!evidence.matches()) {
            return List.of("no evidence");
        }
        List<String> lines = Samples.read(evidence.group(1)).lines().toList();
        String text = SamplesWholeTest.numbers(evidence.group(2)).stream()
                .map(line -> SamplesWholeTest.plain(lines.get(line - 1)))
                .collect(Collectors.joining());
        String quoted = evidence.group(3);
        List<String> wrong = new ArrayList<>();
        for (String piece : quoted.split("\\s+")) {
            if (!text.contains(SamplesWholeTest.plain(piece)) && !isHeadOfColumn(piece)) {
                wrong.add(piece + " is not in the text: " + text);
            }
        }
        figures(actual).stream()
                .filter(figure -> !digits(quoted).contains(significant(figure)))
                .forEach(figure -> wrong.add(figure + " is not what is quoted"));
        return wrong;
    }

    /** The year of a figure may stand above its column: 令和6年度. */
    private static boolean isHeadOfColumn(String piece) {
        try {
            PERIODS.parse(piece, PeriodKind.FISCAL_YEAR);
            return true;
        } catch (NotationException e) {
            return false;
        }
    }

    private static List<String> figures(JsonNode actual) {
        List<String> figures = new ArrayList<>();
        actual.findValues("value").forEach(value -> figures.add(value.asText()));
        assertThat(figures.isEmpty()).isEqualTo(actual.has("missingReason"));
        return figures;
    }

    /** 16億9,299.5万円 is 1692995 of something: the digits remain, whatever the unit. */
    private static String significant(String figure) {
        BigDecimal value = new BigDecimal(figure);
        return value.signum() == 0
                ? "0"
                : value.stripTrailingZeros().unscaledValue().abs().toString();
    }

    private static Set<String> digits(String text) {
        Set<String> numbers = new HashSet<>();
        Matcher number = Pattern.compile("[0-9][0-9,.億万]*").matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
        while (number.find()) {
            String plain = number.group().replaceAll("[^0-9.]", "").replaceAll("\\.$", "");
            numbers.add(significant(plain));
        }
        return numbers;
    }
}
