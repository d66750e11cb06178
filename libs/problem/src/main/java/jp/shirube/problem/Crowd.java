package jp.shirube.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * More requests at once than can be answered in the time people wait are told to come again, before they cost anything: a queue
 * without an end helps nobody. Health and metrics are not counted, nor streams that last and have a limit of their own
 * ({@code shirube.http.lasting}: how their paths end).
 */
@Singleton
public class Crowd {

    /** Before a body is looked at. */
    private static final int PRIORITY = 200;

    private static final int RETRY_AFTER_SECONDS = 2;

    private final int most;
    private final List<String> lasting;
    private final ObjectMapper json;
    private final AtomicInteger present = new AtomicInteger();

    Crowd(
            @ConfigProperty(name = "shirube.http.most-at-once", defaultValue = "100") int most,
            @ConfigProperty(name = "shirube.http.lasting") Optional<List<String>> lasting,
            ObjectMapper json) {
        this.most = most;
        this.lasting = lasting.orElse(List.of());
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    void check(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.startsWith("/q/") || lasting.stream().anyMatch(path::endsWith)) {
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
