package jp.shirube.kpi.bulk.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.actual.rest.Headers;
import jp.shirube.kpi.bulk.FileAnswer;
import jp.shirube.kpi.bulk.Wish;
import jp.shirube.kpi.bulk.WrittenRows;
import jp.shirube.kpi.bulk.application.RecordFile;
import jp.shirube.kpi.bulk.csv.CsvRows;
import jp.shirube.kpi.bulk.json.JsonRows;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.problem.BodyLimits;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/actuals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Actuals", description = "What was measured (実績値), in every state it ever had")
public class FilesResource {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final RecordFile recordFile;
    private final CurrentCaller caller;
    private final long most;

    FilesResource(RecordFile recordFile, CurrentCaller caller, BodyLimits limits) {
        this.recordFile = recordFile;
        this.caller = caller;
        this.most = Objects.requireNonNull(limits.larger().get("bulk"), "shirube.http.body.larger.bulk")
                .most()
                .asLongValue();
    }

    @POST
    @Needs(Permission.RECORD_ACTUAL)
    @Consumes({CSV, MediaType.APPLICATION_JSON, NDJSON})
    @Operation(
            operationId = "postActuals",
            summary = "State many figures in one file",
            description = "All rows or none: 422 names every fault with its row. `mode=partial` stores what is right. "
                    + "A row without value and missingReason asks for nothing. The rows of a period belong together; what of a "
                    + "breakdown, note or evidence is not in the file stays as it is. A correction needs its reason. "
                    + "Rows about what another department reports are refused with the whole file, 403.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(name = "csv", value = "指標,期間,内訳,値,状態\nwomen-on-councils,R7,,32.8,確定\n")),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = RowRequest.class)),
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "200", description = "Stored, nothing new, or what would become of it (dryRun)")
    @APIResponse(responseCode = "403", description = "`not-your-department`: `errors` names the rows")
    @APIResponse(
            responseCode = "404",
            description = "`indicator-not-yet-known`: nothing of the municipality has arrived")
    @APIResponse(responseCode = "422", description = "`invalid`: every fault with its row; `idempotency-key-reused`")
    public FileResponse post(
            @RestPath @Parameter(example = "062022") String code,
            @QueryParam("mode")
                    @Parameter(description = "`atomic` unless told; `partial`", example = "partial")
                    @Nullable
                    String mode,
            @QueryParam("dryRun") @Parameter(description = "Nothing is stored", example = "true") @Nullable
                    String dryRun,
            @QueryParam("reason")
                    @Parameter(description = "訂正理由 of every correction that has none in its row", example = "決算の確定による")
                    @Nullable
                    String reason,
            @QueryParam("charset")
                    @Parameter(
                            description = "Of a CSV: `utf-8` or `windows-31j`; found out unless told",
                            example = "utf-8")
                    @Nullable
                    String charset,
            @HeaderParam("Idempotency-Key")
                    @Parameter(description = "The same file with the same key is answered alike and does nothing")
                    @Nullable
                    String idempotencyKey,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            InputStream body) {
        if (!IndicatorKey.isCode(code)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "自治体は6桁のコードで指定してください。", "A municipality has a code of six digits.");
        }
        Wish wish = SentWish.read(mode, dryRun, reason, uri);
        MediaType type = headers.getMediaType();
        WrittenRows rows = rows(type, charset);
        // Before anything is read: a key that cannot be one is no reason to send half a gigabyte.
        Headers.repetition(idempotencyKey, "POST", new byte[0]);
        try (SentBody sent = SentBody.receive(body, most)) {
            String said = String.join(
                    "\n", sent.file().sha256(), type.getSubtype(), wish.toString(), String.valueOf(charset));
            FileAnswer answer = recordFile.record(
                    caller.get(),
                    code,
                    rows,
                    sent.file(),
                    wish,
                    wish.dryRun()
                            ? null
                            : Headers.repetition(idempotencyKey, "POST", said.getBytes(StandardCharsets.UTF_8)));
            return FileResponse.of(answer, Language.of(headers.getAcceptableLanguages()));
        }
    }

    /** The one place that knows which forms of file there are. */
    private static WrittenRows rows(MediaType type, @Nullable String charset) {
        return switch (type.getSubtype()) {
            case "csv" -> new CsvRows(charset);
            case "json" -> JsonRows.ARRAY;
            case "x-ndjson" -> JsonRows.LINES;
            default ->
                throw new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        ProblemType.UNSUPPORTED_MEDIA_TYPE.titleJa(),
                        ProblemType.UNSUPPORTED_MEDIA_TYPE.titleEn());
        };
    }
}
