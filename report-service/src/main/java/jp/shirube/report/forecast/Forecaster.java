package jp.shirube.report.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.Over;
import jp.shirube.promise.Sentence;
import jp.shirube.report.forecast.Forecast.NotPossible;
import jp.shirube.report.forecast.Forecast.Projected;
import jp.shirube.report.forecast.Forecast.Question;
import jp.shirube.report.forecast.Forecast.Reason;
import org.jspecify.annotations.Nullable;

/** Answers one question. */
final class Forecaster {

    private final Question question;
    /** What a line may go through: the figures before the goal's year. */
    private final SortedMap<FiscalYear, BigDecimal> points;

    private final List<FiscalYear> years;
    private final Words words;

    Forecaster(Question question) {
        this.question = question;
        points = new TreeMap<>(question.known().headMap(question.goalYear()));
        years = List.copyOf(points.keySet());
        words = new Words(question, points);
    }

    Forecast forecast() {
        if (question.known().containsKey(question.goalYear())) {
            return notPossible(Reason.GOAL_YEAR_KNOWN);
        }
        if (points.isEmpty() && !question.known().isEmpty()) {
            return notPossible(Reason.ALL_AFTER_GOAL_YEAR);
        }
        return points.size() < Forecast.FEWEST_YEARS ? notPossible(Reason.TOO_FEW_YEARS) : projected();
    }

    private NotPossible notPossible(Reason reason) {
        return new NotPossible(reason, words.notPossible(reason));
    }

    private Projected projected() {
        List<FiscalYear> span = IntStream.rangeClosed(
                        question.goalFirst().year(), question.goalYear().year())
                .mapToObj(FiscalYear::new)
                .toList();
        List<FiscalYear> predicted =
                span.stream().filter(year -> !points.containsKey(year)).toList();
        BigDecimal known =
                points.tailMap(question.goalFirst()).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);

        Regression line = Regression.through(points);
        Interval interval = line.predict(predicted, known, question.over() == Over.AVERAGE ? span.size() : 1);
        int ahead = question.goalYear().year() - years.getLast().year();
        BackTest backTest = backTest(ahead);
        Outlook outlook = interval.outlook(question);
        Sentence noBackTest = backTest == null ? words.noBackTest() : null;
        return new Projected(
                Forecast.METHOD,
                years,
                predicted,
                ahead,
                line.slope(),
                interval.value(),
                interval.low(),
                interval.high(),
                backTest,
                noBackTest,
                outlook,
                words.projected(interval, line, predicted, backTest, ahead));
    }

    /**
     * Tries the horizon of the forecast; where no two figures lie so far apart, the next shorter one that can be tried; and where
     * there is none (a survey of every third year, asked for two years ahead), the next longer.
     */
    private @Nullable BackTest backTest(int ahead) {
        int reach = years.getLast().year() - years.getFirst().year();
        return Stream.concat(
                        IntStream.iterate(ahead, horizon -> horizon > 0, horizon -> horizon - 1)
                                .boxed(),
                        IntStream.rangeClosed(ahead + 1, reach).boxed())
                .map(horizon -> new Horizon(horizon, origins(horizon)))
                .filter(horizon -> !horizon.origins().isEmpty())
                .findFirst()
                .map(this::tried)
                .orElse(null);
    }

    private record Horizon(int years, List<FiscalYear> origins) {}

    /** The years at which the same forecast could have been made, and of which one knows what came. */
    private List<FiscalYear> origins(int horizon) {
        return years.stream()
                .skip(Forecast.FEWEST_YEARS - 1)
                .filter(year -> points.containsKey(year.plusYears(horizon)))
                .toList();
    }

    private BackTest tried(Horizon horizon) {
        BigDecimal errors = BigDecimal.ZERO;
        int hits = 0;
        for (FiscalYear origin : horizon.origins()) {
            FiscalYear asked = origin.plusYears(horizon.years());
            BigDecimal actual = Objects.requireNonNull(points.get(asked));
            Interval interval =
                    Regression.through(points.headMap(origin.plusYears(1))).predict(List.of(asked), BigDecimal.ZERO, 1);
            errors = errors.add(actual.subtract(interval.value()).abs());
            hits += interval.contains(actual) ? 1 : 0;
        }
        int tries = horizon.origins().size();
        return new BackTest(
                horizon.years(),
                tries,
                hits,
                Interval.bare(errors.divide(BigDecimal.valueOf(tries), MathContext.DECIMAL128)));
    }
}
