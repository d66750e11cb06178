package jp.shirube.report.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed delivery is tried again: the example schedule of Standard Webhooks 1.0.0, ten attempts over 75 hours.
 *
 * @param random for the jitter
 */
record RetrySchedule(RandomGenerator random) {

    /** Before the second attempt, the third …. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** A pause grows by up to a tenth, so that a receiver that comes back is not asked for everything in one moment. */
    static final double MOST_JITTER = 0.1;

    /** A receiver that asks for more patience is asked again after a day. */
    static final Duration LONGEST_ASKED = Duration.ofHours(24);

    /**
     * @param failed how many attempts have failed, from 1
     * @param asked the receiver's Retry-After, a lower bound
     * @return empty after the last attempt
     */
    Optional<Instant> next(int failed, Instant now, @Nullable Duration asked) {
        if (failed > PAUSES.size()) {
            return Optional.empty();
        }
        Duration pause = PAUSES.get(failed - 1);
        pause = pause.plusMillis((long) (pause.toMillis() * MOST_JITTER * random.nextDouble()));
        Duration bound = asked == null || asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
        return Optional.of(now.plus(bound == null || pause.compareTo(bound) >= 0 ? pause : bound));
    }
}
