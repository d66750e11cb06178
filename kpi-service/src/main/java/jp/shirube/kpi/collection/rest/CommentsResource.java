package jp.shirube.kpi.collection.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Comment;
import jp.shirube.kpi.collection.application.DiscussItem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/collection-rounds/{round}/items/{item}/comments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collection rounds")
public class CommentsResource {

    private static final String ITEM = "indicator:women-on-councils:FY2025";

    @Schema(name = "CollectionComments")
    record Said(
            List<CommentResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    @Schema(name = "CollectionComment", description = "やり取り: never changed, never removed")
    record CommentResponse(
            long id,

            @Schema(description = "The comment it answers", nullable = true) @Nullable
            Long replyTo,

            Instant at,
            @Schema(examples = "danjo-tanto") String by,

            @Schema(
                    description = "The department they wrote for; null of the planning office",
                    examples = "chiiki-shinko",
                    nullable = true)
            @Nullable
            String department,

            @Schema(examples = "算定の対象は昨年と同じですか") String text) {

        static CommentResponse of(Comment comment) {
            return new CommentResponse(
                    comment.id(), comment.replyTo(), comment.at(), comment.by(), comment.department(), comment.text());
        }
    }

    @Schema(name = "NewCollectionComment")
    record New(
            @Schema(required = true, maxLength = DiscussItem.LONGEST, examples = "算定の対象は昨年と同じですか")
            String text,

            @Schema(description = "Id of the comment that is answered", nullable = true) @Nullable
            Long replyTo) {}

    private final DiscussItem discussItem;
    private final CurrentCaller caller;

    CommentsResource(DiscussItem discussItem, CurrentCaller caller) {
        this.discussItem = discussItem;
        this.caller = caller;
    }

    @GET
    @Needs(Permission.READ_ROUND)
    @Operation(
            operationId = "listCollectionComments",
            summary = "What was said about an item (やり取り)",
            description = "The first first; `next` is always null.")
    @APIResponse(responseCode = "200", description = "All of it")
    @APIResponse(responseCode = "403", description = "`not-your-department`")
    @APIResponse(responseCode = "404", description = "`collection-round-unknown` or `collection-item-unknown`")
    public Said list(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item) {
        return new Said(
                discussItem.list(caller.get(), code, round, item).stream()
                        .map(CommentResponse::of)
                        .toList(),
                null);
    }

    @POST
    @Needs(Permission.ANSWER_ROUND)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addCollectionComment",
            summary = "Say something about an item",
            description =
                    "In every state of the item. The same from the same department twice in a row is kept once: a form sent twice.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = New.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was said just before",
            content = @Content(schema = @Schema(implementation = CommentResponse.class)))
    @APIResponse(
            responseCode = "201",
            description = "Said",
            content = @Content(schema = @Schema(implementation = CommentResponse.class)))
    @APIResponse(responseCode = "403", description = "`not-your-department`")
    @APIResponse(responseCode = "404", description = "`collection-round-unknown` or `collection-item-unknown`")
    @APIResponse(responseCode = "409", description = "`collection-item-full`")
    @APIResponse(responseCode = "422", description = "`invalid`")
    public RestResponse<CommentResponse> add(
            @RestPath @Parameter(example = "062022") String code,
            @RestPath @Parameter(example = "fy2025") String round,
            @RestPath @Parameter(example = ITEM) String item,
            byte[] content) {
        DiscussItem.Said said = discussItem.say(caller.get(), code, round, item, () -> words(content));
        return RestResponse.ResponseBuilder.<CommentResponse>create(
                        said.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK)
                .entity(CommentResponse.of(said.comment()))
                .build();
    }

    private static DiscussItem.Words words(byte[] content) {
        Sent sent = Sent.read(content, Set.of("text", "replyTo"));
        int longest = DiscussItem.LONGEST;
        String text = sent.text("text", longest);
        Long replyTo = sent.number("replyTo");
        sent.refuseFaults();
        if (text.isEmpty()) {
            sent.fault("text", longest + "字までで書いてください。", "Write at most " + longest + " characters.");
        }
        sent.refuseFaults();
        return new DiscussItem.Words(text, replyTo);
    }
}
