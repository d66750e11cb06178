package jp.shirube.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import jp.shirube.apart.InTheNameOf;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far this service has heard each partition, as its own database knows it. A database put back to an older backup hears
 * again what came after it, although Kafka believes that the service has heard it all; what it knows already changes nothing.
 */
@ApplicationScoped
@Default
@Identifier("consumed-positions")
public class ConsumedPositions implements KafkaConsumerRebalanceListener {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final String MOVE = """
            insert into consumed_position (topic, partition, next_offset) select * from unnest(?::text[], ?::int[], ?::bigint[])
            on conflict (topic, partition) do update
                set next_offset = greatest(consumed_position.next_offset, excluded.next_offset)""";

    private static final String KNOWN =
            "select coalesce((select next_offset from consumed_position where topic = ? and partition = ?), 0)";

    private final AgroalDataSource database;
    private volatile boolean stopping;

    ConsumedPositions(AgroalDataSource database) {
        this.database = database;
    }

    @PreDestroy
    void stop() {
        stopping = true;
    }

    /** With the effect: an older batch of somebody who was paused never moves it back. */
    @Transactional(Transactional.TxType.MANDATORY)
    void moveBehind(ConsumerRecords<String, String> records) {
        if (records.isEmpty()) {
            return;
        }
        List<TopicPartition> partitions = List.copyOf(records.partitions());
        try (Connection connection = database.getConnection();
                PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            partitions.stream().map(TopicPartition::topic).toArray()));
            move.setArray(
                    2,
                    connection.createArrayOf(
                            "int",
                            partitions.stream().map(TopicPartition::partition).toArray()));
            move.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint",
                            partitions.stream()
                                    .map(partition -> behind(records.records(partition)))
                                    .toArray()));
            move.executeUpdate();
        } catch (SQLException e) {
            throw new OutboxUnavailableException(e);
        }
    }

    private static long behind(List<ConsumerRecord<String, String>> records) {
        return records.getLast().offset() + 1;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata believed = committed.get(partition);
            if (believed == null) {
                continue;
            }
            long known = InTheNameOf.theSystem(() -> known(partition));
            if (known < believed.offset()) {
                Log.warn(partition + " was heard up to " + believed.offset() + ", but this database knows it up to "
                        + known + " only: it is heard again from there");
                consumer.seek(partition, known);
            }
        }
    }

    /** Waits for a database that is away: to begin at the wrong place would be worse than to begin late. */
    private long known(TopicPartition partition) {
        while (true) {
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement(KNOWN)) {
                select.setString(1, partition.topic());
                select.setInt(2, partition.partition());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            } catch (SQLException e) {
                if (stopping) {
                    throw new OutboxUnavailableException(e);
                }
                Log.warn("before " + partition + " is heard the database is waited for: " + e);
                pause(e);
            }
        }
    }

    private static void pause(SQLException why) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutboxUnavailableException(why);
        }
    }
}
