package jp.shirube.report.handover;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Measure;
import org.jspecify.annotations.Nullable;

/** Which years' figures are still to be reported, and by when. */
final class Dues {

    /** Older gaps are history, and no business of who takes over. */
    private static final int MOST_YEARS = 10;

    /**
     * @param missing whose usual day has passed without a figure
     * @param next the first year after those without a figure; null when no plan asks for one
     * @param usuallyKnown when its figure is usually known; null with {@code next}
     */
    record Due(
            List<FiscalYear> missing,
            @Nullable FiscalYear next,
            @Nullable LocalDate usuallyKnown) {}

    private Dues() {}

    /**
     * @param first the first year a plan asks for; null when none does
     * @param last the last one
     */
    static Due on(
            LocalDate day,
            Measure measure,
            Collection<KnownActual> actuals,
            @Nullable FiscalYear first,
            @Nullable FiscalYear last) {
        if (first == null || last == null) {
            return new Due(List.of(), null, null);
        }
        TreeSet<FiscalYear> reported = new TreeSet<>();
        for (KnownActual actual : actuals) {
            boolean ofOneYear = !(actual.period() instanceof Span) && !(actual.period() instanceof UntilDay);
            if (ofOneYear && actual.status() != KnownActual.Status.ESTIMATE) {
                reported.add(measure.yearOf(actual.period()));
            }
        }
        List<FiscalYear> missing = new ArrayList<>();
        FiscalYear year = later(first, FiscalYear.containing(day).plusYears(-MOST_YEARS));
        for (; year.compareTo(last) <= 0; year = year.plusYears(1)) {
            LocalDate usual = usuallyKnown(measure, year);
            if (reported.contains(year) || !isAsked(year, measure, reported)) {
                continue;
            }
            if (!day.isAfter(usual)) {
                return new Due(missing, year, usual);
            }
            missing.add(year);
        }
        return new Due(missing, null, null);
    }

    private static LocalDate usuallyKnown(Measure measure, FiscalYear year) {
        Integer months = measure.usuallyKnownAfterMonths();
        return measure.lastDayOf(year).plusMonths(months == null ? 0 : months);
    }

    /** Surveys are counted from the last one known. */
    private static boolean isAsked(FiscalYear year, Measure measure, TreeSet<FiscalYear> reported) {
        Integer every = measure.surveyEvery();
        FiscalYear last = reported.lower(year);
        return every == null || every <= 1 || last == null || (year.year() - last.year()) % every == 0;
    }

    private static FiscalYear later(FiscalYear one, FiscalYear other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
