package jp.shirube.plan.access.application;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jp.shirube.access.AccessCopies;
import jp.shirube.access.AccessTables;
import jp.shirube.access.StatedKey;
import jp.shirube.access.StatedMapping;
import jp.shirube.outbox.OwnTopicOrder;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.plan.access.AccessRevisions;
import jp.shirube.plan.access.AccessRevisions.Revision;

/** Puts a 権限対応表 or an API key that came back from the topic where it was, with who made it so, when and why. */
@ApplicationScoped
public class RestoredAccess {

    private final AccessRevisions revisions;
    private final AccessTables tables;

    RestoredAccess(AccessRevisions revisions, AccessTables tables) {
        this.revisions = revisions;
        this.tables = tables;
    }

    /** @return whether the database did not have it */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean mapping(ReceivedEvent event, OwnTopicOrder order) {
        StatedMapping mapping = AccessCopies.mapping(event);
        return isNext(mapping.municipality(), AccessEvents.MAPPING, event, order) && tables.keep(mapping);
    }

    /** @return whether the database did not have it */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean key(ReceivedEvent event, OwnTopicOrder order) {
        StatedKey key = AccessCopies.key(event);
        return isNext(key.municipality(), AccessEvents.KEY + key.id(), event, order) && tables.keep(key);
    }

    private boolean isNext(String municipality, String subject, ReceivedEvent event, OwnTopicOrder order) {
        revisions.lock(municipality);
        long known =
                revisions.findLast(municipality, subject).map(Revision::version).orElse(0L);
        if (!order.isNext(event.subject(), known, event.aggregateVersion())) {
            return false;
        }
        JsonNode data = event.data();
        revisions.add(new Revision(
                municipality,
                subject,
                event.aggregateVersion(),
                event.occurredAt(),
                data.path("recordedBy").asText("unknown"),
                data.path("recordedByName").asText(null),
                data.path("reason").asText(null),
                data.toString()));
        order.reached(event.subject(), event.aggregateVersion());
        return true;
    }
}
