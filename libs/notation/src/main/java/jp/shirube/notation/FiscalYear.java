package jp.shirube.notation;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Fiscal year N (年度): 1 April N to 31 March N+1. 平成31年度 and 令和元年度 are both 2019.
 *
 * @param year the Western year in which it begins, 1867 to 2999
 */
public record FiscalYear(int year) implements Period, Comparable<FiscalYear> {
    private static final int FIRST_MONTH = 4;

    public FiscalYear {
        if (year < Canonical.EARLIEST.getYear() || year >= Canonical.LATEST.getYear()) {
            throw new NotationException(NotationProblem.NO_SUCH_YEAR, "FY" + year);
        }
    }

    public static FiscalYear containing(LocalDate day) {
        return new FiscalYear(day.getMonthValue() < FIRST_MONTH ? day.getYear() - 1 : day.getYear());
    }

    public LocalDate first() {
        return LocalDate.of(year, FIRST_MONTH, 1);
    }

    public FiscalYear plusYears(int years) {
        return new FiscalYear(year + years);
    }

    @Override
    public Optional<LocalDate> firstDay() {
        return Optional.of(first());
    }

    @Override
    public LocalDate lastDay() {
        return first().plusYears(1).minusDays(1);
    }

    @Override
    public FiscalYear fiscalYear() {
        return this;
    }

    @Override
    public String canonical() {
        return "FY" + year;
    }

    @Override
    public int compareTo(FiscalYear other) {
        return Integer.compare(year, other.year);
    }
}
