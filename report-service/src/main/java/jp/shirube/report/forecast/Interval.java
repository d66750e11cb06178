package jp.shirube.report.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import jp.shirube.report.forecast.Forecast.Question;
import org.jspecify.annotations.Nullable;

/** A predicted figure and the two-sided 80 % prediction interval about it, ends included. */
record Interval(BigDecimal value, BigDecimal low, BigDecimal high) {

    static Interval about(BigDecimal value, BigDecimal halfWidth) {
        return new Interval(
                bare(value),
                bare(value.subtract(halfWidth, MathContext.DECIMAL128)),
                bare(value.add(halfWidth, MathContext.DECIMAL128)));
    }

    boolean contains(BigDecimal figure) {
        return figure.compareTo(low) >= 0 && figure.compareTo(high) <= 0;
    }

    Interval rounded(int decimals) {
        return new Interval(
                value.setScale(decimals, RoundingMode.HALF_UP),
                low.setScale(decimals, RoundingMode.HALF_UP),
                high.setScale(decimals, RoundingMode.HALF_UP));
    }

    /** What achieves a goal has no holes, so the whole interval does when both its ends do; null where there is no goal. */
    @Nullable
    Outlook outlook(Question question) {
        BigDecimal threshold = question.threshold();
        BigDecimal upTo = question.upTo();
        if (threshold == null) {
            return null;
        }
        boolean allMeet;
        boolean noneMeets;
        if (upTo == null) {
            boolean lowMeets = question.comparator().holds(low, threshold);
            boolean highMeets = question.comparator().holds(high, threshold);
            allMeet = lowMeets && highMeets;
            noneMeets = !lowMeets && !highMeets;
        } else {
            allMeet = low.compareTo(threshold) >= 0 && high.compareTo(upTo) <= 0;
            noneMeets = high.compareTo(threshold) < 0 || low.compareTo(upTo) > 0;
        }
        return allMeet ? Outlook.LIKELY_MET : noneMeets ? Outlook.LIKELY_MISSED : Outlook.OPEN;
    }

    /** Without needless zeros, never as 1E+1. */
    static BigDecimal bare(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
