package jp.shirube.report.portal;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemResponses;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.Years;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The public pages. What goes wrong here is said on a page, not as JSON. */
@Path("/")
@Produces(PortalResource.HTML)
public class PortalResource {

    static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String USUAL_ADVICE = "アドレスを確かめるか、最初のページから計画を選んでください。";

    private final HomePage home;
    private final PlanPage plans;
    private final IndicatorPage indicators;
    private final ProblemResponses problems = new ProblemResponses();

    PortalResource(HomePage home, PlanPage plans, IndicatorPage indicators) {
        this.home = home;
        this.plans = plans;
        this.indicators = indicators;
    }

    @GET
    @Operation(hidden = true)
    public Response home() {
        return page(200, Pages.home(home.view()));
    }

    @GET
    @Path("municipalities/{code}")
    @Operation(hidden = true)
    public Response municipality(@PathParam("code") String code) {
        return page(200, Pages.municipality(home.view(code)));
    }

    @GET
    @Path("municipalities/{code}/plans/{plan}")
    @Operation(hidden = true)
    public Response plan(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("year") @Nullable String year,
            @QueryParam("edition") @Nullable String edition) {
        return page(200, Pages.plan(plans.view(code, plan, Years.read(year), number(edition))));
    }

    @GET
    @Path("municipalities/{code}/indicators/{indicator}")
    @Operation(hidden = true)
    public Response indicator(
            @PathParam("code") String code,
            @PathParam("indicator") String indicator,
            @QueryParam("editions") @Nullable String editions) {
        return page(200, Pages.indicator(indicators.view(code, indicator, "all".equals(editions))));
    }

    /** Whatever else is asked for here, and is neither of the API nor of the service's own operation. */
    @GET
    @Path("{path:(?!api/|q/).+}")
    @Operation(hidden = true)
    public Response unknown(@PathParam("path") String path) {
        throw new NotFoundException();
    }

    @ServerExceptionMapper
    public Response refused(ProblemException refusal) {
        String advice =
                refusal.type().equals(ReportProblems.NOT_A_YEAR) ? "対象年度は R7、令和7年度、2025 のように書けます。" : USUAL_ADVICE;
        return page(
                refusal.type().status(),
                Pages.error(new ErrorView(
                        refusal.type().status(), refusal.type().titleJa(), refusal.detail(Language.JA), advice)));
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException thrown, @Context HttpHeaders headers) {
        return asPage(problems.web(thrown, headers));
    }

    @ServerExceptionMapper
    public Response failed(Throwable thrown, @Context HttpHeaders headers) {
        return asPage(problems.unexpected(thrown, headers));
    }

    private static Response asPage(Response problem) {
        int status = problem.getStatus();
        ErrorView view = switch (status) {
            case 404 -> new ErrorView(status, "ページが見つかりません", "このアドレスのページはありません。", USUAL_ADVICE);
            case 503 -> new ErrorView(status, "いまは表示できません", "データベースにつながりません。", "しばらくしてから、もう一度開いてください。");
            default -> new ErrorView(status, "表示できません", "システム内部の誤りです。", "しばらくしてから、もう一度開いてください。");
        };
        Response page = page(status, Pages.error(view));
        String retryAfter = problem.getHeaderString(HttpHeaders.RETRY_AFTER);
        return retryAfter == null
                ? page
                : Response.fromResponse(page)
                        .header(HttpHeaders.RETRY_AFTER, retryAfter)
                        .build();
    }

    private static Response page(int status, TemplateInstance template) {
        return Response.status(status)
                .type(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.CONTENT_LANGUAGE, "ja")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .entity(template.render())
                .build();
    }

    private static @Nullable Integer number(@Nullable String edition) {
        if (edition == null || edition.isBlank()) {
            return null;
        }
        if (!edition.matches("[0-9]{1,4}")) {
            throw new ProblemException(
                    ReportProblems.EDITION_UNKNOWN, "版は数字で書いてください: " + edition, "An edition is a number: " + edition);
        }
        return Integer.valueOf(edition);
    }
}
