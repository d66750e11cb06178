package jp.shirube.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of Shirube. The number of partitions is fixed for ever: the order of events holds per key, and a key must
 * not move to another partition.
 */
public final class Topics {

    /** One topic; a kept one holds facts and never loses any, a compacted one holds the newest value per key. */
    public record Topic(String name, int partitions, boolean compacted) {

        Map<String, String> settings() {
            return compacted
                    ? Map.of("cleanup.policy", "compact")
                    : Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
        }
    }

    public static final List<Topic> ALL = List.of(
            new Topic("shirube.plan", 4, false),
            new Topic("shirube.kpi", 4, false),
            new Topic("shirube.progress", 4, false),
            new Topic("shirube.progress.latest", 4, true),
            new Topic("kpi-service.dead-letters", 1, false),
            new Topic("report-service.dead-letters", 1, false));

    private Topics() {}

    /** Of a Kafka that asks nobody for a password. */
    public static void create(String bootstrapServers, int replication) throws InterruptedException {
        create(Map.of("bootstrap.servers", bootstrapServers), replication);
    }

    /** Creates the topics that are missing and leaves the others alone. Harmless twice, also at the same time. */
    static void create(Map<String, Object> kafka, int replication) throws InterruptedException {
        try (Admin admin = admin(kafka)) {
            Set<String> present = admin.listTopics().names().get(60, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (Topic topic : ALL) {
                if (!present.contains(topic.name())) {
                    missing.add(new NewTopic(topic.name(), topic.partitions(), (short) replication)
                            .configs(topic.settings()));
                }
            }
            for (var created : admin.createTopics(missing).values().values()) {
                await(created);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "could not create the topics at " + KafkaConnection.servers(kafka) + ": " + e, e);
        }
    }

    static Admin admin(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("request.timeout.ms", "10000");
        settings.put("default.api.timeout.ms", "60000");
        return Admin.create(settings);
    }

    private static void await(org.apache.kafka.common.KafkaFuture<Void> created)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            created.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
