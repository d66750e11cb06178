package jp.shirube.notation;

import java.time.LocalDate;
import java.util.Optional;

/** Everything up to and including a day, from a beginning the plan does not say (～R4.10). */
public record UntilDay(LocalDate last) implements Period {
    public UntilDay {
        Canonical.check(last);
    }

    @Override
    public Optional<LocalDate> firstDay() {
        return Optional.empty();
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
        return ".." + last;
    }
}
