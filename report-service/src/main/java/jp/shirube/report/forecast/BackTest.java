package jp.shirube.report.forecast;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How the same method would have done in the past (rolling origins): at every known year with at least {@link
 * Forecast#FEWEST_YEARS} known years up to it, the line through those alone is asked for a later year whose actual is known.
 *
 * <p>It is always of a single year's figure, also where the goal is a sum or a mean: so it stays comparable over the years, and
 * few series are long enough to try a whole span.
 *
 * @param yearsAhead how many years after the last figure it could see each try looked; see {@link Forecast.Projected#yearsAhead}
 *     for what the forecast really does
 * @param tries how many there were; they overlap, so they are not independent
 * @param hits how often the actual lay inside the try's own 80 % prediction interval, its ends included
 * @param meanAbsoluteError mean distance of prediction and actual, in the indicator's unit (of a percentage, ポイント); unrounded
 */
public record BackTest(int yearsAhead, int tries, int hits, BigDecimal meanAbsoluteError) {

    public BackTest {
        if (yearsAhead < 1 || tries < 1 || hits < 0 || hits > tries || meanAbsoluteError.signum() < 0) {
            throw new IllegalArgumentException("no back-test: " + hits + " hits of " + tries + ", " + yearsAhead
                    + " years ahead, mean absolute error " + meanAbsoluteError);
        }
    }

    /** Hits as a part of the tries, 0 to 1; about 0.8 where the method suits the series and tries are many. */
    public BigDecimal share() {
        return BigDecimal.valueOf(hits).divide(BigDecimal.valueOf(tries), MathContext.DECIMAL128);
    }
}
