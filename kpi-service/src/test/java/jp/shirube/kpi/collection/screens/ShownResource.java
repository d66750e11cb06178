package jp.shirube.kpi.collection.screens;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jp.shirube.access.Needs;
import jp.shirube.access.Permission;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Every page with something of everything on it. */
@Path("/collection")
public class ShownResource {

    private final Answers answers;
    private final Reader reader;

    ShownResource(Answers answers, Reader reader) {
        this.answers = answers;
        this.reader = reader;
    }

    @GET
    @Needs(Permission.READ_PUBLISHED)
    @Path("shown/{page}")
    @Operation(hidden = true)
    public Response show(@PathParam("page") String page) {
        TemplateInstance shown = switch (page) {
            case "start" -> CollectionPages.start(Shown.start());
            case "round" -> CollectionPages.round(Shown.round(reader.language()));
            case "department" -> CollectionPages.department(Shown.department());
            case "indicator" -> CollectionPages.item(Shown.indicator());
            case "initiative" -> CollectionPages.item(Shown.initiative());
            case "change" -> CollectionPages.change(Shown.change());
            case "read" -> CollectionPages.item(Shown.read());
            default -> CollectionPages.difference(Shown.difference());
        };
        return answers.page(200, shown);
    }
}
