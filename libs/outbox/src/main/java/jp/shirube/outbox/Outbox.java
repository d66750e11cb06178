package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a use case puts its events: they become visible to the world if, and only if, its transaction commits. */
@ApplicationScoped
public class Outbox {

    /** Below the brokers' 1 MiB by room for the headers, the key and Kafka's own words. */
    static final int LARGEST = 1_000_000;

    /** A transaction with more events than this is an import: the rest of it goes in the lane for bulk. */
    static final int FEW = 200;

    /** So many in one statement: it bounds the memory of an import. */
    private static final int AT_ONCE = 5000;

    private static final String INSERT = """
            insert into outbox
                (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data, bulk)
            select event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data, ?
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                        ?::timestamptz[], ?::text[]) with ordinality
                as event (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data, place)
            order by place""";

    private static final String INSERT_SELECTED = """
            insert into outbox
                (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data, bulk)
            select uuidv7(), topic, key, type, source, subject, aggregate_version, occurred_at, data, true
            from (%s) as event order by place""";

    private final AgroalDataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final Relay relay;

    Outbox(AgroalDataSource database, TransactionSynchronizationRegistry transactions, Relay relay) {
        this.database = database;
        this.transactions = transactions;
        this.relay = relay;
    }

    /**
     * Fails when called outside a transaction: an event without its state would be a lie.
     *
     * @throws EventTooLargeException when Kafka would not take one of them
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(List<OutgoingEvent> events) {
        add(events, false);
    }

    public void add(OutgoingEvent event) {
        add(List.of(event));
    }

    /** Events of an import that comes in many small transactions: they let the events of others pass. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addBulk(List<OutgoingEvent> events) {
        add(events, true);
    }

    /**
     * Events of an import that are already in the database, by one statement.
     *
     * @param select a constant query with the columns topic, key, type, source, subject, aggregate_version, occurred_at, data and
     *     place, by which they are ordered; no data may be longer than Kafka takes
     * @return how many there were
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int addSelected(String select) {
        int before = addedBefore();
        int added;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT_SELECTED.formatted(select))) {
            added = insert.executeUpdate();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
        transactions.putResource(this, before + added);
        if (before == 0 && added > 0) {
            wakeAfterCommit();
        }
        return added;
    }

    private void add(List<OutgoingEvent> events, boolean isImport) {
        if (events.isEmpty()) {
            return;
        }
        int before = addedBefore();
        boolean bulk = isImport || before + events.size() > FEW;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int from = 0; from < events.size(); from += AT_ONCE) {
                insert(insert, events.subList(from, Math.min(from + AT_ONCE, events.size())), bulk);
            }
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
        transactions.putResource(this, before + events.size());
        if (before == 0) {
            wakeAfterCommit();
        }
    }

    private int addedBefore() {
        return transactions.getResource(this) instanceof Integer added ? added : 0;
    }

    private static void insert(PreparedStatement insert, List<OutgoingEvent> events, boolean bulk) throws SQLException {
        insert.setBoolean(1, bulk);
        set(insert, 2, "uuid", events, OutgoingEvent::id);
        set(insert, 3, "text", events, OutgoingEvent::topic);
        set(insert, 4, "text", events, OutgoingEvent::key);
        set(insert, 5, "text", events, OutgoingEvent::type);
        set(insert, 6, "text", events, OutgoingEvent::source);
        set(insert, 7, "text", events, OutgoingEvent::subject);
        set(insert, 8, "bigint", events, OutgoingEvent::aggregateVersion);
        set(insert, 9, "timestamptz", events, event -> event.occurredAt().atOffset(ZoneOffset.UTC));
        set(insert, 10, "text", events, Outbox::text);
        insert.executeUpdate();
    }

    private static void set(
            PreparedStatement insert,
            int parameter,
            String type,
            List<OutgoingEvent> events,
            Function<OutgoingEvent, @Nullable Object> part)
            throws SQLException {
        Array array = insert.getConnection()
                .createArrayOf(type, events.stream().map(part).toArray());
        insert.setArray(parameter, array);
    }

    private static @Nullable String text(OutgoingEvent event) {
        if (event.data() == null) {
            return null;
        }
        String text = event.data().toString();
        // A character is at most three bytes: most need not be counted.
        if (text.length() > LARGEST / 3) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LARGEST) {
                throw new EventTooLargeException(event, bytes);
            }
        }
        return text;
    }

    private void wakeAfterCommit() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    relay.wake();
                }
            }
        });
    }
}
