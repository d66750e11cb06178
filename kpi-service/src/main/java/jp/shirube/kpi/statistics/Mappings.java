package jp.shirube.kpi.statistics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** 取込定義 of a municipality, as they are stated. */
public interface Mappings {

    /**
     * A mapping as somebody wrote it.
     *
     * @param version counts its states, from 1
     * @param content YAML or JSON
     */
    record Stated(String id, long version, String content, Instant at, String by) {}

    /** By id. */
    List<Stated> list(String municipality);

    Optional<Stated> find(String municipality, String id);

    /** Nobody else states or removes one of the municipality until the transaction ends. */
    void takeTurn(String municipality);

    void state(String municipality, Stated mapping);

    void remove(String municipality, String id);
}
