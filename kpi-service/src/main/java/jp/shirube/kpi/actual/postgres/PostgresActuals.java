package jp.shirube.kpi.actual.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Series;
import jp.shirube.kpi.actual.Sight;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

@ApplicationScoped
class PostgresActuals implements Actuals, PanacheRepositoryBase<RevisionEntity, RevisionEntity.Key> {

    /** Later than anything recorded, and still a date PostgreSQL knows. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final String OF_THE_PERIOD =
            "key.municipality = :municipality and key.indicator = :indicator and key.period = :period";

    private static final String STATED = """
            from RevisionEntity r
            where r.key.municipality = :municipality and r.key.indicator = :indicator and not r.withdrawn
            and (r.lastDay > :day or r.lastDay = :day and r.key.period > :period)
            and r.key.revision = (select max(x.key.revision) from RevisionEntity x
                where x.key.municipality = r.key.municipality and x.key.indicator = r.key.indicator
                and x.key.period = r.key.period and x.recordedAt < :before
                and (:unconfirmed = true or x.withdrawn or x.review = jp.shirube.kpi.actual.Review.CONFIRMED))
            order by r.lastDay, r.key.period""";

    /** The state of the period before tells a first statement, or the first after a withdrawal, from a correction. */
    private static final String EVERYTHING = """
            select r, p from RevisionEntity r left join RevisionEntity p
                on p.key.municipality = r.key.municipality and p.key.indicator = r.key.indicator
                and p.key.period = r.key.period and p.key.revision = r.key.revision - 1
            where (r.key.municipality, r.key.indicator, r.version) > (:municipality, :indicator, :version)
            order by r.key.municipality, r.key.indicator, r.version""";

    @Override
    public Series takeTurn(IndicatorKey indicator) {
        SeriesEntity locked = lock(indicator);
        if (locked == null) {
            getEntityManager()
                    .createNativeQuery(
                            "insert into series (municipality, indicator, version) values (?, ?, 0) on conflict do nothing")
                    .setParameter(1, indicator.municipality())
                    .setParameter(2, indicator.indicator())
                    .executeUpdate();
            locked = lock(indicator);
        }
        return locked.series();
    }

    private SeriesEntity lock(IndicatorKey indicator) {
        return getEntityManager()
                .find(SeriesEntity.class, SeriesEntity.Key.of(indicator), LockModeType.PESSIMISTIC_WRITE);
    }

    @Override
    public Optional<Revision> findLatest(IndicatorKey indicator, Period period, Sight sight) {
        return find(
                        OF_THE_PERIOD
                                + " and recordedAt < :before and (:unconfirmed = true or withdrawn or review = :confirmed)"
                                + " order by key.revision desc",
                        ofThePeriod(indicator, period)
                                .and("before", until(sight))
                                .and("unconfirmed", sight.unconfirmed())
                                .and("confirmed", Review.CONFIRMED))
                .page(0, 1)
                .firstResultOptional()
                .map(RevisionEntity::revision);
    }

    @Override
    public Revision get(IndicatorKey indicator, Period period, int revision) {
        return findByIdOptional(RevisionEntity.Key.of(indicator, period, revision))
                .map(RevisionEntity::revision)
                .orElseThrow(() -> new IllegalStateException(
                        "revision " + revision + " of " + indicator + " " + period + " is gone"));
    }

    @Override
    public List<Revision> listHistory(IndicatorKey indicator, Period period) {
        return find(OF_THE_PERIOD + " order by key.revision", ofThePeriod(indicator, period)).stream()
                .map(RevisionEntity::revision)
                .toList();
    }

    @Override
    public List<Actual> list(IndicatorKey indicator, Period after, int limit, Sight sight) {
        return find(
                        STATED,
                        Parameters.with("municipality", indicator.municipality())
                                .and("indicator", indicator.indicator())
                                .and("day", after == null ? LocalDate.of(1, 1, 1) : after.lastDay())
                                .and("period", after == null ? "" : after.canonical())
                                .and("before", until(sight))
                                .and("unconfirmed", sight.unconfirmed()))
                .page(0, limit)
                .stream()
                .map(row -> (Actual) row.revision())
                .toList();
    }

    @Override
    public List<Actual> listOf(String municipality, Collection<String> indicators) {
        return find("""
                        from RevisionEntity r
                        where r.key.municipality = :municipality and r.key.indicator in :indicators and not r.withdrawn
                        and r.key.revision = (select max(x.key.revision) from RevisionEntity x
                            where x.key.municipality = r.key.municipality and x.key.indicator = r.key.indicator
                            and x.key.period = r.key.period)
                        order by r.key.indicator, r.lastDay, r.key.period""", Parameters.with("municipality", municipality).and("indicators", indicators)).stream()
                .map(row -> (Actual) row.revision())
                .toList();
    }

    @Override
    public void add(Revision revision) {
        SeriesEntity series = getEntityManager().find(SeriesEntity.class, SeriesEntity.Key.of(revision.indicator()));
        series.version = revision.stamp().version();
        series.lastRecordedAt = revision.stamp().recordedAt();
        persist(RevisionEntity.of(revision));
    }

    private static Instant until(Sight sight) {
        Instant before = sight.before();
        return before == null ? NEVER : before;
    }

    private static Parameters ofThePeriod(IndicatorKey indicator, Period period) {
        return Parameters.with("municipality", indicator.municipality())
                .and("indicator", indicator.indicator())
                .and("period", period.canonical());
    }

    @Override
    public List<Answer> listEverything(String municipality, String indicator, long version, int limit) {
        return getEntityManager()
                .createQuery(EVERYTHING, Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("indicator", indicator)
                .setParameter("version", version)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> Answer.recorded(
                        ((RevisionEntity) row[0]).revision(),
                        row[1] == null ? null : ((RevisionEntity) row[1]).revision()))
                .toList();
    }

    @Override
    public long countEverything() {
        return count();
    }
}
