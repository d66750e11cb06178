package jp.shirube.report.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import jp.shirube.promise.rule.GradingRule.Rounding;
import org.junit.jupiter.api.Test;

class FractionTest {

    private static Fraction of(String value) {
        return Fraction.of(new BigDecimal(value));
    }

    @Test
    void aThirdThreeTimesIsOneAgain() {
        Fraction third = of("1").over(of("3"));
        assertThat(third.plus(third).plus(third).is(of("1"))).isTrue();
        assertThat(third.times(3).toDecimal()).isEqualByComparingTo("1");
        assertThat(third.toDecimal()).isEqualTo(new BigDecimal("0.3333333333333333333333333333333333"));
    }

    @Test
    void dividingByANegativeTurnsTheSign() {
        assertThat(of("6").over(of("-4")).toDecimal()).isEqualByComparingTo("-1.5");
        assertThat(of("-6").over(of("-4")).toDecimal()).isEqualByComparingTo("1.5");
        assertThat(of("-6").abs().toDecimal()).isEqualByComparingTo("6");
        assertThat(of("6").abs().toDecimal()).isEqualByComparingTo("6");
        assertThat(of("0").abs().signum()).isZero();
    }

    @Test
    void nothingIsDividedByZero() {
        assertThatThrownBy(() -> of("1").over(of("0"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fraction(BigDecimal.ONE, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDecimalIsWrittenWithoutNeedlessZerosAndNeverWithAnExponent() {
        assertThat(of("1200.00").toDecimal().toString()).isEqualTo("1200");
        assertThat(of("0.000").toDecimal().toString()).isEqualTo("0");
        assertThat(of("0.50").toDecimal().toString()).isEqualTo("0.5");
        assertThat(of("7").over(of("8")).rounded(2, RoundingMode.HALF_UP)).isEqualTo(new BigDecimal("0.88"));
    }

    @Test
    void aQuotientIsComparedExactlyUnlessARuleRounds() {
        Quotient almost = new Quotient(of("79.96"), of("100"));
        BigDecimal eighty = new BigDecimal(80);
        assertThat(almost.compareTo(eighty, Rounding.NONE)).isNegative();
        assertThat(almost.compareTo(eighty, new Rounding(Rounding.Mode.HALF_UP, 1)))
                .isZero();
        assertThat(almost.compareTo(eighty, new Rounding(Rounding.Mode.HALF_UP, 2)))
                .isNegative();
        assertThat(almost.compareTo(eighty, new Rounding(Rounding.Mode.TRUNCATE, 1)))
                .isNegative();
        Quotient below = new Quotient(of("-79.96"), of("100"));
        assertThat(below.compareTo(new BigDecimal(-80), new Rounding(Rounding.Mode.TRUNCATE, 0)))
                .as("towards zero")
                .isPositive();
    }

    @Test
    void ofAnUndefinedQuotientOnlyTheSignIsKnown() {
        Quotient better = new Quotient(of("3"), of("0"));
        assertThat(better.isDefined()).isFalse();
        assertThat(better.compareTo(BigDecimal.ZERO, new Rounding(Rounding.Mode.TRUNCATE, 0)))
                .isPositive();
        assertThat(new Rate(better, null).percent()).isNull();
        assertThat(new Quotient(of("3"), of("-4")).percent().toDecimal()).isEqualByComparingTo("-75");
    }
}
