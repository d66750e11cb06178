package jp.shirube.kpi.statistics.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.actual.rest.Headers;
import jp.shirube.kpi.bulk.FileAnswer;
import jp.shirube.kpi.bulk.Wish;
import jp.shirube.kpi.bulk.rest.FileResponse;
import jp.shirube.kpi.bulk.rest.SentBody;
import jp.shirube.kpi.bulk.rest.SentWish;
import jp.shirube.kpi.statistics.Mappings;
import jp.shirube.kpi.statistics.application.ImportStatistics;
import jp.shirube.kpi.statistics.application.StateMappings;
import jp.shirube.kpi.statistics.document.MappingDocument;
import jp.shirube.problem.BodyLimits;
import jp.shirube.problem.Language;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/statistics-mappings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Statistics", description = "Official statistics (公的統計), read by a mapping (取込定義)")
public class StatisticsMappingsResource {

    private static final String YAML = "application/yaml";

    @Schema(name = "StatisticsMapping")
    record Response(
            @Schema(examples = "population") String id,
            @Schema(examples = "人口動態") String title,

            @Schema(description = "Quoted it is the ETag", examples = "1")
            long version,

            @Schema(description = "As it was sent, YAML or JSON: contracts/documents/statistics-mapping.schema.json")
            String content,

            Instant statedAt,
            String statedBy) {

        static Response of(Mappings.Stated mapping) {
            return new Response(
                    mapping.id(),
                    MappingDocument.read(mapping.content()).title(),
                    mapping.version(),
                    mapping.content(),
                    mapping.at(),
                    mapping.by());
        }
    }

    @Schema(name = "StatisticsMappings")
    record ListResponse(List<Response> mappings) {}

    private final StateMappings mappings;
    private final ImportStatistics imports;
    private final CurrentCaller caller;
    private final long most;

    StatisticsMappingsResource(
            StateMappings mappings, ImportStatistics imports, CurrentCaller caller, BodyLimits limits) {
        this.mappings = mappings;
        this.imports = imports;
        this.caller = caller;
        this.most = Objects.requireNonNull(limits.larger().get("statistics"), "shirube.http.body.larger.statistics")
                .most()
                .asLongValue();
    }

    @GET
    @Needs(Permission.LIST_ROUNDS)
    @Operation(operationId = "listStatisticsMappings", summary = "Mappings (取込定義), by id")
    @APIResponse(responseCode = "200", description = "All of the municipality, at most 200")
    @APIResponse(responseCode = "404", description = "`not-found`: nothing of this municipality has arrived")
    public ListResponse list(@RestPath @Parameter(example = "062022") String code) {
        return new ListResponse(mappings.list(code).stream().map(Response::of).toList());
    }

