package jp.shirube.report.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.shirube.apart.InTheNameOf;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.webhook.Subscription.DisabledBecause;
import org.jspecify.annotations.Nullable;

/**
 * All receivers. Leases go by the clock of the database, so that replicas whose clocks differ agree; everything else goes by
 * the injected one.
 */
@ApplicationScoped
class Subscriptions {

    private static final String COLUMNS = """
            id, municipality, name, url, plan, element, department, grade_changes_only, secret, former_secret,
            former_secret_until, created_at, revision, changes, position, round, last_success_at, failing_since, not_before,
            disabled_at, disabled_because, sees_drafts, owner, array_to_string(types, ' ')""";

    private static final String SELECT = "select " + COLUMNS + " from webhook ";

    private static final String OF =
            "where municipality = :municipality and (cast(:owner as text) is null or owner = cast(:owner as text))";

    /** So that replicas that start together share them. */
    private static final int TAKEN_AT_ONCE = 50;

    /** A lease as whoever delivers sees it. */
    record Held(UUID id, String municipality, long changes) {}

    /** The newest entry of a municipality. */
    record Appended(String municipality, long position) {}

    private final EntityManager database;

    Subscriptions(EntityManager database) {
        this.database = database;
    }

    @Transactional
    UUID add(
            @Nullable String name, String url, Filter filter, String owner, String secret, long position, Instant now) {
        return (UUID) set(database.createNativeQuery("""
                                insert into webhook (municipality, name, url, plan, element, department, grade_changes_only,
                                                     sees_drafts, owner, secret, position, created_at, types)
                                values (:municipality, cast(:name as text), :url, cast(:plan as text), cast(:element as text),
                                        cast(:department as text), :gradeChangesOnly, :seesDrafts, :owner, :secret, :position, :now,
                                        string_to_array(cast(:types as text), ' '))
                                returning id"""), name, url, filter)
                .setParameter("municipality", filter.municipality())
                .setParameter("owner", owner)
                .setParameter("secret", secret)
                .setParameter("position", position)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** @param owner null for whoever may see everybody's */
    @Transactional
    Optional<Subscription> find(String municipality, @Nullable String owner, UUID id) {
        return first(database.createNativeQuery(SELECT + OF + " and id = :id")
                .setParameter("municipality", municipality)
                .setParameter("owner", owner)
                .setParameter("id", id));
    }

    /** Nobody else changes it until the end of the transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Subscription> lock(String municipality, @Nullable String owner, UUID id) {
        return first(database.createNativeQuery(SELECT + OF + " and id = :id for update")
                .setParameter("municipality", municipality)
                .setParameter("owner", owner)
                .setParameter("id", id));
    }

    /** The oldest first. */
    @Transactional
    List<Subscription> list(String municipality, @Nullable String owner, @Nullable UUID after, int limit) {
        return all(database.createNativeQuery(SELECT + OF + """
                         and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :most""")
                .setParameter("municipality", municipality)
                .setParameter("owner", owner)
                .setParameter("after", after == null ? null : after.toString())
                .setParameter("most", limit));
    }

    @Transactional
    long waiting(UUID id) {
        return (Long) database.createNativeQuery("select count(*) from webhook_waiting where webhook = :id")
                .setParameter("id", id)
                .getSingleResult();
    }

    /** Name, address, filter, secrets and whether it is active, as they are in the record. */
    @Transactional(Transactional.TxType.MANDATORY)
    void change(Subscription to) {
        set(database.createNativeQuery("""
                                update webhook set name = cast(:name as text), url = :url, plan = cast(:plan as text),
                                    element = cast(:element as text), department = cast(:department as text),
                                    grade_changes_only = :gradeChangesOnly, sees_drafts = :seesDrafts, secret = :secret,
                                    types = string_to_array(cast(:types as text), ' '),
                                    former_secret = cast(:formerSecret as text),
                                    former_secret_until = cast(:formerSecretUntil as timestamptz),
                                    failing_since = cast(:failingSince as timestamptz),
                                    not_before = cast(:notBefore as timestamptz),
                                    disabled_at = cast(:disabledAt as timestamptz),
                                    disabled_because = cast(:disabledBecause as text),
                                    revision = revision + 1, changes = changes + 1
                                where id = :id"""), to.name(), to.url(), to.filter())
                .setParameter("secret", to.secret())
                .setParameter("formerSecret", to.formerSecret())
                .setParameter("formerSecretUntil", text(to.formerSecretUntil()))
                .setParameter("failingSince", text(to.failingSince()))
                .setParameter("notBefore", text(to.notBefore()))
                .setParameter("disabledAt", text(to.disabledAt()))
                .setParameter("disabledBecause", text(to.disabledBecause()))
                .setParameter("id", to.id())
                .executeUpdate();
    }

    /** Everything behind that position is sent anew, or for the first time. */
    @Transactional(Transactional.TxType.MANDATORY)
    void replay(UUID id, long from) {
        database.createNativeQuery(
                        "update webhook set position = :from, round = round + 1, changes = changes + 1 where id = :id")
                .setParameter("from", from)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Whoever delivers looks again. */
    @Transactional(Transactional.TxType.MANDATORY)
    void touch(UUID id) {
        database.createNativeQuery("update webhook set changes = changes + 1 where id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void remove(UUID id) {
        database.createNativeQuery("delete from webhook where id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Takes some that nobody holds. */
    @Transactional
    void take(UUID worker, Duration lease) {
        database.createNativeQuery("""
                        update webhook set worker = :worker, leased_until = clock_timestamp() + make_interval(secs => :lease)
                        where id in (select id from webhook
                                     where disabled_at is null and (leased_until is null or leased_until < clock_timestamp())
                                     order by id limit :most for update skip locked)""")
                .setParameter("worker", worker)
                .setParameter("lease", lease.toMillis() / 1000.0)
                .setParameter("most", TAKEN_AT_ONCE)
                .executeUpdate();
    }

    @Transactional
    void renew(UUID worker, Duration lease) {
        database.createNativeQuery("""
                        update webhook set leased_until = clock_timestamp() + make_interval(secs => :lease)
                        where worker = :worker and disabled_at is null""")
                .setParameter("worker", worker)
                .setParameter("lease", lease.toMillis() / 1000.0)
                .executeUpdate();
    }

    @Transactional
    void release(UUID worker) {
        database.createNativeQuery("update webhook set worker = null, leased_until = null where worker = :worker")
                .setParameter("worker", worker)
                .executeUpdate();
    }

    @Transactional
    @SuppressWarnings("unchecked")
    List<Held> heldBy(UUID worker) {
        List<Object[]> rows =
                database.createNativeQuery("""
                        select id, municipality, changes from webhook
                        where worker = :worker and disabled_at is null and leased_until > clock_timestamp()""").setParameter("worker", worker).getResultList();
        return rows.stream()
                .map(row -> new Held((UUID) row[0], (String) row[1], (Long) row[2]))
                .toList();
    }

    /** Empty when somebody else has taken it, or nothing is to be sent any more. */
    @Transactional
    Optional<Subscription> held(UUID id, UUID worker) {
        return first(database.createNativeQuery(SELECT + "where id = :id and worker = :worker and disabled_at is null")
                .setParameter("id", id)
                .setParameter("worker", worker));
    }

    /** As {@link #held}, also when it was disabled meanwhile: what came of the last attempts is noted all the same. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Subscription> lockHeld(UUID id, UUID worker) {
        return first(database.createNativeQuery(SELECT + "where id = :id and worker = :worker for update")
                .setParameter("id", id)
                .setParameter("worker", worker));
    }

    /** How far it is and how its receiver does. */
    @Transactional(Transactional.TxType.MANDATORY)
    void progressed(
            UUID id,
            long position,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant failingSince,
            @Nullable Instant notBefore) {
        database.createNativeQuery("""
                        update webhook set position = :position, last_success_at = cast(:lastSuccessAt as timestamptz),
                            failing_since = cast(:failingSince as timestamptz), not_before = cast(:notBefore as timestamptz)
                        where id = :id""")
                .setParameter("position", position)
                .setParameter("lastSuccessAt", text(lastSuccessAt))
                .setParameter("failingSince", text(failingSince))
                .setParameter("notBefore", text(notBefore))
                .setParameter("id", id)
                .executeUpdate();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void disable(UUID id, DisabledBecause why, Instant now) {
        database.createNativeQuery("""
                        update webhook set disabled_at = :now, disabled_because = :why, revision = revision + 1,
                            changes = changes + 1
                        where id = :id and disabled_at is null""")
                .setParameter("now", now)
                .setParameter("why", why.name())
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Which municipalities have entries behind that position; everything up to the greatest named is there. */
    @Transactional
    @SuppressWarnings("unchecked")
    List<Appended> appendedSince(long position) {
        List<Object[]> rows = database.createNativeQuery("""
                        select municipality, max(position) from progress_log where position > :position group by municipality""")
                .setParameter("position", position)
                .getResultList();
        return rows.stream()
                .map(row -> new Appended((String) row[0], (Long) row[1]))
                .toList();
    }

    /** The last position of all that was logged before that moment; 0 when none was. */
    long lastBefore(Instant moment) {
        return InTheNameOf.everybody(() -> QuarkusTransaction.requiringNew()
                .call(() -> (Long) database.createNativeQuery(
                                "select coalesce(max(position), 0) from progress_log where logged_at < :moment")
                        .setParameter("moment", moment)
                        .getSingleResult()));
    }

    private static Query set(Query query, @Nullable String name, String url, Filter filter) {
        return query.setParameter("name", name)
                .setParameter("url", url)
                .setParameter("plan", filter.plan())
                .setParameter("element", filter.element())
                .setParameter("department", filter.department())
                .setParameter("types", filter.types().isEmpty() ? null : String.join(" ", filter.types()))
                .setParameter("gradeChangesOnly", filter.gradeChangesOnly())
                .setParameter("seesDrafts", filter.drafts());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Optional<Subscription> first(Query query) {
        return all(query).stream().findFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<Subscription> all(Query query) {
        List<Object[]> rows = query.getResultList();
        return rows.stream().map(Subscriptions::subscription).toList();
    }

    private static Subscription subscription(Object[] row) {
        return new Subscription(
                (UUID) row[0],
                (String) row[2],
                (String) row[3],
                new Filter(
                        (String) row[1],
                        (String) row[4],
                        (String) row[5],
                        (String) row[6],
                        row[23] == null ? Set.of() : Set.of(((String) row[23]).split(" ")),
                        Boolean.TRUE.equals(row[7]),
                        Boolean.TRUE.equals(row[21])),
                (String) row[22],
                (String) row[8],
                (String) row[9],
                (Instant) row[10],
                (Instant) row[11],
                (Long) row[12],
                (Long) row[13],
                (Long) row[14],
                (Integer) row[15],
                (Instant) row[16],
                (Instant) row[17],
                (Instant) row[18],
                (Instant) row[19],
                row[20] == null ? null : DisabledBecause.valueOf((String) row[20]));
    }
}
