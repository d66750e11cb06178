package jp.shirube.access;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** What the code says may be null the interface says too: read off the records, so that neither is written without the other. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class NullableFields implements OASFilter {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");

    private final Map<String, Set<String>> nullable = new HashMap<>();
    private final Set<String> generic = new HashSet<>();

    public NullableFields(IndexView index) {
        for (ClassInfo each : index.getKnownClasses()) {
            if (each.isRecord() && each.name().toString().startsWith("jp.shirube.")) {
                if (!each.typeParameters().isEmpty()) {
                    generic.add(name(each));
                }
                Set<String> fields = nullable.computeIfAbsent(name(each), unknown -> new HashSet<>());
                each.fields().stream()
                        .filter(field -> field.type().hasAnnotation(NULLABLE))
                        .map(FieldInfo::name)
                        .forEach(fields::add);
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
            return;
        }
        api.getComponents().getSchemas().forEach((name, schema) -> {
            // The second record of a name is numbered.
            Set<String> fields = fields(name);
            if (fields == null || schema.getProperties() == null) {
                return;
            }
            Map<String, Schema> properties = new LinkedHashMap<>(schema.getProperties());
            properties.replaceAll((field, type) -> fields.contains(field) ? orNull(type) : type);
            schema.setProperties(properties);
        });
    }

    /** A schema of a generic record is named after it and what it is of: PagePlanResponse. */
    private @Nullable Set<String> fields(String name) {
        Set<String> own = nullable.get(nullable.containsKey(name) ? name : name.replaceFirst("[0-9]+$", ""));
        return own != null
                ? own
                : generic.stream()
                        .filter(name::startsWith)
                        .findFirst()
                        .map(nullable::get)
                        .orElse(null);
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema().anyOf(List.of(schema, nothing()));
        }
        List<SchemaType> types = schema.getType();
        if (types != null && !types.contains(SchemaType.NULL)) {
            List<SchemaType> more = new ArrayList<>(types);
            more.add(SchemaType.NULL);
            schema.setType(more);
        }
        return schema;
    }

    private static Schema nothing() {
        return OASFactory.createSchema().type(List.of(SchemaType.NULL));
    }

    private static String name(ClassInfo record) {
        AnnotationInstance schema = record.declaredAnnotation(SCHEMA);
        AnnotationValue name = schema == null ? null : schema.value("name");
        return name == null || name.asString().isEmpty() ? record.simpleName() : name.asString();
    }
}
