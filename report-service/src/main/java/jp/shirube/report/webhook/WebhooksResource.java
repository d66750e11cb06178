package jp.shirube.report.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import jp.shirube.report.ReportProblems;
import jp.shirube.report.webhook.ManageWebhooks.Noted;
import jp.shirube.report.webhook.ManageWebhooks.Shown;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/report/v1/municipalities/{code}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks", description = "Changes of progress sent to receivers, by the Standard Webhooks specification")
public class WebhooksResource {

    private static final String UNKNOWN = "`municipality-unknown` or `webhook-unknown`";
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record WebhooksResponse(
            List<WebhookResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DeliveriesResponse(
            List<DeliveryResponse> items,
            @Schema(nullable = true) @Nullable String next) {}

    @Schema(name = "RotatedSecret")
    record SecretResponse(
            @Schema(description = "Shown this once") String secret,

            @Schema(description = "Until then the secret before signs too")
            Instant formerSecretUntil) {}

    private final ManageWebhooks webhooks;
    private final Clock clock;

    WebhooksResource(ManageWebhooks webhooks, Clock clock) {
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @POST
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "registerWebhook",
            summary = "Name a receiver",
            description =
                    "The secret that signs is in this answer and in no other. The address is looked up now and at every "
                            + "connection; inside addresses need the operator's `shirube.webhooks.allowed-receivers`.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = WebhookRequest.Registration.class)))
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            headers = {
                @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
                @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(schema = @Schema(implementation = WebhookResponse.class)))
    @APIResponse(responseCode = "400", description = "`malformed`")
    @APIResponse(responseCode = "404", description = "`municipality-unknown`")
    @APIResponse(
            responseCode = "422",
            description = "`invalid`: every fault, an address that may not be sent to among them")
    public RestResponse<WebhookResponse> register(
            @PathParam("code") String code, @Nullable String content, @Context UriInfo here) {
        webhooks.allow(code);
        Subscription registered = webhooks.register(code, text(content));
        URI location =
                here.getAbsolutePathBuilder().path(registered.id().toString()).build();
        return RestResponse.ResponseBuilder.<WebhookResponse>create(RestResponse.Status.CREATED)
                .location(location)
                .tag(etag(registered))
                .entity(WebhookResponse.of(
                        registered, webhooks.show(code, registered.id()).waiting(), true, now()))
                .build();
    }

    @GET
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Operation(operationId = "listWebhooks", summary = "The receivers of a municipality, the oldest first")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "404", description = "`municipality-unknown`")
    @APIResponse(responseCode = "422", description = "`invalid`: limit or after")
    public WebhooksResponse list(
            @PathParam("code") String code,
            @QueryParam("limit") @Parameter(description = "1 to 200; 50 unless told") @Nullable String limit,
            @QueryParam("after") @Parameter(description = "`next` of the page before") @Nullable String after) {
        webhooks.allow(code);
        int size = limit(limit);
        UUID from = after == null ? null : uuid(after);
        if (after != null && from == null) {
            throw noSuchCursor();
        }
        List<Shown> found = webhooks.list(code, from, size + 1);
        List<WebhookResponse> items = found.stream()
                .limit(size)
                .map(each -> WebhookResponse.of(each.subscription(), each.waiting(), false, now()))
                .toList();
        return new WebhooksResponse(
                items, found.size() > size ? items.getLast().id().toString() : null);
    }

    @GET
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}")
    @Operation(operationId = "getWebhook", summary = "One receiver and how it does")
    @APIResponse(
            responseCode = "200",
            description = "The receiver; never its secret",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = WebhookResponse.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public RestResponse<WebhookResponse> get(@PathParam("code") String code, @PathParam("id") String id) {
        webhooks.allow(code);
        return answer(webhooks.show(code, webhook(id)));
    }

    @PATCH
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(
            operationId = "changeWebhook",
            summary = "Change address, name or filter; disable or enable again",
            description = "Enabled again it goes on where it stopped. Needs If-Match.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookRequest.Change.class)))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = WebhookResponse.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "412", description = "`precondition-failed`")
    @APIResponse(responseCode = "422", description = "`invalid`")
    @APIResponse(responseCode = "428", description = "`precondition-required`")
    public RestResponse<WebhookResponse> change(
            @PathParam("code") String code,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag you read") @Nullable String ifMatch,
            @Context Request request,
            @Nullable String content) {
        webhooks.allow(code);
        return answer(webhooks.change(code, webhook(id), text(content), seen(ifMatch, request)));
    }

    @DELETE
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}")
    @Operation(
            operationId = "removeWebhook",
            summary = "Remove a receiver with its delivery log",
            description = "What is under way may still arrive. Needs If-Match.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "412", description = "`precondition-failed`")
    @APIResponse(responseCode = "428", description = "`precondition-required`")
    public void remove(
            @PathParam("code") String code,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag you read") @Nullable String ifMatch,
            @Context Request request) {
        webhooks.allow(code);
        webhooks.remove(code, webhook(id), seen(ifMatch, request));
    }

    @POST
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}/secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "A new secret; the one before signs beside it for 24 hours")
    @APIResponse(
            responseCode = "200",
            description = "The new secret",
            content = @Content(schema = @Schema(implementation = SecretResponse.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public SecretResponse rotate(@PathParam("code") String code, @PathParam("id") String id) {
        webhooks.allow(code);
        Subscription rotated = webhooks.rotateSecret(code, webhook(id));
        return new SecretResponse(rotated.secret(), Objects.requireNonNull(rotated.formerSecretUntil()));
    }

    @POST
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}/test")
    @Operation(
            operationId = "testWebhook",
            summary = "Send a ping now and tell what came of it",
            description = "Once, whatever state the receiver is in, and without any effect on it.")
    @APIResponse(
            responseCode = "200",
            description = "What came of it, good or bad",
            content = @Content(schema = @Schema(implementation = DeliveryResponse.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    public DeliveryResponse test(@PathParam("code") String code, @PathParam("id") String id) {
        webhooks.allow(code);
        return response(webhooks.test(code, webhook(id)));
    }

    @GET
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}/deliveries")
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "What was sent and what came of it, the newest first",
            description = "Events nobody has tried to send yet are not in it. What is over is removed after 30 days.")
    @APIResponse(responseCode = "200", description = "A page of the log")
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "422", description = "`invalid`: state, limit or after")
    public DeliveriesResponse deliveries(
            @PathParam("code") String code,
            @PathParam("id") String id,
            @QueryParam("state")
                    @Parameter(
                            description = "Only those",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"WAITING", "DELIVERED", "GIVEN_UP", "REPLACED"}))
                    @Nullable
                    String state,
            @QueryParam("limit") @Parameter(description = "1 to 200; 50 unless told") @Nullable String limit,
            @QueryParam("after") @Parameter(description = "`next` of the page before") @Nullable String after) {
        webhooks.allow(code);
        int size = limit(limit);
        if (after != null && !after.matches("[0-9]{1,18}")) {
            throw noSuchCursor();
        }
        List<Delivery> found = webhooks.deliveries(
                code, webhook(id), state(state), after == null ? null : Long.valueOf(after), size + 1);
        List<DeliveryResponse> items = found.stream()
                .limit(size)
                .map(each -> DeliveryResponse.of(each, Objects.requireNonNull(each.id())))
                .toList();
        return new DeliveriesResponse(
                items, found.size() > size ? Long.toString(items.getLast().id()) : null);
    }

