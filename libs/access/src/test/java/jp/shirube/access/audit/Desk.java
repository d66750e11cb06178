package jp.shirube.access.audit;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** Where everybody is refused, in the way they ask for. */
@Path("/api/desk/v1/municipalities/{code}")
public class Desk {

    /** The record, where this service keeps it. */
    @Path("/api/desk/v1/municipalities/{code}/audit")
    public static class Record extends AuditPages {}

    @PUT
    @Needs(Permission.RECORD_ACTUAL)
    @Path("/things/{id}")
    public String put(@PathParam("id") String id, @QueryParam("status") int status) {
        return refuse(status);
    }

    @DELETE
    @Needs(Permission.RECORD_ACTUAL)
    @Path("/things/{id}")
    public String delete(@PathParam("id") String id, @QueryParam("status") int status) {
        return refuse(status);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("/things/{id}")
    public String get(@PathParam("id") String id, @QueryParam("status") int status) {
        return refuse(status);
    }

    private static String refuse(int status) {
        if (status < 400) {
            return "done";
        }
        if (status == 422) {
            throw new ProblemException(ProblemType.INVALID, List.of(Fault.at("/value", "誤り", "wrong")));
        }
        throw new ProblemException(new ProblemType("refused-" + status, status, "できません", "Refused"), "いいえ", "No");
    }
}
