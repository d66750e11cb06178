package jp.shirube.report.progressstream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.progresslog.CloudEvents;
import jp.shirube.report.progresslog.Entry;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.progresslog.ProgressLog;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * All who follow on this replica. The log is looked at once for all of them: when this replica has appended to it, and every
 * few milliseconds for what others appended, as long as anybody follows.
 */
@ApplicationScoped
class Followers {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration ATTEND_EVERY = Duration.ofMillis(500);
    private static final int AT_ONCE = 50;
    private static final int READERS = 4;
    private static final int RETRY_AFTER_SECONDS = 10;

    /** Takes the next entries, or why there are none. */
    interface Reading {
        void read(List<Frame> frames, @Nullable Throwable failure);
    }

    private final ProgressLog log;
    private final CloudEvents events;
    private final Vertx vertx;
    private final int most;
    private final long heartbeat;
    private final long patience;
    private final long retryMillis;
    private final Counter cutOff;
    private final Set<Follower> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();
    private final Semaphore somethingToDo = new Semaphore(0);
    private final ExecutorService readers = Executors.newFixedThreadPool(
            READERS, Thread.ofPlatform().daemon().name("progress-reader-", 0).factory());
    private volatile Tail tail = Tail.startingAt(0);
    private volatile boolean stopping;
    private boolean started;

    Followers(
            ProgressLog log,
            CloudEvents events,
            Vertx vertx,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.progress-events.most") int most,
            @ConfigProperty(name = "shirube.progress-events.heartbeat") Duration heartbeat,
            @ConfigProperty(name = "shirube.progress-events.patience") Duration patience,
            @ConfigProperty(name = "shirube.progress-events.retry") Duration retry) {
        this.log = log;
        this.events = events;
        this.vertx = vertx;
        this.most = most;
        this.heartbeat = heartbeat.toNanos();
        this.patience = patience.toNanos();
        this.retryMillis = retry.toMillis();
        this.cutOff = metrics.counter("shirube.progress.followers.cut-off");
        metrics.gauge("shirube.progress.followers", all, Set::size);
    }

    /**
     * Takes one of the places; whoever does not {@link #add} a follower afterwards gives it back.
     *
     * @throws ProblemException when there is none
     */
    void takePlace() {
        if (places.incrementAndGet() > most) {
            places.decrementAndGet();
            throw new ProblemException(
                            ReportProblems.TOO_MANY_FOLLOWERS,
                            "同時に購読できるのは" + most + "件までです。",
                            "At most " + most + " streams at a time.")
                    .retryAfter(RETRY_AFTER_SECONDS);
        }
    }

    void giveBackPlace() {
        places.decrementAndGet();
    }

    /** On the connection's event loop. */
    void add(Filter filter, long position, HttpServerResponse response, Context context) {
        Follower follower = new Follower(this, filter, position, response, context);
        all.add(follower);
        // Not all at the same moment after a restart.
        follower.start(retryMillis + ThreadLocalRandom.current().nextLong(retryMillis));
        start();
        somethingToDo.release();
    }

    void remove(Follower follower) {
        if (all.remove(follower)) {
            giveBackPlace();
        }
    }

    void countCutOff() {
        cutOff.increment();
    }

    Tail tail() {
        return tail;
    }

    /** Reads elsewhere and answers on the event loop. */
    void read(long position, Filter filter, int limit, Context context, Reading reading) {
        try {
            readers.execute(() -> {
                try {
                    List<Frame> frames = InTheNameOf.theSystem(() -> log.after(position, filter, limit)).stream()
                            .map(this::frame)
                            .toList();
                    context.runOnContext(now -> reading.read(frames, null));
                } catch (RuntimeException e) {
                    context.runOnContext(now -> reading.read(List.of(), e));
                }
            });
        } catch (RejectedExecutionException e) {
            Log.debug("stopping", e);
        }
    }

    private Frame frame(Entry entry) {
        return new Frame(entry, events.line(entry));
    }

    private synchronized void start() {
        if (started || stopping) {
            return;
        }
        started = true;
        log.onAppended(somethingToDo::release);
        vertx.setPeriodic(
                ATTEND_EVERY.toMillis(), now -> all.forEach(follower -> follower.attend(heartbeat, patience)));
        Thread.ofPlatform().daemon().name("progress-stream").start(this::watch);
    }

    private void watch() {
        InTheNameOf.thisThreadIsTheSystem();
        boolean following = false;
        while (!stopping) {
            try {
                if (all.isEmpty()) {
                    following = false;
                    somethingToDo.acquire();
                } else if (somethingToDo.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    somethingToDo.drainPermits();
                }
                if (!all.isEmpty()) {
                    if (!following) {
                        // Nobody listened for a while: what was published meanwhile is not for the newcomers, or they
                        // read it.
                        tail = Tail.startingAt(log.last());
                        following = true;
                        all.forEach(Follower::wake);
                    }
                    look();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                Log.warn("followers wait for the database: " + e);
                pause();
            }
        }
    }

    private void look() {
        List<Entry> next;
        do {
            next = log.after(tail.to(), AT_ONCE);
            if (!next.isEmpty()) {
                tail = tail.with(next.stream().map(this::frame).toList());
                all.forEach(Follower::wake);
            }
        } while (next.size() == AT_ONCE && !stopping);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        somethingToDo.release();
        readers.shutdown();
        all.forEach(Follower::end);
    }
}
