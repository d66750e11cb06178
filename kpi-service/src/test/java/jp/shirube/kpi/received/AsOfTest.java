package jp.shirube.kpi.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;
import org.junit.jupiter.api.Test;

class AsOfTest {

    private static final FiscalYear R5 = new FiscalYear(2023);

    @Test
    void theFirstOfOctoberSpeaksForTheFiscalYearAroundIt() {
        assertThat(new AsOf(MonthDay.of(10, 1), false).of(R5)).isEqualTo(day(2023, 10, 1));
    }

    @Test
    void theEndOfJanuarySpeaksForTheFiscalYearThatBeganBefore() {
        assertThat(new AsOf(MonthDay.of(1, 31), false).of(R5)).isEqualTo(day(2024, 1, 31));
    }

    @Test
    void theFirstOfAprilMayCountAsTheEndOfTheYearBefore() {
        assertThat(new AsOf(MonthDay.of(4, 1), true).of(R5)).isEqualTo(day(2024, 4, 1));
        assertThat(new AsOf(MonthDay.of(4, 1), false).of(R5)).isEqualTo(day(2023, 4, 1));
    }

    @Test
    void theLastOfFebruaryIsThe28thWhereThereIsNo29th() {
        assertThat(new AsOf(MonthDay.of(2, 29), false).of(R5)).isEqualTo(day(2024, 2, 29));
        assertThat(new AsOf(MonthDay.of(2, 29), false).of(R5.plusYears(1))).isEqualTo(day(2025, 2, 28));
    }

    private static Day day(int year, int month, int day) {
        return new Day(LocalDate.of(year, month, day));
    }
}
