package jp.shirube.kpi.collection.screens;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.RunRound;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.collection.reminder.application.RemindNow;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the planning office does with a round as such: changes what it asks, reminds those who owe an answer. */
@Path(Answers.START)
@Produces(Answers.HTML)
public class RoundResource {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_INSTRUCTIONS = 4000;

    private final Answers answers;
    private final ShowRound rounds;
    private final RunRound running;
    private final RemindNow reminding;
    private final CurrentCaller caller;
    private final Reader reader;

    RoundResource(
            Answers answers,
            ShowRound rounds,
            RunRound running,
            RemindNow reminding,
            CurrentCaller caller,
            Reader reader) {
        this.answers = answers;
        this.rounds = rounds;
        this.running = running;
        this.reminding = reminding;
        this.caller = caller;
        this.reader = reader;
    }

    @GET
    @Needs(Permission.RUN_ROUND)
    @Path("{code}/rounds/{round}/change")
    @Operation(hidden = true)
    public Response change(@PathParam("code") String code, @PathParam("round") String id) {
        ShowRound.Seen seen = rounds.show(caller.get(), code, id, null);
        Round round = seen.round();
        return answers.page(
                200,
                CollectionPages.change(new ChangeScreen(
                        head(seen),
                        Addresses.change(code, id),
                        String.valueOf(round.version()),
                        round.title(),
                        round.deadline().toString(),
                        round.instructions(),
                        round.approval(),
                        List.of())));
    }

    @POST
    @Needs(Permission.RUN_ROUND)
    @Path("{code}/rounds/{round}/change")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response change(
            @PathParam("code") String code, @PathParam("round") String id, MultivaluedMap<String, String> form) {
        String title = Typed.text(form, "title").strip();
        String typedDeadline = Typed.text(form, "deadline").strip();
        String instructions = Typed.text(form, "instructions").strip();
        boolean approval = !Typed.text(form, "approval").isEmpty();
        Long version = Typed.version(form);
        try {
            List<Fault> faults = new ArrayList<>();
            if (title.isEmpty() || title.length() > LONGEST_TITLE) {
                faults.add(Fault.at(
                        "/title",
                        "名前を" + LONGEST_TITLE + "字までで書いてください。",
                        "Write a name of at most " + LONGEST_TITLE + " characters."));
            }
            LocalDate deadline = Opening.deadline(typedDeadline, faults);
            if (instructions.length() > LONGEST_INSTRUCTIONS) {
                faults.add(Fault.at(
                        "/instructions",
                        LONGEST_INSTRUCTIONS + "字までです。",
                        "At most " + LONGEST_INSTRUCTIONS + " characters."));
            }
            if (deadline == null || !faults.isEmpty()) {
                throw new ProblemException(ProblemType.INVALID, faults);
            }
            running.change(
                    caller.get(),
                    code,
                    id,
                    Objects.requireNonNullElse(version, 0L),
                    title,
                    instructions,
                    deadline,
                    approval);
            return Answers.seeOther(Addresses.round(code, id) + "?done=changed");
        } catch (ProblemException refusal) {
            if (refusal.type().status() == 403 || refusal.type().status() == 404) {
                throw refusal;
            }
            ShowRound.Seen seen = rounds.show(caller.get(), code, id, null);
            return answers.page(
                    refusal.type().status(),
                    CollectionPages.change(new ChangeScreen(
                            head(seen),
                            Addresses.change(code, id),
                            String.valueOf(seen.round().version()),
                            title,
                            typedDeadline,
                            instructions,
                            approval,
                            StartResource.refusals(refusal, reader.speech()))));
        }
    }

    /** Reminds one department, or all that owe something. */
    @POST
    @Needs(Permission.RUN_ROUND)
    @Path("{code}/rounds/{round}/reminders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response remind(
            @PathParam("code") String code, @PathParam("round") String id, MultivaluedMap<String, String> form) {
        String department = Typed.text(form, "department");
        rounds.show(caller.get(), code, id, null);
        int reminded = reminding
                .remind(code, id, department.isEmpty() ? null : department)
                .size();
        String back = department.isEmpty() ? Addresses.round(code, id) : Addresses.department(code, id, department);
        return Answers.seeOther(back + (reminded == 0 ? "?done=told" : "?done=reminded&count=" + reminded));
    }

    private RoundHead head(ShowRound.Seen seen) {
        return RoundHead.of(seen.round(), seen.today(), true, reader.speech());
    }

    @ServerExceptionMapper
    public Response refused(ProblemException refusal, UriInfo address) {
        return answers.refused(refusal, address);
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException thrown, @Context HttpHeaders headers) {
        return answers.refused(thrown, headers);
    }

    @ServerExceptionMapper
    public Response failed(Throwable thrown, @Context HttpHeaders headers) {
        return answers.failed(thrown, headers);
    }
}
