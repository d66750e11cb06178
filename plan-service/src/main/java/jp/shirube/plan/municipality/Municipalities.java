package jp.shirube.plan.municipality;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All municipalities, as their documents state them. */
public interface Municipalities {

    /**
     * @param document as it was sent
     * @param version counts the documents of this municipality
     */
    record Stated(String code, String name, String document, String digest, long version, Instant recordedAt) {}

    /**
     * One thing that is announced on its own.
     *
     * @param content JSON, compared to see whether it changed
     */
    record Part(PartKind kind, String id, String content, long version) {}

    enum PartKind {
        MUNICIPALITY,
        GRADING_RULE,
        DEPARTMENT,
        INDICATOR,
        RESPONSIBILITY
    }

    /** Ordered by code, those behind {@code after} only. */
    List<Stated> list(String after, int limit);

    Optional<Stated> find(String code);

    /** Holds the municipality until the transaction ends: writers of one follow one another. */
    void lock(String code);

    List<Part> listParts(String code);

    void save(Stated stated, List<Part> changed);

    /** Keeps what came back from the topic, unless a newer one is known. @return whether it was kept */
    boolean keepNewer(String code, Part part);

    /** A document of some time. */
    record Revision(String code, long version, String document, Instant recordedAt) {}

    /** Every document of the municipality, the first one first. */
    List<Revision> listRevisions(String code);

    /** The document in force at that moment; the first one where there was none yet. */
    Optional<Revision> findRevision(String code, Instant at);

    long countAll();
}
