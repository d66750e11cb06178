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
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.application.DiscussItem;
import jp.shirube.kpi.collection.application.KeepEvidence;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** What is said beside an item, and the files behind its answer. */
@Path(Answers.START)
@Produces(Answers.HTML)
public class TalkResource {

    private final Answers answers;
    private final DiscussItem discussing;
    private final KeepEvidence keeping;
    private final ItemPage page;
    private final CurrentCaller caller;
    private final Reader reader;

    TalkResource(
            Answers answers,
            DiscussItem discussing,
            KeepEvidence keeping,
            ItemPage page,
            CurrentCaller caller,
            Reader reader) {
        this.answers = answers;
        this.discussing = discussing;
        this.keeping = keeping;
        this.page = page;
        this.caller = caller;
        this.reader = reader;
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Path("{code}/rounds/{round}/items/{item}/comments")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response say(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            MultivaluedMap<String, String> form) {
        ItemAddress at = new ItemAddress(code, round, item);
        String words = Typed.text(form, "comment").strip();
        String replyTo = Typed.text(form, "replyTo");
        try {
            if (words.isEmpty() || words.length() > DiscussItem.LONGEST) {
                throw new ProblemException(
                        ProblemType.INVALID,
                        List.of(Fault.at(
                                "/comment",
                                DiscussItem.LONGEST + "字までで書いてください。",
                                "Write at most " + DiscussItem.LONGEST + " characters.")));
            }
            Long answered = replyTo.matches("[0-9]{1,18}") ? Long.valueOf(replyTo) : null;
            discussing.say(caller.get(), code, round, item, () -> new DiscussItem.Words(words, answered));
        } catch (ProblemException refusal) {
            return refused(refusal, at, words);
        }
        return Answers.seeOther(at.href() + "?done=said#comments");
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Path("{code}/rounds/{round}/items/{item}/evidence")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response attach(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            @RestForm("file") @Nullable FileUpload file)
            throws IOException {
        ItemAddress at = new ItemAddress(code, round, item);
        try {
            if (file == null || file.fileName() == null || file.fileName().isEmpty()) {
                throw new ProblemException(
                        ProblemType.INVALID, List.of(Fault.at("/file", "ファイルを選んでください。", "Choose a file.")));
            }
            keeping.add(
                    caller.get(),
                    code,
                    round,
                    item,
                    file.fileName(),
                    mediaType(file.contentType()),
                    Files.readAllBytes(file.uploadedFile()));
        } catch (ProblemException refusal) {
            return refused(refusal, at, "");
        }
        return Answers.seeOther(at.href() + "?done=attached#evidence-files");
    }

    private static String mediaType(@Nullable String said) {
        return said == null ? "" : said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code}/rounds/{round}/items/{item}/evidence/{sha256}")
    @Produces(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response evidence(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            @PathParam("sha256") String sha256) {
        KeepEvidence.Content file = keeping.content(caller.get(), code, round, item, sha256);
        return FormsResource.saved(
                Response.ok(file.bytes())
                        .type(file.evidence().mediaType())
                        .header("Content-Security-Policy", "default-src 'none'; sandbox"),
                file.evidence().name());
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Path("{code}/rounds/{round}/items/{item}/evidence/{sha256}/removal")
    @Operation(hidden = true)
    public Response remove(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("item") String item,
            @PathParam("sha256") String sha256) {
        ItemAddress at = new ItemAddress(code, round, item);
        try {
            keeping.remove(caller.get(), code, round, item, sha256);
        } catch (ProblemException refusal) {
            return refused(refusal, at, "");
        }
        return Answers.seeOther(at.href() + "?done=removed#evidence-files");
    }

    private Response refused(ProblemException refusal, ItemAddress at, String comment) {
        if (refusal.type().status() == 401
                || refusal.type().status() == 403
                || refusal.type().status() == 404) {
            throw refusal;
        }
        reader.readsAt(at.href());
        return answers.page(
                refusal.type().status(),
                CollectionPages.item(page.show(
                        at, new ItemPage.Sent(null, reader.speech().faults(refusal), false, "", "", comment, null))));
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
