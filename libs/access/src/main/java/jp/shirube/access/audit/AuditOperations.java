package jp.shirube.access.audit;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** For whoever runs the service; the one address does not lead here. */
@Path("/operations/audit")
public class AuditOperations {

    private final Verify verify;

    AuditOperations(Verify verify) {
        this.verify = verify;
    }

    /** @param head one noted earlier, which the chain must contain */
    @GET
    @Needs(Permission.OPERATE)
    @Operation(hidden = true)
    public Response verify(@QueryParam("head") @Nullable String head) {
        if (head != null && !head.matches("[0-9a-fA-F]{64}")) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at("#head", "headは16進数64桁です。", "head is 64 hexadecimal digits.")));
        }
        return Response.ok(verify.verify(head)).build();
    }
}
