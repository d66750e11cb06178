package jp.shirube.kpi.collection;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Files that were sent (取込み), kept while somebody looks at the difference they would make. */
public interface Uploads {

    /** @param by id of who sent it: nobody else applies it */
    record Upload(String municipality, String round, UUID id, String name, Instant at, String by, byte[] content) {}

    /** Those of before are forgotten. */
    void keep(Upload upload, Instant forgetBefore);

    Optional<Upload> find(String municipality, String round, UUID id);
}
