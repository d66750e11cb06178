package jp.shirube.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where Kafka is and as whom to speak to it, as settings of a Kafka client. */
final class KafkaConnection {

    private static final Map<String, String> VARIABLES = Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            "bootstrap.servers",
            "KAFKA_SECURITY_PROTOCOL",
            "security.protocol",
            "KAFKA_SASL_MECHANISM",
            "sasl.mechanism",
            "KAFKA_SASL_JAAS_CONFIG",
            "sasl.jaas.config");

    private KafkaConnection() {}

    /** As a program in a container is told it, with the variables that the services have too. */
    static Map<String, Object> of(Map<String, String> environment) {
        Map<String, Object> kafka = new LinkedHashMap<>();
        VARIABLES.forEach((variable, setting) -> {
            String said = environment.getOrDefault(variable, "");
            if (!said.isBlank()) {
                kafka.put(setting, said);
            }
        });
        return kafka;
    }

    static Map<String, Object> of(String bootstrapServers, KafkaLogin login) {
        Map<String, Object> kafka = new LinkedHashMap<>(login.settings());
        kafka.put("bootstrap.servers", bootstrapServers);
        return kafka;
    }

    /** The servers, for people; empty when nobody named them. */
    static String servers(Map<String, Object> kafka) {
        return String.valueOf(kafka.getOrDefault("bootstrap.servers", ""));
    }

    static boolean hasLogin(Map<String, Object> kafka) {
        return kafka.containsKey("sasl.mechanism");
    }
}
