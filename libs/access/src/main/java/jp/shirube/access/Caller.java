package jp.shirube.access;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who makes this request, and what they are on this day in the municipality it addresses.
 *
 * @param id stable: {@code sub} of the identity provider, or {@code api-key:<id>}; "anonymous" for nobody
 * @param name as people know them: preferred_username, or the key's name
 * @param grants never empty: whoever has none is a resident
 * @param scopes what an API key is limited to; null where all a role may do is meant
 * @param mappingVersion version of the 権限対応表 the grants rest on; null where it was not asked
 */
public record Caller(
        String id,
        String name,
        Set<Grant> grants,
        @Nullable Set<Permission> scopes,
        @Nullable Long mappingVersion) {

    private static final Grant RESIDENT = new Grant(Role.RESIDENT, null);

    public static final Caller ANONYMOUS = new Caller("anonymous", "", Set.of(RESIDENT), null, null);

    public Caller {
        grants = grants.isEmpty() ? Set.of(RESIDENT) : Set.copyOf(grants);
        scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    /** The same, where they are nothing else. */
    Caller asResident() {
        return new Caller(id, name, Set.of(), scopes, null);
    }

    public boolean isAnonymous() {
        return id.equals(ANONYMOUS.id());
    }

    public boolean may(Permission permission) {
        return (scopes == null || permission.isForEverybody() || scopes.contains(permission))
                && grants.stream().anyMatch(grant -> permission.isFor(grant.role()));
    }

    public boolean is(Role role) {
        return grants.stream().anyMatch(grant -> grant.role() == role);
    }

    /** Departments in whose name they may do that. */
    public Set<String> departments(Permission permission) {
        return grants.stream()
                .filter(grant -> permission.isFor(grant.role()) && grant.role().isOfDepartment())
                .map(grant -> String.valueOf(grant.department()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether they may do that where it is about this department; null for what no department reports. */
    public boolean may(Permission permission, @Nullable String department) {
        return mayForAll(permission)
                || department != null
                        && may(permission)
                        && departments(permission).contains(department);
    }

    /** Whether they may do that whatever department it is about. */
    public boolean mayForAll(Permission permission) {
        return may(permission)
                && grants.stream()
                        .anyMatch(grant ->
                                permission.isFor(grant.role()) && !grant.role().isOfDepartment());
    }
}
