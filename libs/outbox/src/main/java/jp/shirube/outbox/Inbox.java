package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Remembers which events have had their effect, and which records were given up, in the same transaction as that. */
@ApplicationScoped
public class Inbox {

    private static final String REMEMBER = """
            insert into inbox (event_id) select unnest(?) on conflict do nothing returning event_id""";
    private static final String BURY = """
            insert into buried (topic, partition, "offset") values (?, ?, ?) on conflict do nothing""";

    private final AgroalDataSource database;

    Inbox(AgroalDataSource database) {
        this.database = database;
    }

    /** Remembers the events and answers those of them that are new, in their order, each once. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<ReceivedEvent> unseen(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Set<UUID> fresh =
                remember(events.stream().map(ReceivedEvent::id).sorted().toArray(UUID[]::new));
        return events.stream().filter(event -> fresh.remove(event.id())).toList();
    }

    private Set<UUID> remember(UUID[] ids) {
        Set<UUID> fresh = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
            Array array = connection.createArrayOf("uuid", ids);
            insert.setArray(1, array);
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    fresh.add(rows.getObject(1, UUID.class));
                }
            }
            array.free();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
        return fresh;
    }

    /** Whether this record is given up for the first time. Its event is not remembered: sent again, it is tried anew. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean buries(String topic, int partition, long offset) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(BURY)) {
            insert.setString(1, topic);
            insert.setInt(2, partition);
            insert.setLong(3, offset);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
    }
}
