package jp.shirube.outbox;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Which topics can be sent to. Asking for one that does not exist blocks for many seconds, so it is done aside: a missing topic
 * holds up its own events only.
 */
final class ReachableTopics {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Producer<String, String> producer;
    private final Runnable found;
    private final Set<String> reachable = ConcurrentHashMap.newKeySet();
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    ReachableTopics(Producer<String, String> producer, Runnable found) {
        this.producer = producer;
        this.found = found;
    }

    boolean has(String topic) {
        if (reachable.contains(topic)) {
            return true;
        }
        if (!stopping && away.add(topic)) {
            Thread.ofPlatform().daemon().name("outbox-topic-" + topic).start(() -> find(topic));
        }
        return false;
    }

    /** Those that are being looked for. */
    String[] away() {
        return away.toArray(String[]::new);
    }

    /** It did not take what was sent in time: it may be gone. */
    void doubt(String topic) {
        reachable.remove(topic);
    }

    void stop() {
        stopping = true;
    }

    private void find(String topic) {
        while (!stopping && !isThere(topic)) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
        reachable.add(topic);
        away.remove(topic);
        found.run();
    }

    private boolean isThere(String topic) {
        try {
            producer.partitionsFor(topic);
        } catch (TimeoutException e) {
            if (!stopping) {
                Log.warn("events for " + topic + " wait: " + e.getMessage());
            }
            return false;
        } catch (RuntimeException e) {
            // Such as a name no topic can have: the record itself will be told.
            Log.warn("events for " + topic + " may fail: " + e);
        }
        return true;
    }
}
