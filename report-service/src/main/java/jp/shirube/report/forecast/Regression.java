package jp.shirube.report.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import jp.shirube.notation.FiscalYear;

/**
 * 直線回帰（最小二乗法）: the line y = a + b·x through yearly figures, x being the years, and what it predicts.
 *
 * <p>Everything up to the last division is exact, in integers of years and decimals of figures. With n points, and
 * {@code spread} = nΣx² − (Σx)² = n·Sxx, {@code together} = nΣxy − ΣxΣy = n·Sxy, {@code height} = nΣy² − (Σy)² = n·Syy:
 *
 * <pre>
 * b              = together ÷ spread
 * residuals Σe²  = (height·spread − together²) ÷ (n·spread)
 * σ²             = Σe² ÷ (n − 2)
 * </pre>
 *
 * <p>The sum of m later years whose x add up to X is predicted as m·ȳ + b·(X − m·x̄). Each of those years has an error of its
 * own (σ² each, m together), but all share the errors of ȳ (σ²/n) and b (σ²/Sxx), which therefore enter with the square of
 * their weight in the sum, m² and (X − m·x̄)²; ȳ and b are uncorrelated. So the error of the sum has the variance
 *
 * <pre>
 * σ²·(m + m²/n + (X − m·x̄)²/Sxx)
 * </pre>
 *
 * <p>and with m = 1 the textbook's σ²·(1 + 1/n + (x − x̄)²/Sxx).
 */
final class Regression {

    private static final MathContext DIGITS = MathContext.DECIMAL128;
    private static final int COEFFICIENTS = 2;

    private final FiscalYear origin;
    private final int n;
    private final BigDecimal sumX;
    private final BigDecimal sumY;
    private final BigDecimal spread;
    private final BigDecimal together;
    /** height·spread − together², never below zero; zero exactly where every point lies on the line. */
    private final BigDecimal residuals;

    private Regression(SortedMap<FiscalYear, BigDecimal> points) {
        origin = points.firstKey();
        n = points.size();
        BigDecimal x1 = BigDecimal.ZERO;
        BigDecimal x2 = BigDecimal.ZERO;
        BigDecimal y1 = BigDecimal.ZERO;
        BigDecimal y2 = BigDecimal.ZERO;
        BigDecimal xy = BigDecimal.ZERO;
        for (Map.Entry<FiscalYear, BigDecimal> point : points.entrySet()) {
            BigDecimal x = x(point.getKey());
            BigDecimal y = point.getValue();
            x1 = x1.add(x);
            x2 = x2.add(x.multiply(x));
            y1 = y1.add(y);
            y2 = y2.add(y.multiply(y));
            xy = xy.add(x.multiply(y));
        }
        BigDecimal count = BigDecimal.valueOf(n);
        sumX = x1;
        sumY = y1;
        spread = count.multiply(x2).subtract(x1.multiply(x1));
        together = count.multiply(xy).subtract(x1.multiply(y1));
        BigDecimal height = count.multiply(y2).subtract(y1.multiply(y1));
        residuals = height.multiply(spread).subtract(together.multiply(together));
    }

    /** @param points more than two */
    static Regression through(SortedMap<FiscalYear, BigDecimal> points) {
        if (points.size() <= COEFFICIENTS) {
            throw new IllegalArgumentException("no line with an error through " + points.size() + " points");
        }
        return new Regression(points);
    }

    boolean isPerfect() {
        return residuals.signum() == 0;
    }

    /** b: by how much the line rises in a year, in the unit of the figures. */
    BigDecimal slope() {
        return Interval.bare(together.divide(spread, DIGITS));
    }

    /**
     * What is known and what is predicted of these years, together, as one part of so many.
     *
     * @param years to predict, none of them among the points
     * @param known the sum of the years that need no prediction
     * @param divisor 1 for the sum, the number of all years for their mean
     */
    Interval predict(Collection<FiscalYear> years, BigDecimal known, int divisor) {
        BigDecimal m = BigDecimal.valueOf(years.size());
        BigDecimal count = BigDecimal.valueOf(n);
        BigDecimal sum = years.stream().map(this::x).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal away = count.multiply(sum).subtract(m.multiply(sumX));
        BigDecimal denominator = count.multiply(spread);
        BigDecimal divided = denominator.multiply(BigDecimal.valueOf(divisor));

        BigDecimal value = m.multiply(sumY)
                .multiply(spread)
                .add(together.multiply(away))
                .add(known.multiply(denominator))
                .divide(divided, DIGITS);
        BigDecimal factor =
                m.multiply(denominator).add(m.multiply(m).multiply(spread)).add(away.multiply(away));
        BigDecimal standardError = residuals
                .multiply(factor)
                .divide(BigDecimal.valueOf(n - COEFFICIENTS), DIGITS)
                .sqrt(DIGITS)
                .divide(divided, DIGITS);
        return Interval.about(value, standardError.multiply(StudentT.twoSided80(n - COEFFICIENTS), DIGITS));
    }

    private BigDecimal x(FiscalYear year) {
        return BigDecimal.valueOf((long) year.year() - origin.year());
    }
}
