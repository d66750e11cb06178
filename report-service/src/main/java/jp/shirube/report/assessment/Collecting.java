package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Over;
import jp.shirube.promise.rule.Method;
import jp.shirube.promise.rule.Method.CumulativeActuals;
import jp.shirube.promise.rule.Method.TermAverage;
import jp.shirube.promise.rule.Method.UnknownYears;
import jp.shirube.promise.rule.Method.Use;
import jp.shirube.report.assessment.Figures.Input;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Goal;
import jp.shirube.report.assessment.YearBook.State;
import org.jspecify.annotations.Nullable;

/** Gathers the actuals into the judged value: the year's figure, the sum of the goal's span to date, or the mean of it. */
final class Collecting {

    /** From so many months after a period on, a figure counts as a statistic that comes late. */
    static final int LATE_FROM_MONTHS = 6;

    private final Measure measure;
    private final Commitment commitment;
    private final Method method;
    private final YearBook book;
    private final Line line;

    Collecting(Measure measure, Commitment commitment, Method method, YearBook book, Line line) {
        this.measure = measure;
        this.commitment = commitment;
        this.method = method;
        this.book = book;
        this.line = line;
    }

    Judged in(FiscalYear asked) {
        Goal goal = commitment.goal();
        Over over = goal == null ? Over.POINT : goal.over();
        return switch (over) {
            case POINT -> point(asked);
            case CUMULATIVE -> method.cumulativeActuals() == CumulativeActuals.RUNNING ? running(asked) : sum(asked);
            case AVERAGE -> mean(asked);
        };
    }

    private Judged point(FiscalYear asked) {
        State state = book.state(asked, commitment.part());
        return switch (state) {
            case KNOWN ->
                book.usable(asked, commitment.part())
                        .map(actual -> of(actual, asked))
                        .orElseThrow();
            case NOT_PUBLISHED, NO_SURVEY -> late(asked, state);
            case NOT_REPORTED ->
                measure.usuallyKnownAfterMonths() == null ? late(asked, state) : Judged.nothing(state, asked);
            case MET_BY_DASH, MISSING_WITH_REASON, ESTIMATED, FOR_REFERENCE, NOT_OVER -> Judged.nothing(state, asked);
        };
    }

    /** The newest known figure speaks for a year whose own cannot be known yet, if it is not too old. */
    private Judged late(FiscalYear asked, State state) {
        Optional<KnownActual> newest = book.newestBefore(asked, commitment.part());
        if (newest.isEmpty() || !comesLate(asked, state)) {
            return Judged.nothing(state, asked);
        }
        FiscalYear year = measure.yearOf(newest.get().period());
        int between = measure.surveyEvery() == null ? 0 : measure.surveyEvery() - 1;
        int oldest = Math.max(method.oldestYears(), between);
        if (!line.holds(year) || asked.year() - year.year() > oldest) {
            return Judged.nothing(state, asked);
        }
        return method.lateFigures() == Use.GRADE ? of(newest.get(), year) : Judged.nothing(State.FOR_REFERENCE, asked);
    }

    private boolean comesLate(FiscalYear asked, State state) {
        Integer months = measure.usuallyKnownAfterMonths();
        boolean saidSo = book.in(asked) != null;
        return state == State.NO_SURVEY || saidSo || months == null || months >= LATE_FROM_MONTHS;
    }

    private Judged of(KnownActual actual, FiscalYear year) {
        Input input = input(actual);
        return new Judged(
                State.KNOWN, Fraction.of(input.value()), year, List.of(year), List.of(), 1, false, List.of(input));
    }

