package jp.shirube.report.webhook;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import jp.shirube.apart.InTheNameOf;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The delivery log is for finding out what went wrong, not for ever: what is over is removed after a while. */
@ApplicationScoped
class DeliveryLogCleaning {

    private final Deliveries deliveries;
    private final Clock clock;
    private final Duration keep;

    DeliveryLogCleaning(
            Deliveries deliveries, Clock clock, @ConfigProperty(name = "shirube.webhooks.log-keep") Duration keep) {
        this.deliveries = deliveries;
        this.clock = clock;
        this.keep = keep;
    }

    @Scheduled(every = "{shirube.webhooks.clean-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void clean() {
        Instant before = clock.instant().minus(keep);
        boolean more;
        do {
            more = InTheNameOf.theSystem(() -> deliveries.removeSome(before));
        } while (more);
    }
}
