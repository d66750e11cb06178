package jp.shirube.access;

import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import jp.shirube.apart.AddressedMunicipality;
import jp.shirube.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided who may call what: finds out who it is, whose rows the request may touch, and whether the
 * operation's {@link Needs} is theirs. Which department it is about only the use case knows; it asks {@link CurrentCaller}.
 */
public class AccessFilter {

    static final String API_KEY = "X-API-Key";
    static final String REQUEST_ID = "X-Request-Id";

    /** The path parameter that names the municipality, in every address that has one. */
    private static final String MUNICIPALITY = "code";

    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String SANE_ID = "[A-Za-z0-9._-]{1,64}";

    private final CurrentCaller current;
    private final AddressedMunicipality addressed;
    private final Callers callers;
    private final CurrentIdentityAssociation identity;
    private final Rates rates;

    AccessFilter(
            CurrentCaller current,
            AddressedMunicipality addressed,
            Callers callers,
            CurrentIdentityAssociation identity,
            Rates rates) {
        this.current = current;
        this.addressed = addressed;
        this.callers = callers;
        this.identity = identity;
        this.rates = rates;
    }

    /** @return what is answered instead; null where the request goes on */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public @Nullable Response decide(ContainerRequestContext request, ResourceInfo resource, RoutingContext routing) {
        String requestId = request.getHeaderString(REQUEST_ID);
        if (requestId != null && requestId.matches(SANE_ID)) {
            current.requestIdIs(requestId);
        }
        String code = request.getUriInfo().getPathParameters().getFirst(MUNICIPALITY);
        if (code != null) {
            if (code.indexOf('\0') >= 0) {
                // No municipality, and no text to PostgreSQL.
                throw new NotFoundException();
            }
            addressed.is(code);
        }
        Needs needs = resource.getResourceMethod().getAnnotation(Needs.class);
        if (needs == null) {
            throw new IllegalStateException("nobody has said who may call " + resource.getResourceMethod());
        }
        Permission permission = needs.value();
        Caller caller;
        try {
            caller = known(request, routing, code);
        } catch (AuthenticationRedirectException e) {
            // The identity provider has sent the browser back with a code; the session begins, and the page comes next.
            return Response.status(e.getCode())
                    .header(HttpHeaders.LOCATION, e.getRedirectUri())
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        current.is(caller);
        rates.count(caller, routing);
        if (!caller.may(permission)) {
            throw caller.isAnonymous() ? AccessProblems.signInFirst() : AccessProblems.forbidden(permission);
        }
        if (caller.may(Permission.READ_DRAFTS) || permission.worksOnDrafts()) {
            addressed.showsDrafts();
        }
        if (permission == Permission.OPERATE) {
            addressed.isAll();
        }
        return null;
    }

    @ServerResponseFilter
    public void tellId(ContainerResponseContext response) {
        response.getHeaders().putSingle(REQUEST_ID, current.requestId());
        if (response.getStatus() == AccessProblems.UNAUTHENTICATED.status()) {
            response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
    }

    /** Whoever guesses keys or tokens is counted, and slowed. */
    private Caller known(ContainerRequestContext request, RoutingContext routing, @Nullable String code) {
        try {
            return identify(request, routing, code);
        } catch (ProblemException refused) {
            if (refused.type().equals(AccessProblems.UNAUTHENTICATED)) {
                rates.failed(routing);
            }
            throw refused;
        }
    }

    private Caller identify(ContainerRequestContext request, RoutingContext routing, @Nullable String code) {
        String key = request.getHeaderString(API_KEY);
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (key != null) {
            if (authorization != null) {
                throw AccessProblems.notAccepted();
            }
            return callers.ofKey(key, code).orElseThrow(AccessProblems::notAccepted);
        }
        SecurityIdentity known;
        try {
            known = identity.getDeferredIdentity().await().indefinitely();
        } catch (AuthenticationFailedException | AuthenticationCompletionException e) {
            Log.debug("not accepted", e);
            throw AccessProblems.notAccepted();
        }
        if (known.isAnonymous() && authorization != null) {
            throw AccessProblems.notAccepted();
        }
        if (!known.isAnonymous() && authorization == null && !READING.contains(request.getMethod())) {
            refuseFromOtherSites(request, routing);
        }
        current.isOf(callers.home(known));
        return callers.of(known, code);
    }

    /** The browser sends the cookie whoever made it send the request; it says itself who that was. */
    private static void refuseFromOtherSites(ContainerRequestContext request, RoutingContext routing) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        String origin = request.getHeaderString("Origin");
        String here = routing.request().authority().toString();
        boolean own = site != null
                ? site.equals("same-origin")
                : origin != null && (origin.equals("https://" + here) || origin.equals("http://" + here));
        if (!own) {
            throw AccessProblems.crossSite();
        }
    }
}
