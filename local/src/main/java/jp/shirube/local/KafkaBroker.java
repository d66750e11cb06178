package jp.shirube.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A real Kafka 4 of one node (KRaft, broker and controller in one), its log in one directory that is kept. */
public final class KafkaBroker implements AutoCloseable {

    private static final String CONTROLLER = "CONTROLLER";
    private static final String OPEN = "PLAINTEXT";
    private static final String CLIENTS = "CLIENTS";

    /** The administrator's password, for {@link #main}; others of this machine can see arguments. */
    static final String ADMIN_PASSWORD = "SHIRUBE_KAFKA_ADMIN_PASSWORD";

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** A further port of the broker, and the one its clients are told to come to: that of a proxy before it. */
    record Door(int port, int advertised) {

        static Door parse(String text) {
            int colon = text.indexOf(':');
            return new Door(Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    /** Starts on 127.0.0.1, for everybody who comes there. A single node survives a kill (page cache), not a power cut. */
    public static KafkaBroker start(Path data, int port) throws IOException {
        return start(data, port, List.of(), null);
    }

    /**
     * Starts on 127.0.0.1 for those who show a password, and allows only what {@link TopicRights} gave. Also on the data of
     * runs without users: the administrator needs nothing that is kept there.
     */
    static KafkaBroker start(Path data, int port, KafkaLogin admin) throws IOException {
        return start(data, port, List.of(), admin);
    }

    private static KafkaBroker start(Path data, int port, List<Door> doors, @Nullable KafkaLogin admin)
            throws IOException {
        Files.createDirectories(data);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        Properties settings = settings(data, port, Ports.free(), doors, admin == null ? OPEN : CLIENTS);
        if (admin != null) {
            askForPasswords(settings, admin);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, port);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Controlled shutdown: the next start need not wait for this one's session to run out. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(said, true, UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException("could not prepare Kafka's directory " + data + ": " + said.toString(UTF_8), e);
        }
    }

    /** The controller asks too: it could be told everything by whoever finds its port. */
    private static void askForPasswords(Properties settings, KafkaLogin admin) {
        String plain = KafkaLogin.Mechanism.PLAIN.word();
        String scram = KafkaLogin.Mechanism.SCRAM.word();
        String protocols = settings.getProperty("listener.security.protocol.map", "");
        settings.setProperty("listener.security.protocol.map", protocols.replace(":PLAINTEXT", ":SASL_PLAINTEXT"));
        for (String protocol : protocols.split(",")) {
            String listener = "listener.name." + protocol.split(":")[0].toLowerCase(Locale.ROOT) + ".";
            boolean controller = protocol.startsWith(CONTROLLER + ":");
            settings.setProperty(listener + "sasl.enabled.mechanisms", controller ? plain : plain + "," + scram);
            settings.setProperty(listener + plain.toLowerCase(Locale.ROOT) + ".sasl.jaas.config", admin.jaasOfBroker());
            settings.setProperty(
                    listener + scram.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
                    KafkaLogin.Mechanism.SCRAM.module() + " required;");
        }
        settings.setProperty("sasl.mechanism.inter.broker.protocol", plain);
        settings.setProperty("sasl.mechanism.controller.protocol", plain);
        settings.setProperty("authorizer.class.name", StandardAuthorizer.class.getName());
        settings.setProperty("super.users", "User:" + admin.user());
        settings.setProperty("allow.everyone.if.no.acl.found", "false");
    }

    private static Properties settings(
            Path data, int port, int controllerPort, List<Door> doors, String clientListener) {
        StringBuilder advertised = new StringBuilder(clientListener + "://127.0.0.1:" + port);
        StringBuilder protocols = new StringBuilder(clientListener + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        StringBuilder listeners = new StringBuilder(
                clientListener + "://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        for (int i = 0; i < doors.size(); i++) {
            listeners.append(",DOOR" + i + "://127.0.0.1:" + doors.get(i).port());
            advertised.append(",DOOR" + i + "://127.0.0.1:" + doors.get(i).advertised());
            protocols.append(",DOOR" + i + ":PLAINTEXT");
        }
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("listeners", listeners.toString());
        settings.setProperty("advertised.listeners", advertised.toString());
        settings.setProperty("listener.security.protocol.map", protocols.toString());
        settings.setProperty("inter.broker.listener.name", clientListener);
        settings.setProperty("controller.listener.names", CONTROLLER);
        settings.setProperty("log.dirs", data.toString());
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("default.replication.factor", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
        // Consumers that were killed leave their group after their own short session, not after six seconds.
        settings.setProperty("group.min.session.timeout.ms", "1000");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("group.consumer.min.session.timeout.ms", "1000");
        settings.setProperty("group.consumer.min.heartbeat.interval.ms", "300");
        // A restart waits for the old session to end: a second and a half instead of nine.
        settings.setProperty("broker.session.timeout.ms", "1500");
        settings.setProperty("broker.heartbeat.interval.ms", "300");
        settings.setProperty("controlled.shutdown.enable", "true");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("background.threads", "2");
        return settings;
    }

    /**
     * A JVM of its own: {@code KafkaBroker <data> <port> [<port>:<advertised>…]}. Ends when its standard input ends, so that it never outlives
     * the launcher, however that died. With {@value #ADMIN_PASSWORD} in its environment it asks everybody for a password.
     */
    public static void main(String[] args) throws Exception {
        ignoreInterrupt();
        List<Door> doors = Stream.of(args).skip(2).map(Door::parse).toList();
        String password = System.getenv().getOrDefault(ADMIN_PASSWORD, "");
        KafkaLogin admin = password.isEmpty() ? null : KafkaLogin.admin(password);
        try (KafkaBroker broker = start(Path.of(args[0]), Integer.parseInt(args[1]), doors, admin)) {
            System.out.println("ready at " + broker.bootstrapServers());
            awaitEndOfInput();
        }
        // Threads of the server that are not daemons must not keep the JVM.
        System.exit(0);
    }

    /** Ctrl-C reaches every process of the terminal; the launcher decides when Kafka's turn has come. */
    private static void ignoreInterrupt() {
        sun.misc.Signal.handle(new sun.misc.Signal("INT"), sun.misc.SignalHandler.SIG_IGN);
    }

    static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said on this line; only its end counts.
        }
    }
}
