package jp.shirube.access.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a service offers, as its OpenAPI says. */
final class Offered {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head");
    private static final String COMPONENTS = "components";

    private final JsonNode api;
    private final List<Operation> operations = new ArrayList<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    /** One method of one address. */
    record Operation(String method, String path, JsonNode said) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    Offered(JsonNode api) {
        this.api = api;
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
    }

    List<Operation> operations() {
        return operations;
    }

    JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        while (at.has("$ref")) {
            at = api.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    /** Null where the operation does not say that it answers so. */
    @Nullable
    JsonNode response(Operation operation, int status) {
        JsonNode response = operation.said().path("responses").path(Integer.toString(status));
        return response.isMissingNode() ? null : response;
    }

    List<String> departures(JsonNode schema, JsonNode content) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(content).stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set(COMPONENTS, api.path(COMPONENTS));
        return registry.getSchema(whole);
    }
}
