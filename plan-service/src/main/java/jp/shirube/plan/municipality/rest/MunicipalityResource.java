package jp.shirube.plan.municipality.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.plan.Days;
import jp.shirube.plan.Page;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.municipality.Department;
import jp.shirube.plan.municipality.Indicator;
import jp.shirube.plan.municipality.Municipalities.Stated;
import jp.shirube.plan.municipality.Municipality;
import jp.shirube.plan.municipality.application.ReadMunicipality;
import jp.shirube.plan.municipality.application.ReadMunicipality.KnownRule;
import jp.shirube.plan.municipality.application.StateMunicipality;
import jp.shirube.plan.municipality.rest.ResponsibilitiesResource.NamedDepartment;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.promise.rule.RuleWriting;
import jp.shirube.responsibility.Offices;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/plan/v1/municipalities")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "municipalities", description = "自治体: departments, indicators, responsibilities")
public class MunicipalityResource {

    record MunicipalityResponse(String code, String name, long version) {
        static MunicipalityResponse of(Stated stated) {
            return new MunicipalityResponse(stated.code(), stated.name(), stated.version());
        }
    }

    /**
     * @param name of the day asked
     * @param predecessors the departments that name it as a successor
     */
    record DepartmentResponse(String name, Department department, List<NamedDepartment> predecessors) {
        static DepartmentResponse of(Department department, Offices offices, LocalDate day) {
            return new DepartmentResponse(
                    department.nameOn(day),
                    department,
                    offices.predecessorsOf(department.id()).stream()
                            .map(id -> NamedDepartment.of(id, offices, day))
                            .toList());
        }
    }

    /** @param gradingRule as it is written, every default written out */
    record GradingRuleResponse(String id, long version, boolean preset, Map<String, Object> gradingRule) {
        static GradingRuleResponse of(KnownRule known) {
            GradingRule rule = known.rule();
            return new GradingRuleResponse(rule.id(), rule.version(), known.preset(), RuleWriting.write(rule));
        }
    }

    private final ReadMunicipality read;
    private final StateMunicipality state;
    private final Clock clock;

    MunicipalityResource(ReadMunicipality read, StateMunicipality state, Clock clock) {
        this.read = read;
        this.state = state;
        this.clock = clock;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(summary = "All municipalities, by code")
    public Page<MunicipalityResponse> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        int size = Page.size(limit);
        List<Stated> found = read.list(after, size + 1);
        return Page.of(found, Stated::code, null, size, MunicipalityResponse::of);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{code}")
    @Operation(summary = "One municipality")
    @APIResponse(
            responseCode = "200",
            description = "As it is stated",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MunicipalityResponse.class)))
    public Response get(@PathParam("code") String code) {
        Stated stated = read.get(code);
        return Response.ok(MunicipalityResponse.of(stated))
                .header("ETag", Revisions.etag(stated.version()))
                .build();
    }

    @GET
    @Needs(Permission.READ_DRAFTS)
    @Path("{code}/document")
    @Produces("application/yaml")
    @Operation(summary = "The municipality document as it was sent")
    public Response document(@PathParam("code") String code) {
        Stated stated = read.get(code);
        return Response.ok(stated.document())
                .header("ETag", Revisions.etag(stated.version()))
                .build();
    }

    @PUT
    @Needs(Permission.STATE_MUNICIPALITY)
    @Path("{code}")
    @Consumes({"application/yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "State the municipality document",
            description = "YAML or JSON, contracts/documents/municipality.schema.json. The same document again changes "
                    + "nothing; a change needs If-Match. Every fault is answered at once, with its place; what the document "
                    + "leaves without a reporter, today and from every coming day on, is listed.")
    @APIResponse(
            responseCode = "200",
            description = "Changed, nothing new, or checked only",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StateMunicipality.Answer.class)))
    @APIResponse(
            responseCode = "201",
            description = "Stated for the first time",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StateMunicipality.Answer.class)))
    public Response put(
            @PathParam("code") String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            String document) {
        StateMunicipality.Answer answer = state.state(code, document, ifMatch, dryRun);
        return Response.status(answer.created() && !dryRun ? 201 : 200)
                .entity(answer)
                .header("ETag", Revisions.etag(answer.version()))
                .build();
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{code}/departments")
    @Operation(summary = "Departments, with the name they bear on a day (asOf, today by default)")
    public Page<DepartmentResponse> departments(
            @PathParam("code") String code,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        LocalDate day = Days.orToday("asOf", asOf, clock);
        Municipality municipality = read.getWhole(code);
        Offices offices = municipality.offices();
        List<Department> sorted = municipality.departments().stream()
                .sorted(Comparator.comparing(Department::id))
                .toList();
        return Page.of(
                sorted, Department::id, after, limit, department -> DepartmentResponse.of(department, offices, day));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{code}/departments/{department}")
    @Operation(summary = "One department, by id or any of its names")
    public DepartmentResponse department(
            @PathParam("code") String code,
            @PathParam("department") String department,
            @QueryParam("asOf") @Nullable String asOf) {
        LocalDate day = Days.orToday("asOf", asOf, clock);
        Municipality municipality = read.getWhole(code);
        return municipality.departments().stream()
                .filter(one -> one.words().anyMatch(department::equals))
                .findFirst()
                .map(one -> DepartmentResponse.of(one, municipality.offices(), day))
                .orElseThrow(() -> missing("課", "department", department));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{code}/indicators")
    @Operation(summary = "Indicators, by id")
    public Page<Indicator> indicators(
            @PathParam("code") String code,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        List<Indicator> sorted = read.getWhole(code).indicators().stream()
                .sorted(Comparator.comparing(Indicator::id))
                .toList();
        return Page.of(sorted, Indicator::id, after, limit, indicator -> indicator);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{code}/indicators/{indicator}")
    @Operation(summary = "One indicator")
    public Indicator indicator(@PathParam("code") String code, @PathParam("indicator") String indicator) {
        return read.getWhole(code).indicators().stream()
                .filter(one -> one.id().equals(indicator))
                .findFirst()
                .orElseThrow(() -> missing("指標", "indicator", indicator));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{code}/grading-rules")
    @Operation(summary = "Grading rules (評価基準) by id: the municipality's own, and those that come with the product")
    public Page<GradingRuleResponse> gradingRules(
            @PathParam("code") String code,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        return Page.of(read.listGradingRules(code), known -> known.rule().id(), after, limit, GradingRuleResponse::of);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{code}/grading-rules/{rule}")
    @Operation(summary = "One grading rule, in its present version")
    public GradingRuleResponse gradingRule(@PathParam("code") String code, @PathParam("rule") String rule) {
        return read.listGradingRules(code).stream()
                .filter(known -> known.rule().id().equals(rule))
                .findFirst()
                .map(GradingRuleResponse::of)
                .orElseThrow(() -> missing("評価基準", "grading rule", rule));
    }

    private static ProblemException missing(String ja, String en, String id) {
        return new ProblemException(ProblemType.NOT_FOUND, ja + "「" + id + "」は登録されていません。", "No " + en + " " + id + ".");
    }
}
