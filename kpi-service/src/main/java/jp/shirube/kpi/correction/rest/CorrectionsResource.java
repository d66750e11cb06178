package jp.shirube.kpi.correction.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.Paging;
import jp.shirube.kpi.correction.Correction;
import jp.shirube.kpi.correction.application.ShowCorrections;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/corrections")
@Tag(name = "Actuals", description = "What was measured (実績値), in every state it ever had")
public class CorrectionsResource {

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,17})\\.([0-9]{1,18})\\.([a-z0-9][a-z0-9-]{0,79})");
    private static final long MICROS = 1_000_000;

    @Schema(name = "Corrections")
    record Page(
            List<CorrectionResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    private final ShowCorrections showCorrections;
    private final CurrentCaller caller;

    CorrectionsResource(ShowCorrections showCorrections, CurrentCaller caller) {
        this.showCorrections = showCorrections;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Produces({MediaType.APPLICATION_JSON, CorrectionsCsv.MEDIA_TYPE})
    @Operation(
            operationId = "listCorrections",
            summary = "Every correction of a confirmed figure (正誤表の元)",
            description =
                    "In the order they were confirmed. What was public and is another figure now, was replaced by a settled one, withdrawn, "
                            + "or stated again. What was only sent in or returned between is left out, and so is a provisional figure made final "
                            + "with the same value. As JSON, or as CSV with UTF-8 and a byte order mark; there `Link` names the next page.")
    @APIResponse(
            responseCode = "200",
            description = "One page",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Page.class)),
                @Content(mediaType = CorrectionsCsv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "`indicator-not-yet-known`: nothing of this municipality has arrived")
    @APIResponse(responseCode = "422", description = "`invalid`")
    public Response list(
            @RestPath @Parameter(example = "062022") String code,
            @QueryParam("from")
                    @Parameter(description = "Confirmed on that day (Japan) or later", example = "2026-04-01")
                    @Nullable
                    String from,
            @QueryParam("to")
                    @Parameter(description = "Confirmed on that day or before", example = "2027-03-31")
                    @Nullable
                    String to,
            @QueryParam("year") @Parameter(description = "対象年度 the figure is judged in", example = "R7") @Nullable
                    String year,
            @QueryParam("indicator") @Parameter(example = "women-on-councils") @Nullable String indicator,
            @QueryParam("limit") @Parameter(description = "1 to 1000; 100 unless told") @Nullable String limit,
            @QueryParam("after") @Parameter(description = "`next` of the page before") @Nullable String after,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        if (!IndicatorKey.isCode(code)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "自治体は6桁の全国地方公共団体コードで指定してください。", "Name the municipality by its six digits.");
        }
        if (indicator != null && !IndicatorKey.isId(indicator)) {
            throw wrong(
                    "#indicator", "指標は英小文字・数字・ハイフンのidで指定してください。", "An indicator has an id of a-z, 0-9 and hyphens.");
        }
        int size = Paging.limit(limit);
        List<Correction> found = showCorrections.list(
                code, day("from", from), day("to", to), year(year), indicator, cursor(after), size + 1);
        List<Correction> page = found.stream().limit(size).toList();
        String next = found.size() > size ? cursor(page.getLast()) : null;
        boolean names = caller.get().may(Permission.READ_UNCONFIRMED);
        if (!CorrectionsCsv.isWanted(headers)) {
            return Response.ok(
                            new Page(
                                    page.stream()
                                            .map(each -> CorrectionResponse.of(each, names))
                                            .toList(),
                                    next),
                            MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        Response.ResponseBuilder csv = Response.ok(CorrectionsCsv.of(page, names))
                .type(CorrectionsCsv.MEDIA_TYPE + ";charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + code + "-corrections.csv\"");
        if (next != null) {
            URI more =
                    uri.getRequestUriBuilder().replaceQueryParam("after", next).build();
            csv.header(HttpHeaders.LINK, "<" + more.getRawPath() + "?" + more.getRawQuery() + ">; rel=\"next\"");
        }
        return csv.build();
    }

    private static @Nullable LocalDate day(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return new Day(LocalDate.parse(text)).date();
        } catch (DateTimeException | NotationException e) {
            throw wrong("#" + name, name + "は2026-07-01のように書いてください。", "Write " + name + " like 2026-07-01.");
        }
    }

    private static @Nullable FiscalYear year(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (NOTATION.parse(text, PeriodKind.FISCAL_YEAR) instanceof FiscalYear year) {
                return year;
            }
        } catch (NotationException e) {
            // told below like any other text that is no year
        }
        throw wrong("#year", "対象年度を R7、令和7年度、2025 のように書いてください。", "Write the fiscal year like R7 or 2025.");
    }

    private static Correction.@Nullable Position cursor(@Nullable String after) {
        if (after == null) {
            return null;
        }
        Matcher parts = CURSOR.matcher(after);
        if (!parts.matches()) {
            throw Paging.noSuchCursor();
        }
        return new Correction.Position(
                Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                parts.group(3),
                Long.parseLong(parts.group(2)));
    }

    private static String cursor(Correction correction) {
        Instant at = correction.confirmedAt();
        return at.getEpochSecond() * MICROS + at.getNano() / 1000 + "." + correction.version() + "."
                + correction.indicator();
    }

    private static ProblemException wrong(String place, String ja, String en) {
        return new ProblemException(ProblemType.INVALID, List.of(Fault.at(place, ja, en)));
    }
}
