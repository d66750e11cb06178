package jp.shirube.report.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.report.progresslog.Entry;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.targets.AsOf;
import jp.shirube.report.targets.EditionParts;
import jp.shirube.report.targets.KnownEditions;
import jp.shirube.report.targets.KnownEditions.KnownEdition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Only what the pages show. A grade.changed event is no entry of its own: the progress.changed beside it says the same with its
 * reason.
 */
@Path("/api/report/v1/municipalities/{code}/feeds/plans/{plan}")
@Produces(FeedResource.ATOM)
@Transactional
@Tag(name = "following", description = "購読: to hear of what changed")
public class FeedResource {

    static final String ATOM = "application/atom+xml";
    private static final int PAGE = 50;
    private static final int FRESH_SECONDS = 60;
    private static final String POSITION = "[0-9]{1,18}";

    private final ProgressLog log;
    private final KnownEditions editions;
    private final EditionParts parts;
    private final ObjectMapper json;
    private final Clock clock;

    FeedResource(ProgressLog log, KnownEditions editions, EditionParts parts, ObjectMapper json, Clock clock) {
        this.log = log;
        this.editions = editions;
        this.parts = parts;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            summary = "What changed in a plan, as an Atom feed",
            description = "The newest first, older ones behind link rel=next (RFC 5005). Answers 304 to a known ETag.")
    @APIResponse(
            responseCode = "200",
            description = "An Atom feed (RFC 4287)",
            content = @Content(mediaType = ATOM, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "304", description = "Nothing new")
    public Response plan(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("before") @Nullable String before,
            @Parameter(hidden = true) @Context Request request) {
        long position = position(before);
        KnownEdition edition = editions.get(code, plan, null, AsOf.now(clock));
        return answer(
                request,
                feed(
                        edition,
                        new Filter(code, plan, null, null, false, true),
                        position,
                        edition.planName(),
                        path("/api/report/v1/municipalities/{code}/feeds/plans/{plan}", code, plan),
                        planPage(edition)));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("elements/{element}")
    @Operation(
            summary = "What changed under one element (施策) of a plan, as an Atom feed",
            description = "The targets on the element and on everything under it; otherwise as the plan's feed.")
    @APIResponse(
            responseCode = "200",
            description = "An Atom feed (RFC 4287)",
            content = @Content(mediaType = ATOM, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "304", description = "Nothing new")
    public Response element(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("element") String element,
            @QueryParam("before") @Nullable String before,
            @Parameter(hidden = true) @Context Request request) {
        long position = position(before);
        KnownEdition edition = editions.get(code, plan, null, AsOf.now(clock));
        JsonNode known = parts.list(edition, "ELEMENT").stream()
                .filter(one -> one.path("id").asText().equals(element))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "計画「" + plan + "」の現在の版に「" + element + "」はありません。",
                        "The present edition of the plan " + plan + " has no element " + element + "."));
        String title =
                (known.path("code").asText("") + " " + known.path("title").asText("")).strip();
        return answer(
                request,
                feed(
                        edition,
                        new Filter(code, plan, element, null, false, true),
                        position,
                        title + "（" + edition.planName() + "）",
                        path(
                                "/api/report/v1/municipalities/{code}/feeds/plans/{plan}/elements/{element}",
                                code,
                                plan,
                                element),
                        planPage(edition) + path("#e-{element}", element)));
    }

    private Feed feed(KnownEdition edition, Filter filter, long before, String title, String address, String page) {
        List<Entry> entries = newest(before, filter);
        boolean more = entries.size() > PAGE;
        List<Entry> shown = more ? entries.subList(0, PAGE) : entries;
        return new Feed(
                UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8)),
                title + "：達成状況の変化",
                edition.municipalityName() + "　算定が変わるたびにお知らせします / Every change of what was found",
                edition.municipalityName(),
                shown.stream()
                        .map(Entry::occurredAt)
                        .max(Comparator.naturalOrder())
                        .orElseGet(() -> firstDay(edition)),
                before == Long.MAX_VALUE ? address : address + "?before=" + before,
                address,
                more ? address + "?before=" + shown.getLast().position() : null,
                page,
                shown.stream().map(entry -> item(entry, edition)).toList());
    }

    /** One more than a page, if there are. */
    private List<Entry> newest(long before, Filter filter) {
        List<Entry> told = new ArrayList<>();
        long position = before;
        List<Entry> next;
        do {
            next = log.before(position, filter, PAGE + 1);
            next.stream()
                    .filter(entry -> entry.type().equals(Entry.PROGRESS_CHANGED))
                    .forEach(told::add);
            position = next.isEmpty() ? position : next.getLast().position();
        } while (next.size() > PAGE && told.size() <= PAGE);
        return told;
    }

    private Feed.Item item(Entry entry, KnownEdition edition) {
        Telling telling = Telling.of(read(entry.data()));
        String page = entry.indicator().isEmpty()
                ? planPage(edition)
                : path("/municipalities/{code}/indicators/{indicator}", entry.municipality(), entry.indicator());
        return new Feed.Item(
                entry.id(),
                entry.edition() == edition.number() ? telling : telling.ofEdition(entry.edition()),
                entry.occurredAt(),
                page);
    }

    /** Nothing has changed since the plan began. */
    private Instant firstDay(KnownEdition edition) {
        return LocalDate.of(edition.firstYear().year(), 4, 1)
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    private static Response answer(Request request, Feed feed) {
        byte[] body = AtomXml.write(feed);
        EntityTag tag = new EntityTag(digest(body));
        Date modified = Date.from(feed.updated());
        CacheControl cache = new CacheControl();
        cache.setMaxAge(FRESH_SECONDS);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(modified, tag);
        Response.ResponseBuilder answer = unchanged == null ? Response.ok(body, ATOM + ";charset=UTF-8") : unchanged;
        return answer.tag(tag).lastModified(modified).cacheControl(cache).build();
    }

    private static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String planPage(KnownEdition edition) {
        return path("/municipalities/{code}/plans/{plan}", edition.municipality(), edition.plan());
    }

    private static String path(String template, String... values) {
        return UriBuilder.fromUri(template).build((Object[]) values).toString();
    }

    private static long position(@Nullable String before) {
        if (before == null || before.isBlank()) {
            return Long.MAX_VALUE;
        }
        if (!before.matches(POSITION)) {
            throw new ProblemException(
                    ProblemType.MALFORMED, List.of(Fault.at("#before", "位置は数字です", "a position is a number")));
        }
        return Long.parseLong(before);
    }

    private JsonNode read(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was logged is JSON", e);
        }
    }
}
