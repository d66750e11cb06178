package jp.shirube.kpi.collection.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.application.Forms;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/collection-rounds/{round}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Forms", description = "様式: a workbook per department goes out, and comes back filled")
public class CollectionFormsResource {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String ZIP = "application/zip";

    private final Forms forms;
    private final CurrentCaller caller;

    CollectionFormsResource(Forms forms, CurrentCaller caller) {
        this.forms = forms;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("/departments/{department}/form")
    @Produces(XLSX)
    @Operation(
            operationId = "getCollectionForm",
            summary = "The form of a department",
            description = "With everything that is known; to be filled offline and sent back.")
    @APIResponse(
            responseCode = "200",
            description = "A workbook",
            content = @Content(mediaType = XLSX, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "`collection-round-unknown`, or the department is asked nothing")
    public Response form(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = "sports") String department) {
        return file(forms.form(caller.get(), code, round, department));
    }

    @GET
    @Needs(Permission.LIST_ROUNDS)
    @Path("/forms")
    @Produces(ZIP)
    @Operation(operationId = "getCollectionForms", summary = "The forms of all departments in one file")
    @APIResponse(
            responseCode = "200",
            description = "Workbooks in a zip",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "`collection-round-unknown`")
    public Response all(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round) {
        List<Form> all = forms.forms(caller.get(), code, round);
        StreamingOutput written = into -> forms.write(all, into);
        return Response.ok(written)
                .type(ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + round + "-forms.zip\"")
                .build();
    }

    @POST
    @Needs(Permission.SEND_FORMS)
    @Path("/uploads")
    @Consumes({XLSX, ZIP})
    @Operation(
            operationId = "uploadCollectionForms",
            summary = "Send filled forms back, and see the difference",
            description =
                    "One workbook, or several in a zip. Nothing is changed by it: the answer says what would be, and under which id it is applied. A blank cell says that nothing changes.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = XLSX, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "201",
            description = "The difference",
            content = @Content(schema = @Schema(implementation = DifferenceResponse.class)))
    @APIResponse(responseCode = "404", description = "`collection-round-unknown`")
    @APIResponse(responseCode = "422", description = "`form-unreadable`")
    public Response upload(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @QueryParam("name") @Parameter(description = "What the file is called") @Nullable String name,
            @Context HttpHeaders headers,
            byte[] content) {
        return Response.status(Response.Status.CREATED)
                .entity(DifferenceResponse.of(
                        forms.upload(caller.get(), code, round, name(name), content),
                        Language.of(headers.getAcceptableLanguages())))
                .build();
    }

    @GET
    @Needs(Permission.SEND_FORMS)
    @Path("/uploads/{upload}")
    @Operation(operationId = "getCollectionUpload", summary = "The difference a file would make now")
    @APIResponse(responseCode = "200", description = "The difference")
    @APIResponse(responseCode = "404", description = "`not-found`: kept for seven days, and for whoever sent it")
    public DifferenceResponse difference(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath String upload,
            @Context HttpHeaders headers) {
        return DifferenceResponse.of(
                forms.difference(caller.get(), code, round, id(upload), false),
                Language.of(headers.getAcceptableLanguages()));
    }

    @GET
    @Needs(Permission.SEND_FORMS)
    @Path("/uploads/{upload}/form")
    @Produces(XLSX)
    @Operation(
            operationId = "getAnnotatedCollectionForm",
            summary = "The file back, with what is wrong beside its cells",
            description = "Nothing that was sent is lost in it.")
    @APIResponse(
            responseCode = "200",
            description = "A workbook",
            content = @Content(mediaType = XLSX, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "`not-found`")
    public Response annotated(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath String upload) {
        return file(forms.annotated(caller.get(), code, round, id(upload)));
    }

    @POST
    @Needs(Permission.SEND_FORMS)
    @Path("/uploads/{upload}/application")
    @Operation(
            operationId = "applyCollectionUpload",
            summary = "Apply what changed",
            description = "Each item by itself: applied twice, the second time nothing is left to do.")
    @APIResponse(responseCode = "200", description = "What became of each item")
    @APIResponse(responseCode = "404", description = "`not-found`")
    public DifferenceResponse apply(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath String upload,
            @QueryParam("overwrite")
                    @Parameter(
                            description = "Conflicts have been seen, and are meant",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @Nullable
                    String overwrite,
            @QueryParam("submit")
                    @Parameter(description = "Send in what is ready", schema = @Schema(type = SchemaType.BOOLEAN))
                    @Nullable
                    String submit,
            @Context HttpHeaders headers) {
        return DifferenceResponse.of(
                forms.apply(
                        caller.get(),
                        code,
                        round,
                        id(upload),
                        Conditions.flag("overwrite", overwrite),
                        Conditions.flag("submit", submit)),
                Language.of(headers.getAcceptableLanguages()));
    }

    private static Response file(Forms.Workbook workbook) {
        return Response.ok(workbook.content())
                .type(XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"form.xlsx\"; filename*=UTF-8''"
                                + URLEncoder.encode(workbook.name(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .build();
    }

    private static String name(@Nullable String name) {
        return name == null || name.isBlank() ? "form.xlsx" : name.length() > 200 ? name.substring(0, 200) : name;
    }

    private static UUID id(String upload) {
        try {
            return UUID.fromString(upload);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.NOT_FOUND, "その取り込みはありません。", "There is no such upload.");
        }
    }
}
