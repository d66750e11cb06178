package jp.shirube.kpi.collection.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.OpenRound;
import jp.shirube.kpi.collection.application.RoundRequest;
import jp.shirube.kpi.collection.application.RunRound;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.NotationException;
import jp.shirube.notation.PeriodKind;
import jp.shirube.notation.PeriodNotation;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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

@Path("/api/kpi/v1/municipalities/{code}/collection-rounds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collection rounds", description = "実績照会: what departments are asked once a year, and who has answered")
public class CollectionRoundsResource {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_INSTRUCTIONS = 4000;
    private static final int MOST_IDS = 500;
    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());

    @Schema(name = "CollectionRounds")
    record Rounds(
            List<RoundResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    @Schema(name = "OpenedCollectionRound")
    record Opened(
            RoundResponse round,

            @Schema(description = "How many items are asked")
            int asked,

            @Schema(description = "How many hold a figure already")
            int prefilled,

            List<ItemResponse> items) {}

    @Schema(name = "NewCollectionRound")
    record New(
            @Schema(description = "fy and the year unless told", examples = "fy2025", nullable = true) @Nullable
            String id,

            @Schema(description = "対象年度", examples = "R7", required = true)
            String year,

            @Schema(examples = "令和7年度実績照会", nullable = true) @Nullable
            String title,

            @Schema(nullable = true) @Nullable String instructions,

            @Schema(description = "The last day in time", examples = "2026-06-30", required = true)
            String deadline,

            @Schema(description = "Whether 課長確認 comes first; false unless told", nullable = true) @Nullable
            Boolean approval,

            @Schema(description = "All of the year unless told", nullable = true) @Nullable
            List<String> plans,

            @Schema(description = "All unless told", nullable = true) @Nullable
            List<String> departments,

            @Schema(description = "Which 取組 are asked; ALL unless told", nullable = true)
            RoundRequest.@Nullable Initiatives initiatives) {}

    @Schema(name = "ChangedCollectionRound")
    record Changed(
            @Schema(required = true) String title,
            @Schema(nullable = true) @Nullable String instructions,
            @Schema(required = true) String deadline,
            @Schema(nullable = true) @Nullable Boolean approval) {}

    private final OpenRound openRound;
    private final RunRound runRound;
    private final ShowRound showRound;
    private final CurrentCaller caller;

    CollectionRoundsResource(OpenRound openRound, RunRound runRound, ShowRound showRound, CurrentCaller caller) {
        this.openRound = openRound;
        this.runRound = runRound;
        this.showRound = showRound;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.LIST_ROUNDS)
    @Operation(operationId = "listCollectionRounds", summary = "Every round, the newest year first")
    @APIResponse(responseCode = "200", description = "All rounds; `next` is always null")
    public Rounds list(@RestPath @Parameter(example = "062022") String code) {
        return new Rounds(showRound.list(code).stream().map(RoundResponse::of).toList(), null);
    }

    @POST
    @Needs(Permission.RUN_ROUND)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "openCollectionRound",
            summary = "Open a round",
            description =
                    "Every indicator and initiative of the year's adopted plans is asked once, with what is stated of it already. "
                            + "What is not usually known yet is asked by itself later; of a year without a survey nothing is.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = New.class),
                            examples =
                                    @ExampleObject(
                                            name = "yearly",
                                            value = "{\"year\": \"R7\", \"deadline\": \"2026-06-30\"}")))
    @APIResponse(responseCode = "200", description = "With dryRun: what would be asked")
    @APIResponse(
            responseCode = "201",
            description = "Open",
            content = @Content(schema = @Schema(implementation = Opened.class)))
    @APIResponse(responseCode = "409", description = "`collection-round-exists`")
    @APIResponse(responseCode = "422", description = "`invalid` or `nothing-to-ask`")
    public RestResponse<Opened> open(
            @RestPath @Parameter(example = "062022") String code,
            @QueryParam("dryRun")
                    @Parameter(
                            description = "Only tell what would be asked",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @Nullable
                    String dryRun,
            byte[] content) {
        RoundRequest request = request(content);
        boolean dry = Conditions.flag("dryRun", dryRun);
        OpenRound.Opened opened = openRound.open(caller.get(), code, request, dry);
        Opened told = new Opened(
                RoundResponse.of(opened.round()),
                opened.items().size(),
                (int) opened.items().stream()
                        .filter(each -> each.item().prefilled())
                        .count(),
                opened.items().stream().map(ItemResponse::of).toList());
        return dry
                ? RestResponse.ok(told)
                : RestResponse.ResponseBuilder.<Opened>created(URI.create("/api/kpi/v1/municipalities/" + code
                                + "/collection-rounds/" + opened.round().id()))
                        .header(HttpHeaders.ETAG, Conditions.etag(opened.round().version()))
                        .entity(told)
                        .build();
    }

    @GET
    @Needs(Permission.LIST_ROUNDS)
    @Path("/{round}")
    @Operation(
            operationId = "getCollectionRound",
            summary = "Who has answered",
            description = "By department of today: how many items stand where, what is late, and what it cost them.")
    @APIResponse(
            responseCode = "200",
            description = "As of now",
            content = @Content(schema = @Schema(implementation = RoundResponse.class)))
    @APIResponse(responseCode = "404", description = "`collection-round-unknown`")
    public RestResponse<RoundResponse> get(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round) {
        ShowRound.Seen seen = showRound.show(caller.get(), code, round, null);
        return RestResponse.ResponseBuilder.ok(RoundResponse.of(seen))
                .header(HttpHeaders.ETAG, Conditions.etag(seen.round().version()))
                .build();
    }

    @PUT
    @Needs(Permission.RUN_ROUND)
    @Path("/{round}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeCollectionRound", summary = "Change its title, instructions, deadline or approval")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Changed.class)))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = RoundResponse.class)))
    @APIResponse(responseCode = "404", description = "`collection-round-unknown`")
    public RestResponse<RoundResponse> change(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag you read", example = "\"1\"")
                    @Nullable
                    String ifMatch,
            byte[] content) {
        Sent sent = Sent.read(content, Set.of("title", "instructions", "deadline", "approval"));
        String title = sent.text("title", LONGEST_TITLE);
        if (title.isEmpty()) {
            sent.fault("title", "題名を書いてください。", "Write a title.");
        }
        String instructions = sent.text("instructions", LONGEST_INSTRUCTIONS);
        LocalDate deadline = deadline(sent);
        boolean approval = sent.flag("approval");
        sent.refuseFaults();
        Round changed = runRound.change(
                caller.get(),
                code,
                round,
                Conditions.required(Conditions.version(ifMatch)),
                title,
                instructions,
                deadline == null ? LocalDate.EPOCH : deadline,
                approval);
        return RestResponse.ResponseBuilder.ok(RoundResponse.of(changed))
                .header(HttpHeaders.ETAG, Conditions.etag(changed.version()))
                .build();
    }

    private static @Nullable LocalDate deadline(Sent sent) {
        LocalDate deadline = sent.day("deadline");
        if (deadline == null && !sent.has("deadline")) {
            sent.fault("deadline", "回答期限を書いてください（例 2026-06-30）。", "Write the deadline, like 2026-06-30.");
        }
        return deadline;
    }

    private static RoundRequest request(byte[] content) {
        Sent sent = Sent.read(
                content,
                Set.of(
                        "id",
                        "year",
                        "title",
                        "instructions",
                        "deadline",
                        "approval",
                        "plans",
                        "departments",
                        "initiatives"));
        String id = sent.text("id", 80);
        if (!id.isEmpty() && !IndicatorKey.isId(id)) {
            sent.fault("id", "idは英小文字・数字・ハイフンです。", "An id has a-z, 0-9 and hyphens.");
        }
        FiscalYear year = year(sent);
        String title = sent.text("title", LONGEST_TITLE);
        LocalDate deadline = deadline(sent);
        RoundRequest.Initiatives initiatives = sent.word("initiatives", RoundRequest.Initiatives.class);
        RoundRequest request = new RoundRequest(
                id.isEmpty() ? null : id,
                year,
                title.isEmpty() ? null : title,
                sent.text("instructions", LONGEST_INSTRUCTIONS),
                deadline == null ? LocalDate.EPOCH : deadline,
                sent.flag("approval"),
                sent.texts("plans", MOST_IDS, IndicatorKey::isId),
                sent.texts("departments", MOST_IDS, IndicatorKey::isId),
                initiatives == null ? RoundRequest.Initiatives.ALL : initiatives);
        sent.refuseFaults();
        return request;
    }

    private static FiscalYear year(Sent sent) {
        String text = sent.text("year", 20);
        try {
            if (NOTATION.parse(text, PeriodKind.FISCAL_YEAR) instanceof FiscalYear year) {
                return year;
            }
        } catch (NotationException e) {
            // told below like any other text that is no year
        }
        sent.fault("year", "対象年度を R7、令和7年度、2025 のように書いてください。", "Write the fiscal year like R7 or 2025.");
        return new FiscalYear(2000);
    }
}
