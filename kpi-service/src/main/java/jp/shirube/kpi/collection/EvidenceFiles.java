package jp.shirube.kpi.collection;

import java.util.List;
import java.util.Optional;

/** Files behind answers. Content is only ever added; what is removed is that an item names it. */
public interface EvidenceFiles {

    /** In the order they were sent. */
    List<Evidence> list(Item item);

    /** Content that is there already is not stored again. */
    void add(Item item, Evidence evidence, byte[] content);

    /** Of what the item names. */
    Optional<byte[]> content(Item item, String sha256);

    void remove(Item item, String sha256);
}
