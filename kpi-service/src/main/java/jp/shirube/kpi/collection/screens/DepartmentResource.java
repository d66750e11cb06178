package jp.shirube.kpi.collection.screens;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.actual.ActualProblems;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.application.AnswerItem;
import jp.shirube.kpi.collection.application.ItemView;
import jp.shirube.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** What a department is asked, item by item. */
@Path(Answers.START)
@Produces(Answers.HTML)
public class DepartmentResource {

    private final Answers answers;
    private final DepartmentPage departments;
    private final ItemPage items;
    private final AnswerItem answering;
    private final Decisions decisions;
    private final CurrentCaller caller;
    private final Reader reader;

    DepartmentResource(
            Answers answers,
            DepartmentPage departments,
            ItemPage items,
            AnswerItem answering,
            Decisions decisions,
            CurrentCaller caller,
            Reader reader) {
        this.answers = answers;
        this.departments = departments;
        this.items = items;
        this.answering = answering;
        this.decisions = decisions;
        this.caller = caller;
        this.reader = reader;
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code}/rounds/{round}/departments/{department}")
    @Operation(hidden = true)
    public Response show(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("department") String department,
            @QueryParam("done") @Nullable String done,
            @QueryParam("count") @Nullable Integer count) {
        String said = decisions.said(done, count == null ? 0 : count);
        return answers.page(
                200, CollectionPages.department(departments.show(code, round, department, said, List.of())));
    }

    /** Sends in, or approves, all that is ready. */
    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("{code}/rounds/{round}/departments/{department}")
    @Operation(hidden = true)
    public Response submitAll(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("department") String department,
            MultivaluedMap<String, String> form) {
        String button = Typed.text(form, "do");
        List<Refusal> refusals = new ArrayList<>();
        int done = 0;
        for (ItemView view : departments.ready(code, round, department)) {
            try {
                press(
                        button,
                        new ItemAddress(code, round, view.item().id()),
                        view.item().version());
                done++;
            } catch (ProblemException refusal) {
                reader.speech()
                        .faults(refusal)
                        .forEach(fault -> refusals.add(new Refusal(
                                "", ItemPage.name(view) + ": " + reader.speech().text(fault))));
            }
        }
        String here = Addresses.department(code, round, department);
        if (refusals.isEmpty()) {
            return Answers.seeOther(done == 0 ? here : here + "?done=" + Addresses.encoded(button) + "&count=" + done);
        }
        String said = done == 0 ? "" : decisions.said(button, done);
        return answers.page(422, CollectionPages.department(departments.show(code, round, department, said, refusals)));
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code}/rounds/{round}/items/{item}")
    @Operation(hidden = true)
    public Response item(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            @QueryParam("done") @Nullable String done,
            @QueryParam("reply") @Nullable Long reply) {
        ItemPage.Sent sent = ItemPage.Sent.said(decisions.said(done, 0), reply);
        return answers.page(200, CollectionPages.item(items.show(new ItemAddress(code, round, item), sent)));
    }

    /** Keeps what was typed first, so that nothing is lost whatever is refused after that. */
    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("{code}/rounds/{round}/items/{item}")
    @Operation(hidden = true)
    public Response answer(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            MultivaluedMap<String, String> form) {
        ItemAddress at = new ItemAddress(code, round, item);
        Answered typed = Typed.answer(form);
        String button = Typed.text(form, "do");
        try {
            Item kept = answering.draft(caller.get(), code, round, item, () -> typed, Typed.version(form));
            return switch (button) {
                case "", "save" -> Answers.seeOther(at.href());
                case "next" -> Answers.seeOther(items.next(at).orElse(at.href()));
                default -> {
                    press(button, at, kept.version());
                    yield Answers.seeOther(at.href() + "?done=" + Addresses.encoded(button));
                }
            };
        } catch (ProblemException refusal) {
            if (refusal.type().status() == 403 || refusal.type().status() == 404) {
                throw refusal;
            }
            reader.readsAt(at.href());
            return answers.page(
                    refusal.type().status(),
                    CollectionPages.item(items.show(
                            at,
                            new ItemPage.Sent(
                                    typed,
                                    reader.speech().faults(refusal),
                                    refusal.type().equals(ActualProblems.PRECONDITION_FAILED),
                                    "",
                                    "",
                                    "",
                                    null))));
        }
    }

    private void press(String button, ItemAddress at, long version) {
        Caller who = caller.get();
        switch (button) {
            case "submit" -> answering.submit(who, at.municipality(), at.round(), at.item(), version);
            case "approve" -> answering.approve(who, at.municipality(), at.round(), at.item(), version);
            default -> throw new BadRequestException();
        }
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
