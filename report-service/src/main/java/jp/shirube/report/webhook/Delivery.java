package jp.shirube.report.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.shirube.report.progresslog.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one receiver.
 *
 * @param id in the delivery log; null as long as nothing was tried
 * @param round of the subscription it belongs to
 * @param position of the event in the progress log; null for a ping
 * @param failed attempts of the present schedule that failed
 * @param due when it is tried again; null when it is over
 * @param attempts the newest of them, the oldest first
 */
record Delivery(
        @Nullable Long id,
        int round,
        @Nullable Long position,
        UUID eventId,
        String type,
        String subject,
        long version,
        Instant occurredAt,
        State state,
        int failed,
        @Nullable Instant due,
        List<Attempt> attempts) {

    static final String PING = "ping";

    /** A schedule has ten; what is replayed or retried by hand begins another. */
    private static final int MOST_KEPT = 20;

    enum State {
        /** It failed and is tried again, at {@code due}. */
        WAITING,
        DELIVERED,
        /** The last attempt of the schedule failed; a person or a replay may send it again. */
        GIVEN_UP,
        /** A replay sends it anew, in a delivery of its own. */
        REPLACED
    }

    static Delivery first(Entry entry, int round, Instant now) {
        return new Delivery(
                null,
                round,
                entry.position(),
                entry.id(),
                entry.type(),
                entry.subject(),
                entry.version(),
                entry.occurredAt(),
                State.WAITING,
                0,
                now,
                List.of());
    }

    static Delivery ping(Subscription to, Instant now) {
        String subject = to.municipality() + "/webhook/" + to.id();
        return new Delivery(
                null, to.round(), null, UUID.randomUUID(), PING, subject, 0, now, State.WAITING, 0, now, List.of());
    }

    /** What it is after an attempt. */
    Delivery after(Attempt attempt, Instant now, RetrySchedule schedule) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        List<Attempt> kept = all.subList(Math.max(0, all.size() - MOST_KEPT), all.size());
        if (attempt.succeeded()) {
            return with(State.DELIVERED, failed, null, kept);
        }
        Optional<Instant> next = schedule.next(failed + 1, now, attempt.asked());
        return with(
                next.isPresent() ? State.WAITING : State.GIVEN_UP, failed + 1, next.orElse(null), List.copyOf(kept));
    }

    Delivery with(State newState, int newFailed, @Nullable Instant newDue, List<Attempt> newAttempts) {
        return new Delivery(
                id,
                round,
                position,
                eventId,
                type,
                subject,
                version,
                occurredAt,
                newState,
                newFailed,
                newDue,
                List.copyOf(newAttempts));
    }
}
