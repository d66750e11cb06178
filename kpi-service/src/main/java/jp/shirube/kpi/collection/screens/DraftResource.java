package jp.shirube.kpi.collection.screens;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.application.AnswerItem;
import jp.shirube.kpi.collection.application.ShowRound;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the script of the pages keeps what is typed. What goes wrong here is said to the script, as JSON. */
@Path("/collection/{code}/rounds/{round}/items/{item}/draft")
@Produces(MediaType.APPLICATION_JSON)
public class DraftResource {

    /**
     * What was kept.
     *
     * @param version of the item, for the next time
     * @param said to the person, in their language
     * @param computed the figure that follows from numerator and denominator; empty where none does
     */
    record Kept(long version, String said, String computed) {}

    private final AnswerItem answering;
    private final ShowRound rounds;
    private final ItemPage page;
    private final CurrentCaller caller;
    private final Reader reader;
    private final Clock clock;

    DraftResource(
            AnswerItem answering, ShowRound rounds, ItemPage page, CurrentCaller caller, Reader reader, Clock clock) {
        this.answering = answering;
        this.rounds = rounds;
        this.page = page;
        this.caller = caller;
        this.reader = reader;
        this.clock = clock;
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response keep(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            MultivaluedMap<String, String> form) {
        Item kept = answering.draft(caller.get(), code, round, item, () -> Typed.answer(form), Typed.version(form));
        return Response.ok(new Kept(
                        kept.version(),
                        reader.speech().saved(clock.instant(), clock),
                        page.computed(rounds.item(caller.get(), code, round, item))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
