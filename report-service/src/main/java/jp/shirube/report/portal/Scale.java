package jp.shirube.report.portal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A vertical axis: sensible numbers between which all values lie. */
record Scale(BigDecimal bottom, BigDecimal top, BigDecimal step) {

    private static final List<BigDecimal> STEPS =
            List.of(BigDecimal.ONE, BigDecimal.TWO, BigDecimal.valueOf(5), BigDecimal.TEN);
    private static final BigDecimal WANTED_STEPS = BigDecimal.valueOf(5);
    /** Below this share of the greatest value the axis begins at zero. */
    private static final BigDecimal NEAR_ZERO = new BigDecimal("0.6");

    /** @param values at least one */
    static Scale of(Collection<BigDecimal> values) {
        BigDecimal least = values.stream().reduce(BigDecimal::min).orElseThrow();
        BigDecimal greatest = values.stream().reduce(BigDecimal::max).orElseThrow();
        if (least.signum() >= 0 && least.compareTo(greatest.multiply(NEAR_ZERO)) <= 0) {
            least = BigDecimal.ZERO;
        }
        if (greatest.signum() <= 0 && greatest.compareTo(least.multiply(NEAR_ZERO)) >= 0) {
            greatest = BigDecimal.ZERO;
        }
        if (least.compareTo(greatest) == 0) {
            BigDecimal around =
                    least.signum() == 0 ? BigDecimal.ONE : least.abs().movePointLeft(1);
            least = least.subtract(around);
            greatest = greatest.add(around);
        }
        BigDecimal step = step(greatest.subtract(least));
        BigDecimal bottom = least.divide(step, 0, RoundingMode.FLOOR).multiply(step);
        BigDecimal top = greatest.divide(step, 0, RoundingMode.CEILING).multiply(step);
        return new Scale(bottom, top, step);
    }

    private static BigDecimal step(BigDecimal range) {
        BigDecimal wanted = range.divide(WANTED_STEPS, MathContext.DECIMAL64);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(wanted.precision() - wanted.scale() - 1);
        for (BigDecimal one : STEPS) {
            BigDecimal step = one.multiply(power);
            if (step.compareTo(wanted) >= 0) {
                return step;
            }
        }
        throw new IllegalStateException("ten times the power of ten below is above");
    }

    List<BigDecimal> ticks() {
        List<BigDecimal> ticks = new ArrayList<>();
        for (BigDecimal tick = bottom; tick.compareTo(top) <= 0; tick = tick.add(step)) {
            ticks.add(tick);
        }
        return ticks;
    }

    boolean crossesZero() {
        return bottom.signum() < 0 && top.signum() > 0;
    }

    /** @return how far from the top, of a height */
    BigDecimal fromTop(BigDecimal value, int height) {
        return top.subtract(value)
                .multiply(BigDecimal.valueOf(height))
                .divide(top.subtract(bottom), 1, RoundingMode.HALF_UP);
    }
}
