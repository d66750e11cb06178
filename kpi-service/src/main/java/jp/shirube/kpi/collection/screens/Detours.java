package jp.shirube.kpi.collection.screens;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Addresses under {@code /collection} that another one answers. */
@ApplicationScoped
class Detours {

    private static final String TABLE = "/collection/:code/rounds/:round/items.csv";

    void register(@Observes Router router) {
        router.get(Answers.START + "/portal/*").order(-1).handler(Detours::looks);
        router.get(TABLE).order(-1).handler(Detours::table);
    }

    /**
     * The stylesheet of all pages: at the one address {@code /portal} is another service's, and these screens look as they
     * should while that one is away.
     */
    private static void looks(RoutingContext request) {
        request.reroute(request.normalizedPath().substring(Answers.START.length()));
    }

    /** The API's list as a table: a link cannot say what form it wants. */
    private static void table(RoutingContext request) {
        request.request().headers().set(HttpHeaders.ACCEPT, "text/csv");
        request.reroute("/api/kpi/v1/municipalities/" + Addresses.encoded(request.pathParam("code"))
                + "/collection-rounds/" + Addresses.encoded(request.pathParam("round")) + "/items");
    }
}
