package jp.shirube.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** What somebody with a token, or with a key, is in the municipality a request addresses. */
@ApplicationScoped
class Callers {

    private static final String MUNICIPALITY = "municipality";
    private static final String ANY = "*";

    private final SignIn signIn;
    private final Grants grants;
    private final Clock clock;

    Callers(SignIn signIn, Grants grants, Clock clock) {
        this.signIn = signIn;
        this.grants = grants;
        this.clock = clock;
    }

    /** The municipality the provider speaks for when it says who this is. */
    @Nullable
    String home(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return null;
        }
        SignIn.Issuer issuer = signIn.issuers().get(tenant(identity));
        return issuer == null ? null : municipality(issuer, token);
    }

    /** @param addressed null where the address names no municipality: then only what is of the whole installation counts */
    Caller of(SecurityIdentity identity, @Nullable String addressed) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Caller.ANONYMOUS;
        }
        SignIn.Issuer issuer = signIn.issuers().get(tenant(identity));
        Set<Grant> held = new HashSet<>();
        Long version = null;
        if (issuer != null) {
            boolean atHome = addressed != null && addressed.equals(municipality(issuer, token));
            issuer.rolesClaim()
                    .ifPresent(claim -> strings(token.getClaim(claim))
                            .map(Callers::stated)
                            .flatMap(Optional::stream)
                            .filter(grant -> atHome || grant.role() == Role.OPERATOR)
                            .forEach(held::add));
            if (atHome && addressed != null) {
                Grants.Found found = grants.of(addressed, claims(issuer, token), LocalDate.now(clock));
                held.addAll(found.grants());
                version = found.version();
            }
        }
        return new Caller(token.getSubject(), name(token), held, null, version);
    }

    private static String tenant(SecurityIdentity identity) {
        return Objects.requireNonNullElse(identity.<String>getAttribute("tenant-id"), SignIn.DEFAULT);
    }

    /** Empty for a key that is unknown, expired or revoked. In another municipality than its own it is a resident's. */
    Optional<Caller> ofKey(String presented, @Nullable String addressed) {
        return ApiKey.read(presented)
                .flatMap(key -> grants.ofKey(key.municipality(), presented, clock.instant())
                        .map(caller -> key.municipality().equals(addressed) ? caller : caller.asResident()));
    }

    private static @Nullable String municipality(SignIn.Issuer issuer, JsonWebToken token) {
        List<String> spokenFor = issuer.municipalities().orElse(List.of());
        if (spokenFor.size() == 1 && !spokenFor.getFirst().equals(ANY)) {
            return spokenFor.getFirst();
        }
        Object claimed = token.getClaim(MUNICIPALITY);
        String code =
                claimed instanceof JsonString text ? text.getString() : claimed instanceof String text ? text : null;
        return code != null && (spokenFor.contains(ANY) || spokenFor.contains(code)) ? code : null;
    }

    private static Collection<String> claims(SignIn.Issuer issuer, JsonWebToken token) {
        List<String> claims = new ArrayList<>();
        claims.add("sub:" + token.getSubject());
        Stream.concat(issuer.groupClaims().stream(), Stream.of("azp"))
                .forEach(claim -> strings(token.getClaim(claim)).forEach(value -> claims.add(claim + ":" + value)));
        return claims;
    }

    private static String name(JsonWebToken token) {
        return Stream.of("preferred_username", "name", "azp")
                .flatMap(claim -> strings(token.getClaim(claim)))
                .findFirst()
                .orElse(token.getSubject());
    }

    /** {@code PLANNING_OFFICE}, {@code DEPARTMENT_EDITOR:kikaku}; whatever else a provider calls a role gives nothing here. */
    private static Optional<Grant> stated(String text) {
        String[] parts = text.split(":", 2);
        String department = parts.length == 2 ? parts[1] : null;
        return Stream.of(Role.values())
                .filter(role -> role.name().equals(parts[0]) && role.isOfDepartment() == (department != null))
                .findFirst()
                .map(role -> new Grant(role, department));
    }

    /** A claim is one value or several, and JSON or not, as the provider and the library please. */
    private static Stream<String> strings(@Nullable Object claim) {
        return switch (claim) {
            case null -> Stream.empty();
            case JsonArray array -> array.stream().flatMap(Callers::strings);
            case JsonString text -> Stream.of(text.getString());
            case JsonValue other -> Stream.empty();
            case Collection<?> many -> many.stream().flatMap(Callers::strings);
            case String text -> Stream.of(text);
            default -> Stream.empty();
        };
    }
}
