package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.shirube.local.RealParts;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What has arrived in Kafka under some keys, in the order of its arrival. */
final class Arrivals implements AutoCloseable {

    private final KafkaConsumer<String, String> kafka = new KafkaConsumer<>(
            // A topic on which an import of 50,000 events stands is read from its beginning in a few goes.
            Map.<String, Object>of("bootstrap.servers", RealParts.bootstrapServers(), "max.poll.records", 100_000),
            new StringDeserializer(),
            new StringDeserializer());
    private final Set<String> keys;
    private final List<ConsumerRecord<String, String>> arrived = new ArrayList<>();

    Arrivals(String... keys) {
        this.keys = Set.of(keys);
        List<TopicPartition> partitions = kafka.partitionsFor(SmallService.TOPIC).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        kafka.assign(partitions);
        kafka.seekToBeginning(partitions);
    }

    /** All that has arrived, as soon as it is so many. */
    List<ConsumerRecord<String, String>> await(int number) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            look(Duration.ofMillis(200));
            assertThat(arrived).hasSizeGreaterThanOrEqualTo(number);
        });
        return arrived;
    }

    /** All that has arrived after so long. */
    List<ConsumerRecord<String, String>> after(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            look(Duration.ofMillis(100));
        }
        return arrived;
    }

    private void look(Duration patience) {
        kafka.poll(patience).forEach(each -> {
            if (keys.contains(each.key())) {
                arrived.add(each);
            }
        });
    }

    static String header(ConsumerRecord<String, String> arrived, String name) {
        return new String(arrived.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    static long version(ConsumerRecord<String, String> arrived) {
        return Long.parseLong(header(arrived, "ce_aggregateversion"));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
