package jp.shirube.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import org.jboss.resteasy.reactive.common.headers.HeaderUtil;
import org.jboss.resteasy.reactive.common.util.DateUtil;

/**
 * What a header only asks for, and nobody can read, is left out of account: of a date RFC 9110 (13.1.3, 13.1.4) demands it, of
 * Accept (12.5.1) it allows it. Left to itself the framework fails on them, some only once a resource looks.
 */
@ApplicationScoped
class UnreadableHeaders {

    /** Before anything reads a header. */
    private static final int PRIORITY = 1100;

    private static final List<String> DATES = List.of(HttpHeaders.IF_MODIFIED_SINCE, HttpHeaders.IF_UNMODIFIED_SINCE);

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext request) {
        MultiMap headers = request.request().headers();
        if (headers.contains(HttpHeaders.ACCEPT) && !areMediaTypes(headers.getAll(HttpHeaders.ACCEPT))) {
            headers.remove(HttpHeaders.ACCEPT);
        }
        for (String date : DATES) {
            if (headers.contains(date) && !isDate(headers.get(date))) {
                headers.remove(date);
            }
        }
        request.next();
    }

    private static boolean areMediaTypes(List<String> accept) {
        MultivaluedHashMap<String, String> asked = new MultivaluedHashMap<>();
        asked.put(HttpHeaders.ACCEPT, accept);
        try {
            HeaderUtil.getAcceptableMediaTypes(asked);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            DateUtil.parseDate(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
