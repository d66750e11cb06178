package jp.shirube.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.util.concurrent.TimeUnit;

/**
 * How much of a quota is left to somebody after one more request.
 *
 * @param policy the quota's name in the headers
 * @param perMinute what it allows
 * @param granted whether the request was within it
 * @param left requests left now
 * @param retryAfterSeconds until one more is allowed
 * @param fullAfterSeconds until all are
 */
record Rate(String policy, int perMinute, boolean granted, long left, int retryAfterSeconds, long fullAfterSeconds) {

    private static final int WINDOW_SECONDS = 60;

    static Rate take(String policy, int perMinute, Bucket bucket) {
        return of(policy, perMinute, bucket.tryConsumeAndReturnRemaining(1));
    }

    private static Rate of(String policy, int perMinute, ConsumptionProbe probe) {
        return new Rate(
                policy,
                perMinute,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                (int) Math.max(1, seconds(probe.getNanosToWaitForRefill())),
                seconds(probe.getNanosToWaitForReset()));
    }

    /** {@code RateLimit-Policy} of draft-ietf-httpapi-ratelimit-headers-10. */
    String policyField() {
        return "\"%s\";q=%d;w=%d".formatted(policy, perMinute, WINDOW_SECONDS);
    }

    /** {@code RateLimit} of the same draft. */
    String field() {
        return "\"%s\";r=%d;t=%d".formatted(policy, left, fullAfterSeconds);
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
