package jp.shirube.access;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Refusals every operation may answer with, said once instead of in every resource; all of them are one form. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class CommonRefusals implements OASFilter {

    private static final String PROBLEM = "Problem";
    private static final String ANY = "JsonNode";
    private static final String PROBLEM_JSON = "application/problem+json";

    private static final Map<String, String> ALWAYS = Map.of(
            "400", "`malformed`",
            "401", "`unauthenticated`: sign-in required, or the token or API key is not accepted",
            "403", "`forbidden`, `not-your-department` or `cross-site`",
            "406", "`not-acceptable`",
            "429", "`too-many-requests`, with Retry-After and RateLimit",
            "503", "`temporarily-unavailable`, with Retry-After");

    private static final Map<String, String> OF_A_BODY = Map.of(
            "413", "`too-large`",
            "415", "`unsupported-media-type`",
            "422", "`invalid`: every fault with its place");

    private static final Map<String, String> OF_A_STATE =
            Map.of("412", "`precondition-failed`: If-Match names an older state", "428", "`precondition-required`");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
            return;
        }
        Components components = api.getComponents() == null ? OASFactory.createComponents() : api.getComponents();
        components.addSchema(PROBLEM, problem());
        if (components.getSchemas().containsKey(ANY)) {
            // Jackson's own class says nothing of what it holds.
            components.addSchema(ANY, OASFactory.createSchema().description("Any JSON"));
            components.removeSchema(ANY + "Type");
        }
        api.setComponents(components);
        api.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> add(path, method, operation)));
    }

    private static void add(String path, PathItem.HttpMethod method, Operation operation) {
        Map<String, String> refusals = new TreeMap<>(ALWAYS);
        boolean asks = takesIn(operation, Parameter.In.QUERY);
        if (asks) {
            refusals.put("422", "`invalid`: a parameter");
        }
        if (asks || path.contains("{")) {
            refusals.put("404", "`not-found`");
        }
        if (operation.getRequestBody() != null || method == PathItem.HttpMethod.PUT) {
            refusals.putAll(OF_A_BODY);
        }
        if (takes(operation, "If-Match")) {
            refusals.putAll(OF_A_STATE);
        }
        APIResponses responses =
                operation.getResponses() == null ? OASFactory.createAPIResponses() : operation.getResponses();
        refusals.forEach((status, description) -> {
            if (!responses.hasAPIResponse(status)) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
            }
        });
        responses.getAPIResponses().forEach((status, response) -> {
            if (isRefusal(status)) {
                asProblem(response);
            }
        });
        operation.setResponses(responses);
    }

    private static boolean takes(Operation operation, String header) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(each -> header.equals(each.getName()));
    }

    private static boolean takesIn(Operation operation, Parameter.In place) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(each -> each.getIn() == place);
    }

    private static boolean isRefusal(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static void asProblem(APIResponse response) {
        response.setContent(OASFactory.createContent()
                .addMediaType(
                        PROBLEM_JSON,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
    }

    private static Schema problem() {
        return object("RFC 9457; docs/problems.md lists every type")
                .required(List.of("type", "title", "status", "detail"))
                .addProperty("type", text("urn:shirube:problem:…; never changes"))
                .addProperty("title", text("The same for every occurrence, in the language of the answer"))
                .addProperty("status", integer("The HTTP status"))
                .addProperty("detail", text("What happened, and what to do"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.ARRAY))
                                .description("Every fault, where there are places to name")
                                .items(object("One fault")
                                        .required(List.of("pointer", "message"))
                                        .addProperty("pointer", text("JSON pointer, or `#name` of a parameter"))
                                        .addProperty("line", integer("From 1, where a file with lines was sent"))
                                        .addProperty("message", text("What is wrong and what would be right"))));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.OBJECT)).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING)).description(description);
    }

    private static Schema integer(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.INTEGER)).description(description);
    }
}
