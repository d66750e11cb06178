package jp.shirube.pages;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whoever must say who they are is sent to the identity provider, and comes back to the page they wanted. */
@ApplicationScoped
public class PageSignIn {

    /** Nothing a browser would take for another site's address. */
    private static final String OWN_PATH = "/(?!/)[A-Za-z0-9/_.,:~%?=&-]*";

    private final Visitor visitor;
    private final HttpAuthenticator authenticator;

    PageSignIn(Visitor visitor, HttpAuthenticator authenticator) {
        this.visitor = visitor;
        this.authenticator = authenticator;
    }

    /**
     * @param to the page they wanted
     * @param otherwise where whoever wanted no page of ours is sent
     */
    public Response then(@Nullable String to, String otherwise, RoutingContext routing) {
        if (visitor.isSignedIn()) {
            return Response.seeOther(URI.create(to != null && to.matches(OWN_PATH) ? to : otherwise))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        ChallengeData challenge = authenticator.getChallenge(routing).await().indefinitely();
        Response.ResponseBuilder answer =
                Response.status(challenge.status).header(HttpHeaders.CACHE_CONTROL, "no-store");
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }

    /** The address of the sign-in that leads back to the one that is asked. */
    public static String andReturnTo(String signIn, UriInfo address) {
        String query = address.getRequestUri().getRawQuery();
        String here = address.getRequestUri().getRawPath() + (query == null ? "" : "?" + query);
        return signIn + "?to=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
    }
}
