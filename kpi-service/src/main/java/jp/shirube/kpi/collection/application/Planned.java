package jp.shirube.kpi.collection.application;

import java.util.List;
import jp.shirube.kpi.received.Placed;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.Span;

/** 工程: what a plan has printed for an initiative in a year. */
final class Planned {

    private Planned() {}

    /** The cells of the year that hold something, as printed. */
    static List<String> of(Placed.OfInitiative initiative, FiscalYear year) {
        return initiative.schedule().stream()
                .filter(cell -> !cell.printed().isBlank() && covers(Period.ofCanonical(cell.years()), year))
                .map(Placed.Cell::printed)
                .toList();
    }

    /** Whether anything of it is to be told of that year: a cell of its schedule, or that it has begun where it has none. */
    static boolean isIn(Placed.OfInitiative initiative, FiscalYear year) {
        if (initiative.relisted()) {
            return false;
        }
        return initiative.schedule().isEmpty()
                ? initiative.startYear() == null || initiative.startYear() <= year.year()
                : !of(initiative, year).isEmpty();
    }

    private static boolean covers(Period years, FiscalYear year) {
        return years instanceof Span span
                ? span.fiscalYears().contains(year)
                : years.fiscalYear().equals(year);
    }
}
