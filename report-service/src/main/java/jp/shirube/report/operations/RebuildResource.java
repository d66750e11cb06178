package jp.shirube.report.operations;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.report.received.Rebuild;
import jp.shirube.report.received.RebuildRuns;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The read model made anew from the topics while the old one serves. */
@Path("/operations/rebuild")
@Produces(MediaType.APPLICATION_JSON)
public class RebuildResource {

    private final Rebuild rebuild;
    private final RebuildRuns runs;

    RebuildResource(Rebuild rebuild, RebuildRuns runs) {
        this.rebuild = rebuild;
        this.runs = runs;
    }

    /** Begins one; the one under way is answered instead when there is one. */
    @POST
    @Needs(Permission.OPERATE)
    @Operation(hidden = true)
    public Response begin() {
        return Response.accepted(rebuild.begin().or(runs::newest).orElseThrow()).build();
    }

    @GET
    @Needs(Permission.OPERATE)
    @Operation(hidden = true)
    public Object progress() {
        return runs.newest().<Object>map(run -> run).orElse(Map.of());
    }
}
