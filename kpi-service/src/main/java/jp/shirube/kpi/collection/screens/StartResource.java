package jp.shirube.kpi.collection.screens;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
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
import java.util.List;
import java.util.Set;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.application.OpenRound;
import jp.shirube.pages.PageSignIn;
import jp.shirube.pages.Visitor;
import jp.shirube.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Where whoever collects begins. What goes wrong here is said on a page, not as JSON. */
@Path(Answers.START)
@Produces(Answers.HTML)
public class StartResource {

    private final Answers answers;
    private final CurrentCaller caller;
    private final Visitor visitor;
    private final PageSignIn signIn;
    private final StartPage page;
    private final Opening opening;
    private final Reader reader;

    StartResource(
            Answers answers,
            CurrentCaller caller,
            Visitor visitor,
            PageSignIn signIn,
            StartPage page,
            Opening opening,
            Reader reader) {
        this.answers = answers;
        this.caller = caller;
        this.visitor = visitor;
        this.signIn = signIn;
        this.page = page;
        this.opening = opening;
        this.reader = reader;
    }

    /** To the rounds of one's own municipality. */
    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(hidden = true)
    public Response start() {
        String home = caller.home();
        if (!visitor.isSignedIn()) {
            return Answers.seeOther(Answers.SIGN_IN);
        }
        if (home == null) {
            return answers.page(
                    200,
                    CollectionPages.start(new StartScreen(
                            List.of(),
                            false,
                            "",
                            StartScreen.Opening.NOTHING_YET,
                            StartScreen.Choices.NONE,
                            null,
                            List.of())));
        }
        return Answers.seeOther(Addresses.start(home));
    }

    /** Who has not signed in is sent to the identity provider, and comes back to where they wanted to go. */
    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("sign-in")
    @Operation(hidden = true)
    public Response signIn(@QueryParam("to") @Nullable String to, RoutingContext routing) {
        return signIn.then(to, Answers.START, routing);
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code:[0-9]+}")
    @Operation(hidden = true)
    public Response rounds(@PathParam("code") String code) {
        return answers.page(200, CollectionPages.start(page.show(code, StartScreen.Opening.NOTHING_YET, List.of())));
    }

    /** Opens a round; or, asked for a preview, tells what it would ask. */
    @POST
    @Needs(Permission.RUN_ROUND)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Path("{code:[0-9]+}")
    @Operation(hidden = true)
    public Response open(@PathParam("code") String code, MultivaluedMap<String, String> form) {
        StartScreen.Opening typed = new StartScreen.Opening(
                Typed.text(form, "year").strip(),
                Typed.text(form, "title").strip(),
                Typed.text(form, "deadline").strip(),
                Typed.text(form, "instructions").strip(),
                !Typed.text(form, "approval").isEmpty(),
                Set.copyOf(form.getOrDefault("plan", List.of())),
                Set.copyOf(form.getOrDefault("department", List.of())),
                Typed.text(form, "initiatives"));
        boolean preview = Typed.text(form, "do").equals("preview");
        try {
            OpenRound.Opened opened = opening.open(code, typed, preview);
            return preview
                    ? answers.page(200, CollectionPages.start(page.preview(code, typed, opened)))
                    : Answers.seeOther(Addresses.round(code, opened.round().id()));
        } catch (ProblemException refusal) {
            return answers.page(
                    refusal.type().status(),
                    CollectionPages.start(page.show(code, typed, refusals(refusal, reader.speech()))));
        }
    }

    /** Each with the field of the form it is about. */
    static List<Refusal> refusals(ProblemException refusal, Speech speech) {
        return speech.faults(refusal).stream()
                .map(fault -> new Refusal(
                        fault.pointer().startsWith("/") ? fault.pointer().substring(1) : "", speech.text(fault)))
                .toList();
    }

    /** What reminders of a department lead to, whatever rounds they are about: its page in the newest of those that ask it. */
    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code:[0-9]+}/{department}")
    @Operation(hidden = true)
    public Response department(@PathParam("code") String code, @PathParam("department") String department) {
        return Answers.seeOther(page.ofDepartment(code, department).orElseGet(() -> Addresses.start(code)));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{path:(?![0-9]+$).+}")
    @Operation(hidden = true)
    public Response unknown(@PathParam("path") String path) {
        throw new NotFoundException();
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
