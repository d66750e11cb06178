package jp.shirube.system.bench;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What was written in one phase, and when each was answered, visible and told. */
final class Writes {

    /** One revision of one figure. */
    record Key(DemoTown.Cell cell, long revision) {}

    /** Nanoseconds of this JVM's clock; 0: not yet. */
    static final class Write {
        final long due;
        volatile long answered;
        volatile long visible;
        volatile long told;
        /** From the time that kpi-service wrote into the revision, by the machine's clock. */
        volatile long visibleAfterRecorded;

        private volatile long recordedAt;
        private volatile long visibleAt;

        Write(long due) {
            this.due = due;
        }
    }

    private final Map<Key, Write> all = new ConcurrentHashMap<>();
    private final Map<Key, Write> unseen = new ConcurrentHashMap<>();
    private final Map<Key, Write> untold = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String firstRefusal = "";

    /** @return false when the same one is under way already */
    boolean sent(Key key, long due) {
        Write write = new Write(due);
        if (all.putIfAbsent(key, write) != null) {
            return false;
        }
        unanswered.incrementAndGet();
        unseen.put(key, write);
        untold.put(key, write);
        return true;
    }

    void answered(Key key, long when, Instant recordedAt) {
        Write write = all.get(key);
        if (write != null) {
            unanswered.decrementAndGet();
            write.answered = when;
            write.recordedAt = nanos(recordedAt);
            recorded(write);
        }
    }

    void refused(Key key, String answer) {
        if (refused.getAndIncrement() == 0) {
            firstRefusal = answer;
        }
        unanswered.decrementAndGet();
        all.remove(key);
        unseen.remove(key);
        untold.remove(key);
    }

    void visible(Key key, long when) {
        Write write = unseen.remove(key);
        if (write != null) {
            write.visible = when;
            write.visibleAt = nanos(Instant.now());
            recorded(write);
        }
    }

    void told(Key key, long when) {
        Write write = untold.remove(key);
        if (write != null) {
            write.told = when;
        }
    }

    private static void recorded(Write write) {
        if (write.recordedAt != 0 && write.visibleAt != 0) {
            write.visibleAfterRecorded = write.visibleAt - write.recordedAt;
        }
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    Collection<Key> unseen() {
        return unseen.keySet();
    }

    /** How many are not answered yet or not visible yet. */
    int waiting() {
        return Math.max(unanswered.get(), unseen.size());
    }

    int untold() {
        return untold.size();
    }

    int refusals() {
        return refused.get();
    }

    String firstRefusal() {
        return firstRefusal;
    }

    /** Answered by 2xx until committed in the read model. */
    Lag visible() {
        return lag(write -> write.visible != 0, write -> write.visible - write.answered);
    }

    Lag sinceRecorded() {
        return lag(write -> write.visible != 0, write -> write.visibleAfterRecorded);
    }

    /** Also what waited for its turn to be sent. */
    Lag answered() {
        return lag(write -> write.answered != 0, write -> write.answered - write.due);
    }

    /** Answered by 2xx until told. */
    Lag told() {
        return lag(write -> write.told != 0, write -> write.told - write.answered);
    }

    /** Committed in the read model until told, of each one. */
    Lag toldAfterVisible() {
        return lag(write -> write.told != 0, write -> write.told - write.visible);
    }

    private Lag lag(Predicate<Write> known, ToLongFunction<Write> nanos) {
        return Lag.of(all.values().stream().filter(known).mapToLong(nanos));
    }
}
