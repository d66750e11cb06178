package jp.shirube.report.progresslog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.outbox.ReceivedEvent;
import jp.shirube.outbox.UnprocessableEventException;

/** Everything published about progress that is still kept, in one order. */
@ApplicationScoped
public class ProgressLog {

    private static final long LOCK = 7_301_452_131L;

    /** One at a time until its commit: what a reader sees behind a position is all there will ever be before it. */
    private static final String TAKE_TURN = "select 1 from (select pg_advisory_xact_lock(:lock)) turn";

    private static final String APPEND = """
            insert into progress_log (event_id, type, subject, version, occurred_at, municipality, plan, edition, target, indicator,
                                      elements, departments, published, data, logged_at)
            select cast(id as uuid), type, subject, version, cast(occurred_at as timestamptz), municipality, nullif(plan, ''),
                   nullif(edition, 0), nullif(target, ''), indicator, array(select jsonb_array_elements_text(cast(elements as jsonb))),
                   array(select jsonb_array_elements_text(cast(departments as jsonb))),
                   exists (select from edition_adoption a
                           where (a.municipality, a.plan, a.number) = (said.municipality, said.plan, said.edition)),
                   data, cast(:now as timestamptz)
            from unnest(:ids, :types, :subjects, :versions, :times, :municipalities, :plans, :editions, :targets, :indicators,
                        :elements, :departments, :data) with ordinality
                as said (id, type, subject, version, occurred_at, municipality, plan, edition, target, indicator, elements,
                         departments, data, place)
            order by place
            on conflict (event_id) do nothing""";

    private static final String ENTRIES = """
            select position, event_id, type, subject, version, occurred_at, municipality, coalesce(plan, ''), coalesce(edition, 0),
                   coalesce(target, ''), indicator, elements, departments, published, data
            from progress_log""";

    private final EntityManager database;
    private final TransactionSynchronizationRegistry transactions;
    private final ObjectMapper json;
    private final Clock clock;
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

