package jp.shirube.kpi.actual.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Answer;
import jp.shirube.kpi.actual.FirstAnswers;
import jp.shirube.kpi.actual.Outcome;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

@ApplicationScoped
class PostgresFirstAnswers implements FirstAnswers {

    static final Duration KEPT = Duration.ofDays(7);

    /** Each new answer also sweeps a few that are past their time, so that no other job has to. */
    private static final String KEEP = """
            with swept as (
                delete from first_answer where (municipality, key) in (
                    select municipality, key from first_answer where answered_at < :past
                    order by answered_at limit 5 for update skip locked))
            insert into first_answer
                (municipality, key, fingerprint, outcome, indicator, period, revision, answered_at)
            values (:municipality, :key, :fingerprint, :outcome, :indicator, :period, :revision, :now)
            on conflict do nothing""";

    private static final String FIND = """
            select fingerprint, outcome, indicator, period, revision from first_answer
            where municipality = :municipality and key = :key""";

    private final EntityManager database;

    PostgresFirstAnswers(EntityManager database) {
        this.database = database;
    }

    @Override
    public Optional<FirstAnswer> find(String municipality, String key) {
        @SuppressWarnings("unchecked")
        Stream<Object[]> rows = database.createNativeQuery(FIND)
                .setParameter("municipality", municipality)
                .setParameter("key", key)
                .getResultStream();
        return rows.map(row -> new FirstAnswer(
                        (String) row[0],
                        Outcome.valueOf((String) row[1]),
                        new IndicatorKey(municipality, (String) row[2]),
                        Period.ofCanonical((String) row[3]),
                        (Integer) row[4]))
                .findFirst();
    }

    @Override
    public boolean keep(Repetition repetition, Answer answer, Instant now) {
        Revision revision = answer.revision();
        return database.createNativeQuery(KEEP)
                        .setParameter("past", now.minus(KEPT))
                        .setParameter("municipality", revision.indicator().municipality())
                        .setParameter("key", repetition.key())
                        .setParameter("fingerprint", repetition.fingerprint())
                        .setParameter("outcome", answer.outcome().name())
                        .setParameter("indicator", revision.indicator().indicator())
                        .setParameter("period", revision.period().canonical())
                        .setParameter("revision", revision.stamp().revision())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }
}
