package jp.shirube.kpi.actual;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/**
 * Which periods an indicator is measured for. A span and an until-day always are: a figure of a span (延べ12件, H30.6～R4) is
 * one figure. A year is the indicator's own kind of year; of one counted as of a day it is that day. A single day is also
 * right where a state is asked by year (83件, R7.12月末), unless the quantity flows.
 */
public final class ActualPeriods {

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());
    private static final int FIRST_CALENDAR_YEAR = 1868;

    private ActualPeriods() {}

    /** Reads a period as people write it; a bare year is read by the indicator's period kind. */
    public static Period read(String text, Indicator indicator) {
        Period read;
        try {
            read = NOTATION.parse(text, indicator.periodKind());
        } catch (NotationException e) {
            throw unreadable(e);
        }
        return switch (read) {
            case Span span -> span;
            case UntilDay until -> until;
            case Day day -> {
                if (indicator.periodKind() != PeriodKind.AS_OF_DAY && indicator.addsUp()) {
                    throw contradicts(text, indicator, day);
                }
                yield day;
            }
            case FiscalYear year ->
                switch (indicator.periodKind()) {
                    case FISCAL_YEAR -> year;
                    case CALENDAR_YEAR -> throw contradicts(text, indicator, year);
                    case AS_OF_DAY -> {
                        if (indicator.asOf() == null) {
                            throw contradicts(text, indicator, year);
                        }
                        yield indicator.asOf().of(year);
                    }
                };
            case CalendarYear year -> {
                if (indicator.periodKind() != PeriodKind.CALENDAR_YEAR) {
                    throw contradicts(text, indicator, year);
                }
                yield year;
            }
        };
    }

    private static ProblemException unreadable(NotationException e) {
        return new ProblemException(
                ProblemType.INVALID,
                List.of(new Fault("#period", null, e.message(Locale.JAPANESE), e.message(Locale.ENGLISH))));
    }

    private static ProblemException contradicts(String text, Indicator indicator, Period read) {
        int year = read.fiscalYear().year();
        return switch (indicator.periodKind()) {
            case FISCAL_YEAR -> wrong(text, indicator, "年度", "fiscal year", new FiscalYear(year));
            case CALENDAR_YEAR ->
                wrong(
                        text,
                        indicator,
                        "暦年",
                        "calendar year",
                        new CalendarYear(Math.max(
                                FIRST_CALENDAR_YEAR,
                                read instanceof Day day ? day.date().getYear() : year)));
            case AS_OF_DAY ->
                wrong(
                        text,
                        indicator,
                        "基準日",
                        "day",
                        indicator.asOf() == null
                                ? new Day(LocalDate.of(year, 10, 1))
                                : indicator.asOf().of(new FiscalYear(year)));
        };
    }

    private static ProblemException wrong(
            String text, Indicator indicator, String kindJa, String kindEn, Period right) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        String address =
                right instanceof Day ? right.canonical() : right.canonical().substring(2);
        return new ProblemException(
                ActualProblems.WRONG_PERIOD_KIND,
                "「%s」は%sごとの指標です。「%s」ではなく「%s」（%s）と書いてください。"
                        .formatted(indicator.name(), kindJa, shown, address, NOTATION.print(right)),
                "%s is measured by %s. Write %s (%s) instead of %s."
                        .formatted(indicator.key().indicator(), kindEn, address, right.canonical(), shown));
    }
}
