package jp.shirube.kpi.collection.screens;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import jp.shirube.access.AccessProblems;
import jp.shirube.pages.PageSignIn;
import jp.shirube.pages.Visitor;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemResponses;
import jp.shirube.problem.ProblemType;

/** How every one of these addresses answers: with a page in the reader's language, also where it refuses. */
@ApplicationScoped
class Answers {

    static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
    static final String START = "/collection";
    static final String SIGN_IN = "/collection/sign-in";

    /** What is typed is kept by a script of ours; nothing else runs, and it talks to nobody else. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Reader reader;
    private final Visitor visitor;
    private final ProblemResponses problems = new ProblemResponses();

    Answers(Reader reader, Visitor visitor) {
        this.reader = reader;
        this.visitor = visitor;
    }

    Response page(int status, TemplateInstance template) {
        Response.ResponseBuilder answer = Response.status(status)
                .type(HTML)
                // Not no-store: going back would lose what was typed where there is no script.
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.CONTENT_LANGUAGE, reader.getLang())
                .header(HttpHeaders.VARY, "Accept-Language, Cookie")
                .header("Content-Security-Policy", POLICY)
                .entity(template.setLocale(reader.locale()).render());
        reader.toKeep().ifPresent(answer::cookie);
        return answer.build();
    }

    /** Whatever was sent is done; what it has become is read again, so that a reload sends nothing twice. */
    static Response seeOther(String href) {
        return Response.seeOther(URI.create(href))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** What cannot be said beside a field of a form. */
    Response refused(ProblemException refusal, UriInfo address) {
        boolean unsigned = refusal.type().equals(AccessProblems.UNAUTHENTICATED);
        if (unsigned && !address.getRequestUri().getRawPath().equals(SIGN_IN)) {
            return seeOther(PageSignIn.andReturnTo(SIGN_IN, address));
        }
        Language language = reader.language();
        ProblemType type = refusal.type();
        return page(
                type.status(),
                CollectionPages.error(new ErrorScreen(
                        type.status(),
                        language.choose(type.titleJa(), type.titleEn()),
                        refusal.detail(language),
                        refusal.faults().stream()
                                .map(fault -> language.choose(fault.ja(), fault.en()))
                                .toList(),
                        advice(type.status()),
                        START,
                        start())));
    }

    /** What the framework refuses. */
    Response refused(WebApplicationException thrown, HttpHeaders headers) {
        return asPage(problems.web(thrown, headers));
    }

    /** What nobody foresaw. */
    Response failed(Throwable thrown, HttpHeaders headers) {
        return asPage(problems.unexpected(thrown, headers));
    }

    private Response asPage(Response problem) {
        int status = problem.getStatus();
        Language language = reader.language();
        ErrorScreen view = switch (status) {
            case 404 ->
                error(
                        status,
                        language.choose("ページが見つかりません", "There is no such page"),
                        language.choose("このアドレスのページはありません。", "Nothing is at this address."));
            case 413 ->
                error(
                        status,
                        language.choose("大きすぎます", "Too large"),
                        language.choose("送られたものが大きすぎます。", "What was sent is too large."));
            case 503 ->
                error(
                        status,
                        language.choose("いまは表示できません", "Not available at present"),
                        language.choose("データベースにつながりません。", "The database cannot be reached."));
            default ->
                error(
                        status,
                        language.choose("表示できません", "This cannot be shown"),
                        status < 500
                                ? language.choose("送られたものを読み取れません。", "What was sent cannot be read.")
                                : language.choose("システム内部の誤りです。", "An error of the system itself."));
        };
        Response page = page(status, CollectionPages.error(view));
        String retryAfter = problem.getHeaderString(HttpHeaders.RETRY_AFTER);
        return retryAfter == null
                ? page
                : Response.fromResponse(page)
                        .header(HttpHeaders.RETRY_AFTER, retryAfter)
                        .build();
    }

    private ErrorScreen error(int status, String title, String detail) {
        return new ErrorScreen(status, title, detail, List.of(), advice(status), START, start());
    }

    private String advice(int status) {
        Language language = reader.language();
        if (status == 403) {
            return visitor.isSignedIn()
                    ? language.choose(
                            "役割が違うときは、自治体の管理者に確かめてください。", "If your role should be another, ask your administrator.")
                    : language.choose("サインインしてから開いてください。", "Sign in and open it again.");
        }
        return status >= 500
                ? language.choose("しばらくしてから、もう一度開いてください。", "Open it again in a while.")
                : language.choose("アドレスを確かめるか、はじめのページから選んでください。", "Check the address, or begin at the first page.");
    }

    private String start() {
        return reader.language().choose("実績照会のはじめへ", "To the first page");
    }
}
