package jp.shirube.access;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.model.Extensions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Writes into the service's OpenAPI what each operation {@link Needs}; docs/who-may-what.md is made from it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class PermissionsInOpenApi implements OASFilter {

    static final String PERMISSION = "x-permission";
    private static final String TOKEN = "token";
    private static final String KEY = "apiKey";

    private final Map<String, Permission> permissions = new HashMap<>();

    public PermissionsInOpenApi(IndexView index) {
        for (AnnotationInstance needs : index.getAnnotations(Needs.class)) {
            if (needs.target().kind() == AnnotationTarget.Kind.METHOD) {
                MethodInfo method = needs.target().asMethod();
                // Offered by the class that writes it, or by those that inherit it.
                Stream.concat(
                                Stream.of(method.declaringClass()),
                                index
                                        .getAllKnownSubclasses(
                                                method.declaringClass().name())
                                        .stream())
                        .forEach(offering -> permissions.put(
                                reference(offering, method),
                                Permission.valueOf(needs.value().asEnum())));
            }
        }
    }

    private static String reference(ClassInfo offering, MethodInfo method) {
        Operation named = OASFactory.createOperation();
        Extensions.setMethodRef(named, offering, method);
        return Extensions.getMethodRef(named);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        KEY,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name(AccessFilter.API_KEY)
                                .description("APIキー of a department's system, made by the administrator"))
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("A token of the municipality's identity provider (OpenID Connect)"));
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(this::write);
        }
    }

    private void write(Operation operation) {
        Permission permission = permissions.get(Extensions.getMethodRef(operation));
        if (permission == null) {
            return;
        }
        operation.addExtension(PERMISSION, permission.name());
        List<SecurityRequirement> any = new ArrayList<>();
        if (permission.isForEverybody()) {
            any.add(OASFactory.createSecurityRequirement());
        }
        any.add(OASFactory.createSecurityRequirement().addScheme(TOKEN));
        any.add(OASFactory.createSecurityRequirement().addScheme(KEY));
        operation.setSecurity(any);
    }
}
