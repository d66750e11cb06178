package jp.shirube.local;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;

/** {@code ./shirube readers}: the systems that the operator trusts with Kafka (運用者が信頼する、Kafkaを読むシステム). */
public final class TrustedReaders {

    static final String USAGE = """
            使い方 / usage: ./shirube readers [list | add <名前 / name> | remove <名前 / name>]

              list            Kafka を読める外のシステム / the systems outside that may read Kafka
              add <name>      読めるようにし、接続の設定を一度だけ示す / admits one; prints its settings, once
              remove <name>   読めないようにする / shuts it out at once

            読めるのは shirube.progress と shirube.progress.latest、すべての自治体の分です。書くことはできません。
            It reads shirube.progress and shirube.progress.latest, of every municipality, and writes nothing.
            名前 / name: a–z, 0–9, -
            終了コード / exit codes: 0 済み / done, 1 失敗 / failed, 2 使い方の誤り / usage""";

    private TrustedReaders() {}

    /** Environment: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code KAFKA_SASL_JAAS_CONFIG} … of Kafka's administrator. */
    public static void main(String[] args) {
        System.exit(
                Launcher.answer(() -> run(KafkaConnection.of(System.getenv()), new Voice(System.out), List.of(args))));
    }

    /** @param kafka a connection of the administrator */
    static int run(Map<String, Object> kafka, Voice voice, List<String> args) throws InterruptedException {
        if (List.of(List.of("--help"), List.of("-h")).contains(args)) {
            voice.plain(USAGE);
            return 0;
        }
        if (KafkaConnection.servers(kafka).isEmpty()) {
            throw new Refusal(
                    Refusal.USAGE, "環境変数 KAFKA_BOOTSTRAP_SERVERS がありません / KAFKA_BOOTSTRAP_SERVERS is missing");
        }
        if (args.isEmpty() || args.equals(List.of("list"))) {
            return list(kafka, voice);
        }
        if (args.size() != 2 || !args.get(1).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new Refusal(Refusal.USAGE, "知らない引数です / unknown argument: " + String.join(" ", args) + "\n" + USAGE);
        }
        String user = TopicRights.READER + args.get(1);
        return switch (args.get(0)) {
            case "add" -> add(kafka, voice, user);
            case "remove" -> remove(kafka, voice, user);
            default ->
                throw new Refusal(
                        Refusal.USAGE, "知らない引数です / unknown argument: " + String.join(" ", args) + "\n" + USAGE);
        };
    }

    private static int list(Map<String, Object> kafka, Voice voice) throws InterruptedException {
        List<String> readers = TopicRights.asAdmin(kafka, TopicRights::readers);
        if (readers.isEmpty()) {
            voice.plain("ありません / none");
        }
        readers.forEach(user -> voice.plain(user.substring(TopicRights.READER.length())));
        return 0;
    }

    private static int add(Map<String, Object> kafka, Voice voice, String user) throws InterruptedException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        KafkaLogin login = KafkaLogin.of(user, HexFormat.of().formatHex(random));
        TopicRights.asAdmin(kafka, admin -> {
            if (TopicRights.readers(admin).contains(user)) {
                throw new Refusal(
                        Refusal.FAILED,
                        "もう読めます。パスワードを替えるには remove してから / admitted already; for another password remove it first: "
                                + user);
            }
            TopicRights.allowOnly(admin, user, TopicRights.reader(user).rights());
            return admin.alterUserScramCredentials(List.of(TopicRights.password(user, login.password())))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        });
        // A properties file as it stands: ./shirube readers add x > x.properties
        voice.plain("# Kafka の接続の設定。もう示されません / settings of a Kafka client; they are not shown again");
        voice.plain("# group.id: " + user + ", " + user + ".…");
        voice.plain("bootstrap.servers=" + KafkaConnection.servers(kafka));
        login.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> voice.plain(each.getKey() + "=" + each.getValue()));
        return 0;
    }

    private static int remove(Map<String, Object> kafka, Voice voice, String user) throws InterruptedException {
        TopicRights.asAdmin(kafka, admin -> {
            if (!TopicRights.readers(admin).contains(user)) {
                throw new Refusal(Refusal.FAILED, "ありません / there is no such reader: " + user + "（./shirube readers）");
            }
            // The rights first: they end for connections too that are open.
            TopicRights.allowOnly(admin, user, Set.of());
            return admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_512)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        });
        voice.plain("読めないようにしました / shut out: " + user);
        return 0;
    }
}
