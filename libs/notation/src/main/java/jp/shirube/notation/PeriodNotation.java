package jp.shirube.notation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Periods as people write them in addresses, files and print: 2025, R7, 令和7年度, R5年, 2025-10-01, H27～H30, R2～6年度,
 * H30.6～R4, ～R4.10, 令和7年1月末. The forms and the decisions behind them are listed in this module's README. Instances
 * are immutable.
 */
public final class PeriodNotation {
    private static final int LONGEST = 80;
    /** 平成28年度～令和2年度（5年間）, 令和12年度（5年後）: what is counted must agree, what is said to come is left. */
    private static final Pattern YEARS_COUNTED =
            Pattern.compile("(?<period>.+?)\\((?:(?<years>[0-9]{1,3})[かカヵケヶ]?年間|[0-9]{1,3}年後)\\)");

    private static final String MEANS_YEAR_END = "年末";
    private static final String MEANS_FISCAL_YEAR_END = "年度末";
    private static final Pattern ISO = Pattern.compile("[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?");
    private static final Pattern MONTH_ALONE = Pattern.compile("[0-9]{1,2}月.*");
    private static final Pattern DASHED_SPAN =
            Pattern.compile("(?<first>[^-]+|[0-9]{4}-[0-9]{2}-[0-9]{2})-(?<last>[^-]+|[0-9]{4}-[0-9]{2}-[0-9]{2})");

    private final Eras eras;
    private final Pattern one;

