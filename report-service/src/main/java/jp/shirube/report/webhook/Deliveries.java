package jp.shirube.report.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.shirube.report.webhook.Delivery.State;
import org.jspecify.annotations.Nullable;

/** The delivery log of all receivers. */
@ApplicationScoped
class Deliveries {

    private static final String SELECT = """
            select d.id, d.round, d.position, d.event_id, d.type, d.subject, d.version, d.occurred_at, d.state, d.failed, d.due,
                   cast(d.attempts as text)""";

    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};
    private static final int REMOVED_AT_ONCE = 5000;

    /** @param data of its event; null when the progress log no longer keeps it, and for a ping */
    record Due(Delivery delivery, @Nullable String data) {}

    /** How much has not reached receivers that are active, and since when. */
    record Waiting(long count, @Nullable Instant oldest) {}

    private final EntityManager database;
    private final ObjectMapper json;

    Deliveries(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The newest first. */
    @Transactional
    List<Delivery> list(UUID webhook, @Nullable State state, @Nullable Long after, int limit) {
        return all(database.createNativeQuery(SELECT + """
                         from webhook_delivery d
                        where d.webhook = :webhook and (cast(:state as text) is null or d.state = cast(:state as text))
                          and (cast(:after as bigint) is null or d.id < cast(:after as bigint))
                        order by d.id desc limit :most""")
                .setParameter("webhook", webhook)
                .setParameter("state", state == null ? null : state.name())
                .setParameter("after", after == null ? null : after.toString())
                .setParameter("most", limit));
    }

    @Transactional
    Optional<Delivery> find(UUID webhook, long id) {
        return all(database.createNativeQuery(
                                SELECT + " from webhook_delivery d where d.webhook = :webhook and d.id = :id")
                        .setParameter("webhook", webhook)
                        .setParameter("id", id))
                .stream()
                .findFirst();
    }

    /** Those behind a position that are in the log already, so that nobody sends them again. */
    @Transactional
    @SuppressWarnings("unchecked")
    Set<Long> positionsAfter(UUID webhook, int round, long position) {
        return new HashSet<Long>(database.createNativeQuery(
                        "select position from webhook_delivery where webhook = :webhook and round = :round and position > :position")
                .setParameter("webhook", webhook)
                .setParameter("round", round)
                .setParameter("position", position)
                .getResultList());
    }

    /** What is tried again next, also what is not due yet. */
    @Transactional
    @SuppressWarnings("unchecked")
    List<Due> next(UUID webhook, int limit) {
        List<Object[]> rows = database.createNativeQuery(SELECT + """
                        , p.data
                        from webhook_delivery d
                            left join progress_log p on p.position = d.position and p.event_id = d.event_id
                        where d.webhook = :webhook and d.state = 'WAITING'
                        order by d.due limit :most""")
                .setParameter("webhook", webhook)
                .setParameter("most", limit)
                .getResultList();
        return rows.stream()
                .map(row -> new Due(delivery(row), (String) row[12]))
                .toList();
    }

    /** @return its id in the log */
    @Transactional(Transactional.TxType.MANDATORY)
    long note(UUID webhook, Delivery delivery) {
        Attempt last = delivery.attempts().getLast();
        if (delivery.id() != null) {
            database.createNativeQuery("""
                            update webhook_delivery set state = :state, failed = :failed, due = cast(:due as timestamptz),
                                tried_at = :triedAt, attempts = cast(:attempts as jsonb)
                            where id = :id and webhook = :webhook""")
                    .setParameter("state", delivery.state().name())
                    .setParameter("failed", delivery.failed())
                    .setParameter("due", text(delivery.due()))
                    .setParameter("triedAt", last.at())
                    .setParameter("attempts", write(delivery.attempts()))
                    .setParameter("id", delivery.id())
                    .setParameter("webhook", webhook)
                    .executeUpdate();
            return delivery.id();
        }
        return (Long) database.createNativeQuery("""
                        insert into webhook_delivery (webhook, round, position, event_id, type, subject, version, occurred_at, state,
                                                      failed, due, tried_at, attempts)
                        values (:webhook, :round, cast(:position as bigint), :event, :type, :subject, :version, :occurredAt, :state,
                                :failed, cast(:due as timestamptz), :triedAt, cast(:attempts as jsonb))
                        returning id""")
                .setParameter("webhook", webhook)
                .setParameter("round", delivery.round())
                .setParameter("position", text(delivery.position()))
                .setParameter("event", delivery.eventId())
                .setParameter("type", delivery.type())
                .setParameter("subject", delivery.subject())
                .setParameter("version", delivery.version())
                .setParameter("occurredAt", delivery.occurredAt())
                .setParameter("state", delivery.state().name())
                .setParameter("failed", delivery.failed())
                .setParameter("due", text(delivery.due()))
                .setParameter("triedAt", last.at())
                .setParameter("attempts", write(delivery.attempts()))
                .getSingleResult();
    }

    /** It is tried again now, by a schedule that begins anew. */
    @Transactional(Transactional.TxType.MANDATORY)
    void retry(long id, Instant now) {
        database.createNativeQuery(
                        "update webhook_delivery set state = 'WAITING', failed = 0, due = :now where id = :id")
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** What an older round still wanted to try and the present one sends anyhow. */
    @Transactional(Transactional.TxType.MANDATORY)
    void replaceOlderThan(UUID webhook, int round, long position) {
        database.createNativeQuery("""
                        update webhook_delivery d set state = 'REPLACED', due = null
                        where webhook = :webhook and state = 'WAITING' and round < :round
                          and (position > :position
                               or exists (select from webhook_delivery n
                                          where n.webhook = d.webhook and n.round = :round and n.position = d.position))""")
                .setParameter("webhook", webhook)
                .setParameter("round", round)
                .setParameter("position", position)
                .executeUpdate();
    }

    @Transactional
    Waiting waiting() {
        Object[] row = (Object[]) database.createNativeQuery("""
                        select count(*), min(x.occurred_at) from webhook_waiting x join webhook w on w.id = x.webhook
                        where w.disabled_at is null""").getSingleResult();
        return new Waiting((Long) row[0], (Instant) row[1]);
    }

    /** Removes some of what is over and was last tried before that moment; false when there is no more. */
    @Transactional
    boolean removeSome(Instant before) {
        return database.createNativeQuery("""
                        delete from webhook_delivery where id in
                            (select id from webhook_delivery where state <> 'WAITING' and tried_at < :before limit :most)""")
                        .setParameter("before", before)
                        .setParameter("most", REMOVED_AT_ONCE)
                        .executeUpdate()
                == REMOVED_AT_ONCE;
    }

    @SuppressWarnings("unchecked")
    private List<Delivery> all(Query query) {
        List<Object[]> rows = query.getResultList();
        return rows.stream().map(this::delivery).toList();
    }

    private Delivery delivery(Object[] row) {
        return new Delivery(
                (Long) row[0],
                (Integer) row[1],
                (Long) row[2],
                (UUID) row[3],
                (String) row[4],
                (String) row[5],
                (Long) row[6],
                (Instant) row[7],
                State.valueOf((String) row[8]),
                (Integer) row[9],
                (Instant) row[10],
                read((String) row[11]));
    }

    private List<Attempt> read(String attempts) {
        try {
            return json.readValue(attempts, ATTEMPTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what was written", e);
        }
    }

    private String write(List<Attempt> attempts) {
        try {
            return json.writeValueAsString(attempts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written", e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
