package jp.shirube.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What every answer tells browsers and caches not to do, whoever made the answer. {@code shirube.http.hsts} is the value of
 * {@code Strict-Transport-Security} where there is TLS; over plain http it is never sent (RFC 6797).
 */
@Singleton
public class ProtectiveHeaders {

    /** Before anything can answer. */
    private static final int PRIORITY = 1000;

    private static final String POLICY = "Content-Security-Policy";

    /** Pages take styles and pictures from here; nothing in them runs. */
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String OTHER_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

    private static final String CACHE = "Cache-Control";
    private static final int FIRST_REFUSAL = 400;

    private final Optional<String> hsts;

    ProtectiveHeaders(@ConfigProperty(name = "shirube.http.hsts") Optional<String> hsts) {
        this.hsts = hsts;
    }

    void register(@Observes Filters filters) {
        filters.register(this::attend, PRIORITY);
    }

    void attend(RoutingContext request) {
        request.addHeadersEndHandler(sent -> add(request));
        request.next();
    }

    private void add(RoutingContext request) {
        MultiMap headers = request.response().headers();
        ALWAYS.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        String type = headers.get("Content-Type");
        if (!headers.contains(POLICY)) {
            headers.set(POLICY, type != null && type.startsWith("text/html") ? PAGE_POLICY : OTHER_POLICY);
        }
        if (isOfSomebody(request) || request.response().getStatusCode() >= FIRST_REFUSAL && !headers.contains(CACHE)) {
            headers.set(CACHE, "no-store");
        }
        if ("https".equalsIgnoreCase(request.request().scheme())) {
            hsts.ifPresent(value -> headers.set("Strict-Transport-Security", value));
        }
    }

    /** What the API tells somebody signed in may hold what others must not see; what it tells everybody may be kept. */
    private static boolean isOfSomebody(RoutingContext request) {
        return request.normalizedPath().startsWith("/api/") && Credentials.areIn(request.request());
    }
}
