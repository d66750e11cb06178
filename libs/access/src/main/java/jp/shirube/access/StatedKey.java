package jp.shirube.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner announced it: what is known of it without the key.
 *
 * @param hash see {@link ApiKey#hash}
 * @param scopes names of what it is limited to; null for all its role may do
 * @param expiresAt it opens nothing from then on
 * @param revokedAt null while it is not revoked
 */
public record StatedKey(
        String municipality,
        String id,
        String name,
        String hash,
        String role,
        @Nullable String department,
        @Nullable List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        long version) {

    public StatedKey {
        scopes = scopes == null ? null : List.copyOf(scopes);
    }

    /** Without what it is compared with. */
    @Override
    public String toString() {
        return "api-key:" + id + " of " + municipality + " (" + version + ")";
    }
}