    public PeriodNotation(Eras eras) {
        this.eras = eras;
        String names = eras.list().stream()
                .flatMap(era -> Stream.of(era.kanji(), era.id()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.one = Pattern.compile(
                "(?:(?<western>FY|CY)|西暦|(?<era>" + names + "))?(?<year>[0-9]{1,4}|元)"
                        + "(?:\\((?<beside>[0-9]{4})\\))?"
                        + "(?:(?<suffix>年度末|年度|年末|年)?"
                        + "|[年./-](?<month>[0-9]{1,2})(?:月?(?<end>末日?)|月)?"
                        + "|[年./-](?<dayMonth>[0-9]{1,2})[月./-](?<day>[0-9]{1,2})日?)(?:現在|時点)?(?:\\((?<after>[0-9]{4})(?<afterSuffix>年度|年)?\\))?");
    }

    /**
     * Reads a period.
     *
     * @param text as written, in any width, with any of the dashes; brackets around the whole are ignored
     * @param bareYearMeans what a year without 年, 年度, FY or CY is; for an as-of day it is the fiscal year with that day
     * @throws NotationException if it is no period; nothing else is thrown
     */
    public Period parse(String text, PeriodKind bareYearMeans) {
        if (text.length() > LONGEST) {
            throw new NotationException(NotationProblem.TOO_LONG, text);
        }
        String plain = unbracketed(Characters.plain(text))
                .toUpperCase(Locale.ROOT)
                .replace("..", "~")
                .replace("から", "~");
        Matcher counted = YEARS_COUNTED.matcher(plain);
        if (counted.matches()) {
            Period read = parsePlain(text, counted.group("period"), bareYearMeans);
            String years = counted.group("years");
            if (years != null && !(read instanceof Span span && span.years().isWhole(Integer.parseInt(years)))) {
                throw new NotationException(NotationProblem.YEARS_DISAGREE, text);
            }
            return read;
        }
        return parsePlain(text, plain, bareYearMeans);
    }

    /**
     * Reads the year a programme begins in and goes on from (R6～, 令和6年度～, also without the tilde).
     *
     * @throws NotationException if it is no fiscal year
     */
    public FiscalYear parseBeginning(String text) {
        if (text.length() > LONGEST) {
            throw new NotationException(NotationProblem.TOO_LONG, text);
        }
        String plain = unbracketed(Characters.plain(text)).toUpperCase(Locale.ROOT);
        String year = plain.endsWith("~") ? plain.substring(0, plain.length() - 1) : plain;
        if (parsePlain(text, year, PeriodKind.FISCAL_YEAR) instanceof FiscalYear beginning) {
            return beginning;
        }
        throw new NotationException(NotationProblem.NOT_A_PERIOD, text);
    }

    private Period parsePlain(String text, String whole, PeriodKind bareYearMeans) {
        boolean until = whole.endsWith("まで");
        String plain = until ? whole.substring(0, whole.length() - 2) : whole;
        int tilde = plain.indexOf('~');
        if (tilde == 0 || (until && tilde < 0)) {
            return new UntilDay(read(text, plain.substring(tilde + 1), null).last(bareYearMeans));
        }
        if (tilde > 0) {
            return span(text, plain.substring(0, tilde), plain.substring(tilde + 1), bareYearMeans);
        }
        Matcher dashed = DASHED_SPAN.matcher(plain);
        if (!ISO.matcher(plain).matches() && dashed.matches()) {
            return span(text, dashed.group("first"), dashed.group("last"), bareYearMeans);
        }
        return read(text, plain, null).period(bareYearMeans);
    }

    /**
     * Reads the period of a figure of an indicator of that kind. Spans, months and until-days are always allowed. For
     * an as-of day a year is allowed and is the fiscal year with that day in it.
     *
     * @throws NotationException if it is no period or contradicts the kind; the message names the form to write
     */
    public Period parseFor(String text, PeriodKind kind) {
        Period read = parse(text, kind);
        if (read instanceof Span || read instanceof UntilDay) {
            return read;
        }
        switch (kind) {
            case FISCAL_YEAR -> {
                if (!(read instanceof FiscalYear)) {
                    FiscalYear meant = read.fiscalYear();
                    throw new NotationException(
                            NotationProblem.NOT_A_FISCAL_YEAR, text, String.valueOf(meant.year()), printShort(meant));
                }
            }
            case CALENDAR_YEAR -> {
                if (!(read instanceof CalendarYear)) {
                    int year = read instanceof FiscalYear fiscal
                            ? fiscal.year()
                            : read.lastDay().getYear();
                    CalendarYear meant = new CalendarYear(
                            Math.clamp(year, Canonical.EARLIEST.getYear() + 1, Canonical.LATEST.getYear() - 1));
                    throw new NotationException(
                            NotationProblem.NOT_A_CALENDAR_YEAR, text, String.valueOf(meant.year()), printShort(meant));
                }
            }
            case AS_OF_DAY -> {
                if (read instanceof CalendarYear year) {
                    throw new NotationException(
                            NotationProblem.NOT_AN_AS_OF_DAY, text, year.year() + "-10-01", print(year.fiscalYear()));
                }
            }
        }
        return read;
    }

    /** In full, in the era of its last day: 令和7年度, 令和7年, 令和7年10月1日, 平成27年度～平成30年度, ～令和4年10月. */
    public String print(Period period) {
        return printed(period, Style.FULL);
    }

    /** As in a table head: R7, R5年, R7.10.1, H27～H30, H30.6～R5.3, ～R4.10. A year alone is a fiscal year. */
    public String printShort(Period period) {
        return printed(period, Style.SHORT);
    }

    private String printed(Period period, Style style) {
        return switch (period) {
            case FiscalYear year -> fiscalYear(year, style);
            case CalendarYear year -> calendarYear(year.year(), style);
            case Day day -> day(day.date(), style);
            case UntilDay until ->
                "～"
                        + (until.last().plusDays(1).getDayOfMonth() == 1
                                ? month(until.last(), style)
                                : day(until.last(), style));
            case Span span -> span(span, style);
        };
    }

    private String span(Span span, Style style) {
        if (span.isWholeFiscalYears()) {
            return fiscalYear(FiscalYear.containing(span.first()), style) + "～" + fiscalYear(span.fiscalYear(), style);
        }
        if (span.isWholeCalendarYears()) {
            return calendarYear(span.first().getYear(), style)
                    + "～"
                    + calendarYear(span.last().getYear(), style);
        }
        if (span.isWholeMonths()) {
            String last = month(span.last(), style);
            return YearMonth.from(span.first()).equals(YearMonth.from(span.last()))
                    ? last
                    : month(YearMonth.from(span.first()).atEndOfMonth(), style) + "～" + last;
        }
        return day(span.first(), style) + "～" + day(span.last(), style);
    }

    private String fiscalYear(FiscalYear year, Style style) {
        return year(eras.findNaming(year.year()), year.year(), style) + (style == Style.FULL ? "年度" : "");
    }

    private String calendarYear(int year, Style style) {
        return year(eras.findNaming(year), year, style) + "年";
    }

    private String month(LocalDate lastDay, Style style) {
        String year = year(eras.findOn(lastDay), lastDay.getYear(), style);
        return style == Style.FULL ? year + "年" + lastDay.getMonthValue() + "月" : year + "." + lastDay.getMonthValue();
    }

    private String day(LocalDate day, Style style) {
        String year = year(eras.findOn(day), day.getYear(), style);
        return style == Style.FULL
                ? year + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日"
                : year + "." + day.getMonthValue() + "." + day.getDayOfMonth();
    }

    private static String year(Optional<Era> era, int western, Style style) {
        return era.map(known -> {
                    int n = known.yearOf(western);
                    return style == Style.SHORT ? known.id() + n : known.kanji() + (n == 1 ? "元" : n);
                })
                .orElseGet(() -> String.valueOf(western));
    }

    /** R2～6年度, 令和7年10月～12月: what the one side leaves out, era, year or 年度, it takes from the other. */
    private Span span(String text, String from, String to, PeriodKind bareYearMeans) {
        Read first = read(text, from, null);
        boolean inTheSameYear = first.isWithinYear() && MONTH_ALONE.matcher(to).matches();
        Read last = inTheSameYear ? read(text, first.year + "年" + to, null) : read(text, to, first.era);
        LocalDate begin = first.likewise(last).first(bareYearMeans);
        LocalDate end = last.likewise(first).last(bareYearMeans);
        if (begin.isAfter(end)) {
            throw new NotationException(NotationProblem.FIRST_AFTER_LAST, text);
        }
        return new Span(begin, end);
    }

    private Read read(String text, String plain, @Nullable Era inherited) {
        Matcher m = one.matcher(plain);
        if (!m.matches()) {
            throw new NotationException(NotationProblem.NOT_A_PERIOD, text);
        }
        String digits = m.group("year");
        String name = m.group("era");
        Era era = name != null ? eras.findNamed(name).orElse(null) : null;
        if (era == null && digits.length() < 4) {
            era = m.group("western") == null ? inherited : null;
            if (era == null) {
                throw new NotationException(NotationProblem.NOT_A_PERIOD, text);
            }
        }
        int n = digits.equals("元") ? 1 : Integer.parseInt(digits);
        int year = era == null ? n : era.western(n);
        if (n == 0 || year <= Canonical.EARLIEST.getYear() - 1 || year >= Canonical.LATEST.getYear()) {
            throw new NotationException(NotationProblem.NO_SUCH_YEAR, text);
        }
        Form form = form(m);
        refuseAnotherYear(text, m, year);
        Read read = new Read(text, era, year, form, month(m), dayOfMonth(m));
        read.refuseDayBeforeItsEra();
        return read;
    }

    /** 令和5(2023)年, 令和6年度(2024年度). */
    private static void refuseAnotherYear(String text, Matcher m, int year) {
        String suffix = m.group("afterSuffix");
        boolean sameForm = suffix == null || suffix.equals(m.group("suffix"));
        for (String besides : new @Nullable String[] {m.group("beside"), m.group("after")}) {
            if (besides != null && !(sameForm && Integer.parseInt(besides) == year)) {
                throw new NotationException(NotationProblem.YEARS_DISAGREE, text);
            }
        }
    }

    private static Form form(Matcher m) {
        if (m.group("day") != null) {
            return Form.DAY;
        }
        if (m.group("month") != null) {
            return m.group("end") != null ? Form.MONTH_END : Form.MONTH;
        }
        if ("FY".equals(m.group("western"))) {
            return Form.FISCAL_YEAR;
        }
        if ("CY".equals(m.group("western"))) {
            return Form.CALENDAR_YEAR;
        }
        String suffix = m.group("suffix");
        return switch (suffix == null ? "" : suffix) {
            case "年度" -> Form.FISCAL_YEAR;
            case MEANS_FISCAL_YEAR_END -> Form.FISCAL_YEAR_END;
            case "年" -> Form.CALENDAR_YEAR;
            case MEANS_YEAR_END -> Form.CALENDAR_YEAR_END;
            default -> Form.BARE_YEAR;
        };
    }

    private static int month(Matcher m) {
        String month = m.group("day") != null ? m.group("dayMonth") : m.group("month");
        return month == null ? 1 : Integer.parseInt(month);
    }

    private static int dayOfMonth(Matcher m) {
        return m.group("day") == null ? 1 : Integer.parseInt(m.group("day"));
    }

    private static String unbracketed(String plain) {
        return plain.length() > 2 && plain.startsWith("(") && plain.endsWith(")")
                ? plain.substring(1, plain.length() - 1)
                : plain;
    }

    private enum Style {
        FULL,
        SHORT
    }

    private enum Form {
        BARE_YEAR,
        FISCAL_YEAR,
        CALENDAR_YEAR,
        FISCAL_YEAR_END,
        CALENDAR_YEAR_END,
        MONTH,
        MONTH_END,
        DAY
    }

    /** One side of a span, or the whole. */
    private record Read(String text, @Nullable Era era, int year, Form form, int month, int day) {

        Read likewise(Read other) {
            boolean takesYearForm =
                    form == Form.BARE_YEAR && (other.form == Form.FISCAL_YEAR || other.form == Form.CALENDAR_YEAR);
            return takesYearForm ? new Read(text, era, year, other.form, month, day) : this;
        }

        Period period(PeriodKind bareYearMeans) {
            return switch (meant(bareYearMeans)) {
                case FISCAL_YEAR, BARE_YEAR -> fiscal();
                case CALENDAR_YEAR -> calendar();
                case FISCAL_YEAR_END -> new Day(fiscal().lastDay());
                case CALENDAR_YEAR_END -> new Day(calendar().lastDay());
                case MONTH -> spanOfMonth();
                case MONTH_END -> new Day(spanOfMonth().last());
                case DAY -> exactDay();
            };
        }

        LocalDate first(PeriodKind bareYearMeans) {
            Period period = period(bareYearMeans);
            return period.firstDay().orElse(period.lastDay());
        }

        LocalDate last(PeriodKind bareYearMeans) {
            return period(bareYearMeans).lastDay();
        }

        /** 令和元年4月 is more often a slip for 令和2年4月 than a wish to say 平成31年4月. After an era's end it may go on. */
        void refuseDayBeforeItsEra() {
            if (era == null || !isWithinYear()) {
                return;
            }
            LocalDate last =
                    form == Form.DAY ? exactDay().date() : spanOfMonth().last();
            if (last.isBefore(era.firstDay())) {
                throw new NotationException(
                        NotationProblem.BEFORE_THE_ERA, text, era.firstDay().toString());
            }
        }

        boolean isWithinYear() {
            return form == Form.DAY || form == Form.MONTH || form == Form.MONTH_END;
        }

        private Form meant(PeriodKind bareYearMeans) {
            if (form != Form.BARE_YEAR) {
                return form;
            }
            return bareYearMeans == PeriodKind.CALENDAR_YEAR ? Form.CALENDAR_YEAR : Form.FISCAL_YEAR;
        }

        private FiscalYear fiscal() {
            return said(() -> new FiscalYear(year));
        }

        private CalendarYear calendar() {
            return said(() -> new CalendarYear(year));
        }

        private Span spanOfMonth() {
            return said(() -> Span.of(YearMonth.of(year, month)));
        }

        private Day exactDay() {
            return said(() -> new Day(LocalDate.of(year, month, day)));
        }

        /** The refusal names the text that was read, not the value made of it. */
        private <T> T said(Supplier<T> made) {
            try {
                return made.get();
            } catch (NotationException e) {
                throw new NotationException(e.problem(), text);
            } catch (DateTimeException e) {
                throw new NotationException(NotationProblem.NO_SUCH_DAY, text);
            }
        }
    }
}
