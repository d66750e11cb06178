package jp.shirube.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What a municipality's own tables make of claims and keys. */
public interface Grants {

    /** @param version of the 権限対応表; 0 where there is none */
    record Found(Set<Grant> grants, long version) {}

    /**
     * The roles the 権限対応表 gives on a day.
     *
     * @param claims as the table writes them: {@code groups:企画調整課}
     */
    Found of(String municipality, Collection<String> claims, LocalDate day);

    /** Whoever holds this key; empty for one that is unknown here, expired or revoked. */
    Optional<Caller> ofKey(String municipality, String presented, Instant now);
}
