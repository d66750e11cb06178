package jp.shirube.kpi.collection.screens;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
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
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.application.Difference;
import jp.shirube.kpi.collection.application.Forms;
import jp.shirube.kpi.collection.form.Form;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** 様式: goes out as a workbook, comes back, and is shown as a difference before anything changes. */
@Path(Answers.START)
@Produces(Answers.HTML)
public class FormsResource {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String ZIP = "application/zip";
    private static final int LONGEST_NAME = 200;

    private final Answers answers;
    private final Forms forms;
    private final DifferencePage page;
    private final CurrentCaller caller;
    private final Reader reader;

    FormsResource(Answers answers, Forms forms, DifferencePage page, CurrentCaller caller, Reader reader) {
        this.answers = answers;
        this.forms = forms;
        this.page = page;
        this.caller = caller;
        this.reader = reader;
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code}/rounds/{round}/departments/{department}/form")
    @Produces(XLSX)
    @Operation(hidden = true)
    public Response form(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("department") String department) {
        return file(forms.form(caller.get(), code, round, department));
    }

    /** Everybody's, as far as whoever asks may see it. */
    @GET
    @Needs(Permission.READ_ROUND)
    @Path("{code}/rounds/{round}/forms")
    @Produces(ZIP)
    @Operation(hidden = true)
    public Response all(@PathParam("code") String code, @PathParam("round") String round) {
        List<Form> all = forms.forms(caller.get(), code, round);
        StreamingOutput written = into -> forms.write(all, into);
        return saved(Response.ok(written).type(ZIP), round + "-forms.zip");
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Path("{code}/rounds/{round}/uploads")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response upload(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @RestForm("file") @Nullable FileUpload file)
            throws IOException {
        if (file == null || file.fileName() == null || file.fileName().isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID, List.of(Fault.at("/file", "ファイルを選んでください。", "Choose a file.")));
        }
        String name = file.fileName();
        Difference difference = forms.upload(
                caller.get(),
                code,
                round,
                name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name,
                Files.readAllBytes(file.uploadedFile()));
        return Answers.seeOther(
                Addresses.upload(code, round, difference.upload().toString()));
    }

    @GET
    @Needs(Permission.ANSWER_ROUND)
    @Path("{code}/rounds/{round}/uploads/{upload}")
    @Operation(hidden = true)
    public Response difference(
            @PathParam("code") String code, @PathParam("round") String round, @PathParam("upload") String upload) {
        Difference difference = forms.difference(caller.get(), code, round, id(upload), false);
        return answers.page(200, CollectionPages.difference(page.show(code, round, difference, "", List.of())));
    }

    @GET
    @Needs(Permission.ANSWER_ROUND)
    @Path("{code}/rounds/{round}/uploads/{upload}/annotated")
    @Produces(XLSX)
    @Operation(hidden = true)
    public Response annotated(
            @PathParam("code") String code, @PathParam("round") String round, @PathParam("upload") String upload) {
        return file(forms.annotated(caller.get(), code, round, id(upload)));
    }

    /** Takes over what changed; what is refused is said, and the rest is done. */
    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Path("{code}/rounds/{round}/uploads/{upload}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response apply(
            @PathParam("code") String code,
            @PathParam("round") String round,
            @PathParam("upload") String upload,
            MultivaluedMap<String, String> form) {
        boolean submit = Typed.text(form, "do").equals("submit");
        boolean overwrite = !Typed.text(form, "overwrite").isEmpty();
        Forms.Applied applied = forms.apply(caller.get(), code, round, id(upload), overwrite, submit);
        int done = submit ? applied.submitted().size() : applied.saved().size();
        Speech speech = reader.speech();
        if (applied.refused().isEmpty()) {
            return Answers.seeOther(page.back(code, round, applied.difference()) + "?done="
                    + (submit && done > 0 ? "sent" : "applied") + "&count="
                    + (submit && done > 0 ? done : applied.saved().size()));
        }
        List<Refusal> refusals = applied.refused().stream()
                .flatMap(refused -> speech.faults(refused.problem()).stream()
                        .map(fault -> new Refusal(
                                "", name(applied.difference(), refused.item()) + ": " + speech.text(fault))))
                .toList();
        reader.readsAt(Addresses.upload(code, round, upload));
        return answers.page(
                422,
                CollectionPages.difference(page.show(
                        code,
                        round,
                        forms.difference(caller.get(), code, round, id(upload), false),
                        speech.choose(
                                applied.saved().size() + "件を取り込み、"
                                        + applied.submitted().size() + "件を提出しました。",
                                applied.saved().size() + " taken over, "
                                        + applied.submitted().size() + " submitted."),
                        refusals)));
    }

    private static String name(Difference difference, String item) {
        return difference.changes().stream()
                .filter(change -> change.item().equals(item) && !change.name().isEmpty())
                .map(Difference.Change::name)
                .findFirst()
                .orElse(item);
    }

    private static Response file(Forms.Workbook workbook) {
        return saved(Response.ok(workbook.content()).type(XLSX), workbook.name());
    }

    static Response saved(Response.ResponseBuilder content, String name) {
        return content.header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "\"; filename*=UTF-8''"
                                + Addresses.encoded(name).replace("*", "%2A"))
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static UUID id(String upload) {
        try {
            return UUID.fromString(upload);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException();
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
