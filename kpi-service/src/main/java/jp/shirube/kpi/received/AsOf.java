package jp.shirube.kpi.received;

import java.time.LocalDate;
import java.time.MonthDay;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;

/**
 * The day of the year a state is counted on.
 *
 * @param countsForYearBefore 1 April may count as the end of the fiscal year before
 */
public record AsOf(MonthDay day, boolean countsForYearBefore) {

    /** The day that speaks for a fiscal year: of 令和5年度 with 10-01 it is 2023-10-01. */
    public Day of(FiscalYear year) {
        FiscalYear counted = countsForYearBefore ? year.plusYears(1) : year;
        LocalDate sameYear = day.atYear(counted.year());
        return new Day(sameYear.isBefore(counted.first()) ? day.atYear(counted.year() + 1) : sameYear);
    }
}