    @POST
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayWebhook",
            summary = "Send again everything from a point, under the same ids",
            description =
                    "What still waited to be retried behind that point is replaced; `now` passes over what waits.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WebhookRequest.Replay.class)))
    @APIResponse(
            responseCode = "202",
            description = "It will be sent",
            content = @Content(schema = @Schema(implementation = WebhookResponse.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "422", description = "`invalid`: no point that is kept")
    public RestResponse<WebhookResponse> replay(
            @PathParam("code") String code, @PathParam("id") String id, @Nullable String content) {
        webhooks.allow(code);
        Shown shown = webhooks.replay(code, webhook(id), text(content));
        return RestResponse.ResponseBuilder.<WebhookResponse>create(RestResponse.Status.ACCEPTED)
                .entity(WebhookResponse.of(shown.subscription(), shown.waiting(), false, now()))
                .build();
    }

    @POST
    @Needs(Permission.MANAGE_WEBHOOKS)
    @Path("/{id}/deliveries/{delivery}/retry")
    @Operation(
            operationId = "retryWebhookDelivery",
            summary = "Send one event again now, by a schedule that begins anew")
    @APIResponse(
            responseCode = "202",
            description = "It will be sent",
            content = @Content(schema = @Schema(implementation = DeliveryResponse.class)))
    @APIResponse(responseCode = "404", description = UNKNOWN + " or `delivery-unknown`")
    public RestResponse<DeliveryResponse> retry(
            @PathParam("code") String code, @PathParam("id") String id, @PathParam("delivery") String delivery) {
        webhooks.allow(code);
        if (!delivery.matches("[0-9]{1,18}")) {
            throw ManageWebhooks.noDelivery();
        }
        return RestResponse.ResponseBuilder.<DeliveryResponse>create(RestResponse.Status.ACCEPTED)
                .entity(response(webhooks.retry(code, webhook(id), Long.parseLong(delivery))))
                .build();
    }

    private RestResponse<WebhookResponse> answer(Shown shown) {
        return RestResponse.ResponseBuilder.ok(WebhookResponse.of(shown.subscription(), shown.waiting(), false, now()))
                .tag(etag(shown.subscription()))
                .build();
    }

    private static DeliveryResponse response(Noted noted) {
        return DeliveryResponse.of(noted.delivery(), noted.id());
    }

    private Instant now() {
        return clock.instant();
    }

    private static EntityTag etag(Subscription subscription) {
        return new EntityTag(Long.toString(subscription.revision()));
    }

    private static Consumer<Subscription> seen(@Nullable String ifMatch, Request request) {
        return found -> {
            EntityTag present = etag(found);
            if (ifMatch == null) {
                throw new ProblemException(
                        ReportProblems.PRECONDITION_REQUIRED,
                        "変更や削除には、いまの状態 \"" + present.getValue() + "\" をIf-Matchに指定してください。",
                        "Name the present state \"" + present.getValue() + "\" in If-Match.");
            }
            if (request.evaluatePreconditions(present) != null) {
                throw new ProblemException(
                        ReportProblems.PRECONDITION_FAILED,
                        "その間に設定が変わり、いまの状態は \"" + present.getValue() + "\" です。読み直してください。",
                        "The settings were changed meanwhile; the present state is \"" + present.getValue()
                                + "\". Read it again.");
            }
        };
    }

    private static String text(@Nullable String content) {
        return Objects.requireNonNullElse(content, "");
    }

    private static UUID webhook(String id) {
        UUID read = uuid(id);
        if (read == null) {
            throw ManageWebhooks.noWebhook();
        }
        return read;
    }

    private static @Nullable UUID uuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") ? UUID.fromString(text) : null;
    }

    private static Delivery.@Nullable State state(@Nullable String text) {
        for (Delivery.State state : Delivery.State.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        if (text != null) {
            throw invalid(
                    "#state",
                    "stateは WAITING、DELIVERED、GIVEN_UP、REPLACED のいずれかです。",
                    "state is WAITING, DELIVERED, GIVEN_UP or REPLACED.");
        }
        return null;
    }

    private static int limit(@Nullable String asked) {
        if (asked == null) {
            return USUAL_PAGE;
        }
        if (asked.matches("[1-9][0-9]{0,2}") && Integer.parseInt(asked) <= LARGEST_PAGE) {
            return Integer.parseInt(asked);
        }
        throw invalid("#limit", "limitは1から200までの整数です。", "limit is a whole number from 1 to 200.");
    }

    private static ProblemException noSuchCursor() {
        return invalid("#after", "afterには前のページのnextの値を指定してください。", "after takes next of the page before.");
    }

    private static ProblemException invalid(String pointer, String ja, String en) {
        return new ProblemException(ProblemType.INVALID, List.of(Fault.at(pointer, ja, en)));
    }
}
