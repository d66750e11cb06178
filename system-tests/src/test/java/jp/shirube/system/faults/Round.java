package jp.shirube.system.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import jp.shirube.system.faults.Oracle.Findings;
import jp.shirube.system.faults.Oracle.Line;

/** One fault, once: a town at work, the blow, the healing, the judgement. */
final class Round {

    private static final Duration HEALED_WITHIN = Duration.ofMinutes(3);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

    private final FaultSuite suite;
    private final Fault fault;
    private final long seed;
    private final RandomGenerator random;
    private final Town town;
    private final Ledger ledger;
    private final Following following;
    private final Load load;
    private final List<String> against = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long healingSince;

    Round(
            FaultSuite suite,
            Fault fault,
            long seed,
            RandomGenerator random,
            Town town,
            Ledger ledger,
            Following following) {
        this.suite = suite;
        this.fault = fault;
        this.seed = seed;
        this.random = random;
        this.town = town;
        this.ledger = ledger;
        this.following = following;
        this.load = new Load(suite.cluster(), town, ledger, random);
    }

    Verdict run() throws Exception {
        int duplicatesBefore = suite.topics().read().duplicates();
        Duration healed = Duration.ZERO;
        Findings findings = new Findings(new HashSet<>());
        try {
            load.prepare();
            following.start(load);
            suite.watch().begin();
            load.start();
            pause(Duration.ofMillis(1000 + random.nextInt(1500)));
            healingSince = 0;
            fault.strike().at(this);
            healing();
            suite.watch().awaitHealed(HEALED_WITHIN);
            healed = Duration.ofNanos(System.nanoTime() - healingSince);
            pause(Duration.ofSeconds(1));
        } catch (Exception e) {
            against.add(fault.name() + " could not be made or healed: " + e);
            suite.repair();
        }
        try {
            load.stop(Duration.ofSeconds(30));
            suite.watch().awaitDrained(DRAINED_WITHIN);
            findings = suite.judge(town, ledger, following);
        } catch (Exception e) {
            against.add("not judged: " + e);
            // So that what comes next is judged for itself.
            suite.startAnew();
        }
        against.addAll(load.wrongAnswers());
        for (Line red : findings.red()) {
            against.add("line " + (red.ordinal() + 1) + ", " + red.meaning() + ": "
                    + findings.against(red).size() + " against it, e.g. "
                    + findings.against(red).getFirst());
        }
        return new Verdict(
                fault.name(),
                seed,
                load.acknowledged(),
                ledger.onceUnknown(),
                ledger.count(Ledger.Outcome.UNKNOWN),
                suite.topics().duplicates() - duplicatesBefore,
                findings.lost(),
                findings.doubled(),
                healed,
                suite.watch().peakLag(),
                against,
                notes);
    }

    Cluster cluster() {
        return suite.cluster();
    }

    Watch watch() {
        return suite.watch();
    }

    TopicLog topics() {
        return suite.topics();
    }

    Load load() {
        return load;
    }

    Ledger ledger() {
        return ledger;
    }

    Town town() {
        return town;
    }

    RandomGenerator random() {
        return random;
    }

    Duration choose(Duration inShort, Duration inLong) {
        return suite.form().choose(inShort, inLong);
    }

    /** From now on everything is there again; said once, the first time counts. */
    void healing() {
        if (healingSince == 0) {
            healingSince = System.nanoTime();
        }
    }

    /** What must hold besides the eight lines. */
    void expect(boolean holds, String what) {
        if (!holds) {
            against.add("expected: " + what);
        }
    }

    /** A figure worth telling. */
    void note(String what) {
        notes.add(what);
    }

    /** Before a database is taken away. */
    void rememberIssued() throws SQLException {
        suite.oracle().remember();
    }

    void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    /** Somewhere between nothing and this. */
    void randomPause(Duration atMost) throws InterruptedException {
        pause(Duration.ofMillis(random.nextLong(atMost.toMillis())));
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
