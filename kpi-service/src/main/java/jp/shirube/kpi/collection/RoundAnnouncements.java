package jp.shirube.kpi.collection;

import java.util.List;

/** How others learn of a round and of what departments write; it leaves with the transaction or not at all. Drafts do not leave. */
public interface RoundAnnouncements {

    void announce(Round round);

    void announce(Round round, List<Item> items);

    /** An item as it is announced, JSON. */
    String write(Item item);
}
