package jp.shirube.kpi.collection.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.application.AnswerItem;
import jp.shirube.kpi.collection.application.ItemView;
import jp.shirube.kpi.collection.application.RunRound;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.problem.Fault;
import jp.shirube.problem.Language;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/collection-rounds/{round}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collection rounds")
public class CollectionItemsResource {

    private static final String ITEM = "indicator:women-on-councils:FY2025";
    private static final String SEEN = "The version you have seen; asks for none where it is left out";
    private static final int LONGEST_REASON = 1000;
    private static final int MOST_AT_ONCE = 2000;
    private static final Set<String> FIELDS = Set.of(
            "value",
            "missingReason",
            "countsAsZero",
            "components",
            "status",
            "progress",
            "text",
            "note",
            "evidence",
            "selfEvaluation",
            "cause",
            "direction",
            "explanation");

    @Schema(name = "CollectionItems")
    record Items(
            List<ItemResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    @Schema(name = "CollectionReason")
    record Reason(
            @Schema(required = true, maxLength = LONGEST_REASON, examples = "集計の対象が違います")
            String reason) {}

    @Schema(name = "CollectionChosen")
    record Chosen(
            @Schema(description = "Ids of items", nullable = true) @Nullable
            List<String> items) {}

    @Schema(name = "CollectionMoved")
    record Moved(
            @Schema(description = "How many were moved") int moved, List<Refusal> refused) {}

    @Schema(name = "CollectionRefusal")
    record Refusal(String item, String type, String detail) {}

    private final AnswerItem answerItem;
    private final RunRound runRound;
    private final ShowRound showRound;
    private final CurrentCaller caller;

    CollectionItemsResource(AnswerItem answerItem, RunRound runRound, ShowRound showRound, CurrentCaller caller) {
        this.answerItem = answerItem;
        this.runRound = runRound;
        this.showRound = showRound;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.LIST_ROUNDS)
    @Path("/items")
    @Produces({MediaType.APPLICATION_JSON, ItemsCsv.MEDIA_TYPE})
    @Operation(
            operationId = "listCollectionItems",
            summary = "The items of a round",
            description =
                    "Those of one's departments; the planning office and the auditor see all. As JSON, or as CSV with UTF-8 and a byte order mark.")
    @APIResponse(
            responseCode = "200",
            description = "All of them; `next` is always null",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Items.class)),
                @Content(mediaType = ItemsCsv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "404", description = "`collection-round-unknown`")
    public Response list(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @QueryParam("department") @Parameter(description = "Only what that one is asked") @Nullable
                    String department,
            @QueryParam("state") @Parameter(schema = @Schema(implementation = ItemState.class)) @Nullable String state,
            @QueryParam("late") @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @Nullable String late,
            @Context HttpHeaders headers) {
        ItemState wanted = state(state);
        boolean onlyLate = Conditions.flag("late", late);
        ShowRound.Seen seen = showRound.show(caller.get(), code, round, department);
        List<ItemView> items = seen.items().stream()
                .filter(each -> wanted == null || each.state() == wanted)
                .filter(each -> !onlyLate || each.late())
                .toList();
        return ItemsCsv.isWanted(headers)
                ? ItemsCsv.answer(seen.round(), items)
                : Response.ok(
                                new Items(items.stream().map(ItemResponse::of).toList(), null),
                                MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Path("/items/{item}")
    @Operation(
            operationId = "getCollectionItem",
            summary = "One item",
            description = "With what is wrong or odd about its answer, and everything that was done with it.")
    @APIResponse(
            responseCode = "200",
            description = "As of now",
            content = @Content(schema = @Schema(implementation = ItemResponse.class)))
    @APIResponse(responseCode = "404", description = "`collection-round-unknown` or `collection-item-unknown`")
    public RestResponse<ItemResponse> get(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @Context HttpHeaders headers) {
        return told(code, round, item, headers);
    }

    @PUT
    @Needs(Permission.ANSWER_ROUND)
    @Path("/items/{item}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "draftCollectionAnswer",
            summary = "Save what was typed",
            description =
                    "The whole answer, right or wrong: a draft is no actual, and nobody is told. The same again changes nothing. The answer says what would be refused if it were sent in.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ItemResponse.Answer.class)))
    @APIResponse(
            responseCode = "200",
            description = "Saved",
            content = @Content(schema = @Schema(implementation = ItemResponse.class)))
    @APIResponse(responseCode = "404", description = "`collection-round-unknown` or `collection-item-unknown`")
    @APIResponse(responseCode = "409", description = "`collection-item-state` or `collection-item-locked`")
    public RestResponse<ItemResponse> draft(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag you read", example = "\"1\"")
                    @Nullable
                    String ifMatch,
            @Context HttpHeaders headers,
            byte[] content) {
        answerItem.draft(caller.get(), code, round, item, () -> answer(content), Conditions.version(ifMatch));
        return told(code, round, item, headers);
    }

    @POST
    @Needs(Permission.APPROVE_ANSWER)
    @Path("/items/{item}/approval")
    @Operation(operationId = "approveCollectionAnswer", summary = "課長確認")
    @APIResponse(
            responseCode = "200",
            description = "Approved",
            content = @Content(schema = @Schema(implementation = ItemResponse.class)))
    @APIResponse(responseCode = "409", description = "`collection-item-state`")
    public RestResponse<ItemResponse> approve(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = SEEN) @Nullable String ifMatch,
            @Context HttpHeaders headers) {
        answerItem.approve(caller.get(), code, round, item, Conditions.version(ifMatch));
        return told(code, round, item, headers);
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Path("/items/{item}/submission")
    @Operation(
            operationId = "submitCollectionAnswer",
            summary = "Send the answer in (提出)",
            description =
                    "A figure is recorded as SUBMITTED: seen by the planning office, public when it is confirmed.")
    @APIResponse(
            responseCode = "200",
            description = "Sent in",
            content = @Content(schema = @Schema(implementation = ItemResponse.class)))
    @APIResponse(
            responseCode = "409",
            description = "`collection-item-state`, `collection-item-locked` or `collection-item-not-approved`")
    @APIResponse(
            responseCode = "422",
            description = "`invalid` or `explanation-needed`: everything that is wrong or odd, with its place")
    public RestResponse<ItemResponse> submit(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = SEEN) @Nullable String ifMatch,
            @Context HttpHeaders headers) {
        answerItem.submit(caller.get(), code, round, item, Conditions.version(ifMatch));
        return told(code, round, item, headers);
    }

    @POST
    @Needs(Permission.RUN_ROUND)
    @Path("/items/{item}/confirmation")
    @Operation(operationId = "confirmCollectionAnswer", summary = "Confirm what was sent in (確認)")
    @APIResponse(
            responseCode = "200",
            description = "Confirmed",
            content = @Content(schema = @Schema(implementation = ItemResponse.class)))
    @APIResponse(responseCode = "409", description = "`collection-item-state` or `collection-item-locked`")
    public RestResponse<ItemResponse> confirm(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = SEEN) @Nullable String ifMatch,
            @Context HttpHeaders headers) {
        runRound.confirm(caller.get(), code, round, item, Conditions.version(ifMatch));
        return told(code, round, item, headers);
    }

