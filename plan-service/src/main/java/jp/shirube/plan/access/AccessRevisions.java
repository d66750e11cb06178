package jp.shirube.plan.access;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every state of the 権限対応表 and of every API key, with who made it so, when and why. */
public interface AccessRevisions {

    /**
     * @param subject {@code access-mapping} or {@code api-key/<id>}
     * @param version counts the states of the subject without gap
     * @param content what was announced, JSON
     */
    record Revision(
            String municipality,
            String subject,
            long version,
            Instant recordedAt,
            String recordedBy,
            @Nullable String recordedByName,
            @Nullable String reason,
            String content) {}

    /** Holds who may do what in the municipality until the transaction ends: writers of one follow one another. */
    void lock(String municipality);

    Optional<Revision> findLast(String municipality, String subject);

    void add(Revision revision);

    /** The one behind that one, of the same subject or the next. */
    Optional<Revision> next(String municipality, String subject, long version);

    long countAll();
}
