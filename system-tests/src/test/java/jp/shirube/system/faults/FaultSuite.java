package jp.shirube.system.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import jp.shirube.system.faults.Fault.Form;
import jp.shirube.system.faults.Oracle.Findings;

/** Faults one after another on one cluster, each judged. */
final class FaultSuite implements AutoCloseable {

    private final Form form;
    private final long seed;
    private final Cluster cluster;
    private final Watch watch;
    private final TopicLog topics;
    private final Oracle oracle;
    private final Recomputed recomputed;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private int towns;

    FaultSuite(Form form, long seed, Path home) throws IOException, InterruptedException, SQLException {
        this.form = form;
        this.seed = seed;
        this.cluster = new Cluster(home);
        this.watch = new Watch(cluster);
        this.topics = new TopicLog(cluster.kafka());
        this.oracle = new Oracle(cluster, topics);
        this.recomputed = new Recomputed(cluster, watch);
    }

    Form form() {
        return form;
    }

    Cluster cluster() {
        return cluster;
    }

    Watch watch() {
        return watch;
    }

    TopicLog topics() {
        return topics;
    }

    Oracle oracle() {
        return oracle;
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    /** The same seed makes the same towns, writes and moments; what the machine makes of them differs. */
    Verdict run(Fault fault, int round) throws Exception {
        long itsSeed = seed + 31L * fault.name().hashCode() + round;
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(itsSeed);
        Town town = nextTown();
        try (Ledger ledger = new Ledger(
                        cluster.home().resolve("ledger/" + town.code() + "-" + fault.name() + "-" + round + ".tsv"));
                Following following = new Following(cluster, town)) {
            Verdict verdict = new Round(this, fault, itsSeed, random, town, ledger, following).run();
            verdicts.add(verdict);
            repair();
            return verdict;
        }
    }

    Town nextTown() {
        return Town.of(++towns);
    }

    /** All lines that can be asked of one town; the fifth in whole only in the long form, else {@linkplain #recompute at the end}. */
    Findings judge(Town town, Ledger ledger, Following following) throws Exception {
        Findings findings = oracle.judge(town, ledger, following, new Findings(known));
        if (form == Form.LONG) {
            recomputed.compare(oracle, findings);
        }
        return findings;
    }

    /** Line 5: everything from the beginning of the topics. */
    Findings recompute() throws Exception {
        Findings findings = new Findings(known);
        watch.awaitDrained(Duration.ofMinutes(2));
        recomputed.compareFromTheBeginning(oracle, findings);
        return findings;
    }

    /** With what was recomputed last. */
    Findings compareAgain() throws SQLException {
        Findings findings = new Findings(new HashSet<>());
        recomputed.compareAgain(oracle, findings);
        return findings;
    }

    /** Whatever a round left behind. */
    void repair() throws IOException, InterruptedException {
        cluster.repair();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        watch.close();
        topics.close();
        cluster.close();
    }
}
