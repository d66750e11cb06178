package jp.shirube.report.progressstream;

import io.quarkus.logging.Log;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.progresslog.Entry;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.targets.KnownEditions;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/report/v1/municipalities/{code}/progress-events")
@Tag(name = "following", description = "購読: to hear of what changed")
public class ProgressEventsResource {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int LONGEST = 200;
    private static final String POSITION = "[0-9]{1,18}";

    private final ProgressLog log;
    private final Followers followers;
    private final KnownEditions editions;
    private final CurrentCaller caller;

    ProgressEventsResource(ProgressLog log, Followers followers, KnownEditions editions, CurrentCaller caller) {
        this.log = log;
        this.followers = followers;
        this.editions = editions;
        this.caller = caller;
    }

    /** Gives no answer itself: the connection belongs to the follower from here on, who writes when it can take more. */
    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "What changes from now on, as Server-Sent Events",
            description =
                    "id is the position, event the type, data one line of CloudEvents JSON (structured mode). Last-Event-ID "
                            + "resumes without gap and without double; it goes before lastEventId (for tools), and that before from "
                            + "(now, the default; start, the oldest kept; or a position). element: the targets on it and under it, "
                            + "with plan. department: where it is responsible. gradeChanges=true: only what tells of another grade, "
                            + "computed or given; type (may be repeated): only these types; otherwise all. Reminders of "
                            + "departments (collection-reminder.due) are told to those who see drafts only. A plan, element or department not heard of yet is no fault. "
                            + "A client that does not read for a while is cut off and resumes. See docs/events/following.md.")
    @APIResponse(
            responseCode = "200",
            description = "An endless stream",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "400", description = "malformed: all faults at once")
    @APIResponse(responseCode = "404", description = "municipality-unknown")
    @APIResponse(responseCode = "410", description = "position-gone: read the present state, then start anew")
    @APIResponse(responseCode = "503", description = "too-many-followers: try again after Retry-After")
    public void follow(
            @PathParam("code") String code,
            @QueryParam("plan") @Nullable String plan,
            @QueryParam("element") @Nullable String element,
            @QueryParam("department") @Nullable String department,
            @QueryParam("type") List<String> types,
            @QueryParam("gradeChanges") @Nullable String gradeChanges,
            @QueryParam("from") @Nullable String from,
            @QueryParam("lastEventId") @Nullable String lastEventId,
            @HeaderParam(LAST_EVENT_ID) @Nullable String lastEventIdHeader,
            @Parameter(hidden = true) @Context RoutingContext routing,
            @Parameter(hidden = true) @Suspended AsyncResponse answer) {
        List<Fault> faults = new ArrayList<>();
        Filter filter = new Filter(
                code,
                id("plan", plan, faults),
                id("element", element, faults),
                id("department", department, faults),
                types(types, faults),
                yesOrNo("gradeChanges", gradeChanges, faults),
                caller.get().may(Permission.READ_DRAFTS));
        if (filter.element() != null && filter.plan() == null) {
            faults.add(Fault.at("#element", "elementにはplanも要ります", "element needs plan"));
        }
        LongSupplier start = start(from, lastEventId, lastEventIdHeader, faults);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.MALFORMED, faults);
        }
        editions.getMunicipality(code);
        if (routing.request().method().equals(HttpMethod.HEAD)) {
            answer.resume(Response.ok().type(MediaType.SERVER_SENT_EVENTS).build());
            return;
        }
        followers.takePlace();
        try {
            follow(filter, start.getAsLong(), routing.request());
        } catch (RuntimeException refusal) {
            followers.giveBackPlace();
            throw refusal;
        }
    }

    private void follow(Filter filter, long position, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        io.vertx.core.Context context = io.vertx.core.Vertx.currentContext();
        context.runOnContext(now -> {
            try {
                response.setChunked(true)
                        .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS + ";charset=UTF-8")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        // Compressed, an event would wait for the next one to fill a block.
                        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                        .putHeader("X-Accel-Buffering", "no");
            } catch (IllegalStateException gone) {
                Log.debug("hung up before it began", gone);
                followers.giveBackPlace();
                return;
            }
            followers.add(filter, position, response, context);
        });
    }

    /** What the browser remembered goes before what stands in the address it comes back to. */
    private LongSupplier start(
            @Nullable String from, @Nullable String lastEventId, @Nullable String header, List<Fault> faults) {
        @Nullable Long remembered = position("#" + LAST_EVENT_ID, header, faults);
        @Nullable Long asked = position("#lastEventId", lastEventId, faults);
        boolean fromStart = "start".equals(from);
        @Nullable Long earlier = fromStart || "now".equals(from) ? null : position("#from", from, faults);
        for (@Nullable Long position : new @Nullable Long[] {remembered, asked, earlier}) {
            if (position != null) {
                long resumed = position;
                return () -> kept(resumed);
            }
        }
        return fromStart ? log::prunedTo : log::last;
    }

    /** @throws ProblemException when something behind the position is gone, or it is not one of this log */
    private long kept(long position) {
        if (position < log.prunedTo()) {
            throw new ProblemException(
                    ReportProblems.POSITION_GONE,
                    "位置" + position + "の後の記録の一部は、保存期間を過ぎて残っていません。",
                    "Some of what followed position " + position + " is no longer kept.");
        }
        if (position > log.last()) {
            throw new ProblemException(
                    ReportProblems.POSITION_GONE,
                    "位置" + position + "はまだありません。記録が復元されたか、別の環境の番号です。",
                    "Position " + position + " does not exist yet: the log was restored, or it is another system's.");
        }
        return position;
    }

    private static @Nullable Long position(String place, @Nullable String text, List<Fault> faults) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.matches(POSITION)) {
            return Long.valueOf(text);
        }
        faults.add(
                place.equals("#from")
                        ? Fault.at(place, "fromはnow、start、または位置の数字です", "from is now, start or a position")
                        : Fault.at(place, "位置は数字です", "a position is a number"));
        return null;
    }

    private static @Nullable String id(String parameter, @Nullable String text, List<Fault> faults) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            faults.add(Fault.at(
                    "#" + parameter,
                    "識別子は" + LONGEST + "文字までで、制御文字は使えません",
                    "an id has at most " + LONGEST + " characters and no control characters"));
            return null;
        }
        return text;
    }

    private static Set<String> types(List<String> asked, List<Fault> faults) {
        if (!Entry.TYPES.containsAll(asked)) {
            faults.add(Fault.at(
                    "#type",
                    "typeは次のいずれかです: " + String.join("、", Entry.TYPES),
                    "type is one of " + String.join(", ", Entry.TYPES)));
        }
        return Set.copyOf(asked);
    }

    private static boolean yesOrNo(String parameter, @Nullable String text, List<Fault> faults) {
        if (text == null || text.isBlank() || text.equals("false")) {
            return false;
        }
        if (!text.equals("true")) {
            faults.add(Fault.at("#" + parameter, "trueかfalseです", "true or false"));
        }
        return text.equals("true");
    }
}
