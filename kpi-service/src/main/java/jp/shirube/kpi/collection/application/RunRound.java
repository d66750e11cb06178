package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.Caller;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.actual.application.ReviewActual;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.RoundAnnouncements;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Step;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What the planning office does with what was sent in: confirm, return, lock, reopen; and change what it asked. */
@ApplicationScoped
public class RunRound {

    /**
     * What became of each of many.
     *
     * @param items as they are now
     * @param refused the others, each with why
     */
    public record Moved(List<Item> items, List<Refusal> refused) {}

    public record Refusal(String item, ProblemException problem) {}

    private final Rounds rounds;
    private final ReviewActual review;
    private final Moves moves;
    private final RoundAnnouncements announcements;
    private final Audit audit;
    private final Clock clock;

    RunRound(
            Rounds rounds,
            ReviewActual review,
            Moves moves,
            RoundAnnouncements announcements,
            Audit audit,
            Clock clock) {
        this.rounds = rounds;
        this.review = review;
        this.moves = moves;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param version of the round somebody has seen */
    @Transactional
    public Round change(
            Caller caller,
            String municipality,
            String roundId,
            long version,
            String title,
            String instructions,
            LocalDate deadline,
            boolean approval) {
        Round round = rounds.lock(municipality, roundId);
        Round changed = round.changedTo(title, instructions, deadline, approval);
        if (changed.equals(round.changedTo(round.title(), round.instructions(), round.deadline(), round.approval()))) {
            return round;
        }
        if (round.version() != version) {
            throw CollectionProblems.staleRound(round);
        }
        rounds.change(changed);
        announcements.announce(changed);
        audit.changed(
                "collection-round.change",
                municipality + "/collection-rounds/" + roundId,
                "{\"deadline\":\"" + round.deadline() + "\"}",
                "{\"deadline\":\"" + deadline + "\"}",
                null);
        return changed;
    }

    /** 確認: what was sent in is public from now on. */
    @Transactional
    public Item confirm(Caller caller, String municipality, String roundId, String itemId, @Nullable Long version) {
        return move(caller, municipality, roundId, itemId, version, Step.Done.CONFIRMED, null);
    }

    /** 差し戻し. */
    @Transactional
    public Item giveBack(
            Caller caller, String municipality, String roundId, String itemId, @Nullable Long version, String reason) {
        return move(caller, municipality, roundId, itemId, version, Step.Done.RETURNED, reason);
    }

    /** 確定. */
    @Transactional
    public Item lock(Caller caller, String municipality, String roundId, String itemId, @Nullable Long version) {
        return move(caller, municipality, roundId, itemId, version, Step.Done.LOCKED, null);
    }

    /** 再開. */
    @Transactional
    public Item reopen(
            Caller caller, String municipality, String roundId, String itemId, @Nullable Long version, String reason) {
        return move(caller, municipality, roundId, itemId, version, Step.Done.REOPENED, reason);
    }

    /** 一括確認: what cannot be confirmed is named and left; the others are. */
    @Transactional
    public Moved confirmMany(Caller caller, String municipality, String roundId, List<String> items) {
        return many(caller, municipality, roundId, items, Step.Done.CONFIRMED);
    }

    /** 一括確定. @param items empty: all that are confirmed */
    @Transactional
    public Moved lockMany(Caller caller, String municipality, String roundId, List<String> items) {
        List<String> meant = items.isEmpty()
                ? rounds.listItems(municipality, roundId).stream()
                        .filter(item -> item.state() == ItemState.CONFIRMED)
                        .map(Item::id)
                        .toList()
                : items;
        return many(caller, municipality, roundId, meant, Step.Done.LOCKED);
    }

    /** In the order of their ids, so that two who do the same do not wait for each other. */
    private Moved many(Caller caller, String municipality, String roundId, List<String> items, Step.Done done) {
        rounds.get(municipality, roundId);
        List<Item> moved = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (String item : items.stream().distinct().sorted().toList()) {
            try {
                moved.add(move(caller, municipality, roundId, item, null, done, null));
            } catch (ProblemException problem) {
                refused.add(new Refusal(item, problem));
            }
        }
        return new Moved(moved, refused);
    }

    private Item move(
            Caller caller,
            String municipality,
            String roundId,
            String itemId,
            @Nullable Long version,
            Step.Done done,
            @Nullable String reason) {
        Round round = rounds.get(municipality, roundId);
        Item seen = rounds.getItem(municipality, roundId, itemId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        step(seen, done, reason, caller.name(), now);
        if (seen.subject() instanceof Subject.OfIndicator it) {
            IndicatorKey key = new IndicatorKey(municipality, it.indicator());
            switch (done) {
                case CONFIRMED ->
                    review.review(caller, key, it.period(), (state, by) -> state.confirm(by, clock.instant()));
                case RETURNED ->
                    review.review(
                            caller,
                            key,
                            it.period(),
                            (state, by) -> state.giveBack(String.valueOf(reason), by, clock.instant()));
                case LOCKED, REOPENED, ASKED, DRAFTED, APPROVED, SUBMITTED, ANSWERED_ELSEWHERE -> {}
            }
        }
        return moves.make(
                round, itemId, version, done, null, reason, item -> step(item, done, reason, caller.name(), now));
    }

    private static Item step(Item item, Step.Done done, @Nullable String reason, String by, Instant now) {
        return switch (done) {
            case CONFIRMED -> item.confirmed(by, now);
            case RETURNED -> item.returned(String.valueOf(reason), by, now);
            case LOCKED -> item.locked(by, now);
            case REOPENED -> item.reopened(String.valueOf(reason), by, now);
            case ASKED, DRAFTED, APPROVED, SUBMITTED, ANSWERED_ELSEWHERE ->
                throw new IllegalArgumentException(done + " is no step of the planning office");
        };
    }
}
