package jp.shirube.kpi.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import jp.shirube.notation.FiscalYear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedTest {

    @ParameterizedTest
    @CsvSource({"2020, true", "2021, false", "2022, false", "2023, true", "2026, true", "2025, false"})
    void aSurveyOfEveryThirdYearAsksNothingBetween(int year, boolean asked) {
        assertThat(new Asked(3, 2023, null).isAskedIn(new FiscalYear(year))).isEqualTo(asked);
    }

    @Test
    void withoutANamedYearSurveysAreCountedFromTheLastOneKnown() {
        Asked survey = new Asked(3, null, null);

        assertThat(survey.isAskedIn(new FiscalYear(2025))).isTrue();
        assertThat(survey.isAskedIn(new FiscalYear(2025), new FiscalYear(2023))).isFalse();
        assertThat(survey.isAskedIn(new FiscalYear(2026), new FiscalYear(2023))).isTrue();
        assertThat(new Asked(3, 2024, null).isAskedIn(new FiscalYear(2026), new FiscalYear(2023)))
                .isFalse();
        assertThat(Asked.EVERY_YEAR.isAskedIn(new FiscalYear(2025), new FiscalYear(2024)))
                .isTrue();
    }

    @Test
    void aFigureIsKnowableFromTheDayAfterItsUsualDay() {
        LocalDate yearEnd = LocalDate.of(2026, 3, 31);
        Asked late = new Asked(null, null, 18);

        assertThat(late.usuallyKnownOn(yearEnd)).isEqualTo(LocalDate.of(2027, 9, 30));
        assertThat(late.isKnowableOn(LocalDate.of(2027, 9, 30), yearEnd)).isFalse();
        assertThat(late.isKnowableOn(LocalDate.of(2027, 10, 1), yearEnd)).isTrue();
        assertThat(Asked.EVERY_YEAR.isKnowableOn(yearEnd, yearEnd)).isFalse();
        assertThat(Asked.EVERY_YEAR.isKnowableOn(LocalDate.of(2026, 4, 1), yearEnd))
                .isTrue();
    }
}
