package jp.shirube.report.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.report.progresslog.Entry;
import jp.shirube.report.progresslog.ProgressLog;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to one receiver, in a thread of its own, so that no receiver waits for another: reads on in the progress log, sends
 * several events at once, but never two of one subject, and notes what came of them together. An event that failed is tried
 * again on its schedule while later ones go on; a receiver that fails is sent one at a time until it succeeds again.
 *
 * <p>An event has a row only after its first attempt. Until then the subscription's position stays before it: who takes over
 * after a crash reads from there and leaves out what has a row.
 */
final class Courier implements Runnable {

    static final int MOST_AT_ONCE = 8;
    private static final int READ_AT_ONCE = 16;

    /** So many at most are held in memory while the subjects of all of them are busy. */
    private static final int MOST_READ = 256;

    /** Behind so many entries that nobody asked for, the position is stored even though nothing was sent. */
    private static final int FAR = 1000;

    /** What all couriers of a dispatcher share. */
    record Office(
            UUID worker,
            Subscriptions subscriptions,
            Deliveries deliveries,
            Outcomes outcomes,
            ProgressLog log,
            Sender sender,
            RetrySchedule schedule,
            ObjectMapper json,
            Clock clock,
            Turns turns,
            BooleanSupplier leased,
            Consumer<Delivery> tried) {}

    /** On its way or about to be. */
    private record Item(Delivery delivery, @Nullable String data) {
        String subject() {
            return delivery.subject();
        }
    }

    private sealed interface Signal {}

    private record Look() implements Signal {}

    private record Answered(Item item, Attempt attempt) implements Signal {}

    private final UUID webhook;
    private final Office office;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    // Told by the dispatcher.
    private volatile long appendedTo;
    private volatile long knownChanges;
    private volatile boolean stopping;

    /** When there is something to do that no signal tells of. */
    private volatile Instant alarm = Instant.MAX;

    // What is known since the subscription was last read.
    private Subscription to;
    private final Deque<Item> fresh = new ArrayDeque<>();
    private final Deque<Item> retries = new ArrayDeque<>();
    private final Set<Item> underWay = new HashSet<>();

    /** Positions read and not yet noted. */
    private final TreeSet<Long> open = new TreeSet<>();

    private Set<Long> noted = new HashSet<>();
    private long readTo;
    private long storedTo;
    private long lookedTo;
    private boolean more;
    private Instant nextRetry = Instant.MIN;
    private boolean failing;
    private @Nullable Instant notBefore;
    private boolean retriesTurn;

    Courier(Subscription to, Office office, long appendedTo) {
        this.webhook = to.id();
        this.to = to;
        this.office = office;
        this.appendedTo = appendedTo;
        this.knownChanges = to.changes();
    }

    /** Everything up to that position can be read. */
    void appended(long position) {
        appendedTo = position;
        signals.add(new Look());
    }

    /** The subscription has seen so many changes. */
    void changed(long changes) {
        if (changes != knownChanges) {
            knownChanges = changes;
            signals.add(new Look());
        }
    }

    void wakeIfDue(Instant now) {
        if (!now.isBefore(alarm)) {
            alarm = Instant.MAX;
            signals.add(new Look());
        }
    }

    /** Begins nothing new and ends with what is under way. */
    void stop() {
        stopping = true;
        signals.add(new Look());
    }

