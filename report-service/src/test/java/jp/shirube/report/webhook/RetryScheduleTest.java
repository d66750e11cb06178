package jp.shirube.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Standard Webhooks 1.0.0, deliverability and reliability. */
class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    void tenAttemptsSpanThreeDaysAndThenItIsGivenUp() {
        RetrySchedule exact = new RetrySchedule(() -> 0L);
        Instant at = NOW;
        for (int failed = 1; failed <= 9; failed++) {
            at = exact.next(failed, at, null).orElseThrow();
        }
        assertThat(Duration.between(NOW, at))
                .isEqualTo(Duration.ofHours(75).plusMinutes(35).plusSeconds(5));
        assertThat(exact.next(10, at, null)).isEmpty();
    }

    @Test
    void noAttemptComesSoonerThanPlannedNorMuchLater() {
        RetrySchedule schedule = new RetrySchedule(new Random(7));
        for (int i = 0; i < 200; i++) {
            assertThat(Duration.between(NOW, schedule.next(2, NOW, null).orElseThrow()))
                    .isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330));
        }
        assertThat(schedule.next(2, NOW, null)).isNotEqualTo(schedule.next(2, NOW, null));
    }

    @Test
    void aReceiverThatAsksForPatienceIsLeftAloneAtLeastThatLongButNotForEver() {
        RetrySchedule schedule = new RetrySchedule(new Random(7));
        assertThat(schedule.next(1, NOW, Duration.ofMinutes(2))).contains(NOW.plus(Duration.ofMinutes(2)));
        assertThat(schedule.next(3, NOW, Duration.ofSeconds(1)).orElseThrow())
                .isAfterOrEqualTo(NOW.plus(Duration.ofMinutes(30)));
        assertThat(schedule.next(1, NOW, Duration.ofDays(4000))).contains(NOW.plus(Duration.ofHours(24)));
    }
}
