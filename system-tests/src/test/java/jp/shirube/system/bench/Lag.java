package jp.shirube.system.bench;

import java.util.Locale;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** How long something took, over many times. */
record Lag(Histogram nanos) {

    private static final long LONGEST = 600_000_000_000L;

    /** What was seen before it was known to be committed took no time. */
    static Lag of(LongStream nanos) {
        Histogram histogram = new Histogram(LONGEST, 3);
        nanos.forEach(each -> histogram.recordValue(Math.clamp(each, 0, LONGEST)));
        return new Lag(histogram);
    }

    /** In milliseconds; NaN when there is nothing. */
    double at(double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e6;
    }

    double p50() {
        return at(50);
    }

    double p99() {
        return at(99);
    }

    long count() {
        return nanos.getTotalCount();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f, p99 %.1f, max %.1f ms (%d)", p50(), p99(), at(100), count());
    }
}
