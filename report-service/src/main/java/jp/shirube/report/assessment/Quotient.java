package jp.shirube.report.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import jp.shirube.promise.rule.GradingRule.Rounding;

/**
 * One thing as a share of another. Compared by cross-multiplication, so that nothing is rounded before a comparison that does
 * not ask for it.
 *
 * @param divisor not below zero; zero only where nothing but the sign of the dividend can be told
 */
record Quotient(Fraction dividend, Fraction divisor) {

    private static final Fraction HUNDRED = Fraction.of(100);

    Quotient {
        if (divisor.signum() < 0) {
            dividend = dividend.negated();
            divisor = divisor.negated();
        }
    }

    boolean isDefined() {
        return divisor.signum() != 0;
    }

    Fraction percent() {
        return dividend.times(HUNDRED).over(divisor);
    }

    /** How it stands to so many percent. */
    int compareTo(BigDecimal percent, Rounding rounding) {
        if (!isDefined() || rounding.mode() == Rounding.Mode.NONE) {
            return dividend.times(HUNDRED).compareTo(divisor.times(Fraction.of(percent)));
        }
        RoundingMode mode = rounding.mode() == Rounding.Mode.TRUNCATE ? RoundingMode.DOWN : RoundingMode.HALF_UP;
        return percent().rounded(rounding.decimals(), mode).compareTo(percent);
    }
}
