package jp.shirube.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * More requests at once than can be answered in the time people wait are told to come again, before they cost anything: a queue
 * without an end helps nobody. Health and metrics, and streams that last, are not counted.
 */
@Singleton
public class Crowd {

    /** Before a body is looked at. */
    private static final int PRIORITY = 200;

    private static final int RETRY_AFTER_SECONDS = 2;

    private final int most;
    private final ObjectMapper json;
    private final AtomicInteger present = new AtomicInteger();

    Crowd(@ConfigProperty(name = "shirube.http.most-at-once", defaultValue = "100") int most, ObjectMapper json) {
        this.most = most;
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    void check(RoutingContext request) {
        String accept = request.request().getHeader("Accept");
        if (request.normalizedPath().startsWith("/q/") || (accept != null && accept.contains("text/event-stream"))) {
            request.next();
        } else if (present.incrementAndGet() > most) {
            present.decrementAndGet();
            request.response().putHeader("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
            Refused.with(
                    request,
                    json,
                    ProblemType.TEMPORARILY_UNAVAILABLE,
                    "いま同時に処理できる数（%d件）を超えています。少し待ってからもう一度送ってください。".formatted(most),
                    "More than %d requests at once; send it again in a moment.".formatted(most));
        } else {
            request.addEndHandler(ended -> present.decrementAndGet());
            request.next();
        }
    }
}
