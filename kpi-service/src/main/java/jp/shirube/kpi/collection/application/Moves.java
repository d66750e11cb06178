package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.RoundAnnouncements;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Step;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What every move of an item has in common: seen, locked, moved, kept with its step, announced, recorded. */
@ApplicationScoped
class Moves {

    private final Rounds rounds;
    private final RoundAnnouncements announcements;
    private final Audit audit;

    Moves(Rounds rounds, RoundAnnouncements announcements, Audit audit) {
        this.rounds = rounds;
        this.announcements = announcements;
        this.audit = audit;
    }

    /** @param version of the item somebody has seen; null asks for none */
    @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = ProblemException.class)
    Item make(
            Round round,
            String itemId,
            @Nullable Long version,
            Step.Done done,
            @Nullable String department,
            @Nullable String reason,
            UnaryOperator<Item> move) {
        Item item = rounds.lockItem(round.municipality(), round.id(), itemId);
        checkSeen(item, version);
        Item moved = move.apply(item);
        rounds.save(moved, new Step(moved.version(), done, moved.changedAt(), moved.changedBy(), department, reason));
        announcements.announce(round, List.of(moved));
        audit.changed(
                "collection-item." + done.name().toLowerCase(Locale.ROOT),
                round.municipality() + "/collection-rounds/" + round.id() + "/items/" + itemId,
                announcements.write(item),
                announcements.write(moved),
                reason);
        return moved;
    }

    static void checkSeen(Item item, @Nullable Long version) {
        if (version != null && version != item.version()) {
            throw CollectionProblems.stale(item);
        }
    }
}
