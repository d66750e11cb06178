package jp.shirube.plan.access.rest;

import java.time.Instant;
import java.util.List;
import jp.shirube.access.StatedKey;
import jp.shirube.plan.access.application.ManageApiKeys;
import org.jspecify.annotations.Nullable;

/** An API key, the only time it is shown. @param key to be sent as {@code X-API-Key} */
record MadeKeyResponse(
        String id,
        String name,
        String role,
        @Nullable String department,
        @Nullable List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        String key) {

    static MadeKeyResponse of(ManageApiKeys.Made made) {
        StatedKey stated = made.stated();
        return new MadeKeyResponse(
                stated.id(),
                stated.name(),
                stated.role(),
                stated.department(),
                stated.scopes(),
                stated.createdAt(),
                stated.expiresAt(),
                made.key().reveal());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "api-key:" + id;
    }
}
