package jp.shirube.report.assessment;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.stream.IntStream;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.Span;
import jp.shirube.promise.Direction;
import jp.shirube.promise.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * 指標: what judging needs to know of an indicator.
 *
 * @param unit as the municipality writes it
 * @param decimals digits after the point of the officially rounded figure; null when not fixed
 * @param countedOn with {@link PeriodKind#AS_OF_DAY}: the day of the year
 * @param countsForYearBefore whether that day speaks for the fiscal year before: 1 April as the year's end
 * @param canBeNegative whether a figure may fall below zero (社会増減), so that a sum may fall again
 * @param notCalculatedIsMet whether 算定なし（－） says that the goal is met (将来負担比率: there is no burden)
 * @param survey whether it is asked by a survey
 * @param surveyEvery years between surveys; null when asked every year
 * @param usuallyKnownAfterMonths months after a period's last day until its figure is usually known; null when nobody says
 */
public record Measure(
        Direction direction,
        Quantity quantity,
        PeriodKind periodKind,
        String unit,
        @Nullable Integer decimals,
        @Nullable MonthDay countedOn,
        boolean countsForYearBefore,
        boolean canBeNegative,
        boolean notCalculatedIsMet,
        boolean survey,
        @Nullable Integer surveyEvery,
        @Nullable Integer usuallyKnownAfterMonths) {

    /** The fiscal year a figure for that period is judged in. */
    public FiscalYear yearOf(Period period) {
        FiscalYear year = period.fiscalYear();
        return period instanceof Day && countsForYearBefore ? year.plusYears(-1) : year;
    }

    /** The years of a goal's span; of whole calendar years, the fiscal years they are judged in. */
    public List<FiscalYear> yearsOf(Span span) {
        boolean calendarYears =
                span.first().getDayOfYear() == 1 && span.last().plusDays(1).getDayOfYear() == 1;
        int first = calendarYears
                ? span.first().getYear()
                : FiscalYear.containing(span.first()).year();
        return IntStream.rangeClosed(first, span.fiscalYear().year())
                .mapToObj(FiscalYear::new)
                .toList();
    }

    /** The last day of what is measured in that year: nothing can be known of it before. */
    public LocalDate lastDayOf(FiscalYear year) {
        return switch (periodKind) {
            case FISCAL_YEAR -> year.lastDay();
            case CALENDAR_YEAR -> LocalDate.of(year.year(), 12, 31);
            case AS_OF_DAY -> countedIn(year);
        };
    }

    private LocalDate countedIn(FiscalYear year) {
        if (countedOn == null) {
            return year.lastDay();
        }
        FiscalYear holding = countsForYearBefore ? year.plusYears(1) : year;
        LocalDate day = countedOn.atYear(holding.year());
        return day.isBefore(holding.first()) ? countedOn.atYear(holding.year() + 1) : day;
    }
}
