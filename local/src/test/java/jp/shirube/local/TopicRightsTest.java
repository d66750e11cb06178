package jp.shirube.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what with the topics, asked of a real broker. ASVS 5.0 8.2.2, 13.2.1 (services authenticate), 13.2.2 (as few rights as will do). */
@Timeout(120)
class TopicRightsTest {

    private static final KafkaLogin ADMIN = KafkaLogin.admin("of \"quotes\" and \\ and ;");

    @TempDir
    private static Path data = Path.of("");

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(data.resolve("kafka"), Ports.free(), ADMIN);
        prepare(broker);
        for (Topics.Topic topic : Topics.ALL) {
            send(admin(), topic.name());
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void whoeverShowsNoPasswordOrAWrongOneIsNotHeard() {
        assertThrows(SaslAuthenticationException.class, () -> read(as("report-service", "a guess"), "shirube.plan"));
        assertThrows(SaslAuthenticationException.class, () -> read(as("nobody", "nobody"), "shirube.plan"));
        assertThrows(
                SaslAuthenticationException.class, () -> read(connection(KafkaLogin.admin("a guess")), "shirube.plan"));
        Map<String, Object> silent = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
        silent.put("default.api.timeout.ms", "2000");
        silent.put("request.timeout.ms", "1000");
        assertThrows(org.apache.kafka.common.errors.TimeoutException.class, () -> read(silent, "shirube.plan"));
    }

    @Test
    void everyServiceWritesItsOwnTopicsAndNoOther() throws Exception {
        for (TopicRights.User user : TopicRights.ALL) {
            for (Topics.Topic topic : Topics.ALL) {
                if (user.writes().contains(topic.name())) {
                    send(as(user.name()), topic.name());
                } else {
                    ExecutionException refused =
                            assertThrows(ExecutionException.class, () -> send(as(user.name()), topic.name()));
                    assertTrue(refused.getCause() instanceof TopicAuthorizationException, refused.toString());
                }
            }
        }
    }

    @Test
    void everyServiceReadsWhatItCopiesAndNoMore() {
        for (TopicRights.User user : TopicRights.ALL) {
            for (Topics.Topic topic : Topics.ALL) {
                if (user.reads().contains(topic.name())) {
                    assertFalse(read(as(user.name()), topic.name()).isEmpty(), user.name() + " " + topic.name());
                } else {
                    assertThrows(
                            TopicAuthorizationException.class,
                            () -> read(as(user.name()), topic.name()),
                            user.name() + " " + topic.name());
                }
            }
        }
    }

    /** What this file says of services is what their own settings ask for. */
    @Test
    void theRightsAreThoseThatTheServicesSettingsNeed() throws Exception {
        for (String service : List.of("plan-service", "kpi-service", "report-service")) {
            Properties settings = new Properties();
            settings.load(new StringReader(Files.readString(
                    Path.of("..", service, "src/main/resources/application.properties"), StandardCharsets.UTF_8)));
            TopicRights.User user = TopicRights.ALL.stream()
                    .filter(each -> each.name().equals(service))
                    .findFirst()
                    .orElseThrow();
            Set<String> writes = new TreeSet<>(
                    List.of(settings.getProperty("shirube.outbox.topics", "").split(",")));
            String deadLetters = settings.getProperty("shirube.dead-letter-topic");
            if (Topics.ALL.stream().anyMatch(topic -> topic.name().equals(deadLetters))) {
                writes.add(deadLetters);
            }
            assertEquals(writes, new TreeSet<>(user.writes()), service);
            Set<String> asked = settings.stringPropertyNames().stream()
                    .filter(name -> name.startsWith("mp.messaging.incoming.") && name.endsWith(".topic"))
                    .map(settings::getProperty)
                    .collect(Collectors.toSet());
            assertTrue(user.reads().containsAll(asked), service + " " + asked);
            List<String> groups = settings.stringPropertyNames().stream()
                    .filter(name -> name.endsWith(".group.id"))
                    .map(settings::getProperty)
                    .toList();
            for (String group : groups) {
                assertTrue(
                        user.groups().stream()
                                .anyMatch(each ->
                                        each.whole() ? each.name().equals(group) : group.startsWith(each.name())),
                        service + " " + group);
            }
            assertEquals(groups.isEmpty(), user.groups().isEmpty(), service);
        }
    }

    @Test
    void aServiceJoinsItsOwnGroupsAndNobodyElseDoes() throws Exception {
        assertTrue(joins(as("kpi-service"), "shirube.plan", "kpi-service"));
        assertTrue(joins(as("report-service"), "shirube.progress", "report-service.progress"));
        for (String taken : List.of("report-service.plan", "kpi-service.other", "reader-somebody")) {
            assertThrows(
                    GroupAuthorizationException.class, () -> joins(as("kpi-service"), "shirube.plan", taken), taken);
        }
        Map<String, Object> reader = admitted("taker");
        for (String taken : List.of("kpi-service", "report-service.progress", "reader-take", "reader-takers")) {
            assertThrows(GroupAuthorizationException.class, () -> joins(reader, "shirube.progress", taken), taken);
        }
    }

    @Test
    void aTrustedReaderReadsProgressAndNothingElseAndWritesNothing() throws Exception {
        Map<String, Object> reader = admitted("reporting-team");
        for (Topics.Topic topic : Topics.ALL) {
            if (Set.of("shirube.progress", "shirube.progress.latest").contains(topic.name())) {
                assertFalse(read(reader, topic.name()).isEmpty(), topic.name());
            } else {
                assertThrows(TopicAuthorizationException.class, () -> read(reader, topic.name()), topic.name());
            }
            refused(() -> send(reader, topic.name()));
            ExecutionException refused =
                    assertThrows(ExecutionException.class, () -> send(reader, topic.name(), false));
            assertTrue(refused.getCause() instanceof TopicAuthorizationException, refused.toString());
        }
        assertTrue(joins(reader, "shirube.progress", "reader-reporting-team"));
        assertTrue(joins(reader, "shirube.progress", "reader-reporting-team.test"));
        try (KafkaConsumer<String, String> consumer = consumer(reader)) {
            assertEquals(
                    Set.of("shirube.progress", "shirube.progress.latest"),
                    consumer.listTopics().keySet());
        }
    }

    @Test
    void whoIsShutOutReadsNothingMore() throws Exception {
        Map<String, Object> reader = admitted("former-partner");
        assertEquals(Refusal.FAILED, refused("add", "former-partner").exitCode());
        assertTrue(readers("list").contains("former-partner\n"), readers("list"));
        try (KafkaConsumer<String, String> open = consumer(reader)) {
            open.assign(List.of(new TopicPartition("shirube.progress", 0)));
            open.seekToBeginning(open.assignment());
            assertFalse(open.poll(Duration.ofSeconds(10)).isEmpty());

            assertTrue(readers("remove", "former-partner").contains("shut out"));

            assertThrows(AuthorizationException.class, () -> {
                while (true) {
                    open.poll(Duration.ofSeconds(1));
                }
            });
        }
        assertThrows(SaslAuthenticationException.class, () -> read(reader, "shirube.progress"));
        assertFalse(readers("list").contains("former-partner\n"), readers("list"));
        assertEquals(Refusal.FAILED, refused("remove", "former-partner").exitCode());
        assertEquals(Refusal.FAILED, refused("remove", "kpi-service").exitCode());
        for (List<String> misspelt : List.of(
                List.of("add"),
                List.of("add", "Ａ"),
                List.of("add", "a b"),
                List.of("add", "*"),
                List.of("burn", "a"))) {
            assertEquals(Refusal.USAGE, refused(misspelt.toArray(String[]::new)).exitCode(), misspelt.toString());
        }
    }

    /** Neither topics nor users nor rights are for services and readers to make. */
    @Test
    void onlyTheAdministratorMakesUsersAndRights() throws Exception {
        Map<String, Object> reader = admitted("climber");
        AclBinding all = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW));
        for (Map<String, Object> kafka : List.of(as("report-service"), as(TopicRights.OPERATOR), reader)) {
            try (Admin admin = Admin.create(kafka)) {
                refused(() -> admin.createAcls(List.of(all)).all().get(20, TimeUnit.SECONDS));
                refused(() -> admin.describeAcls(AclBindingFilter.ANY).values().get(20, TimeUnit.SECONDS));
                refused(() -> admin.createTopics(List.of(new NewTopic("shirube.other", 1, (short) 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS));
                refused(() -> admin.alterUserScramCredentials(List.of(TopicRights.password("operator", "mine now")))
                        .all()
                        .get(20, TimeUnit.SECONDS));
                refused(() ->
                        admin.deleteTopics(List.of("shirube.progress")).all().get(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void rightsOfAnEarlierVersionAreTakenAway() throws Exception {
        AclBinding once = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "shirube.progress", PatternType.LITERAL),
                new AccessControlEntry("User:kpi-service", "*", AclOperation.DELETE, AclPermissionType.ALLOW));
        try (Admin admin = Admin.create(admin())) {
            admin.createAcls(List.of(once)).all().get(20, TimeUnit.SECONDS);
            assertTrue(rights(admin, "kpi-service").contains(once));

            TopicRights.grant(admin(), passwords());

            TopicRights.User user = TopicRights.ALL.stream()
                    .filter(each -> each.name().equals("kpi-service"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(user.rights(), rights(admin, "kpi-service"));
        }
    }

    @Test
    void dataOfRunsWithoutUsersGoOnAndUsersOutliveARestart() throws Exception {
        Path before = data.resolve("before");
        try (KafkaBroker open = KafkaBroker.start(before, Ports.free())) {
            Topics.create(open.bootstrapServers(), 1);
            send(Map.of("bootstrap.servers", open.bootstrapServers()), "shirube.progress");
            assertTrue(joins(
                    Map.of("bootstrap.servers", open.bootstrapServers()),
                    "shirube.progress",
                    "report-service.progress"));
        }
        Map<String, Object> reader;
        try (KafkaBroker asking = KafkaBroker.start(before, Ports.free(), ADMIN)) {
            prepare(asking);
            Map<String, Object> report =
                    connection(asking, KafkaLogin.of("report-service", "password of report-service"));
            assertEquals(List.of("標"), read(report, "shirube.progress"));
            assertFalse(joins(report, "shirube.progress", "report-service.progress"), "it goes on where it was");
            reader = admitted(asking, "partner");
        }
        try (KafkaBroker again = KafkaBroker.start(before, Ports.free(), ADMIN)) {
            reader.put("bootstrap.servers", again.bootstrapServers());
            assertEquals(List.of("標"), read(reader, "shirube.progress"));
            assertThrows(TopicAuthorizationException.class, () -> read(reader, "shirube.plan"));
            prepare(again);
            assertEquals(List.of("標"), read(reader, "shirube.progress"));
        }
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertFalse(KafkaLogin.of("operator", "secret").toString().contains("secret"));
    }

    private static void prepare(KafkaBroker broker) throws Exception {
        Map<String, Object> admin = connection(broker, ADMIN);
        Topics.create(admin, 1);
        TopicRights.grant(admin, passwords());
    }

    private static Map<String, String> passwords() {
        return TopicRights.ALL.stream()
                .collect(Collectors.toMap(TopicRights.User::name, user -> "password of " + user.name()));
    }

    private static Map<String, Object> admin() {
        return connection(ADMIN);
    }

    private static Map<String, Object> as(String user) {
        return as(user, "password of " + user);
    }

    private static Map<String, Object> as(String user, String password) {
        return connection(KafkaLogin.of(user, password));
    }

    private static Map<String, Object> connection(KafkaLogin login) {
        return connection(broker, login);
    }

    private static Map<String, Object> connection(KafkaBroker broker, KafkaLogin login) {
        return KafkaConnection.of(broker.bootstrapServers(), login);
    }

    private static Map<String, Object> admitted(String name) throws Exception {
        return admitted(broker, name);
    }

    /** With the settings as the operator is told them. */
    private static Map<String, Object> admitted(KafkaBroker broker, String name) throws Exception {
        Properties told = new Properties();
        told.load(new StringReader(readers(broker, "add", name)));
        Map<String, Object> settings = new HashMap<>();
        told.stringPropertyNames().forEach(each -> settings.put(each, told.getProperty(each)));
        return settings;
    }

    private static Refusal refused(String... arguments) {
        return assertThrows(Refusal.class, () -> readers(arguments));
    }

    private static String readers(String... arguments) throws InterruptedException {
        return readers(broker, arguments);
    }

    private static String readers(KafkaBroker broker, String... arguments) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = TrustedReaders.run(
                connection(broker, ADMIN),
                new Voice(new PrintStream(out, true, StandardCharsets.UTF_8)),
                List.of(arguments));
        assertEquals(0, code);
        return out.toString(StandardCharsets.UTF_8);
    }

    private interface Attempt {
        void make() throws Exception;
    }

    private static void refused(Attempt attempt) {
        ExecutionException refused = assertThrows(ExecutionException.class, attempt::make);
        assertTrue(refused.getCause() instanceof AuthorizationException, refused.toString());
    }

    private static Set<AclBinding> rights(Admin admin, String user) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get(20, TimeUnit.SECONDS).stream()
                .filter(each -> each.entry().principal().equals("User:" + user))
                .collect(Collectors.toSet());
    }

    /** As the relay sends: idempotent, acknowledged by all. */
    private static void send(Map<String, Object> kafka, String topic) throws Exception {
        send(kafka, topic, true);
    }

    private static void send(Map<String, Object> kafka, String topic, boolean idempotent) throws Exception {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.idempotence", idempotent);
        settings.put("acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "key", "標")).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> read(Map<String, Object> kafka, String topic) {
        try (KafkaConsumer<String, String> consumer = consumer(kafka)) {
            TopicPartition place = new TopicPartition(topic, 0);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            Stream.Builder<String> all = Stream.builder();
            while (consumer.position(place) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> all.add(record.value()));
            }
            return all.build().toList();
        }
    }

    /** @return whether there was something new for the group, which has heard of it now */
    private static boolean joins(Map<String, Object> kafka, String topic, String group) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("group.id", group);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer = consumer(settings)) {
            consumer.subscribe(List.of(topic));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(Duration.ofMillis(100));
            }
            var heard = consumer.committed(consumer.assignment());
            boolean news = consumer.endOffsets(consumer.assignment()).entrySet().stream()
                    .anyMatch(end -> {
                        OffsetAndMetadata before = heard.get(end.getKey());
                        return (before == null ? 0 : before.offset()) < end.getValue();
                    });
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            consumer.commitSync();
            return news;
        }
    }

    private static KafkaConsumer<String, String> consumer(Map<String, Object> kafka) {
        return new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer());
    }
}
