package jp.shirube.plan.access.rest;

import java.time.Instant;
import java.util.List;
import jp.shirube.access.StatedKey;
import org.jspecify.annotations.Nullable;

/** What is known of an API key without the key. @param id stands in the key, so that one that is found can be told */
record ApiKeyResponse(
        String id,
        String name,
        String role,
        @Nullable String department,
        @Nullable List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    static ApiKeyResponse of(StatedKey key) {
        return new ApiKeyResponse(
                key.id(),
                key.name(),
                key.role(),
                key.department(),
                key.scopes(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt());
    }
}
