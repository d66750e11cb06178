package jp.shirube.kpi.collection.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Evidence;
import jp.shirube.kpi.collection.application.KeepEvidence;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/collection-rounds/{round}/items/{item}/evidence")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collection rounds")
public class EvidenceResource {

    private static final String ITEM = "indicator:women-on-councils:FY2025";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Schema(name = "CollectionEvidenceFiles")
    record Files(
            List<EvidenceResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    @Schema(name = "CollectionEvidence", description = "根拠資料")
    record EvidenceResponse(
            @Schema(description = "Of the content", examples = SHA256)
            String sha256,

            @Schema(examples = "令和7年度年次報告.pdf") String name,
            @Schema(examples = "application/pdf") String mediaType,
            @Schema(description = "Bytes") int size,
            Instant at,
            String by) {

        static EvidenceResponse of(Evidence evidence) {
            return new EvidenceResponse(
                    evidence.sha256(),
                    evidence.name(),
                    evidence.mediaType(),
                    evidence.size(),
                    evidence.at(),
                    evidence.by());
        }
    }

    private final KeepEvidence keepEvidence;
    private final CurrentCaller caller;

    EvidenceResource(KeepEvidence keepEvidence, CurrentCaller caller) {
        this.keepEvidence = keepEvidence;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Operation(
            operationId = "listCollectionEvidence",
            summary = "The files behind an answer (根拠資料)",
            description = "The first first; `next` is always null.")
    @APIResponse(responseCode = "200", description = "All of them")
    @APIResponse(responseCode = "403", description = "`not-your-department`")
    @APIResponse(responseCode = "404", description = "`collection-round-unknown` or `collection-item-unknown`")
    public Files list(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item) {
        return new Files(
                keepEvidence.list(caller.get(), code, round, item).stream()
                        .map(EvidenceResponse::of)
                        .toList(),
                null);
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "addCollectionEvidence",
            summary = "Add a file to an answer",
            description =
                    "PDF, PNG, JPEG, xlsx, docx, pptx, CSV or text (UTF-8 or Windows-31J); the content must be what Content-Type and name say. "
                            + "Until the item is locked. The same content again changes nothing.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "application/pdf", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The item names it already",
            content = @Content(schema = @Schema(implementation = EvidenceResponse.class)))
    @APIResponse(
            responseCode = "201",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = EvidenceResponse.class)))
    @APIResponse(responseCode = "403", description = "`not-your-department`")
    @APIResponse(responseCode = "404", description = "`collection-round-unknown` or `collection-item-unknown`")
    @APIResponse(responseCode = "409", description = "`collection-item-locked` or `collection-item-full`")
    @APIResponse(responseCode = "413", description = "`too-large`")
    @APIResponse(responseCode = "415", description = "`unsupported-media-type`: also where the content is another")
    @APIResponse(responseCode = "422", description = "`invalid`: the name")
    public RestResponse<EvidenceResponse> add(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @QueryParam("name")
                    @Parameter(description = "Of the file", example = "令和7年度年次報告.pdf", required = true)
                    @Nullable
                    String name,
            @Context HttpHeaders headers,
            byte[] content) {
        MediaType type = headers.getMediaType();
        KeepEvidence.Kept kept = keepEvidence.add(
                caller.get(),
                code,
                round,
                item,
                name == null ? "" : name,
                type == null ? "" : type.getType() + "/" + type.getSubtype(),
                content);
        return RestResponse.ResponseBuilder.<EvidenceResponse>create(
                        kept.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK)
                .entity(EvidenceResponse.of(kept.evidence()))
                .build();
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("/{sha256}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "getCollectionEvidence",
            summary = "One file, to be saved",
            description =
                    "Never shown in place: Content-Disposition is attachment, and browsers must not guess its type.")
    @APIResponse(
            responseCode = "200",
            description = "The content",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "403", description = "`not-your-department`")
    @APIResponse(
            responseCode = "404",
            description = "`collection-round-unknown`, `collection-item-unknown` or `evidence-unknown`")
    public Response get(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @RestPath @Parameter(example = SHA256) String sha256) {
        KeepEvidence.Content file = keepEvidence.content(caller.get(), code, round, item, sha256);
        return Response.ok(file.bytes())
                .type(file.evidence().mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        attachment(file.evidence().name()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Needs(Permission.ANSWER_ROUND)
    @Path("/{sha256}")
    @Operation(
            operationId = "removeCollectionEvidence",
            summary = "Take a file away from an answer",
            description =
                    "While the item may be answered. The item no longer names it; the content stays, and the audit record says who took it away.")
    @APIResponse(responseCode = "204", description = "The item no longer names it")
    @APIResponse(responseCode = "403", description = "`not-your-department`")
    @APIResponse(
            responseCode = "404",
            description = "`collection-round-unknown`, `collection-item-unknown` or `evidence-unknown`")
    @APIResponse(responseCode = "409", description = "`collection-item-state` or `collection-item-locked`")
    public void remove(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @RestPath @Parameter(example = SHA256) String sha256) {
        keepEvidence.remove(caller.get(), code, round, item, sha256);
    }

    /** RFC 6266: the name as it is, and one for what reads no other than ASCII. */
    private static String attachment(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String exact = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
    }
}
