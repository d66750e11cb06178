package jp.shirube.plan.access.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.access.StatedKey;
import jp.shirube.plan.Page;
import jp.shirube.plan.access.application.Author;
import jp.shirube.plan.access.application.ManageApiKeys;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/plan/v1/municipalities/{code}/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "access")
public class ApiKeysResource {

    private final ManageApiKeys keys;
    private final CurrentCaller caller;

    ApiKeysResource(ManageApiKeys keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.READ_ACCESS)
    @Operation(
            summary =
                    "The API keys of a municipality by id, also those that open nothing any more; never the keys themselves")
    public Page<ApiKeyResponse> list(
            @PathParam("code") String code,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) int limit) {
        int size = Page.size(limit);
        List<StatedKey> found = keys.list(code, after, size + 1);
        return Page.of(found, StatedKey::id, null, size, ApiKeyResponse::of);
    }

    @POST
    @Needs(Permission.MANAGE_ACCESS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make an API key for a system",
            description =
                    "The key is answered this once and kept nowhere. It expires at the end of expiresOn in Tokyo, at most "
                            + "shirube.api-keys.longest (400 days) from today.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = MadeKeyResponse.class)))
    public Response create(
            @PathParam("code") String code,
            @RequestBody(content = @Content(schema = @Schema(implementation = ApiKeyRequest.class))) String sent) {
        ManageApiKeys.Made made = keys.create(code, sent, Author.of(caller.get()));
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(MadeKeyResponse.of(made))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Needs(Permission.MANAGE_ACCESS)
    @Operation(
            summary = "Revoke an API key",
            description =
                    "It stays in the list and opens nothing any more: here at once, in the other services as soon as they "
                            + "have heard of it. Revoked already, it stays as it was.")
    public ApiKeyResponse revoke(
            @PathParam("code") String code, @PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        return ApiKeyResponse.of(keys.revoke(code, id, reason, Author.of(caller.get())));
    }
}
