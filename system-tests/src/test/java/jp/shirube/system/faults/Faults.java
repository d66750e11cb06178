package jp.shirube.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jp.shirube.system.faults.Fault.Form;
import jp.shirube.system.faults.Fault.Strike;
import jp.shirube.system.faults.TopicLog.Place;

/** Every fault that can be made on one machine, in the order of {@code docs/reliability.md}. */
final class Faults {

    private static final Set<Form> QUICK = EnumSet.of(Form.SHORT, Form.LONG);
    private static final Set<Form> LONG = EnumSet.of(Form.LONG);
    private static final Set<Form> SHORT = EnumSet.of(Form.SHORT);

    private static final String ONCE = "duplicates on the topic allowed, state once; ready again in seconds";
    private static final String NEVER_500 = "503 with Retry-After, never 500; pools recover by themselves";

    private Faults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.add(new Fault("kill-plan", ONCE, LONG, round -> kill(round, Service.PLAN)));
        all.add(new Fault("kill-kpi", ONCE, QUICK, round -> kill(round, Service.KPI)));
        all.add(new Fault("kill-report", ONCE, LONG, round -> kill(round, Service.REPORT)));
        for (String point : List.of("between-commit-and-publish", "between-publish-and-mark")) {
            all.add(new Fault(
                    "crash-" + point,
                    ONCE,
                    point.startsWith("between-publish") ? QUICK : LONG,
                    round -> crash(round, Service.KPI, point)));
        }
        all.add(new Fault(
                "crash-between-effect-and-offset",
                ONCE,
                LONG,
                round -> crash(round, Service.REPORT, "between-effect-and-offset")));
        all.add(new Fault("kill-kafka", "writes stay 2xx, drains in order", QUICK, Faults::killKafka));
        all.add(new Fault(
                "kafka-away",
                "writes stay 2xx, the outbox grows and drains in order; readiness stays up, lag is visible",
                LONG,
                Faults::kafkaAway));
        all.add(new Fault("kill-postgres", NEVER_500, QUICK, Faults::killPostgres));
        for (Service service : Service.values()) {
            all.add(new Fault(
                    "freeze-" + service.word(),
                    "SIGSTOP, then SIGCONT: fenced, nothing applied twice",
                    LONG,
                    round -> freeze(round, service)));
        }
        all.add(new Fault(
                "two-relays",
                "another relay takes over in mid-sending: order per key, one effect",
                LONG,
                round -> twoRelays(round)));
        for (Service service : Service.values()) {
            all.add(line(
                    "slow-database-" + service.word(),
                    round -> slow(round, round.cluster().toDatabase(service), 30)));
            all.add(line(
                    "cut-database-" + service.word(),
                    round -> cut(round, round.cluster().toDatabase(service))));
            all.add(line(
                    "silent-database-" + service.word(),
                    round -> silence(round, round.cluster().toDatabase(service))));
            all.add(line(
                    "slow-kafka-" + service.word(),
                    round -> slow(round, round.cluster().toKafka(service), 150)));
            all.add(line(
                    "cut-kafka-" + service.word(),
                    round -> cut(round, round.cluster().toKafka(service))));
            all.add(line(
                    "silent-kafka-" + service.word(),
                    round -> silence(round, round.cluster().toKafka(service))));
        }
        all.add(line("slow-client", round -> slow(round, round.cluster().toAddress(), 150)));
        all.add(line("cut-client", round -> cut(round, round.cluster().toAddress())));
        all.add(line("silent-client", round -> silence(round, round.cluster().toAddress())));
        all.add(line("cut-replica", round -> cut(round, round.cluster().toReplica(anyKpi(round)))));
        all.add(line("silent-replica", round -> silence(round, round.cluster().toReplica(anyKpi(round)))));
        all.add(new Fault("poison", "dead letter with cause, offset, headers; the rest flows", QUICK, Faults::poison));
        all.add(new Fault("database-away-while-consuming", "retried, not dead-lettered", LONG, Faults::databaseAway));
        all.add(new Fault(
                "fifty-under-one-if-match",
                "1 success, 49 × 412, one new revision; 428 without it",
                LONG,
                Crowd::underOneIfMatch));
        all.add(new Fault(
                "fifty-under-one-key",
                "one effect; others the same answer or 409; another body 422",
                LONG,
                Crowd::underOneKey));
        all.add(new Fault("fifty-at-once", "as the two before, in one round", SHORT, round -> {
            Crowd.underOneIfMatch(round);
            Crowd.underOneKey(round);
        }));
        all.add(new Fault("restore-report", "heals by replay", LONG, round -> restore(round, Service.REPORT)));
        for (Service service : List.of(Service.PLAN, Service.KPI)) {
            all.add(new Fault(
                    "restore-" + service.word(),
                    "refuses writes until it has read its own topic back; nothing acknowledged is lost",
                    LONG,
                    round -> restore(round, service)));
        }
        all.add(new Fault("overload", "429/503 with Retry-After, no memory death", LONG, Crowd::overload));
        all.add(new Fault(
                "disk-full-postgres",
                "clean refusal and recovery",
                LONG,
                round -> diskFull(round, round.cluster().postgresDisk())));
        all.add(new Fault(
                "disk-full-kafka",
                "clean refusal and recovery; writes stay 2xx",
                LONG,
                round -> diskFull(round, round.cluster().kafkaDisk())));
        for (Service service : List.of(Service.KPI, Service.REPORT)) {
            all.add(new Fault(
                    "clock-" + service.word(),
                    "an hour ahead, then an hour behind: order by version, not by time",
                    LONG,
                    round -> clock(round, service)));
        }
        all.add(new Fault(
                "rolling-restart", "no failed read; writes 2xx or unknown and then idempotent", LONG, Faults::restart));
        return all;
    }

    static Fault named(String name) {
        return all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such fault: " + name));
    }

    private static Fault line(String name, Strike strike) {
        return new Fault(name, "bounded timeouts, no exhausted pool, never 500", LONG, strike);
    }

    private static Replica anyKpi(Round round) {
        return round.oneOf(round.cluster().replicas(Service.KPI));
    }

    /** One replica, or both at once. */
    private static void kill(Round round, Service service) throws IOException, InterruptedException {
        List<Replica> both = round.cluster().replicas(service);
        List<Replica> some = round.random().nextBoolean() ? both : List.of(round.oneOf(both));
        for (Replica replica : some) {
            replica.kill();
        }
        round.note(some.size() + " of 2 killed");
        round.randomPause(Duration.ofSeconds(1));
        round.healing();
        for (Replica replica : some) {
            replica.start();
        }
    }

    private static void killKafka(Round round) throws IOException, InterruptedException {
        int failed = dark(round);
        round.cluster().killKafka();
        round.randomPause(Duration.ofSeconds(2));
        round.healing();
        round.cluster().startKafka();
        round.expect(dark(round) == failed, "writes stay 2xx while Kafka is away");
    }

    private static void kafkaAway(Round round) throws IOException, InterruptedException {
        Duration away = round.choose(Duration.ofSeconds(15), Duration.ofMinutes(3));
        int failed = dark(round);
        round.cluster().killKafka();
        round.pause(away);
        double told = 0;
        for (Replica replica : round.cluster().replicas(Service.KPI)) {
            told = Math.max(told, replica.metric("shirube_outbox_depth"));
        }
        long waiting = round.watch().peakOutbox();
        for (Replica replica : round.cluster().allReplicas()) {
            round.expect(round.watch().notReady(replica) == 0, replica.name() + " stays ready while Kafka is away");
        }
        round.expect(dark(round) == failed, "writes stay 2xx while Kafka is away");
        round.expect(told > 0, "the metric shirube_outbox_depth shows what waits; it says " + told);
        round.note("away " + away.toSeconds() + " s, " + waiting + " events waited");
        round.healing();
        round.cluster().startKafka();
    }

    /** Answers that were none, or 5xx. */
    private static int dark(Round round) {
        Load load = round.load();
        return load.answers(0) + load.answers(500) + load.answers(502) + load.answers(503);
    }

    private static void killPostgres(Round round) throws IOException, InterruptedException {
        round.cluster().killPostgres();
        round.pause(Duration.ofMillis(500 + round.random().nextInt(2500)));
        round.healing();
        round.cluster().startPostgres();
    }

    private static void freeze(Round round, Service service) throws IOException, InterruptedException {
        Replica replica = round.oneOf(round.cluster().replicas(service));
        replica.freeze();
        round.pause(round.choose(Duration.ofSeconds(8), Duration.ofSeconds(60)));
        round.healing();
        replica.thaw();
    }

    /** The session that holds the relay's lock is ended by the database while it sends; the other replica's relay begins at once. */
    private static void twoRelays(Round round) throws Exception {
        int ended = 0;
        for (int i = 0; i < 20; i++) {
            for (Service service : Service.values()) {
                try (var connection = round.cluster().asSuperuser(service).connect();
                        var statement = connection.createStatement();
                        var row = statement.executeQuery("""
                                select count(pg_terminate_backend(l.pid)) from pg_locks l
                                join pg_database d on d.oid = l.database
                                where l.locktype = 'advisory' and l.granted and d.datname = current_database()
                                  and l.pid <> pg_backend_pid()""")) {
                    row.next();
                    ended += row.getInt(1);
                }
            }
            round.pause(Duration.ofMillis(100 + round.random().nextInt(300)));
        }
        round.expect(ended > 20, "relays really lost their lock; it happened " + ended + " times");
        round.note(ended + " times");
    }

    private static void slow(Round round, TcpProxy line, int millis) throws InterruptedException {
        line.slow(Duration.ofMillis(millis));
        round.pause(Duration.ofSeconds(8));
        round.healing();
        line.heal();
    }

    private static void cut(Round round, TcpProxy line) throws InterruptedException {
        line.cut();
        round.pause(Duration.ofMillis(3000 + round.random().nextInt(3000)));
        round.healing();
        line.heal();
    }

    private static void silence(Round round, TcpProxy line) throws InterruptedException {
        line.silence();
        round.pause(Duration.ofMillis(5000 + round.random().nextInt(5000)));
        round.healing();
        line.heal();
    }

    /** Every replica in turn, as an operator does with a new version. */
    private static void restart(Round round) throws Exception {
        int failed = round.load().failedReads();
        int refused = round.load().answers(503) + round.load().answers(500);
        for (Replica replica : round.cluster().allReplicas()) {
            replica.stop();
            replica.start();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!replica.isReady() && System.nanoTime() < deadline) {
                round.pause(Duration.ofMillis(50));
            }
        }
        round.healing();
        round.expect(
                round.load().failedReads() == failed,
                "no read fails; " + round.load().failedReads() + " did");
        round.expect(
                round.load().answers(503) + round.load().answers(500) == refused,
                "no write is refused; "
                        + (round.load().answers(503) + round.load().answers(500) - refused) + " were");
        round.note(
                round.load().reads() + " reads, " + round.load().answers(502) + " writes broken off and asked again");
    }

    /**
     * Both replicas are told to die at that point, the one of them that comes there first does; then the other has its turn.
     */
    private static void crash(Round round, Service service, String point) throws IOException, InterruptedException {
        List<Replica> both = round.cluster().replicas(service);
        for (Replica replica : both) {
            replica.stop();
            replica.start(
                    List.of("-Dshirube.crash-at=" + point + ":"
                            + (1 + round.random().nextInt(20))),
                    Map.of());
        }
        int died = 0;
        List<Replica> dying = new ArrayList<>(both);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!dying.isEmpty() && System.nanoTime() < deadline) {
            for (Replica replica : both) {
                if (dying.contains(replica) && !replica.isAlive()) {
                    died++;
                    dying.remove(replica);
                    round.expect(
                            replica.exitCode() == 137,
                            replica.name() + " ends there with 137, it was " + replica.exitCode());
                    round.healing();
                    replica.start();
                }
            }
            round.pause(Duration.ofMillis(20));
        }
        round.expect(died > 0, "somebody came to " + point);
        round.note(died + " died there");
        for (Replica replica : dying) {
            replica.stop();
            replica.start();
        }
    }

    private static void poison(Round round) throws Exception {
        List<Poison.Dose> doses = Poison.give(round.cluster(), round.town());
        doses.forEach(dose -> round.topics().foreign(dose.place()));
        round.healing();
        round.pause(Duration.ofSeconds(2));
        round.watch().awaitHealed(Duration.ofMinutes(1));
        ObjectMapper json = new ObjectMapper();
        Map<Place, JsonNode> letters = new HashMap<>();
        for (TopicLog.Event event : round.topics().read().of("report-service.dead-letters")) {
            JsonNode letter = json.readTree(event.value());
            letters.put(
                    new Place(
                            letter.path("topic").asText(),
                            letter.path("partition").asInt(),
                            letter.path("offset").asLong()),
                    letter);
        }
        for (Poison.Dose dose : doses) {
            JsonNode letter = letters.remove(dose.place());
            round.expect(
                    (letter != null) == dose.dies(),
                    dose.name() + (dose.dies() ? " is" : " is not") + " a dead letter");
            if (letter != null) {
                round.expect(
                        !letter.path("cause").asText().isEmpty() && letter.has("headers") && letter.has("value"),
                        "the letter says why, its headers and its value: " + letter);
            }
        }
        round.note(doses.size() + " doses");
    }

    /** While the clients go on writing, what report-service hears finds no database. */
    private static void databaseAway(Round round) throws Exception {
        int before = round.topics().read().of("report-service.dead-letters").size();
        TcpProxy line = round.cluster().toDatabase(Service.REPORT);
        line.cut();
        round.pause(round.choose(Duration.ofSeconds(4), Duration.ofSeconds(30)));
        round.healing();
        line.heal();
        round.watch().awaitHealed(Duration.ofMinutes(1));
        int letters = round.topics().read().of("report-service.dead-letters").size() - before;
        round.expect(letters == 0, "nothing becomes a dead letter; " + letters + " did");
    }

    /**
     * The database is lost and a backup from before the last seconds takes its place. Everything has left its outbox before: what
     * only the lost disk knew is lost with it, whoever keeps no second one.
     */
    private static void restore(Round round, Service service) throws Exception {
        round.cluster().backUp(service);
        round.watch().awaitHealed(Duration.ofMinutes(2));
        round.pause(Duration.ofSeconds(4));
        round.cluster().toAddress().cut();
        round.watch().awaitDrained(Duration.ofMinutes(1));
        round.rememberIssued();
        round.cluster().restore(service);
        round.cluster().toAddress().heal();
        round.healing();
    }

    private static void diskFull(Round round, Disk disk) throws IOException, InterruptedException {
        if (disk.whyNot() != null) {
            round.expect(false, "a file system of its own can be mounted here: " + disk.whyNot());
            return;
        }
        disk.fill();
        round.pause(Duration.ofSeconds(10));
        round.note("PostgreSQL " + (round.cluster().postgresIsAlive() ? "lived" : "ended") + ", Kafka "
                + (round.cluster().kafkaIsAlive() ? "lived" : "ended"));
        round.healing();
        disk.empty();
        // As whoever looks after the machine does when there is space again.
        round.cluster().repair();
    }

    /** One replica lives an hour ahead of the other, then an hour behind. */
    private static void clock(Round round, Service service) throws IOException, InterruptedException {
        Path library = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
        if (!Files.exists(library)) {
            round.expect(false, "faketime is installed (apt-get install faketime)");
            return;
        }
        Path time = round.cluster().home().resolve("time-" + service.word());
        Files.writeString(time, "+0");
        Replica replica = round.oneOf(round.cluster().replicas(service));
        replica.stop();
        replica.start(
                List.of(),
                Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        time.toString(),
                        "FAKETIME_NO_CACHE",
                        "1",
                        // Waiting goes by the monotonic clock, which nobody puts back.
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1"));
        round.watch().awaitHealed(Duration.ofMinutes(2));
        for (String offset : List.of("+3600", "-3600", "+0")) {
            Files.writeString(time, offset);
            round.pause(Duration.ofSeconds(5));
        }
        round.healing();
        replica.stop();
        replica.start();
    }
}
