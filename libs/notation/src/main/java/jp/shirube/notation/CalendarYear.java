package jp.shirube.notation;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Calendar year N (暦年): 1 January to 31 December. It is judged in fiscal year N.
 *
 * @param year the Western year, 1868 to 2999
 */
public record CalendarYear(int year) implements Period, Comparable<CalendarYear> {
    public CalendarYear {
        if (year <= Canonical.EARLIEST.getYear() || year >= Canonical.LATEST.getYear()) {
            throw new NotationException(NotationProblem.NO_SUCH_YEAR, "CY" + year);
        }
    }

    @Override
    public Optional<LocalDate> firstDay() {
        return Optional.of(LocalDate.of(year, 1, 1));
    }

    @Override
    public LocalDate lastDay() {
        return LocalDate.of(year, 12, 31);
    }

    @Override
    public FiscalYear fiscalYear() {
        return new FiscalYear(year);
    }

    @Override
    public String canonical() {
        return "CY" + year;
    }

    @Override
    public int compareTo(CalendarYear other) {
        return Integer.compare(year, other.year);
    }
}
