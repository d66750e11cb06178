package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer that stores every event, and does not understand some keys for the time being. */
@Singleton
class Progress {

    final Set<String> notUnderstood = ConcurrentHashMap.newKeySet();
    private final Receiver receiver;
    private final AgroalDataSource database;

    Progress(Receiver receiver, AgroalDataSource database) {
        this.receiver = receiver;
        this.database = database;
    }

    @Incoming("progress")
    @Blocking
    void receive(ConsumerRecords<String, String> records) {
        receiver.receive(records, this::store);
    }

    private void store(List<ReceivedEvent> events) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("insert into effect (key, number) values (?, 1)")) {
            for (ReceivedEvent event : events) {
                if (notUnderstood.contains(event.key())) {
                    throw new UnprocessableEventException("not yet understood");
                }
                insert.setString(1, event.key());
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not be stored", e);
        }
    }
}
