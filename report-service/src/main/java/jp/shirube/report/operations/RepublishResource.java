package jp.shirube.report.operations;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.outbox.Republish;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The present state of every target said again, for a compacted topic that was lost. */
@Path("/operations/republish")
@Produces(MediaType.APPLICATION_JSON)
public class RepublishResource {

    private final Republish republish;

    RepublishResource(Republish republish) {
        this.republish = republish;
    }

    /** One going on already goes on. */
    @POST
    @Needs(Permission.OPERATE)
    @Operation(hidden = true)
    public Response begin() {
        return Response.accepted(republish.begin()).build();
    }

    @GET
    @Needs(Permission.OPERATE)
    @Operation(hidden = true)
    public Republish.Progress progress() {
        return republish
                .progress()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "再公表はまだ一度も行われていません。", "Nothing was ever republished here."));
    }
}
