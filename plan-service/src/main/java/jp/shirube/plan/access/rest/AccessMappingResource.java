package jp.shirube.plan.access.rest;

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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.plan.Days;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.access.AccessMapping;
import jp.shirube.plan.access.application.Author;
import jp.shirube.plan.access.application.StateAccessMapping;
import jp.shirube.plan.access.application.StateAccessMapping.Answer;
import jp.shirube.plan.access.application.StateAccessMapping.Known;
import jp.shirube.plan.access.application.StateAccessMapping.Manner;
import jp.shirube.plan.access.document.MappingDocument;
import jp.shirube.problem.Language;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/plan/v1/municipalities/{code}/access-mapping")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "access", description = "権限: who is what in a municipality, and its API keys")
public class AccessMappingResource {

    private static final String CSV = "text/csv";

    private final StateAccessMapping state;
    private final CurrentCaller caller;

    AccessMappingResource(StateAccessMapping state, CurrentCaller caller) {
        this.state = state;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.READ_ACCESS)
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            summary = "The table of who is what (権限対応表), as JSON or CSV; ?asOf= only what holds that day",
            description =
                    "In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe; sent back, it is "
                            + "read without.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AccessMappingResponse.class)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public Response get(
            @PathParam("code") String code,
            @QueryParam("asOf") @Nullable String asOf,
            @HeaderParam("Accept") @Nullable String accept) {
        Known known = state.get(code);
        AccessMapping shown = asOf == null ? known.mapping() : known.mapping().on(Days.read("asOf", asOf));
        boolean csv = accept != null && accept.contains(CSV);
        Response.ResponseBuilder response = csv
                ? Response.ok(MappingDocument.csv(shown))
                        .type(CSV + ";charset=UTF-8")
                        .header("Content-Disposition", "attachment; filename=\"access-mapping-" + code + ".csv\"")
                : Response.ok(AccessMappingResponse.of(known.version(), shown));
        return response.header("ETag", Revisions.etag(known.version()))
                .header("Vary", "Accept")
                .build();
    }

    @PUT
    @Needs(Permission.MANAGE_ACCESS)
    @Consumes({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            summary = "State the table of who is what (権限対応表), whole",
            description =
                    "JSON as GET answers it, or CSV (UTF-8 or windows-31j) with the columns claim, role, department, from, "
                            + "to, note. The same table again changes nothing; a change needs If-Match. Every fault is answered at once, "
                            + "with its cell. dryRun answers the difference and changes nothing. A table that makes nobody "
                            + "administrator today needs withoutAdministrator.")
    @APIResponse(responseCode = "409", description = "`administrator-missing`: nobody would administer any more")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = StatedMappingResponse.class)))
    public Response put(
            @PathParam("code") String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("withoutAdministrator") @DefaultValue("false") boolean withoutAdministrator,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers,
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = AccessMappingRequest.class)),
                                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
                            })
                    byte[] sent) {
        Manner manner = new Manner(ifMatch, dryRun, withoutAdministrator, reason);
        MediaType type = headers.getMediaType();
        boolean csv = type != null && type.getSubtype().toLowerCase(Locale.ROOT).equals("csv");
        return answer(
                csv ? state.csv(code, sent, manner, author()) : state.json(code, sent, manner, author()), headers);
    }

    @POST
    @Path("moves")
    @Needs(Permission.MANAGE_ACCESS)
    @Consumes(CSV)
    @Operation(
            summary = "Move people to other departments (人事異動)",
            description =
                    "CSV with the columns claim, department, from. What the claim holds for a department that day ends the "
                            + "day before and goes on for the other department. The same moves again change nothing; a change needs "
                            + "If-Match. dryRun answers the difference and changes nothing.")
    @APIResponse(responseCode = "409", description = "`administrator-missing`: nobody would administer any more")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = StatedMappingResponse.class)))
    public Response move(
            @PathParam("code") String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("withoutAdministrator") @DefaultValue("false") boolean withoutAdministrator,
            @QueryParam("reason") @Nullable String reason,
            @Context HttpHeaders headers,
            @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))) byte[] sent) {
        return answer(
                state.moves(code, sent, new Manner(ifMatch, dryRun, withoutAdministrator, reason), author()), headers);
    }

    private Author author() {
        return Author.of(caller.get());
    }

    private static Response answer(Answer answer, HttpHeaders headers) {
        return Response.ok(StatedMappingResponse.of(answer, Language.of(headers.getAcceptableLanguages())))
                .header("ETag", Revisions.etag(answer.version()))
                .build();
    }
}
