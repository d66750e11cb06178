package jp.shirube.report.portal;

import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
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
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Supplier;
import jp.shirube.access.AccessProblems;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.pages.PageSignIn;
import jp.shirube.pages.Visitor;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemResponses;
import jp.shirube.problem.ProblemType;
import jp.shirube.report.Days;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.Years;
import jp.shirube.report.planprogress.PlanProgress.Question;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The public pages. What goes wrong here is said on a page, not as JSON. */
@Path("/")
@Produces(PortalResource.HTML)
public class PortalResource {

    static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private static final String SIGN_IN = "sign-in";
    private static final String SIGN_IN_PAGE = "/" + SIGN_IN;
    /** Whether there is a draft is told to nobody who may not see it: what does not exist is answered alike. */
    private static final Set<ProblemType> MAY_BE_A_DRAFT =
            Set.of(ReportProblems.PLAN_UNKNOWN, ReportProblems.EDITION_UNKNOWN);

    private static final String USUAL_ADVICE = "アドレスを確かめるか、最初のページから計画を選んでください。";

    private final HomePage home;
    private final PlanPage plans;
    private final IndicatorPage indicators;
    private final HandoverPage handovers;
    private final Clock clock;
    private final Visitor visitor;
    private final PageSignIn signIn;
    private final ProblemResponses problems = new ProblemResponses();

    PortalResource(
            HomePage home,
            PlanPage plans,
            IndicatorPage indicators,
            HandoverPage handovers,
            Clock clock,
            Visitor visitor,
            PageSignIn signIn) {
        this.home = home;
        this.plans = plans;
        this.indicators = indicators;
        this.handovers = handovers;
        this.clock = clock;
        this.visitor = visitor;
        this.signIn = signIn;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(hidden = true)
    public Response home() {
        return page(200, Pages.home(home.view()));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("municipalities/{code}")
    @Operation(hidden = true)
    public Response municipality(@PathParam("code") String code) {
        return page(200, Pages.municipality(home.view(code)));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("municipalities/{code}/plans/{plan}")
    @Operation(hidden = true)
    public Response plan(
            @PathParam("code") String code,
            @PathParam("plan") String plan,
            @QueryParam("year") @Nullable String year,
            @QueryParam("edition") @Nullable String edition,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("reading") @Nullable String reading) {
        AskedDay day = AskedDay.read(asOf, clock);
        boolean other = Address.OTHER_READING.equals(reading);
        Address here = Address.ofPlan(code, plan)
                .with("year", year)
                .with("edition", edition)
                .with(Address.READING, other ? reading : "")
                .with(Address.AS_OF, day.inAddress());
        Question question = new Question(code, plan, Years.read(year), number(edition), day.day(), other);
        return asOf(day, here, () -> Pages.plan(plans.view(question, day, here)));
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("municipalities/{code}/indicators/{indicator}")
    @Operation(hidden = true)
    public Response indicator(
            @PathParam("code") String code,
            @PathParam("indicator") String indicator,
            @QueryParam("editions") @Nullable String editions,
            @QueryParam("asOf") @Nullable String asOf) {
        AskedDay day = AskedDay.read(asOf, clock);
        boolean all = IndicatorPage.ALL.equals(editions);
        Address here = Address.ofIndicator(code, indicator)
                .with(IndicatorPage.EDITIONS, all ? editions : "")
                .with(Address.AS_OF, day.inAddress());
        return asOf(day, here, () -> Pages.indicator(indicators.view(code, indicator, all, day, here)));
    }

    @GET
    @Needs(Permission.READ_HANDOVER)
    @Path("municipalities/{code}/departments/{department}/handover")
    @Operation(hidden = true)
    public Response handover(
            @PathParam("code") String code,
            @PathParam("department") String department,
            @QueryParam("on") @Nullable String on) {
        LocalDate day = null;
        String error = "";
        try {
            day = Days.read("on", on);
        } catch (ProblemException refusal) {
            error = "日付として読み取れません。2026-04-01 の形で入れてください。";
        }
        return page(error.isEmpty() ? 200 : 400, Pages.handover(handovers.view(code, department, day, error)));
    }

    /** A wrong day is said on the page of now; what was not known on a day may be known since. */
    private static Response asOf(AskedDay asked, Address here, Supplier<TemplateInstance> page) {
        try {
            return page(asked.isWrong() ? 400 : 200, page.get());
        } catch (ProblemException refusal) {
            LocalDate day = asked.day();
            if (day == null || refusal.type().status() != 404) {
                throw refusal;
            }
            return page(
                    404,
                    Pages.error(new ErrorView(
                            404,
                            Words.westernDay(day) + "時点では登録されていません",
                            refusal.detail(Language.JA),
                            "その日にはまだ登録されていなかったのかもしれません。いまの内容を見るか、もっと後の日付を選んでください。",
                            here.without(Address.AS_OF).href(),
                            "いまの内容を見る")));
        }
    }

    /** Who has not signed in is sent to the identity provider, and comes back here. */
    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path(SIGN_IN)
    @Operation(hidden = true)
    public Response signIn(@QueryParam("to") @Nullable String to, RoutingContext routing) {
        return signIn.then(to, "/", routing);
    }

    /** Whatever else is asked for here, and is neither of the API nor of the service's own operation. */
    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("{path:(?!api/|q/).+}")
    @Operation(hidden = true)
    public Response unknown(@PathParam("path") String path) {
        throw new NotFoundException();
    }

    @ServerExceptionMapper
    public Response refused(ProblemException refusal, UriInfo address) {
        if (refusal.type().equals(AccessProblems.UNAUTHENTICATED)
                && !address.getRequestUri().getRawPath().equals(SIGN_IN_PAGE)) {
            return Response.seeOther(URI.create(PageSignIn.andReturnTo(SIGN_IN_PAGE, address)))
                    .build();
        }
        if (MAY_BE_A_DRAFT.contains(refusal.type()) && !visitor.isSignedIn()) {
            return page(
                    refusal.type().status(),
                    Pages.error(new ErrorView(
                            refusal.type().status(),
                            refusal.type().titleJa(),
                            refusal.detail(Language.JA),
                            USUAL_ADVICE + "採択前の案は職員だけに見えます。職員の方は、サインインしてから開いてください。",
                            PageSignIn.andReturnTo(SIGN_IN_PAGE, address),
                            "サインインしてこのページを開く")));
        }
        String advice =
                refusal.type().equals(ReportProblems.NOT_A_YEAR) ? "対象年度は R7、令和7年度、2025 のように書けます。" : USUAL_ADVICE;
        return page(
                refusal.type().status(),
                Pages.error(ErrorView.of(
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
            case 404 -> ErrorView.of(status, "ページが見つかりません", "このアドレスのページはありません。", USUAL_ADVICE);
            case 503 -> ErrorView.of(status, "いまは表示できません", "データベースにつながりません。", "しばらくしてから、もう一度開いてください。");
            default -> ErrorView.of(status, "表示できません", "システム内部の誤りです。", "しばらくしてから、もう一度開いてください。");
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
