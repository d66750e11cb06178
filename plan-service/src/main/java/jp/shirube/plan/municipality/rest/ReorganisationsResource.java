package jp.shirube.plan.municipality.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.plan.Revisions;
import jp.shirube.plan.municipality.application.Reorganise;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 組織改編. */
@Path("/api/plan/v1/municipalities/{code}/reorganisations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "municipalities")
public class ReorganisationsResource {

    private final Reorganise reorganise;

    ReorganisationsResource(Reorganise reorganise) {
        this.reorganise = reorganise;
    }

    @POST
    @Needs(Permission.STATE_MUNICIPALITY)
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml"})
    @Operation(
            summary = "Rename, merge and split departments, and reassign indicators, on a day",
            description =
                    "JSON or YAML, contracts/documents/reorganisation.schema.json. Makes the next municipality document "
                            + "of the present one, and answers it: former names, departments and responsibilities stay, with their "
                            + "last day; everything else stays as its author wrote it, remarks included (asWritten). It needs "
                            + "If-Match. With dryRun nothing is stored. Every fault is answered at once, with its place.")
    public Response post(
            @PathParam("code") String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            String reorganisation) {
        Reorganise.Answer answer = reorganise.reorganise(code, reorganisation, ifMatch, dryRun);
        return Response.ok(answer)
                .header("ETag", Revisions.etag(answer.stated().version()))
                .build();
    }
}
