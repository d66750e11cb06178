package jp.shirube.kpi.received;

import java.time.LocalDate;
import jp.shirube.notation.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * For which years a figure is asked (照会) and from when it can be known.
 *
 * @param surveyEvery years between surveys; null when it is asked every year
 * @param surveyFirst the fiscal year of one survey, from which the others are counted; null where none is named
 * @param usuallyKnownMonths months after a period's last day until its figure is usually known; null when nobody says
 */
public record Asked(
        @Nullable Integer surveyEvery,
        @Nullable Integer surveyFirst,
        @Nullable Integer usuallyKnownMonths) {

    public static final Asked EVERY_YEAR = new Asked(null, null, null);

    public Asked {
        if (surveyEvery != null && surveyEvery < 1) {
            throw new IllegalArgumentException("years between surveys: " + surveyEvery);
        }
        if (surveyFirst != null && surveyEvery == null) {
            throw new IllegalArgumentException("one survey is named, but not how often it is made");
        }
    }

    /** Whether there is a survey in that year; of a survey of which no year is known, every year is asked. */
    public boolean isAskedIn(FiscalYear year) {
        return isAskedIn(year, null);
    }

    /**
     * Whether there is a survey in that year. Where the municipality names no survey's year, they are counted from the last
     * one known, as the progress pages do.
     *
     * @param lastKnown the last year before it with a figure; null where there is none
     */
    public boolean isAskedIn(FiscalYear year, @Nullable FiscalYear lastKnown) {
        if (surveyEvery == null || surveyEvery == 1) {
            return true;
        }
        Integer one = surveyFirst != null ? surveyFirst : lastKnown == null ? null : (Integer) lastKnown.year();
        return one == null || Math.floorMod(year.year() - one, surveyEvery) == 0;
    }

    /** The last day on which nobody wonders that the figure is missing: 未公表 until then, 未報告 from the day after. */
    public LocalDate usuallyKnownOn(LocalDate lastDay) {
        return lastDay.plusMonths(usuallyKnownMonths == null ? 0 : usuallyKnownMonths);
    }

    /** Whether on that day a figure of a period that ended on the last day can be asked for. */
    public boolean isKnowableOn(LocalDate day, LocalDate lastDay) {
        return day.isAfter(usuallyKnownOn(lastDay));
    }
}
