package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact rational number: a mean of three years or a third of the way has no exact decimal, and a grade must not hang on where
 * one was cut off.
 *
 * @param denominator above zero
 */
record Fraction(BigDecimal numerator, BigDecimal denominator) implements Comparable<Fraction> {

    static final Fraction ZERO = of(BigDecimal.ZERO);

    Fraction {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("a denominator is above zero: " + denominator);
        }
    }

    static Fraction of(BigDecimal value) {
        return new Fraction(value, BigDecimal.ONE);
    }

    static Fraction of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    Fraction plus(Fraction other) {
        return denominator.compareTo(other.denominator) == 0
                ? new Fraction(numerator.add(other.numerator), denominator)
                : new Fraction(
                        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                        denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(other.negated());
    }

    Fraction negated() {
        return new Fraction(numerator.negate(), denominator);
    }

    Fraction abs() {
        return signum() < 0 ? negated() : this;
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction times(long factor) {
        return new Fraction(numerator.multiply(BigDecimal.valueOf(factor)), denominator);
    }

    /** @throws IllegalArgumentException when the other is zero */
    Fraction over(Fraction other) {
        Fraction positive = other.signum() < 0 ? other.negated() : other;
        Fraction dividend = other.signum() < 0 ? negated() : this;
        return new Fraction(
                dividend.numerator.multiply(positive.denominator), dividend.denominator.multiply(positive.numerator));
    }

    int signum() {
        return numerator.signum();
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    boolean is(Fraction other) {
        return compareTo(other) == 0;
    }

    /** Exact where it ends, DECIMAL128 where it does not; without needless zeros. */
    BigDecimal toDecimal() {
        BigDecimal value = denominator.compareTo(BigDecimal.ONE) == 0
                ? numerator
                : numerator.divide(denominator, MathContext.DECIMAL128);
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal bare = value.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }

    BigDecimal rounded(int decimals, RoundingMode mode) {
        return numerator.divide(denominator, decimals, mode);
    }
}
