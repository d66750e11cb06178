package jp.shirube.report.handover;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.report.Days;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 引継書. */
@Path("/api/report/v1/municipalities/{code}/departments/{department}")
@Tag(name = "handover", description = "引継書: what a department owns, what is due, what was last reported and by whom")
public class HandoverResource {

    static final String CSV = "text/csv; charset=UTF-8";
    private static final String ABOUT =
            "on: the day of the hand-over, past or to come, today by default. What is known when it is "
                    + "asked counts; every department bears the name of its day.";

    private final Handovers handovers;
    private final Words words = new Words();

    HandoverResource(Handovers handovers) {
        this.handovers = handovers;
    }

    @GET
    @Needs(Permission.READ_HANDOVER)
    @Path("handover")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The hand-over sheet of a department; the same as a table with Accept: text/csv",
            description = ABOUT)
    public Handover get(
            @PathParam("code") String code,
            @PathParam("department") String department,
            @QueryParam("on") @Nullable String on) {
        return handovers.of(code, department, Days.read("on", on));
    }

    @GET
    @Needs(Permission.READ_HANDOVER)
    @Path("handover")
    @Produces(CSV)
    @Operation(hidden = true)
    public Response table(
            @PathParam("code") String code,
            @PathParam("department") String department,
            @QueryParam("on") @Nullable String on) {
        return download(code, department, on);
    }

    @GET
    @Needs(Permission.READ_HANDOVER)
    @Path("handover.csv")
    @Produces(CSV)
    @Operation(summary = "The hand-over sheet as a table, to be opened from a page", description = ABOUT)
    @APIResponse(
            responseCode = "200",
            description = "UTF-8 with a byte order mark; cells that begin like a formula begin with an apostrophe",
            content = @Content(schema = @Schema(implementation = String.class)))
    public Response download(
            @PathParam("code") String code,
            @PathParam("department") String department,
            @QueryParam("on") @Nullable String on) {
        Handover handover = handovers.of(code, department, Days.read("on", on));
        return Response.ok(HandoverCsv.write(handover, words))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"handover-"
                                + handover.department().id() + "-" + handover.on() + ".csv\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