    @Override
    public void run() {
        InTheNameOf.thisThreadIsTheSystem();
        try {
            while (!stopping && office.leased().getAsBoolean() && load()) {
                work();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The database is away, most likely: the dispatcher sends another courier, which begins at what is noted.
            Log.warn("webhook " + webhook + " pauses: " + e);
        }
    }

    private boolean load() {
        Optional<Subscription> held =
                office.turns().take(() -> office.subscriptions().held(webhook, office.worker()));
        if (held.isEmpty()) {
            return false;
        }
        to = held.get();
        knownChanges = to.changes();
        noted = office.turns().take(() -> office.deliveries().positionsAfter(webhook, to.round(), to.position()));
        fresh.clear();
        retries.clear();
        open.clear();
        readTo = to.position();
        storedTo = readTo;
        more = true;
        nextRetry = Instant.MIN;
        failing = to.failingSince() != null;
        notBefore = to.notBefore();
        return true;
    }

    /** Until the subscription is another, or gone, and nothing is under way any more. */
    private void work() throws InterruptedException {
        while (true) {
            boolean goOn =
                    !stopping && knownChanges == to.changes() && office.leased().getAsBoolean();
            if (goOn) {
                fill();
                launch();
                readPastBusySubjects();
            } else if (underWay.isEmpty()) {
                return;
            }
            List<Signal> told = new ArrayList<>();
            told.add(signals.take());
            signals.drainTo(told);
            note(told);
        }
    }

    private void fill() {
        Instant now = office.clock().instant();
        if (fresh.isEmpty() && (more || appendedTo > lookedTo)) {
            read();
        }
        if (retries.isEmpty() && !nextRetry.isAfter(now)) {
            retryDue(now);
        }
        if (notBefore != null && notBefore.isAfter(now)) {
            alarm = notBefore;
        } else {
            // With retries at hand an answer wakes soon enough.
            alarm = retries.isEmpty() ? nextRetry : Instant.MAX;
        }
    }

    /** Events of one subject follow one another; those of others behind them need not wait for it. */
    private void readPastBusySubjects() {
        while (more
                && underWay.size() < (failing ? 1 : MOST_AT_ONCE)
                && fresh.size() < MOST_READ
                && fresh.stream().allMatch(this::isBusy)) {
            read();
            launch();
        }
    }

    private boolean isBusy(Item item) {
        return underWay.stream().anyMatch(other -> other.subject().equals(item.subject()));
    }

    private void read() {
        long end = appendedTo;
        List<Entry> entries = office.turns().take(() -> office.log().after(readTo, to.filter(), READ_AT_ONCE));
        more = entries.size() == READ_AT_ONCE;
        lookedTo = end;
        Instant now = office.clock().instant();
        for (Entry entry : entries) {
            readTo = entry.position();
            if (!noted.remove(entry.position())) {
                open.add(entry.position());
                fresh.add(new Item(Delivery.first(entry, to.round(), now), entry.data()));
            }
        }
        if (!more) {
            readTo = Math.max(readTo, end);
        }
    }

    private void retryDue(Instant now) {
        List<Long> busy = underWay.stream()
                .map(item -> item.delivery().id())
                .filter(id -> id != null)
                .toList();
        int limit = READ_AT_ONCE + busy.size();
        List<Deliveries.Due> next =
                office.turns().take(() -> office.deliveries().next(webhook, limit));
        // More may be due behind a full page.
        nextRetry = next.size() == limit ? now : Instant.MAX;
        for (Deliveries.Due due : next) {
            Instant at = due.delivery().due();
            if (at == null || busy.contains(due.delivery().id())) {
                continue;
            }
            if (at.isAfter(now)) {
                nextRetry = at;
                break;
            }
            retries.add(new Item(due.delivery(), due.data()));
        }
    }

    private void launch() {
        Instant now = office.clock().instant();
        if (notBefore != null && notBefore.isAfter(now)) {
            return;
        }
        Item item;
        while (underWay.size() < (failing ? 1 : MOST_AT_ONCE) && (item = pick()) != null) {
            underWay.add(item);
            Item sent = item;
            Subscription receiver = to;
            Thread.ofVirtual().name("webhook-post").start(() -> send(receiver, sent));
        }
    }

    /** New ones and retries in turn, so that neither waits for the other to be done with. */
    private @Nullable Item pick() {
        retriesTurn = !retriesTurn;
        Item first = pickOf(retriesTurn ? retries : fresh);
        return first != null ? first : pickOf(retriesTurn ? fresh : retries);
    }

    private @Nullable Item pickOf(Deque<Item> waiting) {
        for (Iterator<Item> each = waiting.iterator(); each.hasNext(); ) {
            Item item = each.next();
            if (!isBusy(item)) {
                each.remove();
                return item;
            }
        }
        return null;
    }

    private void send(Subscription receiver, Item item) {
        Delivery delivery = item.delivery();
        Instant now = office.clock().instant();
        Attempt attempt = new Attempt(now, 0, null, "the sender broke off", null, null);
        try {
            attempt = delivery.position() != null && item.data() == null
                    ? new Attempt(now, 0, null, "the event is no longer kept", null, null)
                    : office.sender()
                            .send(
                                    receiver.url(),
                                    receiver.secrets(now),
                                    delivery.eventId().toString(),
                                    Payload.of(delivery, item.data(), office.json()));
        } finally {
            signals.add(new Answered(item, attempt));
        }
    }

    private void note(Collection<Signal> told) {
        List<Delivery> tried = new ArrayList<>();
        for (Signal signal : told) {
            switch (signal) {
                case Look look -> {}
                case Answered(Item item, Attempt attempt) -> {
                    underWay.remove(item);
                    Instant now = office.clock().instant();
                    tried.add(item.delivery().after(attempt, now, office.schedule()));
                    failing = !attempt.succeeded();
                    if (item.delivery().id() == null && item.delivery().position() != null) {
                        open.remove(item.delivery().position());
                    }
                }
            }
        }
        long position = open.isEmpty() ? readTo : open.first() - 1;
        if (tried.isEmpty() && position - storedTo < FAR) {
            return;
        }
        Optional<Outcomes.Noted> after = office.turns()
                .take(() -> office.outcomes()
                        .note(
                                webhook,
                                office.worker(),
                                to.round(),
                                position,
                                tried,
                                office.clock().instant()));
        if (after.isEmpty()) {
            stopping = true;
            return;
        }
        storedTo = position;
        tried.forEach(office.tried());
        notBefore = after.get().notBefore();
        for (Delivery delivery : tried) {
            Instant due = delivery.due();
            if (due != null && due.isBefore(nextRetry)) {
                nextRetry = due;
            }
        }
        changed(after.get().changes());
    }
}
