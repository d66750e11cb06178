package jp.shirube.plan.edition.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.plan.Days;
import jp.shirube.plan.Page;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.edition.Edition;
import jp.shirube.plan.edition.Editions.Stated;
import jp.shirube.plan.edition.Editions.StatedPlan;
import jp.shirube.plan.edition.Element;
import jp.shirube.plan.edition.Initiative;
import jp.shirube.plan.edition.Target;
import jp.shirube.plan.edition.application.ReadEdition;
import jp.shirube.plan.edition.application.StateEdition;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/plan/v1/municipalities/{code}/plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "plans", description = "計画: editions, elements, initiatives, targets")
public class PlanResource {

    private static final String YAML = "application/yaml";

    record PlanResponse(String id, String name, long version) {
        static PlanResponse of(StatedPlan plan) {
            return new PlanResponse(plan.id(), plan.name(), plan.version());
        }
    }

    record EditionResponse(
            int number,
            long version,
            boolean adopted,
            @Nullable LocalDate adoptedOn,
            @Nullable LocalDate inForceFrom,
            Instant recordedAt) {
        static EditionResponse of(Stated edition) {
            return new EditionResponse(
                    edition.number(),
                    edition.version(),
                    edition.adoptedOn() != null,
                    edition.adoptedOn(),
                    edition.inForceFrom(),
                    edition.recordedAt());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = false)
    record AdoptionRequest(
            @Nullable LocalDate adoptedOn, @Nullable LocalDate inForceFrom) {}

    private final ReadEdition read;
    private final StateEdition state;

    PlanResource(ReadEdition read, StateEdition state) {
        this.read = read;
        this.state = state;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(summary = "The plans of a municipality")
    public Page<PlanResponse> plans(
            @PathParam("code") String code,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        return Page.of(read.listPlans(code), StatedPlan::id, after, limit, PlanResponse::of);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{plan}")
    @Operation(summary = "One plan")
    public PlanResponse plan(@PathParam("code") String code, @PathParam("plan") String plan) {
        return PlanResponse.of(read.getPlan(code, plan));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{plan}/editions")
    @Operation(summary = "The editions of a plan, by number")
    public Page<EditionResponse> editions(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        return Page.of(read.list(code, plan), one -> String.valueOf(one.number()), after, limit, EditionResponse::of);
    }

    @POST
    @Needs(Permission.STATE_PLAN)
    @Path("{plan}/editions")
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Send a plan document as a new edition (a draft)",
            description = "YAML or JSON, contracts/documents/plan-edition.schema.json. The same document again changes "
                    + "nothing. Every fault is answered at once, with its pointer and line. dryRun checks only.")
    @APIResponse(
            responseCode = "200",
            description = "Nothing new, or checked only",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StateEdition.Answer.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new draft",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StateEdition.Answer.class)))
    @APIResponse(responseCode = "409", description = "`edition-exists`")
    public Response post(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            UriInfo address,
            String document) {
        StateEdition.Answer answer = state.state(code, plan, document, dryRun);
        Response.ResponseBuilder response = answer.created() && !dryRun
                ? Response.created(address.getAbsolutePathBuilder()
                        .path(String.valueOf(answer.number()))
                        .build())
                : Response.ok();
        return response.entity(answer)
                .header("ETag", Revisions.etag(answer.version()))
                .build();
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{plan}/editions/{number}")
    @Produces({MediaType.APPLICATION_JSON, YAML})
    @Operation(summary = "One edition: understood (JSON), or the document as it was sent (application/yaml)")
    public Response edition(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("number") int number,
            @HeaderParam("Accept") @Nullable String accept) {
        Stated stated = read.get(code, plan, number, null);
        boolean document = accept != null && accept.contains("yaml");
        return Response.ok(document ? stated.document() : read.whole(stated))
                .type(document ? YAML : MediaType.APPLICATION_JSON)
                .header("ETag", Revisions.etag(stated.version()))
                .build();
    }

    @PUT
    @Needs(Permission.STATE_PLAN)
    @Path("{plan}/editions/{number}")
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change an edition",
            description = "Needs If-Match; an adopted edition only with ?reason=, as a correction.")
    @APIResponse(
            responseCode = "200",
            description = "Changed, or nothing new",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StateEdition.Answer.class)))
    @APIResponse(responseCode = "409", description = "`edition-adopted`")
    public Response put(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("number") int number,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            String document) {
        StateEdition.Answer answer = state.change(code, plan, number, document, ifMatch, reason, dryRun);
        return Response.ok(answer)
                .header("ETag", Revisions.etag(answer.version()))
                .build();
    }

    @PUT
    @Needs(Permission.STATE_PLAN)
    @Path("{plan}/editions/{number}/adoption")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adopt an edition (採択): adoptedOn, and inForceFrom where it is another day")
    @APIResponse(
            responseCode = "200",
            description = "Adopted",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EditionResponse.class)))
    @APIResponse(responseCode = "409", description = "`edition-adopted`: on other days")
    public Response adopt(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("number") int number,
            @Nullable AdoptionRequest request) {
        if (request == null || request.adoptedOn() == null) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at("/adoptedOn", "採択日（adoptedOn）を書いてください", "adoptedOn is required")));
        }
        LocalDate inForceFrom = Objects.requireNonNullElse(request.inForceFrom(), request.adoptedOn());
        Stated adopted = state.adopt(code, plan, number, request.adoptedOn(), inForceFrom);
        return Response.ok(EditionResponse.of(adopted))
                .header("ETag", Revisions.etag(adopted.version()))
                .build();
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{plan}/elements")
    @Operation(summary = "The elements of the edition in force (?edition=, ?asOf=), in order of the print")
    public Page<Element> elements(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("edition") @Nullable Integer edition,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        return Page.of(whole(code, plan, edition, asOf).elements(), Element::id, after, limit, element -> element);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{plan}/targets")
    @Operation(summary = "The targets of the edition in force (?edition=, ?asOf=), in order of the print")
    public Page<Target> targets(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("edition") @Nullable Integer edition,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        return Page.of(whole(code, plan, edition, asOf).targets(), Target::id, after, limit, target -> target);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{plan}/initiatives")
    @Operation(summary = "The initiatives of the edition in force (?edition=, ?asOf=), in order of the print")
    public Page<Initiative> initiatives(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("edition") @Nullable Integer edition,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        return Page.of(
                whole(code, plan, edition, asOf).initiatives(), Initiative::id, after, limit, initiative -> initiative);
    }

    private Edition whole(String code, String plan, @Nullable Integer edition, @Nullable String asOf) {
        return read.whole(read.get(code, plan, edition, asOf == null ? null : Days.read("asOf", asOf)));
    }
}