    @POST
    @Needs(Permission.RUN_ROUND)
    @Path("/items/{item}/return")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "returnCollectionAnswer", summary = "Give it back with a reason (差し戻し)")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Reason.class)))
    @APIResponse(
            responseCode = "200",
            description = "Returned",
            content = @Content(schema = @Schema(implementation = ItemResponse.class)))
    @APIResponse(responseCode = "409", description = "`collection-item-state` or `collection-item-locked`")
    public RestResponse<ItemResponse> giveBack(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = SEEN) @Nullable String ifMatch,
            @Context HttpHeaders headers,
            byte[] content) {
        runRound.giveBack(caller.get(), code, round, item, Conditions.version(ifMatch), reason(content));
        return told(code, round, item, headers);
    }

    @POST
    @Needs(Permission.RUN_ROUND)
    @Path("/items/{item}/reopening")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reopenCollectionItem",
            summary = "Ask again, with a reason (再開)",
            description = "Of a year that is closed too: for a statistic that came late, or a mistake.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Reason.class)))
    @APIResponse(
            responseCode = "200",
            description = "Conditions again",
            content = @Content(schema = @Schema(implementation = ItemResponse.class)))
    @APIResponse(responseCode = "409", description = "`collection-item-state`")
    public RestResponse<ItemResponse> reopen(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = SEEN) @Nullable String ifMatch,
            @Context HttpHeaders headers,
            byte[] content) {
        runRound.reopen(caller.get(), code, round, item, Conditions.version(ifMatch), reason(content));
        return told(code, round, item, headers);
    }

    @POST
    @Needs(Permission.RUN_ROUND)
    @Path("/confirmations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "confirmCollectionAnswers",
            summary = "Confirm many (一括確認)",
            description = "What cannot be confirmed is named and left; the others are confirmed.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Chosen.class)))
    @APIResponse(responseCode = "200", description = "What became of them")
    public Moved confirmMany(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @Context HttpHeaders headers,
            byte[] content) {
        List<String> items = items(content);
        if (items.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at("/items", "確認する項目を選んでください。", "Choose the items to confirm.")));
        }
        return told(runRound.confirmMany(caller.get(), code, round, items), headers);
    }

    @POST
    @Needs(Permission.RUN_ROUND)
    @Path("/locks")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "lockCollectionItems",
            summary = "Lock what is confirmed (確定)",
            description = "The items named, or without any all that are confirmed. Changed only after a reopening.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Chosen.class)))
    @APIResponse(responseCode = "200", description = "What became of them")
    public Moved lockMany(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @Context HttpHeaders headers,
            byte[] content) {
        return told(runRound.lockMany(caller.get(), code, round, items(content)), headers);
    }

    private RestResponse<ItemResponse> told(String code, String round, String item, HttpHeaders headers) {
        ShowRound.SeenItem seen = showRound.item(caller.get(), code, round, item);
        return RestResponse.ResponseBuilder.ok(ItemResponse.of(seen, Language.of(headers.getAcceptableLanguages())))
                .header(HttpHeaders.ETAG, Conditions.etag(seen.view().item().version()))
                .build();
    }

    private static Moved told(RunRound.Moved moved, HttpHeaders headers) {
        Language language = Language.of(headers.getAcceptableLanguages());
        return new Moved(
                moved.items().size(),
                moved.refused().stream()
                        .map(each -> new Refusal(
                                each.item(),
                                each.problem().type().uri(),
                                each.problem().detail(language)))
                        .toList());
    }

    private static @Nullable ItemState state(@Nullable String state) {
        if (state == null) {
            return null;
        }
        for (ItemState each : ItemState.values()) {
            if (each.name().equals(state)) {
                return each;
            }
        }
        throw new ProblemException(
                ProblemType.INVALID, List.of(Fault.at("#state", "そのような状態はありません。", "There is no such state.")));
    }

    private static String reason(byte[] content) {
        Sent sent = Sent.read(content, Set.of("reason"));
        String reason = sent.text("reason", LONGEST_REASON);
        sent.refuseFaults();
        if (reason.isEmpty()) {
            throw CollectionProblems.reasonMissing();
        }
        return reason;
    }

    private static List<String> items(byte[] content) {
        Sent sent = Sent.read(content, Set.of("items"));
        List<String> items = List.copyOf(sent.texts("items", MOST_AT_ONCE, text -> text.length() <= 200));
        sent.refuseFaults();
        return items;
    }

    private static Answered answer(byte[] content) {
        Sent sent = Sent.read(content, FIELDS);
        List<Answered.Component> components =
                sent.objects("components", 200, Set.of("name", "value", "missingReason")).stream()
                        .map(each -> new Answered.Component(
                                each.text("name", 400), each.text("value", 1000), each.text("missingReason", 40)))
                        .toList();
        Answered answer = new Answered(
                sent.text("value", 1000),
                sent.text("missingReason", 40),
                sent.flag("countsAsZero"),
                components,
                sent.text("status", 40),
                sent.text("progress", 40),
                sent.text("text", 10_000),
                sent.text("note", 10_000),
                sent.text("evidence", 10_000),
                sent.text("selfEvaluation", 10_000),
                sent.text("cause", 10_000),
                sent.text("direction", 40),
                sent.text("explanation", 10_000));
        sent.refuseFaults();
        return answer;
    }
}
