package jp.shirube.report.assessment;

import java.math.BigDecimal;
import jp.shirube.promise.Sentence;
import org.jspecify.annotations.Nullable;

/** A share in percent, or why there is none. */
public record Rate(@Nullable Quotient quotient, @Nullable Sentence reason) {

    static Rate undefined(String ja, String en) {
        return new Rate(null, new Sentence(ja, en));
    }

    static Rate of(Fraction dividend, Fraction divisor) {
        return new Rate(new Quotient(dividend, divisor), null);
    }

    /** In percent, exact (DECIMAL128 where endless); null with a reason. */
    public @Nullable BigDecimal percent() {
        return quotient == null || !quotient.isDefined()
                ? null
                : quotient.percent().toDecimal();
    }
}
