import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Kafkaで変化を受け取る見本 / Reads the present state once, then every change, each with its effect once.
 *
 * <pre>java -cp 'kafka-clients.jar:slf4j-api.jar' ProgressListener.java 127.0.0.1:19092 reader-my-team my-team.properties</pre>
 *
 * Java 21 or newer and kafka-clients. The file is what the operator gave you; a Kafka without passwords needs none. The two maps stand for two tables of your database.
 */
public class ProgressListener {

    /** Table 1: ids of events that have had their effect. In the transaction of the effect. */
    private final Set<String> seen = new HashSet<>();
    /** Table 2: the newest version known of each subject, with what you keep of it. */
    private final Map<String, Long> versions = new HashMap<>();

    private final Map<String, Object> kafka;
    private final String group;

    private ProgressListener(Map<String, Object> kafka, String group) {
        this.kafka = kafka;
        this.group = group;
    }

    public static void main(String[] arguments) throws IOException {
        Properties given = new Properties();
        if (arguments.length > 2) {
            try (Reader file = Files.newBufferedReader(Path.of(arguments[2]))) {
                given.load(file);
            }
        }
        Map<String, Object> kafka = new HashMap<>();
        given.stringPropertyNames().forEach(name -> kafka.put(name, given.getProperty(name)));
        kafka.put("bootstrap.servers", arguments[0]);
        kafka.put("enable.auto.commit", "false");
        ProgressListener listener = new ProgressListener(kafka, arguments[1]);
        listener.readLatest();
        listener.readChanges();
    }

    /** For a late joiner: one record per target, compacted. No group, nothing to commit. A null value: no longer anywhere. */
    private void readLatest() {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("shirube.progress.latest").stream()
                    .map(ProgressListener::partition)
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.value() == null) {
                        versions.remove(record.key());
                    } else {
                        versions.put(record.key(), Long.valueOf(header(record, "ce_aggregateversion")));
                        System.out.println("latest " + record.key() + " " + record.value());
                    }
                }
            }
        }
        System.out.println("latest: " + versions.size() + " targets");
    }

    /** From the beginning for a new group: what the present state says already is passed over by its version. */
    private void readChanges() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("shirube.progress"));
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    handle(record);
                }
                // After the effect: a crash in between brings the records again, and handle() knows them.
                consumer.commitSync();
            }
        }
    }

    /** One transaction: the id, the version, the effect. */
    private void handle(ConsumerRecord<String, String> record) {
        String id = header(record, "ce_id");
        String type = header(record, "ce_type");
        long version = Long.parseLong(header(record, "ce_aggregateversion"));
        if (!seen.add(id)) {
            return;
        }
        switch (type) {
            case "jp.shirube.report.progress.changed.v1" -> {
                if (version > versions.getOrDefault(record.key(), 0L)) {
                    versions.put(record.key(), version);
                    System.out.println("changed " + record.key() + " version " + version + " " + record.value());
                }
            }
            // The progress.changed beside it has the same version and says more; listen to one of the two.
            case "jp.shirube.report.grade.changed.v1" -> System.out.println("grade " + record.key() + " " + record.value());
            // Types are added over time: what is unknown is passed over.
            default -> {}
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