    /** Each figure is the sum up to its year already. */
    private Judged running(FiscalYear asked) {
        State state = book.state(asked, commitment.part());
        if (state != State.KNOWN) {
            return Judged.nothing(state, asked);
        }
        Judged judged = book.usable(asked, commitment.part())
                .map(actual -> of(actual, asked))
                .orElseThrow();
        Fraction from = line.baseline();
        Fraction value = judged.value();
        Fraction judgedValue =
                method.subtractRunningBaseline() && from != null && value != null ? value.minus(from) : value;
        List<FiscalYear> soFar = soFar(asked);
        return new Judged(State.KNOWN, judgedValue, asked, soFar, List.of(), soFar.size(), false, judged.inputs());
    }

    private Judged sum(FiscalYear asked) {
        List<FiscalYear> soFar = soFar(asked);
        List<FiscalYear> unknown = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        Fraction sum = Fraction.ZERO;
        for (FiscalYear year : soFar) {
            Optional<KnownActual> known = book.usable(year, commitment.part());
            if (known.isPresent()) {
                Input input = input(known.get());
                inputs.add(input);
                sum = sum.plus(Fraction.of(input.value()));
            } else {
                unknown.add(year);
            }
        }
        boolean lowerBound = !unknown.isEmpty() && method.unknownYears() == UnknownYears.LOWER_BOUND;
        return gathered(asked, sum, soFar, unknown, inputs, lowerBound);
    }

    private Judged mean(FiscalYear asked) {
        List<FiscalYear> soFar = soFar(asked);
        List<FiscalYear> unknown = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        Fraction dividend = Fraction.ZERO;
        Fraction divisor = Fraction.ZERO;
        TermAverage terms = method.averageOf();
        for (FiscalYear year : soFar) {
            Optional<KnownActual> known = book.usable(year, commitment.part());
            BigDecimal numerator = known.map(actual -> numerator(actual, terms)).orElse(null);
            BigDecimal denominator =
                    known.map(actual -> denominator(actual, terms)).orElse(null);
            if (known.isEmpty() || numerator == null || denominator == null) {
                unknown.add(year);
            } else {
                inputs.add(input(known.get()));
                dividend = dividend.plus(Fraction.of(numerator));
                divisor = divisor.plus(Fraction.of(denominator));
            }
        }
        if (divisor.signum() <= 0) {
            return gathered(asked, Fraction.ZERO, soFar, unknown, List.of(), false);
        }
        Fraction mean = dividend.over(divisor);
        return gathered(
                asked, terms == null ? mean : mean.times(Fraction.of(terms.factor())), soFar, unknown, inputs, false);
    }

    private @Nullable BigDecimal numerator(KnownActual actual, @Nullable TermAverage terms) {
        return terms == null
                ? actual.valueOf(commitment.part())
                : actual.parts().get(terms.numerator());
    }

    private static @Nullable BigDecimal denominator(KnownActual actual, @Nullable TermAverage terms) {
        return terms == null ? BigDecimal.ONE : actual.parts().get(terms.denominator());
    }

    private Judged gathered(
            FiscalYear asked,
            Fraction value,
            List<FiscalYear> soFar,
            List<FiscalYear> unknown,
            List<Input> inputs,
            boolean lowerBound) {
        State own = book.state(asked, commitment.part());
        if (inputs.isEmpty()) {
            return Judged.nothing(own == State.KNOWN ? State.NOT_REPORTED : own, asked);
        }
        boolean running = own == State.NOT_OVER && unknown.contains(asked);
        return new Judged(
                running ? State.NOT_OVER : State.KNOWN,
                value,
                asked,
                soFar,
                List.copyOf(unknown),
                inputs.size(),
                lowerBound,
                inputs);
    }

    private List<FiscalYear> soFar(FiscalYear asked) {
        return line.span().stream().filter(year -> year.compareTo(asked) <= 0).toList();
    }

    private Input input(KnownActual actual) {
        BigDecimal value = actual.valueOf(commitment.part());
        if (value == null) {
            throw new IllegalStateException("only figures are inputs: " + actual);
        }
        return new Input(actual.period(), value, actual.status(), actual.revision(), actual.knownOn());
    }
}
