package jp.shirube.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A body announced as larger than its address takes is refused unread, with a reason; one that is not announced is cut off. */
@Singleton
public class BodyLimit {

    /** Before Quarkus refuses it without a word. */
    private static final int PRIORITY = 100;

    /** After Quarkus has noted its one limit, which bounds a body of unknown length while it is read. */
    private static final int AFTER_QUARKUS = 1;

    private static final String NOTED = "io.quarkus.max-request-size";

    private record Larger(Pattern path, long most) {}

    private final long most;
    private final List<Larger> larger;
    private final ObjectMapper json;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K") MemorySize most,
            BodyLimits limits,
            ObjectMapper json) {
        this.most = limits.most().orElse(most).asLongValue();
        this.larger = limits.larger().values().stream()
                .map(each -> new Larger(
                        Pattern.compile(each.path()), Math.min(each.most().asLongValue(), most.asLongValue())))
                .toList();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
        filters.register(this::note, AFTER_QUARKUS);
    }

    private long mostFor(RoutingContext request) {
        String path = request.normalizedPath();
        return larger.stream()
                .filter(each -> each.path().matcher(path).matches())
                .mapToLong(Larger::most)
                .findFirst()
                .orElse(most);
    }

    private void note(RoutingContext request) {
        if (request.get(NOTED) != null) {
            request.put(NOTED, mostFor(request));
        }
        request.next();
    }

    private void check(RoutingContext request) {
        long most = mostFor(request);
        if (announced(request) <= most) {
            request.next();
            return;
        }
        if (request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Refused.with(
                request,
                json,
                ProblemType.TOO_LARGE,
                "送れるのは%,dバイトまでです。".formatted(most),
                "At most %,d bytes can be sent.".formatted(most));
    }

    private static long announced(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
