package jp.shirube.kpi.collection.screens;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The stylesheet of all pages also under {@code /collection}: at the one address {@code /portal} is another service's, and these
 * screens look as they should while that one is away.
 */
@ApplicationScoped
class OwnLooks {

    private static final String UNDER = "/collection";

    void register(@Observes Router router) {
        router.get(UNDER + "/portal/*")
                .order(-1)
                .handler(request -> request.reroute(request.normalizedPath().substring(UNDER.length())));
    }
}
