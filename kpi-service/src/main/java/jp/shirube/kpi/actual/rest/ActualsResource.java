package jp.shirube.kpi.actual.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.Paging;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Outcome;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.application.RecordActual;
import jp.shirube.kpi.actual.application.ShowActuals;
import jp.shirube.kpi.actual.application.WithdrawActual;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Day;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.Period;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/indicators/{indicator}/actuals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Actuals", description = "What was measured (実績値), in every state it ever had")
public class ActualsResource {

    private static final String PERIOD = "2025, R7, 令和7年度, 2025-10-01, H27..H30, H30.6..R4, ..R4.10, FY2025 or CY2025, "
            + "percent-encoded. A bare year is read by the indicator's period kind.";
    private static final String AS_OF = "As it was known at 24:00 (Japan) of that day";
    private static final String KEY =
            "A repeated request with the same key gives the first answer again and does nothing; "
                    + "kept for seven days. Only what had an effect is remembered: a refusal is judged anew.";

    /** It stands in the address, nine bytes a character. */
    private static final int LONGEST_REASON = 1000;

    @Schema(name = "Actuals")
    record Page(
            List<ActualResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    private final RecordActual recordActual;
    private final WithdrawActual withdrawActual;
    private final ShowActuals showActuals;
    private final CurrentCaller caller;

    ActualsResource(
            RecordActual recordActual, WithdrawActual withdrawActual, ShowActuals showActuals, CurrentCaller caller) {
        this.recordActual = recordActual;
        this.withdrawActual = withdrawActual;
        this.showActuals = showActuals;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Operation(
            operationId = "listActuals",
            summary = "The actuals of an indicator",
            description = "One per period, ordered by the last day of the period; withdrawn ones are left out.")
    @APIResponse(responseCode = "200", description = "One page")
    @APIResponse(responseCode = "404", description = "`indicator-not-yet-known`, with Retry-After")
    @APIResponse(responseCode = "422", description = "`invalid`: asOf, limit or after")
    public Page list(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "women-on-councils") String indicator,
            @QueryParam("asOf") @Parameter(description = AS_OF, example = "2026-07-01") @Nullable String asOf,
            @QueryParam("limit") @Parameter(description = "1 to 1000; 100 unless told") @Nullable String limit,
            @QueryParam("after") @Parameter(description = "`next` of the page before") @Nullable String after) {
        int size = Paging.limit(limit);
        List<Actual> found = showActuals.list(caller.get(), key(code, indicator), day(asOf), cursor(after), size + 1);
        List<ActualResponse> items = found.stream().limit(size).map(this::told).toList();
        return new Page(items, found.size() > size ? items.getLast().period() : null);
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("/{period}")
    @Operation(operationId = "getActual", summary = "The actual of one period")
    @APIResponse(
            responseCode = "200",
            description = "What is stated",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The revision, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ActualResponse.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match names the revision")
    @APIResponse(
            responseCode = "404",
            description = "`indicator-not-yet-known`, `actual-not-recorded`, or `withdrawn` saying when and why")
    @APIResponse(responseCode = "422", description = "`invalid` or `wrong-period-kind`")
    public RestResponse<ActualResponse> get(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "women-on-councils") String indicator,
            @RestPath @Parameter(description = PERIOD, example = "R7") String period,
            @QueryParam("asOf") @Parameter(description = AS_OF, example = "2026-07-01") @Nullable String asOf,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        Actual actual = showActuals.show(caller.get(), key(code, indicator), period, day(asOf));
        int revision = actual.stamp().revision();
        if (Headers.holds(ifNoneMatch, revision)) {
            return RestResponse.ResponseBuilder.<ActualResponse>create(RestResponse.Status.NOT_MODIFIED)
                    .header(HttpHeaders.ETAG, Headers.etag(revision))
                    .build();
        }
        return RestResponse.ResponseBuilder.ok(told(actual))
                .header(HttpHeaders.ETAG, Headers.etag(revision))
                .build();
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("/{period}/history")
    @Operation(
            operationId = "getActualHistory",
            summary = "Every state of one period",
            description = "The first one first, withdrawn ones with their reason. `next` is always null.")
    @APIResponse(responseCode = "200", description = "All revisions")
    @APIResponse(responseCode = "404", description = "`indicator-not-yet-known` or `actual-not-recorded`")
    @APIResponse(responseCode = "422", description = "`invalid` or `wrong-period-kind`")
    public Page history(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "women-on-councils") String indicator,
            @RestPath @Parameter(description = PERIOD, example = "R7") String period) {
        return new Page(
                showActuals.history(caller.get(), key(code, indicator), period).stream()
                        .map(this::told)
                        .toList(),
                null);
    }

    @PUT
    @Needs(Permission.RECORD_ACTUAL)
    @Path("/{period}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putActual",
            summary = "State what was measured for a period",
            description =
                    "Carries the whole period. Said again it changes nothing: 200, the same ETag, also under an older If-Match. "
                            + "The first statement needs no If-Match, nor does the first after a withdrawal; a change does. "
                            + "What is written here directly is CONFIRMED.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ActualRequest.class),
                            examples = {
                                @ExampleObject(
                                        name = "value",
                                        value =
                                                "{\"value\": 32.8, \"status\": \"FINAL\", \"evidence\": \"令和7年度男女共同参画年次報告 p.12\"}"),
                                @ExampleObject(
                                        name = "missing",
                                        value = "{\"missingReason\": \"NOT_SURVEYED\", \"note\": \"隔年調査\"}"),
                                @ExampleObject(
                                        name = "components",
                                        value =
                                                "{\"components\": [{\"name\": \"小学校\", \"value\": \"80.2\"}, {\"name\": \"中学校\", \"missingReason\": \"NOT_PUBLISHED\"}], \"status\": \"PROVISIONAL\"}")
                            }))
    @APIResponse(
            responseCode = "200",
            description = "Corrected, or nothing new",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The revision, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ActualResponse.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded for the first time",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The revision, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ActualResponse.class)))
    @APIResponse(responseCode = "400", description = "`malformed`")
    @APIResponse(responseCode = "404", description = "`indicator-not-yet-known`, with Retry-After")
    @APIResponse(responseCode = "412", description = "`precondition-failed`")
    @APIResponse(responseCode = "413", description = "`too-large`")
    @APIResponse(responseCode = "415", description = "`unsupported-media-type`")
    @APIResponse(responseCode = "422", description = "`invalid`, `wrong-period-kind` or `idempotency-key-reused`")
    @APIResponse(responseCode = "428", description = "`precondition-required`")
    public RestResponse<ActualResponse> put(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "women-on-councils") String indicator,
            @RestPath @Parameter(description = PERIOD, example = "R7") String period,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag you read", example = "\"3\"")
                    @Nullable
                    String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = "`*`: only if nothing is stated") @Nullable
                    String ifNoneMatch,
            @HeaderParam("Idempotency-Key") @Parameter(description = KEY) @Nullable String idempotencyKey,
            byte[] content) {
        Answer answer = recordActual.record(
                caller.get(),
                key(code, indicator),
                period,
                () -> ActualRequest.read(content),
                Headers.precondition(ifMatch, ifNoneMatch),
                Headers.repetition(idempotencyKey, "PUT", content));
        return RestResponse.ResponseBuilder.<ActualResponse>create(
                        answer.outcome() == Outcome.RECORDED ? RestResponse.Status.CREATED : RestResponse.Status.OK)
                .entity(told(answer.revision()))
                .header(HttpHeaders.ETAG, Headers.etag(answer.revision().stamp().revision()))
                .build();
    }

    @DELETE
    @Needs(Permission.RECORD_ACTUAL)
    @Path("/{period}")
    @Operation(
            operationId = "withdrawActual",
            summary = "Withdraw what is stated of a period",
            description =
                    "A revision of its own, with its reason; the history keeps everything before it. Needs If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The withdrawn revision",
            content = @Content(schema = @Schema(implementation = ActualResponse.class)))
    @APIResponse(responseCode = "404", description = "`indicator-not-yet-known`, `actual-not-recorded` or `withdrawn`")
    @APIResponse(responseCode = "412", description = "`precondition-failed`")
    @APIResponse(
            responseCode = "422",
            description = "`invalid` (no reason), `wrong-period-kind`, `idempotency-key-reused`")
    @APIResponse(responseCode = "428", description = "`precondition-required`")
    public RestResponse<ActualResponse> withdraw(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "women-on-councils") String indicator,
            @RestPath @Parameter(description = PERIOD, example = "R7") String period,
            @QueryParam("reason")
                    @Parameter(description = "Why", example = "集計対象の審議会を誤っていたため", required = true)
                    @Nullable
                    String reason,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag you read", example = "\"3\"")
                    @Nullable
                    String ifMatch,
            @HeaderParam("Idempotency-Key") @Parameter(description = KEY) @Nullable String idempotencyKey) {
        Answer answer = withdrawActual.withdraw(
                caller.get(),
                key(code, indicator),
                period,
                () -> why(reason),
                Headers.precondition(ifMatch, null),
                Headers.repetition(
                        idempotencyKey, "DELETE", String.valueOf(reason).strip().getBytes(StandardCharsets.UTF_8)));
        return RestResponse.ok(told(answer.revision()));
    }

    private ActualResponse told(Revision revision) {
        return ActualResponse.of(revision, caller.get().may(Permission.READ_UNCONFIRMED));
    }

    private static String why(@Nullable String reason) {
        List<Fault> faults = new ArrayList<>();
        String why = ActualRequest.text(reason == null ? "" : reason, "#reason", LONGEST_REASON, faults);
        if (why == null) {
            if (faults.isEmpty()) {
                faults.add(Fault.at("#reason", "取り下げる理由を書いてください。", "Say why it is withdrawn."));
            }
            throw new ProblemException(ProblemType.INVALID, faults);
        }
        return why;
    }

    private static IndicatorKey key(String code, String indicator) {
        if (!IndicatorKey.isCode(code) || !IndicatorKey.isId(indicator)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "自治体は6桁のコード、指標は英小文字・数字・ハイフンのidで指定してください。",
                    "A municipality has a code of six digits, an indicator an id of a-z, 0-9 and hyphens.");
        }
        return new IndicatorKey(code, indicator);
    }

    private static @Nullable LocalDate day(@Nullable String asOf) {
        if (asOf == null) {
            return null;
        }
        try {
            return new Day(LocalDate.parse(asOf)).date();
        } catch (DateTimeException | NotationException e) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at("#asOf", "asOfは2026-07-01のように書いてください。", "Write asOf like 2026-07-01.")));
        }
    }

    private static @Nullable Period cursor(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            return Period.ofCanonical(after);
        } catch (NotationException e) {
            throw Paging.noSuchCursor();
        }
    }
}