    @GET
    @Path("/{id}")
    @Needs(Permission.LIST_ROUNDS)
    @Operation(operationId = "getStatisticsMapping", summary = "How a kind of statistics file is read")
    @APIResponse(
            responseCode = "200",
            description = "As it is stated",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The version, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Response.class)))
    @APIResponse(responseCode = "404", description = "`statistics-mapping-unknown`; `not-found`")
    public RestResponse<Response> get(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "population") String id) {
        return told(mappings.get(code, id));
    }

    @PUT
    @Path("/{id}")
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Needs(Permission.RUN_ROUND)
    @Operation(
            operationId = "putStatisticsMapping",
            summary = "State how a kind of statistics file is read, whole",
            description =
                    "YAML or JSON. The same again changes nothing. Every fault is answered at once, each with its place.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = YAML, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "200",
            description = "What is stated now",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The version, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Response.class)))
    @APIResponse(responseCode = "400", description = "`malformed`")
    @APIResponse(responseCode = "404", description = "`not-found`: nothing of this municipality has arrived")
    @APIResponse(responseCode = "412", description = "`precondition-failed`: another state than If-Match names")
    @APIResponse(responseCode = "422", description = "`invalid`: every fault with its place and line")
    @APIResponse(responseCode = "428", description = "`precondition-required`: a change without If-Match")
    public RestResponse<Response> put(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "population") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            byte[] content) {
        return told(mappings.state(caller.get(), code, id, new String(content, StandardCharsets.UTF_8), ifMatch));
    }

    @DELETE
    @Path("/{id}")
    @Needs(Permission.RUN_ROUND)
    @Operation(
            operationId = "deleteStatisticsMapping",
            summary = "Remove a mapping",
            description = "What was imported by it stays.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "`statistics-mapping-unknown`; `not-found`")
    @APIResponse(responseCode = "412", description = "`precondition-failed`: another state than If-Match names")
    @APIResponse(responseCode = "428", description = "`precondition-required`: without If-Match")
    public void delete(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "population") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        mappings.remove(code, id, ifMatch);
    }

    @POST
    @Path("/{id}/imports")
    @Consumes({"text/csv", MediaType.APPLICATION_OCTET_STREAM})
    @Needs(Permission.RECORD_ACTUAL)
    @Operation(
            operationId = "postStatisticsImport",
            summary = "State what a downloaded statistics file says",
            description =
                    "The file as it was downloaded, in the encoding the mapping names. What becomes of its figures is as "
                            + "of a file of actuals (`postActuals`): all or none, unless `mode=partial`; a correction needs its reason. "
                            + "A figure that is new or changed gets the file's name and SHA-256 as its evidence (根拠).")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "Stored, nothing new, or what would become of it (dryRun)",
            content = @Content(schema = @Schema(implementation = FileResponse.class)))
    @APIResponse(responseCode = "400", description = "`malformed`: no CSV in the encoding the mapping names")
    @APIResponse(responseCode = "403", description = "`not-your-department`: `errors` names the rows")
    @APIResponse(responseCode = "404", description = "`statistics-mapping-unknown`; `not-found`")
    @APIResponse(responseCode = "422", description = "`invalid`: every fault with its line; `idempotency-key-reused`")
    public FileResponse read(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "population") String id,
            @QueryParam("file")
                    @Parameter(description = "Name of the file where it was downloaded", example = "FEH_00200521.csv")
                    @Nullable
                    String name,
            @QueryParam("mode")
                    @Parameter(description = "`atomic` unless told; `partial`", example = "partial")
                    @Nullable
                    String mode,
            @QueryParam("dryRun") @Parameter(description = "Nothing is stored", example = "true") @Nullable
                    String dryRun,
            @QueryParam("reason") @Parameter(description = "訂正理由 of every correction", example = "確報の公表による") @Nullable
                    String reason,
            @HeaderParam("Idempotency-Key")
                    @Parameter(description = "The same file with the same key is answered alike and does nothing")
                    @Nullable
                    String idempotencyKey,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            InputStream body) {
        Wish wish = SentWish.read(mode, dryRun, reason, uri);
        Mappings.Stated mapping = mappings.get(code, id);
        SentWish.checkText("#file", name);
        Headers.repetition(idempotencyKey, "POST", new byte[0]);
        try (SentBody sent = SentBody.receive(body, most)) {
            String said = String.join(
                    "\n",
                    sent.file().sha256(),
                    id,
                    Long.toString(mapping.version()),
                    wish.toString(),
                    String.valueOf(name));
            FileAnswer answer = imports.read(
                    caller.get(),
                    code,
                    id,
                    sent.file(),
                    name,
                    wish,
                    wish.dryRun()
                            ? null
                            : Headers.repetition(idempotencyKey, "POST", said.getBytes(StandardCharsets.UTF_8)));
            return FileResponse.of(answer, Language.of(headers.getAcceptableLanguages()));
        }
    }

    private static RestResponse<Response> told(Mappings.Stated mapping) {
        return RestResponse.ResponseBuilder.ok(Response.of(mapping))
                .header(HttpHeaders.ETAG, "\"" + mapping.version() + "\"")
                .build();
    }
}
