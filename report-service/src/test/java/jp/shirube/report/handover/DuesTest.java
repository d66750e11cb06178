package jp.shirube.report.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.KnownActual.Status;
import jp.shirube.report.assessment.Measure;
import jp.shirube.report.handover.Dues.Due;
import jp.shirube.report.targets.KnownTarget;
import org.junit.jupiter.api.Test;

/** What who takes over has to report. */
class DuesTest {

    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

    @Test
    void theYearJustOverIsNextUntilItsUsualDay() {
        assertThat(on(APRIL, measure(""), reported("FY2023", "FY2024")))
                .isEqualTo(new Due(List.of(), year(2025), LocalDate.of(2026, 6, 30)));
        assertThat(on(LocalDate.of(2026, 7, 1), measure(""), reported("FY2023", "FY2024")))
                .isEqualTo(new Due(years(2025), year(2026), LocalDate.of(2027, 6, 30)));
    }

    @Test
    void anEstimateIsNoReportAndAReasonIsOne() {
        List<KnownActual> actuals = List.of(
                actual("FY2023", Status.ESTIMATE),
                new KnownActual(
                        Period.ofCanonical("FY2024"),
                        null,
                        jp.shirube.notation.MissingReason.NOT_APPLICABLE,
                        false,
                        Map.of(),
                        Status.FINAL,
                        1,
                        null));

        assertThat(on(APRIL, measure(""), actuals).missing()).isEqualTo(years(2023));
    }

    @Test
    void aSurveyIsAskedForInItsYearsOnly() {
        Due due = on(LocalDate.of(2026, 7, 1), measure(",\"surveyEvery\":3"), reported("FY2023"));

        assertThat(due.missing()).isEmpty();
        assertThat(due.next()).isEqualTo(year(2026));
    }

    @Test
    void withoutAPlanNothingIsDue() {
        assertThat(Dues.on(APRIL, measure(""), List.of(), null, null)).isEqualTo(new Due(List.of(), null, null));
    }

    private static Due on(LocalDate day, Measure measure, List<KnownActual> actuals) {
        return Dues.on(day, measure, actuals, year(2023), year(2027));
    }

    private static Measure measure(String more) {
        try {
            return KnownTarget.measure(new ObjectMapper().readTree("""
                    {"direction":"UP","quantity":"FLOW","periodKind":"FISCAL_YEAR","unit":"人"%s}""".formatted(more)));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<KnownActual> reported(String... periods) {
        return java.util.Arrays.stream(periods)
                .map(period -> actual(period, Status.FINAL))
                .toList();
    }

    private static KnownActual actual(String period, Status status) {
        return new KnownActual(Period.ofCanonical(period), BigDecimal.ONE, null, false, Map.of(), status, 1, null);
    }

    private static List<FiscalYear> years(int... years) {
        return IntStream.of(years).mapToObj(DuesTest::year).toList();
    }

    private static FiscalYear year(int year) {
        return new FiscalYear(year);
    }
}
