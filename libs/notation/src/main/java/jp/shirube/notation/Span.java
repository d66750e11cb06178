package jp.shirube.notation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From a day to a day, both included (H27～H30, H30.6～R4). It is judged in the fiscal year of its last day.
 *
 * @param first the first day
 * @param last the last day, not before the first
 */
public record Span(LocalDate first, LocalDate last) implements Period {
    public Span {
        Canonical.check(first);
        Canonical.check(last);
        if (first.isAfter(last)) {
            throw new NotationException(NotationProblem.FIRST_AFTER_LAST, first + ".." + last);
        }
    }

    /** Whole fiscal years, both included. */
    public static Span of(FiscalYear first, FiscalYear last) {
        return new Span(first.first(), last.lastDay());
    }

    /** One whole month (令和7年12月). */
    public static Span of(YearMonth month) {
        return new Span(month.atDay(1), month.atEndOfMonth());
    }

    /**
     * Its length in years, exact: months ÷ 12 for whole months (H30.6～R4 is 58/12), and days of a month begun as a
     * part of that month.
     */
    public YearFraction years() {
        LocalDate end = last.plusDays(1);
        long months = ChronoUnit.MONTHS.between(first, end);
        LocalDate whole = first.plusMonths(months);
        long days = ChronoUnit.DAYS.between(whole, end);
        long monthLength = YearMonth.from(whole).lengthOfMonth();
        return new YearFraction(months * monthLength + days, 12 * monthLength);
    }

    /** Every fiscal year it touches, in order. */
    public List<FiscalYear> fiscalYears() {
        return IntStream.rangeClosed(
                        FiscalYear.containing(first).year(), fiscalYear().year())
                .mapToObj(FiscalYear::new)
                .toList();
    }

    public boolean isWholeFiscalYears() {
        return first.equals(FiscalYear.containing(first).first())
                && last.equals(FiscalYear.containing(last).lastDay());
    }

    boolean isWholeCalendarYears() {
        return first.getDayOfYear() == 1 && last.plusDays(1).getDayOfYear() == 1;
    }

    boolean isWholeMonths() {
        return first.getDayOfMonth() == 1 && last.plusDays(1).getDayOfMonth() == 1;
    }

    @Override
    public Optional<LocalDate> firstDay() {
        return Optional.of(first);
    }

    @Override
    public LocalDate lastDay() {
        return last;
    }

    @Override
    public FiscalYear fiscalYear() {
        return FiscalYear.containing(last);
    }

    @Override
    public String canonical() {
        return isWholeFiscalYears()
                ? FiscalYear.containing(first).canonical() + ".." + fiscalYear().canonical()
                : first + ".." + last;
    }
}
