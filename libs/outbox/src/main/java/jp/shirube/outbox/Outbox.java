package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** Where a use case puts its events: they become visible to the world if, and only if, its transaction commits. */
@ApplicationScoped
public class Outbox {

    private static final String INSERT = """
            insert into outbox (event_id, topic, key, type, source, subject, aggregate_version, occurred_at, data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final AgroalDataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final Relay relay;

    Outbox(AgroalDataSource database, TransactionSynchronizationRegistry transactions, Relay relay) {
        this.database = database;
        this.transactions = transactions;
        this.relay = relay;
    }

    /** Fails when called outside a transaction: an event without its state would be a lie. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (OutgoingEvent event : events) {
                insert.setObject(1, event.id());
                insert.setString(2, event.topic());
                insert.setString(3, event.key());
                insert.setString(4, event.type());
                insert.setString(5, event.source());
                insert.setString(6, event.subject());
                insert.setLong(7, event.aggregateVersion());
                insert.setObject(8, event.occurredAt().atOffset(ZoneOffset.UTC));
                insert.setString(9, Objects.toString(event.data(), null));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
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

    public void add(OutgoingEvent event) {
        add(List.of(event));
    }
}
