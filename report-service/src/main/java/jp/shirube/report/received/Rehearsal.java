package jp.shirube.report.received;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.outbox.Receiver;
import jp.shirube.report.targets.KnownIndicator;
import jp.shirube.report.targets.KnownTargets;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Judges one indicator again before the service says that it is ready, and reads the result as a client would: the first real
 * event of a day would otherwise pay for loading everything it touches, and be late. What has not changed says nothing.
 */
@Readiness
@ApplicationScoped
class Rehearsal implements HealthCheck {

    private static final int LONGEST_MILLIS = 3000;

    private final Receiver receiver;
    private final ReadModelTurn turn;
    private final Reassessment reassessment;
    private final KnownTargets targets;
    private final int port;
    private volatile boolean done;

    Rehearsal(
            Receiver receiver,
            ReadModelTurn turn,
            Reassessment reassessment,
            KnownTargets targets,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.receiver = receiver;
        this.turn = turn;
        this.reassessment = reassessment;
        this.targets = targets;
        this.port = port;
    }

    void begin(@Observes StartupEvent started) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Thread.ofPlatform().daemon().name("rehearsal").start(this::rehearse);
        } else {
            done = true;
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("rehearsal").status(done).build();
    }

    private void rehearse() {
        InTheNameOf.thisThreadIsTheSystem();
        AtomicReference<KnownIndicator> any = new AtomicReference<>();
        try {
            receiver.receive(ConsumerRecords.empty(), none -> {
                turn.share();
                Optional<KnownIndicator> indicator = targets.findAnyIndicator();
                indicator.ifPresent(any::set);
                reassessment.of(indicator.map(Set::of).orElse(Set.of()));
            });
            KnownIndicator indicator = any.get();
            if (indicator != null) {
                ask("/api/report/v1/municipalities/" + indicator.municipality() + "/indicators/" + indicator.id()
                        + "/progress");
                ask("/municipalities/" + indicator.municipality() + "/indicators/" + indicator.id());
            }
        } catch (IOException | RuntimeException e) {
            Log.info("rehearsal ended early: " + e);
        } finally {
            done = true;
        }
    }

    private void ask(String path) throws IOException {
        HttpURLConnection request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        request.setConnectTimeout(LONGEST_MILLIS);
        request.setReadTimeout(LONGEST_MILLIS);
        Log.debug("rehearsed, answered " + request.getResponseCode());
    }
}
