package jp.shirube.notation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a figure is for (期間・時点). Stored and sent in its {@link #canonical()} form; read from and printed for people
 * by {@link PeriodNotation}. All days lie between 1867-04-01 and 3000-03-31: beyond them a year is a slip of the
 * keyboard.
 */
public sealed interface Period permits FiscalYear, CalendarYear, Day, Span, UntilDay {

    /**
     * The one stored form: {@code FY2025}, {@code CY2025}, {@code 2025-10-01}, {@code FY2015..FY2018} for whole fiscal
     * years, {@code 2018-06-01..2023-03-31}, {@code ..2022-10-31}.
     */
    String canonical();

    /** The fiscal year it is judged in: that of its last day, but for a calendar year N the fiscal year N. */
    FiscalYear fiscalYear();

    /** Empty for {@link UntilDay} alone. */
    Optional<LocalDate> firstDay();

    LocalDate lastDay();

    /**
     * Reads what {@link #canonical()} writes.
     *
     * @throws NotationException if the text is anything else
     */
    static Period ofCanonical(String text) {
        Matcher m = Canonical.FORM.matcher(text);
        if (text.length() > Canonical.LONGEST || !m.matches()) {
            throw new NotationException(NotationProblem.NOT_CANONICAL, text);
        }
        try {
            Period read;
            if (m.group("fy") != null) {
                read = new FiscalYear(Integer.parseInt(m.group("fy")));
            } else if (m.group("cy") != null) {
                read = new CalendarYear(Integer.parseInt(m.group("cy")));
            } else if (m.group("fyFirst") != null) {
                read = Span.of(
                        new FiscalYear(Integer.parseInt(m.group("fyFirst"))),
                        new FiscalYear(Integer.parseInt(m.group("fyLast"))));
            } else if (m.group("first") != null) {
                read = new Span(LocalDate.parse(m.group("first")), LocalDate.parse(m.group("last")));
            } else if (m.group("until") != null) {
                read = new UntilDay(LocalDate.parse(m.group("until")));
            } else {
                read = new Day(LocalDate.parse(m.group("day")));
            }
            if (!read.canonical().equals(text)) {
                throw new NotationException(NotationProblem.NOT_CANONICAL, text);
            }
            return read;
        } catch (DateTimeException noSuchDay) {
            throw new NotationException(NotationProblem.NO_SUCH_DAY, text);
        }
    }
}

/** The stored form and the days it may hold. */
final class Canonical {
    static final LocalDate EARLIEST = LocalDate.of(1867, 4, 1);
    static final LocalDate LATEST = LocalDate.of(3000, 3, 31);
    static final int LONGEST = 22;

    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    static final Pattern FORM = Pattern.compile("FY(?<fy>[0-9]{4})|CY(?<cy>[0-9]{4})"
            + "|FY(?<fyFirst>[0-9]{4})[.][.]FY(?<fyLast>[0-9]{4})"
            + "|(?<first>" + DATE + ")[.][.](?<last>" + DATE + ")"
            + "|[.][.](?<until>" + DATE + ")|(?<day>" + DATE + ")");

    private Canonical() {}

    static void check(LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
            throw new NotationException(NotationProblem.NO_SUCH_YEAR, day.toString());
        }
    }
}
