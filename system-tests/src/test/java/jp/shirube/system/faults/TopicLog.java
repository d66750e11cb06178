package jp.shirube.system.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import jp.shirube.local.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Everything that ever stood on the topics, read once from the beginning and then on; belongs to no consumer group. */
final class TopicLog implements AutoCloseable {

    /** @param id null where the record carries none, which only foreign ones do */
    record Event(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            @Nullable UUID id,
            @Nullable String type,
            long version,
            @Nullable String value) {

        Place place() {
            return new Place(topic, partition, offset);
        }
    }

    /** Where a record stands. */
    record Place(String topic, int partition, long offset) {}

    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<Place> foreign = new HashSet<>();
    private final Set<UUID> foreignIds = new HashSet<>();

    TopicLog(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "reconnect.backoff.max.ms",
                        "500"),
                new StringDeserializer(),
                new StringDeserializer());
        for (Topics.Topic topic : Topics.ALL) {
            // A compacted topic forgets by intent; what was issued cannot be told from it.
            if (!topic.compacted()) {
                for (int i = 0; i < topic.partitions(); i++) {
                    partitions.add(new TopicPartition(topic.name(), i));
                }
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Not issued by a service: the oracle leaves it out. */
    void foreign(Place place) {
        foreign.add(place);
    }

    void foreign(UUID id) {
        foreignIds.add(id);
    }

    boolean isForeign(Event event) {
        return foreign.contains(event.place()) || event.id() != null && foreignIds.contains(event.id());
    }

    /** Ids of foreign events: a consumer may have applied them, as far as they made sense. */
    Set<UUID> foreignIds() {
        Set<UUID> ids = new HashSet<>(foreignIds);
        events.stream()
                .filter(this::isForeign)
                .map(Event::id)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        return ids;
    }

    /** Up to what stands there now. */
    TopicLog read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Duration.ofSeconds(30));
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(500))) {
                events.add(event(each));
            }
        }
        return this;
    }

    /** In the order of each partition; without the foreign ones. */
    List<Event> of(String topic) {
        return events.stream()
                .filter(event -> event.topic().equals(topic) && !isForeign(event))
                .toList();
    }

    Set<String> topics() {
        Set<String> names = new HashSet<>();
        partitions.forEach(partition -> names.add(partition.topic()));
        return names;
    }

    /** Records that repeat one before them: allowed, and counted. */
    int duplicates() {
        Map<UUID, Integer> seen = new HashMap<>();
        int duplicates = 0;
        for (Event event : events) {
            if (event.id() != null && !isForeign(event) && seen.merge(event.id(), 1, Integer::sum) > 1) {
                duplicates++;
            }
        }
        return duplicates;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Event event(ConsumerRecord<String, String> each) {
        String id = header(each, "ce_id");
        String version = header(each, "ce_aggregateversion");
        return new Event(
                each.topic(),
                each.partition(),
                each.offset(),
                each.key(),
                id != null && id.matches("[0-9a-f-]{36}") ? UUID.fromString(id) : null,
                header(each, "ce_type"),
                version != null && version.matches("[0-9]{1,18}") ? Long.parseLong(version) : -1,
                each.topic().endsWith(".dead-letters") ? each.value() : null);
    }

    private static @Nullable String header(ConsumerRecord<String, String> each, String name) {
        Header header = each.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
