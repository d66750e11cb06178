package jp.shirube.kpi.collection.reminder.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.reminder.Contacts;
import jp.shirube.kpi.collection.reminder.application.StateContacts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/kpi/v1/municipalities/{code}/collection-contacts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collection", description = "The yearly round (実績照会)")
public class ContactsResource {

    @Schema(name = "CollectionContacts")
    record Response(
            @Schema(description = "Counts the states; 0 where none was ever stated")
            long version,

            List<Item> contacts) {

        static Response of(Contacts.Stated stated) {
            return new Response(
                    stated.version(),
                    stated.contacts().stream()
                            .map(contact -> new Item(
                                    contact.department(),
                                    contact.addresses(),
                                    contact.language().name().toLowerCase(Locale.ROOT)))
                            .toList());
        }
    }

    @Schema(name = "CollectionContact")
    record Item(String department, List<String> addresses, String language) {}

    private final StateContacts contacts;

    ContactsResource(StateContacts contacts) {
        this.contacts = contacts;
    }

    @GET
    @Needs(Permission.RUN_ROUND)
    @Operation(
            operationId = "getCollectionContacts",
            summary = "Whom reminders are mailed to (連絡先)",
            description = "By department. A department without one is reminded by events only.")
    @APIResponse(
            responseCode = "200",
            description = "All of the municipality",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The version, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Response.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: nothing of this municipality has arrived")
    public RestResponse<Response> get(@RestPath @Parameter(example = "062022") String code) {
        return told(contacts.get(code));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Needs(Permission.RUN_ROUND)
    @Operation(
            operationId = "putCollectionContacts",
            summary = "State whom reminders are mailed to, whole",
            description = "The same again changes nothing. Every fault is answered at once, each with its place.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ContactsRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "What is stated now",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The version, quoted",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Response.class)))
    @APIResponse(responseCode = "400", description = "`malformed`")
    @APIResponse(responseCode = "404", description = "`not-found`: nothing of this municipality has arrived")
    @APIResponse(responseCode = "412", description = "`precondition-failed`: another state than If-Match names")
    @APIResponse(responseCode = "422", description = "`invalid`: an unknown department, no e-mail address, …")
    @APIResponse(responseCode = "428", description = "`precondition-required`: a change without If-Match")
    public RestResponse<Response> put(
            @RestPath @Parameter(example = "062022") String code,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            byte[] content) {
        ContactsRequest.Read read = ContactsRequest.read(content);
        return told(contacts.state(code, read.contacts(), read.faults(), ifMatch));
    }

    private static RestResponse<Response> told(Contacts.Stated stated) {
        return RestResponse.ResponseBuilder.ok(Response.of(stated))
                .header(HttpHeaders.ETAG, "\"" + stated.version() + "\"")
                .build();
    }
}
