package jp.shirube.report.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.shirube.report.webhook.Subscription.DisabledBecause;
import org.jspecify.annotations.Nullable;

/** What came of attempts, written down: for the log, for the next attempt, and for whether the receiver is sent anything more. */
@ApplicationScoped
class Outcomes {

    /** For so long every attempt must have failed before a receiver is disabled. */
    static final Duration FAILING_FOR = Duration.ofDays(5);

    /** And one event so often: a single failure after quiet days disables nobody. */
    private static final int FAILED_TIMES = 4;

    /** A pause the receiver asked for holds up its other events no longer than that. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** The subscription afterwards. */
    record Noted(long changes, @Nullable Instant notBefore) {}

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;

    Outcomes(Subscriptions subscriptions, Deliveries deliveries) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
    }

    /**
     * @param round of the subscription when they were sent
     * @param position of the progress log up to which everything is noted herewith
     * @return empty, and nothing noted, when somebody else has taken it
     */
    @Transactional
    Optional<Noted> note(UUID id, UUID worker, int round, long position, List<Delivery> tried, Instant now) {
        return subscriptions.lockHeld(id, worker).map(found -> note(found, round, position, tried, now));
    }

    private Noted note(Subscription found, int round, long position, List<Delivery> tried, Instant now) {
        Instant lastSuccess = found.lastSuccessAt();
        Instant failingSince = found.failingSince();
        Instant notBefore = found.notBefore();
        DisabledBecause why = null;
        for (Delivery delivery : tried) {
            deliveries.note(found.id(), delivery);
            Attempt attempt = delivery.attempts().getLast();
            if (attempt.succeeded()) {
                lastSuccess = attempt.at();
                failingSince = null;
                notBefore = null;
                continue;
            }
            failingSince = failingSince == null ? attempt.at() : failingSince;
            notBefore = later(notBefore, attempt.asked(), now);
            if (attempt.gone()) {
                why = DisabledBecause.GONE;
            } else if (why == null && isHopeless(failingSince, delivery, now)) {
                why = DisabledBecause.FAILING;
            }
        }
        boolean sameRound = found.round() == round;
        long reached = sameRound ? Math.max(found.position(), position) : found.position();
        subscriptions.progressed(found.id(), reached, lastSuccess, failingSince, notBefore);
        if (!sameRound) {
            deliveries.replaceOlderThan(found.id(), found.round(), found.position());
        }
        if (why != null) {
            subscriptions.disable(found.id(), why, now);
        }
        return new Noted(why == null || !found.isActive() ? found.changes() : found.changes() + 1, notBefore);
    }

    private static boolean isHopeless(Instant failingSince, Delivery delivery, Instant now) {
        return !failingSince.plus(FAILING_FOR).isAfter(now) && delivery.failed() >= FAILED_TIMES;
    }

    private static @Nullable Instant later(@Nullable Instant notBefore, @Nullable Duration asked, Instant now) {
        if (asked == null) {
            return notBefore;
        }
        Duration pause = asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
        Instant until = now.plus(pause);
        return notBefore == null || until.isAfter(notBefore) ? until : notBefore;
    }
}
