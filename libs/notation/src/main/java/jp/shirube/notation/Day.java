package jp.shirube.notation;

import java.time.LocalDate;
import java.util.Optional;

/** A state on one day (時点, 令和7年10月1日現在, 令和7年1月末). */
public record Day(LocalDate date) implements Period {
    public Day {
        Canonical.check(date);
    }

    @Override
    public Optional<LocalDate> firstDay() {
        return Optional.of(date);
    }

    @Override
    public LocalDate lastDay() {
        return date;
    }

    @Override
    public FiscalYear fiscalYear() {
        return FiscalYear.containing(date);
    }

    @Override
    public String canonical() {
        return date.toString();
    }
}
