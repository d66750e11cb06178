package jp.shirube.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may do what with the {@link Topics} (トピックの権限). What is not said here nobody may do, apart from the administrator of
 * Kafka itself, who makes topics, users and rights.
 */
public final class TopicRights {

    /** 消費者グループ. @param whole the name itself, or the beginning of names */
    record Group(String name, boolean whole) {}

    /**
     * A user of Kafka.
     *
     * @param creates may create the topics it writes, should they be missing
     */
    record User(String name, Set<String> writes, Set<String> reads, boolean creates, List<Group> groups) {

        /** The environment variable that holds the password where there is no launcher. */
        String variable() {
            return name.replace("-service", "").toUpperCase(Locale.ROOT) + "_KAFKA_PASSWORD";
        }

        Set<AclBinding> rights() {
            Set<AclBinding> rights = new LinkedHashSet<>();
            writes.forEach(topic -> rights.add(right(topic(topic), AclOperation.WRITE)));
            reads.forEach(topic -> rights.add(right(topic(topic), AclOperation.READ)));
            if (creates) {
                writes.forEach(topic -> rights.add(right(topic(topic), AclOperation.CREATE)));
            }
            for (Group group : groups) {
                PatternType pattern = group.whole() ? PatternType.LITERAL : PatternType.PREFIXED;
                rights.add(right(new ResourcePattern(ResourceType.GROUP, group.name(), pattern), AclOperation.READ));
            }
            return rights;
        }

        private AclBinding right(ResourcePattern what, AclOperation operation) {
            return new AclBinding(
                    what, new AccessControlEntry("User:" + name, "*", operation, AclPermissionType.ALLOW));
        }

        private static ResourcePattern topic(String name) {
            return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
        }
    }

    static final String OPERATOR = "operator";

    /** An owner reads its own topic too, to have back what an older backup lost. */
    static final List<User> ALL = List.of(
            new User("plan-service", Set.of("shirube.plan"), Set.of("shirube.plan"), false, List.of()),
            new User(
                    "kpi-service",
                    Set.of("shirube.kpi", "kpi-service.dead-letters"),
                    Set.of("shirube.plan", "shirube.kpi"),
                    false,
                    List.of(new Group("kpi-service", true))),
            new User(
                    "report-service",
                    Set.of("shirube.progress", "shirube.progress.latest", "report-service.dead-letters"),
                    Set.of("shirube.plan", "shirube.kpi", "shirube.progress", "shirube.progress.latest"),
                    false,
                    List.of(new Group("report-service.", false))),
            // Dead letters are sent again to the topic they came from.
            new User(OPERATOR, topics(), topics(), true, List.of()));

    /** The beginning of the name of every {@link #reader}. */
    static final String READER = "reader-";

    private static final Set<String> READABLE = Set.of("shirube.progress", "shirube.progress.latest");

    /** What Kafka asks at least; the passwords are too long to be guessed. */
    private static final int ITERATIONS = 4096;

    private TopicRights() {}

    private static Set<String> topics() {
        return new TreeSet<>(Topics.ALL.stream().map(Topics.Topic::name).toList());
    }

    /**
     * A system that the operator trusts (運用者が信頼するシステム): reads what all municipalities have reached, writes nothing.
     * Its groups begin with its own name.
     */
    static User reader(String user) {
        return new User(user, Set.of(), READABLE, false, List.of(new Group(user, true), new Group(user + ".", false)));
    }

    /**
     * Gives everybody the password and exactly the rights said here, also the readers admitted so far. Harmless twice.
     *
     * @param kafka a connection of the administrator
     * @param passwords by user, of {@link #ALL}
     */
    static void grant(Map<String, Object> kafka, Map<String, String> passwords) throws InterruptedException {
        asAdmin(kafka, admin -> {
            List<UserScramCredentialAlteration> credentials = new ArrayList<>();
            for (User user : ALL) {
                String password = passwords.get(user.name());
                if (password == null || password.isBlank()) {
                    throw new IllegalArgumentException("no password for Kafka's user " + user.name());
                }
                credentials.add(password(user.name(), password));
            }
            admin.alterUserScramCredentials(credentials).all().get(60, TimeUnit.SECONDS);
            List<User> users = new ArrayList<>(ALL);
            readers(admin).forEach(name -> users.add(reader(name)));
            for (User user : users) {
                allowOnly(admin, user.name(), user.rights());
            }
            return users;
        });
    }

    static UserScramCredentialAlteration password(String user, String password) {
        return new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password);
    }

    /** The users' names of those admitted. */
    static List<String> readers(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeUserScramCredentials().users().get(60, TimeUnit.SECONDS).stream()
                .filter(name -> name.startsWith(READER))
                .sorted()
                .toList();
    }

    /** Takes away what an earlier version allowed and this one does not. */
    static void allowOnly(Admin admin, String user, Set<AclBinding> wanted)
            throws ExecutionException, InterruptedException, TimeoutException {
        Collection<AclBinding> present =
                admin.describeAcls(AclBindingFilter.ANY).values().get(60, TimeUnit.SECONDS).stream()
                        .filter(each -> each.entry().principal().equals("User:" + user))
                        .toList();
        Set<AclBinding> missing = new HashSet<>(wanted);
        missing.removeAll(present);
        admin.createAcls(missing).all().get(60, TimeUnit.SECONDS);
        List<AclBindingFilter> surplus = present.stream()
                .filter(each -> !wanted.contains(each))
                .map(AclBinding::toFilter)
                .toList();
        admin.deleteAcls(surplus).all().get(60, TimeUnit.SECONDS);
    }

    /** Something done with Kafka's administrator. */
    interface Work<T> {
        T with(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    static <T> T asAdmin(Map<String, Object> kafka, Work<T> work) throws InterruptedException {
        try (Admin admin = Topics.admin(kafka)) {
            return work.with(admin);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new Refusal(
                    Refusal.FAILED,
                    "Kafka（" + KafkaConnection.servers(kafka) + "）の利用者と権限を扱えません / could not handle users and rights of"
                            + " Kafka at " + KafkaConnection.servers(kafka) + ": " + cause.getMessage(),
                    e);
        }
    }
}
