package jp.shirube.kpi.bulk.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import jp.shirube.kpi.actual.Repetition;
import jp.shirube.kpi.bulk.FileAnswer;
import jp.shirube.kpi.bulk.FirstFileAnswers;

@ApplicationScoped
class PostgresFirstFileAnswers implements FirstFileAnswers {

    private static final Duration KEPT = Duration.ofDays(7);

    /** Each new answer also sweeps a few that are past their time, so that no other job has to. */
    private static final String KEEP = """
            with swept as (
                delete from first_bulk_answer where (municipality, key) in (
                    select municipality, key from first_bulk_answer where answered_at < :past
                    order by answered_at limit 5 for update skip locked))
            insert into first_bulk_answer (municipality, key, fingerprint, answer, answered_at)
            values (:municipality, :key, :fingerprint, cast(:answer as jsonb), :now)
            on conflict do nothing""";

    private static final String FIND = """
            select fingerprint, cast(answer as text) from first_bulk_answer
            where municipality = :municipality and key = :key""";

    private final EntityManager database;
    private final ObjectMapper json;

    PostgresFirstFileAnswers(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Optional<FirstAnswer> find(String municipality, String key) {
        @SuppressWarnings("unchecked")
        Stream<Object[]> rows = database.createNativeQuery(FIND)
                .setParameter("municipality", municipality)
                .setParameter("key", key)
                .getResultStream();
        return rows.map(row -> new FirstAnswer((String) row[0], read((String) row[1])))
                .findFirst();
    }

    @Override
    public boolean keep(String municipality, Repetition repetition, FileAnswer answer, Instant now) {
        return database.createNativeQuery(KEEP)
                        .setParameter("past", now.minus(KEPT))
                        .setParameter("municipality", municipality)
                        .setParameter("key", repetition.key())
                        .setParameter("fingerprint", repetition.fingerprint())
                        .setParameter("answer", write(answer))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    private String write(FileAnswer answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private FileAnswer read(String answer) {
        try {
            return json.readValue(answer, FileAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept was written here", e);
        }
    }
}
