package jp.shirube.local;

import java.util.HashMap;
import java.util.Map;

/**
 * Creates the topics, and who may do what with them, and ends. Environment: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code SHIRUBE_REPLICATION}
 * (1); with users {@code KAFKA_SECURITY_PROTOCOL}, {@code KAFKA_SASL_MECHANISM}, {@code KAFKA_SASL_JAAS_CONFIG} of Kafka's administrator and
 * the password of each user ({@code PLAN_KAFKA_PASSWORD} …).
 */
public final class TopicsMain {

    private TopicsMain() {}

    public static void main(String[] args) throws Exception {
        Map<String, Object> kafka = KafkaConnection.of(System.getenv());
        if (KafkaConnection.servers(kafka).isEmpty()) {
            System.err.println("KAFKA_BOOTSTRAP_SERVERS is missing");
            System.exit(2);
            return;
        }
        Topics.create(kafka, Integer.parseInt(System.getenv().getOrDefault("SHIRUBE_REPLICATION", "1")));
        System.out.println("topics present: "
                + String.join(", ", Topics.ALL.stream().map(Topics.Topic::name).toList()));
        if (!KafkaConnection.hasLogin(kafka)) {
            return;
        }
        Map<String, String> passwords = new HashMap<>();
        for (TopicRights.User user : TopicRights.ALL) {
            String password = System.getenv().getOrDefault(user.variable(), "");
            if (password.isBlank()) {
                System.err.println(user.variable() + " is missing");
                System.exit(2);
                return;
            }
            passwords.put(user.name(), password);
        }
        TopicRights.grant(kafka, passwords);
        System.out.println("rights given: "
                + String.join(
                        ", ",
                        TopicRights.ALL.stream().map(TopicRights.User::name).toList()));
    }
}
