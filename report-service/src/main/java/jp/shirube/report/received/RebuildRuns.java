package jp.shirube.report.received;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the rebuilds came; every replica can tell of the one under way. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class RebuildRuns {

    public enum Phase {
        READING,
        JUDGING,
        CATCHING_UP,
        SWITCHED,
        FAILED
    }

    /**
     * @param passedOver events that can never have an effect; they are dead letters
     * @param differences targets that are told otherwise than before; null until the switch
     */
    public record Run(
            long id,
            Instant startedAt,
            Phase phase,
            long events,
            long ofEvents,
            long indicators,
            long ofIndicators,
            long passedOver,
            @Nullable Long differences,
            @Nullable Instant finishedAt,
            @Nullable String failure) {}

    private static final String COLUMNS = "select id, started_at, phase, events, of_events, indicators, of_indicators,"
            + " passed_over, differences, finished_at, failure from rebuild_run ";

    private final EntityManager database;

    RebuildRuns(EntityManager database) {
        this.database = database;
    }

    public Optional<Run> newest() {
        return first(database.createNativeQuery(COLUMNS + "order by id desc limit 1"));
    }

    Optional<Run> find(long id) {
        return first(database.createNativeQuery(COLUMNS + "where id = :id").setParameter("id", id));
    }

    /** What an earlier one did not finish it never will: whoever begins holds the lock. */
    long begin(Instant now) {
        database.createNativeQuery(
                        "update rebuild_run set phase = 'FAILED', failure = 'interrupted', finished_at = :now"
                                + " where finished_at is null")
                .setParameter("now", now)
                .executeUpdate();
        return ((Number) database.createNativeQuery(
                                "insert into rebuild_run (started_at, phase) values (:now, 'READING') returning id")
                        .setParameter("now", now)
                        .getSingleResult())
                .longValue();
    }

    void note(long id, Phase phase, long events, long ofEvents, long indicators, long ofIndicators, long passedOver) {
        database.createNativeQuery("""
                update rebuild_run set phase = :phase, events = :events, of_events = :ofEvents, indicators = :indicators,
                    of_indicators = :ofIndicators, passed_over = :passedOver where id = :id""")
                .setParameter("phase", phase.name())
                .setParameter("events", events)
                .setParameter("ofEvents", ofEvents)
                .setParameter("indicators", indicators)
                .setParameter("ofIndicators", ofIndicators)
                .setParameter("passedOver", passedOver)
                .setParameter("id", id)
                .executeUpdate();
    }

    void finish(long id, long differences, Instant now) {
        database.createNativeQuery("update rebuild_run set phase = 'SWITCHED', differences = :differences,"
                        + " finished_at = :now where id = :id")
                .setParameter("differences", differences)
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }

    void fail(long id, String failure, Instant now) {
        database.createNativeQuery("update rebuild_run set phase = 'FAILED', failure = :failure,"
                        + " finished_at = :now where id = :id")
                .setParameter("failure", failure)
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private Optional<Run> first(Query query) {
        List<Object[]> rows = query.getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Run(
                        ((Number) row[0]).longValue(),
                        (Instant) row[1],
                        Phase.valueOf((String) row[2]),
                        ((Number) row[3]).longValue(),
                        ((Number) row[4]).longValue(),
                        ((Number) row[5]).longValue(),
                        ((Number) row[6]).longValue(),
                        ((Number) row[7]).longValue(),
                        row[8] == null ? null : ((Number) row[8]).longValue(),
                        (Instant) row[9],
                        (String) row[10]));
    }
}
