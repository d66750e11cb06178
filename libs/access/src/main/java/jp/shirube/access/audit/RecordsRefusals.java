package jp.shirube.access.audit;

import io.quarkus.runtime.BlockingOperationControl;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.ProblemResponses;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Has every refused attempt recorded: what was not allowed, and whatever was to change something and did not. Of a request
 * nothing but method and address is kept.
 */
@Provider
public class RecordsRefusals implements ContainerResponseFilter {

    private static final Set<String> WRITING = Set.of("PUT", "POST", "DELETE", "PATCH");
    /** Come again later: nothing was decided. */
    private static final Set<Integer> LATER = Set.of(429, 503);

    /** Operations that change nothing whatever their method is. */
    private static final Set<Permission> READING = Set.of(
            Permission.READ_PUBLISHED,
            Permission.READ_DRAFTS,
            Permission.READ_HANDOVER,
            Permission.READ_ACCESS,
            Permission.READ_AUDIT,
            Permission.TRY_RULE);

    /** Where services rehearse their own start; no municipality has this code, nothing can be attempted at it. */
    private static final String NOWHERE = "000000/";

    private static final int LONGEST = 2000;
    private static final Pattern ADDRESSED = Pattern.compile("/municipalities/(\\d{6}(?:/.*)?)$", Pattern.DOTALL);
    private static final Pattern SECRET =
            Pattern.compile("(?i)(^|&)([^=&]*(?:token|key|secret|password|code|state)[^=&]*)=[^&]*");

    private final Audit audit;
    private final RefusedAttempts attempts;
    private final ManagedExecutor threads;

    @Context
    @Nullable
    ResourceInfo resource;

    RecordsRefusals(Audit audit, RefusedAttempts attempts, ManagedExecutor threads) {
        this.audit = audit;
        this.attempts = attempts;
        this.threads = threads;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (status < 400 || !isWorthARow(request, status)) {
            return;
        }
        URI address = request.getUriInfo().getRequestUri();
        Matcher addressed = ADDRESSED.matcher(String.valueOf(address.getPath()));
        String subject = addressed.find() ? visible(addressed.group(1)) : "";
        if (subject.startsWith(NOWHERE)) {
            return;
        }
        Audit.Attempt attempt = audit.attempt(
                action(request.getMethod(), address),
                subject,
                status,
                ProblemResponses.typeOf(response.getEntity()).orElse(null));
        if (BlockingOperationControl.isBlockingAllowed()) {
            attempts.record(attempt);
        } else {
            threads.execute(() -> attempts.record(attempt));
        }
    }

    private boolean isWorthARow(ContainerRequestContext request, int status) {
        if (status == 401 || status == 403) {
            // A link followed without having signed in is no attempt at anything.
            return status == 403 || WRITING.contains(request.getMethod()) || hasCredential(request);
        }
        return WRITING.contains(request.getMethod())
                && !LATER.contains(status)
                && !"true".equals(request.getUriInfo().getQueryParameters().getFirst("dryRun"))
                && !onlyReads();
    }

    private static boolean hasCredential(ContainerRequestContext request) {
        return request.getHeaderString(HttpHeaders.AUTHORIZATION) != null
                || request.getHeaderString("X-API-Key") != null
                || request.getCookies().keySet().stream().anyMatch(name -> name.startsWith("q_session"));
    }

    private boolean onlyReads() {
        Method operation = resource == null ? null : resource.getResourceMethod();
        Needs needs = operation == null ? null : operation.getAnnotation(Needs.class);
        return needs != null && READING.contains(needs.value());
    }

    static String action(String method, URI address) {
        String query = address.getRawQuery();
        String action = method + " " + address.getRawPath()
                + (query == null ? "" : "?" + SECRET.matcher(query).replaceAll("$1$2=…"));
        return visible(action);
    }

    private static String visible(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
        StringBuilder visible = new StringBuilder(shown.length());
        shown.chars().forEach(c -> {
            if (c < ' ') {
                visible.append((char) ('\u2400' + c));
            } else if (Character.isISOControl(c)) {
                visible.append("\\u%04X".formatted(c));
            } else if (Character.isSurrogate((char) c)) {
                // Half a character, where it was cut, cannot be stored.
                visible.append('\uFFFD');
            } else {
                visible.append((char) c);
            }
        });
        return visible.toString();
    }
}
