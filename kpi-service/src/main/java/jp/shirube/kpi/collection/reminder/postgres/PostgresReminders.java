package jp.shirube.kpi.collection.reminder.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.Digest;
import jp.shirube.kpi.collection.reminder.Reminder;
import jp.shirube.kpi.collection.reminder.Reminders;
import org.jspecify.annotations.Nullable;

/** A row per round, department and day; what one is reminded of stands in it as it was that day. */
@ApplicationScoped
class PostgresReminders implements Reminders {

    private static final long CLAIMING = 7_301_452_153L;
    private static final long SENDING = 7_301_452_154L;

    private static final String TO_SEND = """
            from reminder
            where day = cast(:day as date) and state in ('DUE', 'NO_CONTACT', 'FAILED')
              and (next_attempt_at is null or next_attempt_at <= cast(:now as timestamptz))""";

    private final EntityManager database;
    private final ObjectMapper json;

    PostgresReminders(EntityManager database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean takeTurn() {
        return (Boolean) database.createNativeQuery("select pg_try_advisory_xact_lock(:lock)")
                .setParameter("lock", CLAIMING)
                .getSingleResult();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void waitForTurn() {
        await(CLAIMING);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeTurnOfSending() {
        await(SENDING);
    }

    private void await(long lock) {
        database.createNativeQuery("select 1 from (select pg_advisory_xact_lock(:lock)) turn")
                .setParameter("lock", lock)
                .getSingleResult();
    }

    @Override
    public Optional<LastReminder> findLast(String municipality, String round, String department) {
        return rows(database.createNativeQuery("""
                                select cast(day as text), version from reminder
                                where municipality = :municipality and round = :round and department = :department
                                order by version desc limit 1""", Object[].class)
                        .setParameter("municipality", municipality)
                        .setParameter("round", round)
                        .setParameter("department", department))
                .stream()
                .findFirst()
                .map(row -> new LastReminder(LocalDate.parse((String) row[0]), ((Number) row[1]).longValue()));
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean add(Reminder reminder) {
        return insert(reminder, "(municipality, round, department, day)");
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean restore(Reminder reminder) {
        return insert(reminder, "");
    }

    /** @param known the columns by which it is there already; empty for any that must not be there twice */
    private boolean insert(Reminder reminder, String known) {
        return database.createNativeQuery("""
                        insert into reminder (municipality, round, department, day, version, work, state, claimed_at, error)
                        values (:municipality, :round, :department, cast(:day as date), :version, cast(:work as jsonb),
                                :state, cast(:now as timestamptz), cast(:error as text))
                        on conflict %s do nothing""".formatted(known))
                        .setParameter("municipality", reminder.work().municipality())
                        .setParameter("round", reminder.work().round())
                        .setParameter("department", reminder.work().department())
                        .setParameter("day", reminder.day().toString())
                        .setParameter("version", reminder.version())
                        .setParameter("work", json.valueToTree(reminder.work()).toString())
                        .setParameter("state", reminder.state().name())
                        .setParameter("now", reminder.claimedAt().toString())
                        .setParameter("error", reminder.error())
                        .executeUpdate()
                == 1;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Digest> findNextToSend(LocalDate day, Instant now) {
        List<Object[]> first = rows(database.createNativeQuery(
                        "select municipality, department " + TO_SEND + " order by next_attempt_at nulls first, "
                                + "municipality, department limit 1",
                        Object[].class)
                .setParameter("day", day.toString())
                .setParameter("now", now.toString()));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String municipality = (String) first.getFirst()[0];
        String department = (String) first.getFirst()[1];
        List<Object[]> rows = rows(database.createNativeQuery(
                        "select cast(work as text), attempts " + TO_SEND
                                + " and municipality = :municipality and department = :department",
                        Object[].class)
                .setParameter("day", day.toString())
                .setParameter("now", now.toString())
                .setParameter("municipality", municipality)
                .setParameter("department", department));
        int attempts = rows.stream()
                .mapToInt(row -> ((Number) row[1]).intValue())
                .max()
                .orElse(0);
        List<DepartmentWork> works = rows.stream()
                .map(row -> work((String) row[0]))
                .sorted(Comparator.comparing(DepartmentWork::deadline).thenComparing(DepartmentWork::round))
                .toList();
        return Optional.of(new Digest(municipality, department, day, attempts, works));
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void move(Digest digest, Reminder.State to, Instant now, Turnout turnout) {
        for (DepartmentWork work : digest.works()) {
            database.createNativeQuery("""
                            update reminder
                            set state = :state, error = cast(:error as text), addressees = :addressees,
                                next_attempt_at = cast(:next as timestamptz),
                                sending_since = case when :state = 'SENDING' then cast(:now as timestamptz) end,
                                sent_at = case when :state = 'SENT' then cast(:now as timestamptz) end,
                                attempts = attempts + case when :state = 'SENDING' then 1 else 0 end
                            where municipality = :municipality and round = :round and department = :department
                              and day = cast(:day as date)""")
                    .setParameter("state", to.name())
                    .setParameter("error", turnout.error())
                    .setParameter("addressees", turnout.addressees())
                    .setParameter(
                            "next",
                            turnout.nextAttempt() == null
                                    ? null
                                    : turnout.nextAttempt().toString())
                    .setParameter("now", now.toString())
                    .setParameter("municipality", digest.municipality())
                    .setParameter("round", work.round())
                    .setParameter("department", digest.department())
                    .setParameter("day", digest.day().toString())
                    .executeUpdate();
        }
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveUpSendingSince(Instant before) {
        database.createNativeQuery("""
                        update reminder set state = 'UNKNOWN', error = 'the service ended while the mail was handed over'
                        where state = 'SENDING' and sending_since < cast(:before as timestamptz)""")
                .setParameter("before", before.toString())
                .executeUpdate();
    }

    @Override
    public List<Reminder> list(String municipality, @Nullable String round, int limit) {
        Query query = database.createNativeQuery(
                        """
                        select cast(work as text), cast(day as text), version, claimed_at, state, attempts, sent_at,
                               addressees, error
                        from reminder where municipality = :municipality"""
                                + (round == null ? "" : " and round = :round")
                                + " order by day desc, round, department limit :most",
                        Object[].class)
                .setParameter("municipality", municipality)
                .setParameter("most", limit);
        if (round != null) {
            query.setParameter("round", round);
        }
        return rows(query).stream()
                .map(row -> new Reminder(
                        work((String) row[0]),
                        LocalDate.parse((String) row[1]),
                        ((Number) row[2]).longValue(),
                        (Instant) row[3],
                        Reminder.State.valueOf((String) row[4]),
                        ((Number) row[5]).intValue(),
                        (Instant) row[6],
                        ((Number) row[7]).intValue(),
                        (String) row[8]))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private DepartmentWork work(String content) {
        try {
            return json.readValue(content, DepartmentWork.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept was readable when it came", e);
        }
    }
}
