package jp.shirube.kpi.collection;

import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/** Every round (実績照会) of every municipality with its items, and what was done with them. */
public interface Rounds {

    /** @throws jp.shirube.problem.ProblemException {@link CollectionProblems#ROUND_EXISTS} */
    void add(Round round, List<Item> items);

    /** What the statistics of a year bring later. Those there already are left as they are. */
    void addItems(List<Item> items);

    /** As it was announced, unless what is known is as new: after a backup older than that. True if it was taken. */
    boolean restore(Round round);

    /** As it was announced, unless what is known is as new. True if it was taken. */
    boolean restore(Item item);

    /** Rounds behind the one named, by municipality and id. */
    List<Round> listEverything(String municipality, String round, int limit);

    long countEverything();

    Optional<Round> find(String municipality, String id);

    /** The newest first. */
    List<Round> list(String municipality);

    /** Of all municipalities those in which a department has not answered everything. */
    List<Round> listUnanswered();

    void change(Round round);

    /** Nobody else changes it until the transaction ends. */
    Round lock(String municipality, String id);

    /** In the order of their ids. */
    List<Item> listItems(String municipality, String round);

    Optional<Item> findItem(String municipality, String round, String item);

    /** Nobody else changes it until the transaction ends. */
    Item lockItem(String municipality, String round, String item);

    /** The item of the newest round that asks for a figure, locked. */
    Optional<Item> lockAskingFor(IndicatorKey indicator, Period period);

    void save(Item item, Step step);

    /** What was done with an item, the first first. */
    List<Step> listSteps(String municipality, String round, String item);

    default Round get(String municipality, String id) {
        return find(municipality, id).orElseThrow(() -> CollectionProblems.roundUnknown(id));
    }

    default Item getItem(String municipality, String round, String item) {
        return findItem(municipality, round, item).orElseThrow(() -> CollectionProblems.itemUnknown(item));
    }
}
