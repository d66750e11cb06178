package jp.shirube.report.givengrade;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.notation.FiscalYear;
import jp.shirube.problem.ProblemException;
import jp.shirube.report.Days;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.Years;
import jp.shirube.report.givengrade.GiveGrade.Address;
import jp.shirube.report.givengrade.GiveGrade.Answer;
import jp.shirube.report.givengrade.GiveGrade.Shown;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/report/v1/municipalities/{code}/plans/{plan}/targets/{target}/given-grades/{year}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "given grades", description = "人による判定: what people give beside the computed grade, never over it")
public class GivenGradesResource {

    private static final String YEAR = "対象年度: R7, 2025, 令和7年度";
    private static final String EDITION = "The current one unless told";
    private static final String UNKNOWN =
            "`municipality-unknown`, `plan-unknown`, `edition-unknown` or `target-unknown`";

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record GivenGradesResponse(
            String municipality,
            String plan,
            int edition,
            String target,
            String year,
            String yearLabel,
            List<GivenGradeResponse> items,
            @Nullable String next) {
        static GivenGradesResponse of(Shown shown, FiscalYear year, List<GivenGrade> grades) {
            return new GivenGradesResponse(
                    shown.place().municipality(),
                    shown.place().plan(),
                    shown.place().edition(),
                    shown.place().target(),
                    year.canonical(),
                    Years.label(year),
                    grades.stream().map(GivenGradeResponse::of).toList(),
                    null);
        }
    }

    private final GiveGrade giveGrade;

