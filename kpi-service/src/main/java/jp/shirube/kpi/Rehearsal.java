package jp.shirube.kpi;

import io.quarkus.arc.Arc;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import jp.shirube.access.Caller;
import jp.shirube.access.Grant;
import jp.shirube.access.Role;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.kpi.actual.MissingReason;
import jp.shirube.kpi.actual.Precondition;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.actual.application.RecordActual;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Goes through one write before the service says that it is ready, and takes it back: the first real one of a day would
 * otherwise pay for loading everything it touches, and be late. Nothing of it remains; whether it succeeds does not matter.
 */
@Readiness
@ApplicationScoped
class Rehearsal implements HealthCheck {

    private static final int LONGEST_MILLIS = 3000;

    private final Indicators indicators;
    private final RecordActual recordActual;
    private final int port;
    private volatile boolean done;

    Rehearsal(Indicators indicators, RecordActual recordActual, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.indicators = indicators;
        this.recordActual = recordActual;
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
        Arc.container().requestContext().activate();
        try {
            QuarkusTransaction.begin();
            try {
                indicators.findSome().ifPresent(this::writeInVain);
            } finally {
                QuarkusTransaction.rollback();
            }
            askInVain();
        } catch (IOException | RuntimeException e) {
            Log.info("rehearsal ended early: " + e);
        } finally {
            Arc.container().requestContext().terminate();
            done = true;
        }
    }

    private void writeInVain(IndicatorKey indicator) {
        recordActual.record(
                new Caller("rehearsal", "rehearsal", Set.of(new Grant(Role.PLANNING_OFFICE, null)), null, null),
                indicator,
                "2000",
                () -> new ProposedActual(
                        new ProposedActual.Proposed(null, MissingReason.NOT_APPLICABLE, false, false),
                        null,
                        Status.FINAL,
                        null,
                        null,
                        null,
                        List.of()),
                Precondition.NONE,
                null);
    }

    /** The way of a request through HTTP and JSON, to a municipality that cannot exist. */
    private void askInVain() throws IOException {
        HttpURLConnection request = (HttpURLConnection) URI.create(
                        "http://127.0.0.1:" + port + "/api/kpi/v1/municipalities/000000/indicators/none/actuals/2000")
                .toURL()
                .openConnection();
        request.setRequestMethod("PUT");
        request.setConnectTimeout(LONGEST_MILLIS);
        request.setReadTimeout(LONGEST_MILLIS);
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/json");
        request.getOutputStream().write("{\"value\": 1}".getBytes(StandardCharsets.UTF_8));
        Log.debug("rehearsed, answered " + request.getResponseCode());
    }
}
