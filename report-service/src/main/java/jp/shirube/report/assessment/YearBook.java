package jp.shirube.report.assessment;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.MissingReason;
import jp.shirube.notation.Span;
import jp.shirube.notation.UntilDay;
import jp.shirube.promise.rule.Method.Use;
import org.jspecify.annotations.Nullable;

/** The actuals by the year they are judged in, and why a year has none, as known on a day. */
final class YearBook {

    /** What there is for one year. */
    enum State {
        KNOWN,
        /** 算定なし（－） of an indicator for which that says that the goal is met. */
        MET_BY_DASH,
        MISSING_WITH_REASON,
        ESTIMATED,
        FOR_REFERENCE,
        NOT_OVER,
        NOT_PUBLISHED,
        NOT_REPORTED,
        NO_SURVEY
    }

    private final Measure measure;
    private final LocalDate day;
    private final Use provisional;
    private final NavigableMap<FiscalYear, KnownActual> byYear = new TreeMap<>();

    YearBook(Measure measure, Collection<KnownActual> actuals, LocalDate day, Use provisional) {
        this.measure = measure;
        this.day = day;
        this.provisional = provisional;
        actuals.forEach(this::file);
    }

    /**
     * A figure of a span belongs to no single year; of a day and its year, the year's figure counts, and of two days the later
     * one.
     */
    private void file(KnownActual actual) {
        switch (actual.period()) {
            case FiscalYear year -> byYear.put(year, actual);
            case CalendarYear year -> byYear.put(year.fiscalYear(), actual);
            case Day at ->
                byYear.merge(
                        measure.yearOf(at),
                        actual,
                        (filed, other) -> filed.period() instanceof Day before
                                        && before.date().isBefore(at.date())
                                ? other
                                : filed);
            case Span span -> {}
            case UntilDay until -> {}
        }
    }

    Stream<FiscalYear> years() {
        return byYear.keySet().stream();
    }

    Collection<KnownActual> all() {
        return byYear.values();
    }

    @Nullable
    KnownActual in(FiscalYear year) {
        return byYear.get(year);
    }

    /** The year's figure if it may be graded: not an estimate, not missing, and not left out by the rule. */
    Optional<KnownActual> usable(FiscalYear year, @Nullable String part) {
        return state(year, part) == State.KNOWN ? Optional.ofNullable(byYear.get(year)) : Optional.empty();
    }

    /** The newest graded figure before a year. */
    Optional<KnownActual> newestBefore(FiscalYear year, @Nullable String part) {
        for (FiscalYear one : byYear.headMap(year, false).descendingKeySet()) {
            Optional<KnownActual> known = usable(one, part);
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.empty();
    }

    State state(FiscalYear year, @Nullable String part) {
        KnownActual actual = byYear.get(year);
        if (actual == null) {
            return absent(year);
        }
        if (actual.valueOf(part) != null) {
            return switch (actual.status()) {
                case ESTIMATE -> State.ESTIMATED;
                case PROVISIONAL -> provisional == Use.GRADE ? State.KNOWN : State.FOR_REFERENCE;
                case FINAL -> State.KNOWN;
            };
        }
        return missing(actual.missingReason(), year);
    }

    private State missing(@Nullable MissingReason reason, FiscalYear year) {
        return switch (reason) {
            case null -> absent(year);
            case BLANK -> absent(year);
            case NOT_CALCULATED -> measure.notCalculatedIsMet() ? State.MET_BY_DASH : State.MISSING_WITH_REASON;
            case NOT_SURVEYED -> State.NO_SURVEY;
            case NOT_PUBLISHED -> State.NOT_PUBLISHED;
            case NOT_APPLICABLE, DISCONTINUED -> State.MISSING_WITH_REASON;
        };
    }

    private State absent(FiscalYear year) {
        if (!day.isAfter(measure.lastDayOf(year))) {
            return State.NOT_OVER;
        }
        if (!isAsked(year)) {
            return State.NO_SURVEY;
        }
        LocalDate usual = usuallyKnown(year);
        return usual != null && !day.isAfter(usual) ? State.NOT_PUBLISHED : State.NOT_REPORTED;
    }

    /** Surveys are counted from the last one known. */
    private boolean isAsked(FiscalYear year) {
        Integer every = measure.surveyEvery();
        if (every == null || every <= 1) {
            return true;
        }
        FiscalYear last = byYear.lowerKey(year);
        return last == null || (year.year() - last.year()) % every == 0;
    }

    @Nullable
    LocalDate usuallyKnown(FiscalYear year) {
        Integer months = measure.usuallyKnownAfterMonths();
        return months == null ? null : measure.lastDayOf(year).plusMonths(months);
    }

    /** The next day that alone changes what is said of one of the years: it is over, or its usual day has passed. */
    Optional<LocalDate> nextDay(List<FiscalYear> years) {
        return years.stream()
                .filter(year -> byYear.get(year) == null)
                .flatMap(year -> Stream.of(measure.lastDayOf(year), usuallyKnown(year)))
                .filter(last -> last != null && !last.isBefore(day))
                .map(last -> last.plusDays(1))
                .min(LocalDate::compareTo);
    }

    /** Every figure known for a part, by year, estimates left out. */
    Map<FiscalYear, KnownActual> usable(@Nullable String part) {
        Map<FiscalYear, KnownActual> usable = new TreeMap<>();
        byYear.keySet().forEach(year -> usable(year, part).ifPresent(actual -> usable.put(year, actual)));
        return usable;
    }
}
