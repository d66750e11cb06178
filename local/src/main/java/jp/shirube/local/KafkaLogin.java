package jp.shirube.local;

import java.util.Map;

/** How somebody signs in to Kafka (Kafkaの利用者とパスワード). */
public record KafkaLogin(String user, String password, Mechanism mechanism) {

    /** How the password is shown to the broker. */
    public enum Mechanism {
        /** The administrator, whom the broker knows by its own settings: before anything is kept, there has to be one. */
        PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
        /** Everybody else, kept by the broker as salted hashes. */
        SCRAM("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

        private final String word;
        private final String module;

        Mechanism(String word, String module) {
            this.word = word;
            this.module = module;
        }

        /** As Kafka calls it. */
        String word() {
            return word;
        }

        String module() {
            return module;
        }
    }

    /** The one whom no rule stops: makes topics, users and rights. */
    static final String ADMIN = "admin";

    static KafkaLogin admin(String password) {
        return new KafkaLogin(ADMIN, password, Mechanism.PLAIN);
    }

    static KafkaLogin of(String user, String password) {
        return new KafkaLogin(user, password, Mechanism.SCRAM);
    }

    /** For a Kafka client of this JVM. */
    Map<String, String> settings() {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", mechanism.word(), "sasl.jaas.config", jaas());
    }

    /** For a service: Quarkus gives these to every channel and to clients of the service's own. */
    Map<String, String> environment() {
        return Map.of(
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "KAFKA_SASL_MECHANISM",
                mechanism.word(),
                "KAFKA_SASL_JAAS_CONFIG",
                jaas());
    }

    /** For the broker, which signs in to itself with it and lets others do so. */
    String jaasOfBroker() {
        return required() + " user_" + user + "=" + quoted() + ";";
    }

    private String jaas() {
        return required() + ";";
    }

    private String required() {
        return mechanism.module() + " required username=\"" + user + "\" password=" + quoted();
    }

    private String quoted() {
        return "\"" + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Without the password, wherever it is printed. */
    @Override
    public String toString() {
        return "KafkaLogin[" + user + ", " + mechanism.word() + "]";
    }
}
