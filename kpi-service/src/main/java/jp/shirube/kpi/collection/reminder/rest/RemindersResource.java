package jp.shirube.kpi.collection.reminder.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.Paging;
import jp.shirube.kpi.collection.reminder.Reminder;
import jp.shirube.kpi.collection.reminder.application.ShowReminders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/collection-reminders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collection")
public class RemindersResource {

    @Schema(name = "CollectionReminders")
    record Response(
            @Schema(
                    description =
                            "ON; OFF: the operator has switched reminders off; NO_MAIL_SERVER: none is configured, "
                                    + "reminders are events only")
            ShowReminders.Mailing mailing,

            List<Item> items) {}

    @Schema(name = "CollectionReminder")
    record Item(
            String round,
            String title,
            String department,
            LocalDate day,
            LocalDate deadline,

            @Schema(description = "How many items were open, those returned among them")
            int open,

            int returned,

            @Schema(
                    description =
                            "DUE: not sent yet. NO_CONTACT: nobody to send it to. UNKNOWN: the service ended, or the mail "
                                    + "server fell silent, while it was handed over; it is not sent again")
            Reminder.State state,

            @Schema(description = "How often it was tried") int attempts,
            @Schema(nullable = true) @Nullable Instant sentAt,

            @Schema(description = "To how many addresses it was sent")
            int addressees,

            @Schema(description = "What the mail server said last", nullable = true) @Nullable
            String error) {

        static Item of(Reminder reminder) {
            return new Item(
                    reminder.work().round(),
                    reminder.work().title(),
                    reminder.work().department(),
                    reminder.day(),
                    reminder.work().deadline(),
                    reminder.work().items().size(),
                    reminder.work().returned().size(),
                    reminder.state(),
                    reminder.attempts(),
                    reminder.sentAt(),
                    reminder.addressees(),
                    reminder.error());
        }
    }

    private final ShowReminders reminders;

    RemindersResource(ShowReminders reminders) {
        this.reminders = reminders;
    }

    @GET
    @Needs(Permission.RUN_ROUND)
    @Operation(
            operationId = "listCollectionReminders",
            summary = "Which departments were reminded when, and what became of the mail (督促の記録)",
            description = "The newest first, no more than `limit`.")
    @APIResponse(responseCode = "200", description = "The newest")
    @APIResponse(responseCode = "422", description = "`invalid`: limit")
    public Response list(
            @RestPath @Parameter(example = "062022") String code,
            @QueryParam("round") @Parameter(description = "Of one round only") @Nullable String round,
            @QueryParam("limit") @Parameter(description = "1 to 1000; 100 unless told") @Nullable String limit) {
        return new Response(
                reminders.mailing(),
                reminders.list(code, round, Paging.limit(limit)).stream()
                        .map(Item::of)
                        .toList());
    }
}
