package jp.shirube.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Kafka of the installation on this machine, for whoever may read its state directory. */
public final class LocalKafka {

    private final String bootstrapServers;
    private final Secrets secrets;

    private LocalKafka(String bootstrapServers, Secrets secrets) {
        this.bootstrapServers = bootstrapServers;
        this.secrets = secrets;
    }

    /**
     * Of the installation that {@code ./shirube up} started from this checkout in this environment.
     *
     * @throws IOException if its state directory cannot be read
     */
    public static LocalKafka of(Path checkout, Map<String, String> environment) throws IOException {
        return of(Settings.of(checkout, environment));
    }

    static LocalKafka of(Settings settings) throws IOException {
        return of(settings, new Secrets(settings.secrets()));
    }

    static LocalKafka of(Settings settings, Secrets secrets) {
        return new LocalKafka("127.0.0.1:" + settings.kafka().number(), secrets);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Settings of a client that may do everything, also make topics and users. */
    public Map<String, Object> admin() {
        return as(KafkaLogin.ADMIN);
    }

    /** Settings of a client of the operator (運用者). */
    public Map<String, Object> operator() {
        return as(TopicRights.OPERATOR);
    }

    /** Settings of a client of one of the {@link TopicRights#ALL}, or of the administrator. */
    Map<String, Object> as(String user) {
        return find(user)
                .orElseThrow(() -> new Refusal(
                        Refusal.FAILED,
                        "標（Shirube）が動いていません（./shirube up） / not running: no password for Kafka of " + user));
    }

    /** Nothing before the first start. */
    Optional<Map<String, Object>> find(String user) {
        return secrets.find(secret(user)).map(password -> KafkaConnection.of(bootstrapServers, login(user, password)));
    }

    /** Made when asked for the first time, which only the launcher does. */
    KafkaLogin login(String user) throws IOException {
        return login(user, secrets.of(secret(user)));
    }

    private static KafkaLogin login(String user, String password) {
        return user.equals(KafkaLogin.ADMIN) ? KafkaLogin.admin(password) : KafkaLogin.of(user, password);
    }

    private static String secret(String user) {
        return "kafka-" + user;
    }
}
