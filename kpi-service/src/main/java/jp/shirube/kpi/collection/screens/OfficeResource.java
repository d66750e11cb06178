package jp.shirube.kpi.collection.screens;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** A round as a whole, for the planning office. */
@Path(Answers.START)
@Produces(Answers.HTML)
public class OfficeResource {

    private final Answers answers;
    private final RoundPage page;
    private final ItemPage itemPage;
    private final Decisions decisions;
    private final Reader reader;

    OfficeResource(Answers answers, RoundPage page, ItemPage itemPage, Decisions decisions, Reader reader) {
        this.answers = answers;
        this.page = page;
        this.itemPage = itemPage;
        this.decisions = decisions;
        this.reader = reader;
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code}/rounds/{round}")
    @Operation(hidden = true)
    public Response show(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @QueryParam("department") @Nullable String department,
            @QueryParam("state") @Nullable String state,
            @QueryParam("late") @Nullable String late,
            @QueryParam("done") @Nullable String done,
            @QueryParam("count") @Nullable Integer count) {
        RoundPage.Filter filter = new RoundPage.Filter(
                Objects.requireNonNullElse(department, ""), Objects.requireNonNullElse(state, ""), late != null);
        String said = decisions.said(done, count == null ? 0 : count);
        return answers.page(200, CollectionPages.round(page.show(code, round, filter, RoundPage.Sent.said(said))));
    }

    /** Confirms, returns, locks or reopens what was chosen. */
    @POST
    @Needs(Permission.RUN_ROUND)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("{code}/rounds/{round}")
    @Operation(hidden = true)
    public Response decide(
            @PathParam("code") String code, @PathParam("round") String round, MultivaluedMap<String, String> form) {
        String here = Addresses.round(code, round);
        String reason = Typed.text(form, "reason").strip();
        List<String> chosen = form.getOrDefault("item", List.of());
        List<Refusal> refusals = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>();
        int done = 0;
        if (chosen.isEmpty()) {
            refusals.add(new Refusal("", reader.speech().choose("項目を選んでください。", "Choose items.")));
        }
        for (String token : chosen) {
            Decisions.Chosen item = Decisions.Chosen.of(token);
            try {
                decisions.decide(
                        Typed.text(form, "do"), new ItemAddress(code, round, item.id()), item.version(), reason);
                done++;
            } catch (ProblemException refusal) {
                left.add(item.id());
                reader.speech().faults(refusal).stream()
                        .map(fault -> new Refusal(
                                fault.pointer().equals("/reason") ? "reason" : "",
                                reader.speech().text(fault)))
                        .filter(each -> !refusals.contains(each))
                        .forEach(refusals::add);
            }
        }
        if (refusals.isEmpty()) {
            return Answers.seeOther(here + "?done=" + Addresses.encoded(Typed.text(form, "do")) + "&count=" + done);
        }
        reader.readsAt(here);
        String said = done == 0 ? "" : decisions.said(Typed.text(form, "do"), done);
        return answers.page(
                422,
                CollectionPages.round(page.show(
                        code, round, RoundPage.Filter.ALL, new RoundPage.Sent(left, reason, said, refusals))));
    }

    /** The same with one item. */
    @POST
    @Needs(Permission.RUN_ROUND)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("{code}/rounds/{round}/items/{item}/decision")
    @Operation(hidden = true)
    public Response decideOne(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            MultivaluedMap<String, String> form) {
        ItemAddress at = new ItemAddress(code, round, item);
        String reason = Typed.text(form, "reason").strip();
        try {
            decisions.decide(Typed.text(form, "do"), at, Typed.version(form), reason);
        } catch (ProblemException refusal) {
            if (refusal.type().status() == 403 || refusal.type().status() == 404) {
                throw refusal;
            }
            reader.readsAt(at.href());
            return answers.page(
                    refusal.type().status(),
                    CollectionPages.item(itemPage.show(
                            at,
                            new ItemPage.Sent(null, reader.speech().faults(refusal), false, reason, "", "", null))));
        }
        return Answers.seeOther(at.href() + "?done=" + Addresses.encoded(Typed.text(form, "do")));
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
