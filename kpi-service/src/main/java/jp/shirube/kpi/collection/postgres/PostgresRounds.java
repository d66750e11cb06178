package jp.shirube.kpi.collection.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Step;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;
import org.hibernate.exception.ConstraintViolationException;

@ApplicationScoped
class PostgresRounds implements Rounds, PanacheRepositoryBase<ItemEntity, ItemEntity.Key> {

    private static final String ASKING = """
            select i from ItemEntity i join RoundEntity r
            on r.key.municipality = i.key.municipality and r.key.id = i.key.round
            where i.key.municipality = :municipality and i.indicator = :indicator and i.period = :period
            order by r.openedAt desc""";

    private static final String STEPS = """
            select version, done, at, by_whom, department, reason from collection_step
            where municipality = :municipality and round = :round and item = :item order by version""";

    @Override
    public void add(Round round, List<Item> items) {
        getEntityManager().persist(RoundEntity.of(round));
        try {
            flush();
        } catch (ConstraintViolationException e) {
            // Opened by somebody else since it was looked for.
            throw CollectionProblems.roundExists(round.id());
        }
        addItems(items);
    }

    @Override
    public void addItems(List<Item> items) {
        items.forEach(item -> persist(ItemEntity.of(item)));
        flush();
        items.forEach(item ->
                add(item, new Step(item.version(), Step.Done.ASKED, item.changedAt(), item.changedBy(), null, null)));
    }

    @Override
    public boolean restore(Round round) {
        RoundEntity row =
                getEntityManager().find(RoundEntity.class, new RoundEntity.Key(round.municipality(), round.id()));
        if (row == null) {
            getEntityManager().persist(RoundEntity.of(round));
            return true;
        }
        if (row.version >= round.version()) {
            return false;
        }
        row.set(round);
        return true;
    }

    @Override
    public boolean restore(Item item) {
        ItemEntity row = findById(new ItemEntity.Key(item.municipality(), item.round(), item.id()));
        if (row == null) {
            persist(ItemEntity.of(item));
            return true;
        }
        if (row.stated >= item.stated()) {
            return false;
        }
        row.set(item);
        return true;
    }

    @Override
    public List<Round> listEverything(String municipality, String round, int limit) {
        return getEntityManager()
                .createQuery(
                        "from RoundEntity where (key.municipality, key.id) > (:municipality, :round) order by key.municipality, key.id",
                        RoundEntity.class)
                .setParameter("municipality", municipality)
                .setParameter("round", round)
                .setMaxResults(limit)
                .getResultStream()
                .map(RoundEntity::round)
                .toList();
    }

    @Override
    public long countEverything() {
        return count()
                + getEntityManager()
                        .createQuery("select count(*) from RoundEntity", Long.class)
                        .getSingleResult();
    }

    @Override
    public Optional<Round> find(String municipality, String id) {
        return Optional.ofNullable(getEntityManager().find(RoundEntity.class, new RoundEntity.Key(municipality, id)))
                .map(RoundEntity::round);
    }

    @Override
    public List<Round> list(String municipality) {
        return getEntityManager()
                .createQuery(
                        "from RoundEntity where key.municipality = :municipality order by year desc, openedAt desc",
                        RoundEntity.class)
                .setParameter("municipality", municipality)
                .getResultStream()
                .map(RoundEntity::round)
                .toList();
    }

    @Override
    public List<Round> listUnanswered() {
        return getEntityManager()
                .createQuery("""
                        from RoundEntity r where exists (select 1 from ItemEntity i
                            where i.key.municipality = r.key.municipality and i.key.round = r.key.id
                            and i.state not in (SUBMITTED, CONFIRMED, LOCKED))
                        order by r.key.municipality, r.key.id""", RoundEntity.class)
                .getResultStream()
                .map(RoundEntity::round)
                .toList();
    }

    @Override
    public Round lock(String municipality, String id) {
        RoundEntity row = getEntityManager()
                .find(RoundEntity.class, new RoundEntity.Key(municipality, id), LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw CollectionProblems.roundUnknown(id);
        }
        return row.round();
    }

    @Override
    public void change(Round round) {
        getEntityManager()
                .find(RoundEntity.class, new RoundEntity.Key(round.municipality(), round.id()))
                .set(round);
    }

    @Override
    public List<Item> listItems(String municipality, String round) {
        return find(
                        "key.municipality = :municipality and key.round = :round order by key.id",
                        Parameters.with("municipality", municipality).and("round", round))
                .stream()
                .map(ItemEntity::item)
                .toList();
    }

    @Override
    public Optional<Item> findItem(String municipality, String round, String item) {
        return findByIdOptional(new ItemEntity.Key(municipality, round, item)).map(ItemEntity::item);
    }

    /** Read anew: what this transaction looked at before may have changed since. */
    @Override
    public Item lockItem(String municipality, String round, String item) {
        ItemEntity row = findById(new ItemEntity.Key(municipality, round, item));
        if (row == null) {
            throw CollectionProblems.itemUnknown(item);
        }
        getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return row.item();
    }

    @Override
    public Optional<Item> lockAskingFor(IndicatorKey indicator, Period period) {
        return find(
                        ASKING,
                        Parameters.with("municipality", indicator.municipality())
                                .and("indicator", indicator.indicator())
                                .and("period", period.canonical()))
                .page(0, 1)
                .firstResultOptional()
                .map(row -> {
                    getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
                    return row.item();
                });
    }

    @Override
    public void save(Item item, Step step) {
        findById(new ItemEntity.Key(item.municipality(), item.round(), item.id()))
                .set(item);
        add(item, step);
    }

    private void add(Item item, Step step) {
        getSession()
                .createNativeMutationQuery("""
                        insert into collection_step (municipality, round, item, version, done, at, by_whom, department, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .setParameter(1, item.municipality())
                .setParameter(2, item.round())
                .setParameter(3, item.id())
                .setParameter(4, step.version())
                .setParameter(5, step.done().name())
                .setParameter(6, step.at())
                .setParameter(7, step.by())
                .setParameter(8, step.department(), String.class)
                .setParameter(9, step.reason(), String.class)
                .executeUpdate();
    }

    @Override
    public List<Step> listSteps(String municipality, String round, String item) {
        return getEntityManager()
                .createNativeQuery(STEPS, Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("round", round)
                .setParameter("item", item)
                .getResultStream()
                .map(row -> step((Object[]) row))
                .toList();
    }

    private static Step step(Object[] row) {
        return new Step(
                ((Number) row[0]).longValue(),
                Step.Done.valueOf((String) row[1]),
                (Instant) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5]);
    }
}
