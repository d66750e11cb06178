package jp.shirube.notation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A length in years as an exact fraction in lowest terms: 58 months are 29/6 (4.83).
 *
 * @param numerator above zero
 * @param denominator above zero
 */
public record YearFraction(long numerator, long denominator) {
    public YearFraction {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException("A span has a length: " + numerator + "/" + denominator);
        }
        long common = BigInteger.valueOf(numerator)
                .gcd(BigInteger.valueOf(denominator))
                .longValueExact();
        numerator /= common;
        denominator /= common;
    }

    /** A sum over this length as a yearly figure: multiplied before it is divided, to 34 digits. */
    public BigDecimal perYear(BigDecimal sum) {
        return sum.multiply(BigDecimal.valueOf(denominator))
                .divide(BigDecimal.valueOf(numerator), MathContext.DECIMAL128);
    }

    boolean isWhole(int years) {
        return denominator == 1 && numerator == years;
    }
}
