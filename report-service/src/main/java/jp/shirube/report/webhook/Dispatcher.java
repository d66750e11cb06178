package jp.shirube.report.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.webhook.Subscriptions.Appended;
import jp.shirube.report.webhook.Subscriptions.Held;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends a {@link Courier} to every receiver this replica holds the lease of, and wakes those there is something new for. A
 * replica that goes away without a word is replaced when its leases are over; what it had sent and not noted is sent again, under
 * the same id.
 */
@ApplicationScoped
class Dispatcher {

    /** While events come, those that another replica logged are looked for this often; this replica's wake at once. */
    private static final Duration BUSY = Duration.ofMillis(20);

    private static final Duration QUIET = Duration.ofMillis(250);
    private static final long BUSY_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long TEND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final int AT_THE_DATABASE = 4;

    private final UUID worker = UUID.randomUUID();
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final ProgressLog log;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final boolean deliver;
    private final Duration lease;
    private final Courier.Office office;
    private final Map<UUID, Sent> sent = new ConcurrentHashMap<>();
    private final Semaphore awake = new Semaphore(0);
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();
    private final Thread thread = new Thread(this::run, "webhook-dispatcher");
    private volatile boolean stopping;
    private volatile boolean tendNow;
    private volatile long leasedUntil = System.nanoTime();
    private long nextTend = System.nanoTime();
    private long nextRenewal = System.nanoTime();
    private long nextMeasure = System.nanoTime();
    private long lastAppended = System.nanoTime();
    private long seen = -1;

    private record Sent(Courier courier, Thread thread, String municipality) {}

    Dispatcher(
            Subscriptions subscriptions,
            Deliveries deliveries,
            Outcomes outcomes,
            ProgressLog log,
            Sender sender,
            ObjectMapper json,
            Clock clock,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.webhooks.deliver", defaultValue = "true") boolean deliver,
            @ConfigProperty(name = "shirube.webhooks.lease", defaultValue = "PT30S") Duration lease) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.log = log;
        this.clock = clock;
        this.metrics = metrics;
        this.deliver = deliver;
        this.lease = lease;
        this.office = new Courier.Office(
                worker,
                subscriptions,
                deliveries,
                outcomes,
                log,
                sender,
                new RetrySchedule(new Random()),
                json,
                clock,
                new Turns(AT_THE_DATABASE),
                () -> leasedUntil - System.nanoTime() > 0,
                this::count);
    }

    void start(@Observes StartupEvent started) {
        if (deliver) {
            begin();
        }
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        if (deliver) {
            end();
        }
    }

    void begin() {
        metrics.gauge("shirube.webhooks.waiting", waiting);
        metrics.gauge("shirube.webhooks.waiting.oldest.seconds", oldestSeconds);
        log.onAppended(this::wake);
        thread.setDaemon(true);
        thread.start();
    }

    /** What is under way may end; what does not is sent again by whoever comes next. */
    void end() throws InterruptedException {
        stopping = true;
        wake();
        thread.join(FAREWELL);
        sent.values().forEach(each -> each.courier().stop());
        Instant deadline = Instant.now().plus(FAREWELL);
        for (Sent each : sent.values()) {
            each.thread()
                    .join(Duration.ofMillis(Math.max(
                            1, Duration.between(Instant.now(), deadline).toMillis())));
        }
        try {
            InTheNameOf.theSystem(() -> subscriptions.release(worker));
        } catch (RuntimeException e) {
            Log.warn("webhooks wait for their leases to end: " + e);
        }
    }

    /** Somebody changed a subscription. */
    void tend() {
        tendNow = true;
        wake();
    }

    private void wake() {
        if (awake.availablePermits() == 0) {
            awake.release();
        }
    }

    private void run() {
        InTheNameOf.thisThreadIsTheSystem();
        while (!stopping) {
            Duration pause;
            try {
                look();
                pause = pause();
            } catch (RuntimeException e) {
                if (!stopping) {
                    Log.warn("webhooks pause: " + e);
                }
                pause = PAUSE_AFTER_FAILURE;
            }
            try {
                if (awake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    awake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration pause() {
        return !sent.isEmpty() && System.nanoTime() - lastAppended < BUSY_FOR_NANOS ? BUSY : QUIET;
    }

    private void look() {
        long now = System.nanoTime();
        if (seen < 0) {
            seen = log.last();
        }
        if (tendNow || now - nextTend >= 0) {
            tendNow = false;
            nextTend = now + TEND_NANOS;
            lookAfterLeases(now);
        }
        if (!sent.isEmpty()) {
            lookForNew(now);
            Instant moment = clock.instant();
            sent.values().forEach(each -> each.courier().wakeIfDue(moment));
        }
        if (now - nextMeasure >= 0) {
            nextMeasure = now + MEASURE_NANOS;
            measure();
        }
    }

    private void lookForNew(long now) {
        List<Appended> appended = subscriptions.appendedSince(seen);
        if (appended.isEmpty()) {
            return;
        }
        lastAppended = now;
        seen = appended.stream().mapToLong(Appended::position).max().orElseThrow();
        var municipalities = appended.stream().map(Appended::municipality).collect(Collectors.toSet());
        for (Sent each : sent.values()) {
            if (municipalities.contains(each.municipality())) {
                each.courier().appended(seen);
            }
        }
    }

    private void lookAfterLeases(long now) {
        subscriptions.take(worker, lease);
        if (now - nextRenewal >= 0) {
            subscriptions.renew(worker, lease);
            leasedUntil = now + lease.toNanos();
            nextRenewal = now + lease.toNanos() / 3;
        }
        Map<UUID, Held> held =
                subscriptions.heldBy(worker).stream().collect(Collectors.toMap(Held::id, Function.identity()));
        sent.values().removeIf(each -> !each.thread().isAlive());
        sent.forEach((id, each) -> {
            Held still = held.get(id);
            if (still == null) {
                each.courier().stop();
            } else {
                each.courier().changed(still.changes());
            }
        });
        for (Held each : held.values()) {
            if (!sent.containsKey(each.id())) {
                Optional<Subscription> found = subscriptions.held(each.id(), worker);
                found.ifPresent(to -> {
                    Courier courier = new Courier(to, office, seen);
                    Thread courierThread = Thread.ofVirtual()
                            .name("webhook-courier-" + each.id())
                            .start(courier);
                    sent.put(each.id(), new Sent(courier, courierThread, each.municipality()));
                });
            }
        }
    }

    private void measure() {
        Deliveries.Waiting now = deliveries.waiting();
        waiting.set(now.count());
        oldestSeconds.set(
                now.oldest() == null
                        ? 0
                        : Math.max(
                                0,
                                Duration.between(now.oldest(), clock.instant()).toSeconds()));
    }

    private void count(Delivery tried) {
        String outcome = switch (tried.state()) {
            case DELIVERED -> "delivered";
            case WAITING, REPLACED -> "failed";
            case GIVEN_UP -> "given_up";
        };
        metrics.counter("shirube.webhooks.deliveries", "outcome", outcome).increment();
    }
}
