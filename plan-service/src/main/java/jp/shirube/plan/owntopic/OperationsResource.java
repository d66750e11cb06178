package jp.shirube.plan.owntopic;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.outbox.Republish;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** For whoever runs the service; the one address does not lead here. */
@Path("/operations/republish")
public class OperationsResource {

    private final Republish republish;

    OperationsResource(Republish republish) {
        this.republish = republish;
    }

    /** Says every document, edition and adoption again; one going on already goes on. */
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