    GivenGradesResource(GiveGrade giveGrade) {
        this.giveGrade = giveGrade;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            operationId = "getGivenGrades",
            summary = "The grades people gave to a target in a year",
            description = "One per axis of the grading rule; withdrawn ones are left out.")
    @APIResponse(
            responseCode = "200",
            description = "Those there are",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The revision, quoted; only where one grade is answered",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = GivenGradesResponse.class)))
    @APIResponse(responseCode = "400", description = "`not-a-year` or `day-to-come`")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public RestResponse<GivenGradesResponse> get(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("target") String target,
            @PathParam("year") @Parameter(description = YEAR, example = "R7") String year,
            @QueryParam("edition") @Parameter(description = EDITION) @Nullable Integer edition,
            @QueryParam("axis") @Parameter(description = "Only of this axis") @Nullable String axis,
            @QueryParam("asOf") @Parameter(description = "As it was known at 24:00 (Japan) of that day") @Nullable
                    String asOf) {
        Address address = address(code, plan, edition, target, year);
        Shown shown = giveGrade.present(address, Days.read("asOf", asOf));
        List<GivenGrade> grades = of(axis, shown.grades());
        RestResponse.ResponseBuilder<GivenGradesResponse> answer =
                RestResponse.ResponseBuilder.ok(GivenGradesResponse.of(shown, address.year(), grades));
        if (grades.size() == 1) {
            answer.header(HttpHeaders.ETAG, IfMatch.etag(grades.getFirst().revision()));
        }
        return answer.build();
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("/history")
    @Operation(
            operationId = "getGivenGradeHistory",
            summary = "Every state of the grades people gave to a target in a year",
            description = "The first one first, withdrawn ones with their reason. `next` is always null.")
    @APIResponse(responseCode = "200", description = "All revisions")
    @APIResponse(responseCode = "400", description = "`not-a-year`")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public GivenGradesResponse history(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("target") String target,
            @PathParam("year") @Parameter(description = YEAR, example = "R7") String year,
            @QueryParam("edition") @Parameter(description = EDITION) @Nullable Integer edition,
            @QueryParam("axis") @Parameter(description = "Only of this axis") @Nullable String axis) {
        Address address = address(code, plan, edition, target, year);
        Shown shown = giveGrade.history(address);
        return GivenGradesResponse.of(shown, address.year(), of(axis, shown.grades()));
    }

    @PUT
    @Needs(Permission.GIVE_GRADE)
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml"})
    @Operation(
            operationId = "putGivenGrade",
            summary = "Give a grade to a target in a year, beside the computed one",
            description =
                    "Said again it changes nothing: 200, the same ETag, also under an older If-Match. The first grade of an "
                            + "axis needs no If-Match, nor does the first after a withdrawal; a change does. The same symbol under "
                            + "another version of the rule is a change. The computed grade stays as it is.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GivenGradeRequest.class),
                            examples =
                                    @ExampleObject(
                                            name = "B",
                                            value =
                                                    "{\"symbol\": \"B\", \"by\": \"総合政策課長 鈴木\", \"reason\": \"会場の改修で半年休止したため\"}")))
    @APIResponse(
            responseCode = "200",
            description = "Changed, or nothing new",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The revision, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = GivenGradeResponse.class)))
    @APIResponse(
            responseCode = "201",
            description = "Given where none stood",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The revision, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = GivenGradeResponse.class)))
    @APIResponse(responseCode = "400", description = "`malformed` or `not-a-year`")
    @APIResponse(
            responseCode = "404",
            description = UNKNOWN + "; `grading-rule-unknown` or `indicator-unknown` with Retry-After")
    @APIResponse(responseCode = "412", description = "`precondition-failed`")
    @APIResponse(responseCode = "415", description = "`unsupported-media-type`")
    @APIResponse(responseCode = "422", description = "`invalid`: every fault, with the symbols there are")
    @APIResponse(responseCode = "428", description = "`precondition-required`")
    public RestResponse<GivenGradeResponse> put(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("target") String target,
            @PathParam("year") @Parameter(description = YEAR, example = "R7") String year,
            @QueryParam("edition") @Parameter(description = EDITION) @Nullable Integer edition,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag you read", example = "\"3\"")
                    @Nullable
                    String ifMatch,
            @Nullable String document) {
        Answer answer = giveGrade.give(
                address(code, plan, edition, target, year),
                GivenGradeRequest.read(Objects.requireNonNullElse(document, "")),
                IfMatch.read(ifMatch));
        return RestResponse.ResponseBuilder.<GivenGradeResponse>create(
                        answer.first() ? RestResponse.Status.CREATED : RestResponse.Status.OK)
                .entity(GivenGradeResponse.of(answer.grade()))
                .header(HttpHeaders.ETAG, IfMatch.etag(answer.grade().revision()))
                .build();
    }

    @DELETE
    @Needs(Permission.GIVE_GRADE)
    @Operation(
            operationId = "withdrawGivenGrade",
            summary = "Withdraw the grade a person gave",
            description =
                    "A revision of its own, with its reason; the history keeps everything before it. Needs If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The withdrawn revision",
            content = @Content(schema = @Schema(implementation = GivenGradeResponse.class)))
    @APIResponse(responseCode = "400", description = "`malformed` or `not-a-year`")
    @APIResponse(responseCode = "404", description = UNKNOWN + "; `grade-not-given`")
    @APIResponse(responseCode = "412", description = "`precondition-failed`")
    @APIResponse(responseCode = "422", description = "`invalid`: no reason")
    @APIResponse(responseCode = "428", description = "`precondition-required`")
    public GivenGradeResponse withdraw(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @PathParam("target") String target,
            @PathParam("year") @Parameter(description = YEAR, example = "R7") String year,
            @QueryParam("edition") @Parameter(description = EDITION) @Nullable Integer edition,
            @QueryParam("axis") @Parameter(description = "The rule's first unless told") @Nullable String axis,
            @QueryParam("reason") @Parameter(description = "Why", required = true) @Nullable String reason,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag you read", example = "\"3\"")
                    @Nullable
                    String ifMatch) {
        return GivenGradeResponse.of(giveGrade.withdraw(
                address(code, plan, edition, target, year),
                axis,
                GivenGradeRequest.withdrawalReason(reason),
                IfMatch.read(ifMatch)));
    }

    private static Address address(String code, String plan, @Nullable Integer edition, String target, String year) {
        FiscalYear read = Years.read(year);
        if (read == null) {
            throw new ProblemException(
                    ReportProblems.NOT_A_YEAR, "対象年度は R7 のように書いてください。", "A fiscal year is written R7.");
        }
        return new Address(code, plan, edition, target, read);
    }

    private static List<GivenGrade> of(@Nullable String axis, List<GivenGrade> grades) {
        return grades.stream()
                .filter(grade -> axis == null || grade.axis().equals(axis))
                .toList();
    }
}
