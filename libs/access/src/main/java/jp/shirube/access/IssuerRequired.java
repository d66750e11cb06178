package jp.shirube.access;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** A service that could believe nobody, or would believe anybody, does not start. */
@Singleton
class IssuerRequired {

    private final Config config;
    private final SignIn signIn;

    IssuerRequired(Config config, SignIn signIn) {
        this.config = config;
        this.signIn = signIn;
    }

    void check(@Observes @Priority(0) StartupEvent started) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            throw new IllegalStateException(fault.get());
        }
    }

    Optional<String> fault() {
        if (signIn.issuers().isEmpty()) {
            return Optional.of("no identity provider is configured: set quarkus.oidc.auth-server-url and"
                    + " shirube.sign-in.municipalities (docs/signing-in.md) / 認証基盤が設定されていません");
        }
        List<String> silent = signIn.issuers().keySet().stream()
                .filter(tenant -> !isConfigured(tenant))
                .sorted()
                .toList();
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "shirube.sign-in names identity providers without an address (quarkus.oidc…auth-server-url): "
                                + String.join(", ", silent));
    }

    private boolean isConfigured(String tenant) {
        String prefix = "quarkus.oidc." + (tenant.equals(SignIn.DEFAULT) ? "" : tenant + ".");
        return config.getOptionalValue(prefix + "auth-server-url", String.class).isPresent()
                || config.getOptionalValue(prefix + "public-key", String.class).isPresent();
    }
}
