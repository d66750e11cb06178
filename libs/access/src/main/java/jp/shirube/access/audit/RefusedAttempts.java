package jp.shirube.access.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * 拒否された試み, so many a minute one by one; whoever knocks more often than that is counted, once a minute per municipality, and
 * cannot fill the record. What is refused stays refused with its own answer whatever becomes of its record.
 */
@ApplicationScoped
class RefusedAttempts {

    /** So many municipalities are told apart in what is only counted. */
    private static final int APART = 50;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Audit audit;
    private final int most;
    private final Counter lost;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<String, Integer> onlyCounted = new TreeMap<>();
    private int recorded;

    RefusedAttempts(
            Audit audit,
            MeterRegistry metrics,
            @ConfigProperty(name = "shirube.audit.refused-per-minute", defaultValue = "600") int most) {
        this.audit = audit;
        this.most = most;
        this.lost = metrics.counter("shirube.audit.refused.lost");
    }

    void start(@Observes StartupEvent started) {
        Thread.ofPlatform().daemon().name("audit-refused").start(this::run);
    }

    void stop(@Observes ShutdownEvent stopped) {
        stop.countDown();
        nextMinute();
    }

    private void run() {
        try {
            while (!stop.await(WINDOW.toMillis(), TimeUnit.MILLISECONDS)) {
                nextMinute();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void record(Audit.Attempt attempt) {
        if (!isOneOfFew(attempt.municipality())) {
            return;
        }
        try {
            audit.write(attempt);
        } catch (RuntimeException e) {
            lost.increment();
            Log.error("a refused attempt is not recorded: " + attempt.action() + " answered " + attempt.status(), e);
        }
    }

    private synchronized boolean isOneOfFew(String municipality) {
        if (recorded < most) {
            recorded++;
            return true;
        }
        String counted = onlyCounted.containsKey(municipality) || onlyCounted.size() < APART ? municipality : "";
        onlyCounted.merge(counted, 1, Integer::sum);
        return false;
    }

    /** What was only counted is written down, and the next may be recorded one by one again. */
    void nextMinute() {
        Map<String, Integer> counted;
        synchronized (this) {
            counted = Map.copyOf(onlyCounted);
            onlyCounted.clear();
            recorded = 0;
        }
        counted.forEach((municipality, count) -> {
            try {
                audit.write(Audit.Attempt.onlyCounted(municipality, count));
            } catch (RuntimeException e) {
                lost.increment(count);
                Log.error(count + " refused attempts are not even counted in the record", e);
            }
        });
    }
}