    ProgressLog(
            EntityManager database, TransactionSynchronizationRegistry transactions, ObjectMapper json, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** The next entries after a position, in order. */
    @Transactional
    public List<Entry> after(long position, Filter filter, int limit) {
        return entries(matching(filter, "and position > :position order by position")
                .setParameter("position", position)
                .setParameter("most", limit));
    }

    /** The next entries of all municipalities, for whoever hands them on to many followers at once. */
    @Transactional
    public List<Entry> after(long position, int limit) {
        return entries(database.createNativeQuery(ENTRIES + " where position > :position order by position limit :most")
                .setParameter("position", position)
                .setParameter("most", limit));
    }

    /** The newest first. */
    @Transactional
    public List<Entry> newest(Filter filter, int limit) {
        return entries(matching(filter, "order by position desc").setParameter("most", limit));
    }

    /** The newest of those before a position, the newest first. */
    @Transactional
    public List<Entry> before(long position, Filter filter, int limit) {
        return entries(matching(filter, "and position < :position order by position desc")
                .setParameter("position", position)
                .setParameter("most", limit));
    }

    /** The position of the newest entry of all; who starts behind it hears what is published from now on. 0 before the first. */
    public long last() {
        return InTheNameOf.everybody(() -> QuarkusTransaction.requiringNew()
                .call(() -> ((Number) database.createNativeQuery("""
                                select greatest((select coalesce(max(position), 0) from progress_log),
                                                (select position from progress_log_pruned))""").getSingleResult()).longValue()));
    }

    /** Who resumes at or behind this position misses nothing; before it, entries were removed. */
    @Transactional
    public long prunedTo() {
        return ((Number) database.createNativeQuery("select position from progress_log_pruned")
                        .getSingleResult())
                .longValue();
    }

    /** @param wake called after a commit of new entries on this replica; returns at once. Those of others are not told of */
    public void onAppended(Runnable wake) {
        waiting.add(wake);
    }

    /** In the order in which they are told. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        database.createNativeQuery(TAKE_TURN).setParameter("lock", LOCK).getSingleResult();
        database.createNativeQuery(APPEND)
                .setParameter("ids", strings(events, event -> event.id().toString()))
                .setParameter("types", strings(events, ReceivedEvent::type))
                .setParameter("subjects", strings(events, ReceivedEvent::subject))
                .setParameter(
                        "versions",
                        events.stream().map(ReceivedEvent::aggregateVersion).toArray(Long[]::new))
                .setParameter(
                        "times", strings(events, event -> event.occurredAt().toString()))
                .setParameter("municipalities", strings(events, event -> text(event, "municipality")))
                .setParameter("plans", strings(events, event -> place(event, "plan")))
                .setParameter(
                        "editions", events.stream().map(ProgressLog::edition).toArray(Integer[]::new))
                .setParameter("targets", strings(events, event -> place(event, "target")))
                .setParameter(
                        "indicators",
                        strings(events, event -> event.data().path("indicator").asText("")))
                .setParameter("elements", strings(events, event -> ids(event, "elements")))
                .setParameter("departments", strings(events, this::departments))
                .setParameter("data", strings(events, this::line))
                .setParameter("now", clock.instant().toString())
                .executeUpdate();
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    waiting.forEach(Runnable::run);
                }
            }
        });
    }

    /** Removes what was logged before, and remembers up to where. */
    @Transactional
    void prune(Instant before) {
        database.createNativeQuery("""
                with removed as (
                    delete from progress_log where logged_at < cast(:before as timestamptz) returning position
                )
                update progress_log_pruned set position = greatest(position, (select max(position) from removed))
                where exists (select from removed)""")
                .setParameter("before", before.toString())
                .executeUpdate();
    }

    /** Asks for no more than the filter says, so that the indexes can answer. */
    private Query matching(Filter filter, String rest) {
        StringBuilder sql = new StringBuilder(ENTRIES).append(" where municipality = :municipality");
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("municipality", filter.municipality());
        if (filter.plan() != null) {
            sql.append(" and plan = :plan");
            asked.put("plan", filter.plan());
        }
        if (filter.element() != null) {
            sql.append(" and :element = any(elements)");
            asked.put("element", filter.element());
        }
        if (filter.department() != null) {
            sql.append(" and :department = any(departments)");
            asked.put("department", filter.department());
        }
        if (!filter.drafts()) {
            sql.append(" and published");
        }
        if (!filter.types().isEmpty()) {
            sql.append(" and type = any(string_to_array(:types, ' '))");
            asked.put("types", String.join(" ", filter.types()));
        }
        if (filter.gradeChangesOnly()) {
            sql.append(" and type in (:changed, :given)");
            asked.put("changed", Entry.GRADE_CHANGED);
            asked.put("given", Entry.GRADE_GIVEN);
        }
        Query query = database.createNativeQuery(
                sql.append(' ').append(rest).append(" limit :most").toString());
        asked.forEach(query::setParameter);
        return query;
    }

    @SuppressWarnings("unchecked")
    private static List<Entry> entries(Query query) {
        List<Object[]> rows = query.getResultList();
        return rows.stream()
                .map(row -> new Entry(
                        (Long) row[0],
                        (UUID) row[1],
                        (String) row[2],
                        (String) row[3],
                        (Long) row[4],
                        (Instant) row[5],
                        (String) row[6],
                        (String) row[7],
                        (Integer) row[8],
                        (String) row[9],
                        (String) row[10],
                        Arrays.asList((String[]) row[11]),
                        Arrays.asList((String[]) row[12]),
                        Boolean.TRUE.equals(row[13]),
                        (String) row[14]))
                .toList();
    }

    private static String[] strings(List<ReceivedEvent> events, Function<ReceivedEvent, String> column) {
        return events.stream().map(column).toArray(String[]::new);
    }

    private static String text(ReceivedEvent event, String field) {
        JsonNode node = event.data().path(field);
        if (!node.isTextual()) {
            throw new UnprocessableEventException("no text at /" + field);
        }
        return node.asText();
    }

    /** A reminder is of no plan. */
    private static String place(ReceivedEvent event, String field) {
        return event.type().equals(Entry.REMINDER_DUE) ? "" : text(event, field);
    }

    private String departments(ReceivedEvent event) {
        return event.type().equals(Entry.REMINDER_DUE)
                ? json.createArrayNode().add(text(event, "department")).toString()
                : ids(event, "departments");
    }

    private static int edition(ReceivedEvent event) {
        if (event.type().equals(Entry.REMINDER_DUE)) {
            return 0;
        }
        JsonNode edition = event.data().path("edition");
        if (!edition.canConvertToInt() || !edition.isIntegralNumber()) {
            throw new UnprocessableEventException("no number at /edition");
        }
        return edition.asInt();
    }

    private static String ids(ReceivedEvent event, String field) {
        JsonNode ids = event.data().path(field);
        return ids instanceof ArrayNode ? ids.toString() : "[]";
    }

    private String line(ReceivedEvent event) {
        try {
            return json.writeValueAsString(event.data());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }
}
