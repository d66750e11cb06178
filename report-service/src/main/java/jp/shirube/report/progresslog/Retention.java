package jp.shirube.report.progresslog;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import jp.shirube.apart.InTheNameOf;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The log is for followers who come back; the topic and the assessments keep everything. */
@ApplicationScoped
class Retention {

    private final ProgressLog log;
    private final Clock clock;
    private final Duration keep;

    Retention(ProgressLog log, Clock clock, @ConfigProperty(name = "shirube.progress-log.keep") Duration keep) {
        this.log = log;
        this.clock = clock;
        this.keep = keep;
    }

    @Scheduled(every = "{shirube.progress-log.prune-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void prune() {
        InTheNameOf.theSystem(() -> log.prune(clock.instant().minus(keep)));
    }
}
