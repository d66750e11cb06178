package jp.shirube.outbox;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** How a service puts what it once published back into its own tables, after a backup older than its topic. */
public interface OwnTopicRestore {

    /** The topic on which nobody but this service states anything. */
    String topic();

    /** The {@code ce_source} of its events; those of others are passed over. */
    String source();

    /** A reading of the topic from some place to its end. */
    Reading begin();

    /** Topics of others of which this database keeps copies; heard again from the beginning after anything was restored. */
    default List<String> copiedTopics() {
        return List.of();
    }

    /** What is heard again; as when it is heard for the first time, events known already have no effect. */
    default void copy(ConsumerRecords<String, String> records) {}

    interface Reading {

        /**
         * Puts in what the database does not have, exactly as it was; what it has changes nothing. Called in a transaction,
         * batch after batch, in order per key. An event that makes no sense is passed over.
         *
         * @return how many states were put in
         */
        int apply(List<ReceivedEvent> events);

        /**
         * Called in a transaction at the end of the topic: states again the rest of whatever was published in part.
         *
         * @return what the topic tells of and does not hold whole, for people to read; empty when nothing is missing
         */
        List<String> finish();
    }
}
