package jp.shirube.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import jp.shirube.system.faults.Fault.Form;
import jp.shirube.system.faults.Oracle.Findings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form: the quick faults once each. {@code -Dfaults.seed=} repeats one; the long form is {@code ./shirube faults}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private final long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);
    private FaultSuite suite;

    @BeforeAll
    void everythingIsThereTwice() throws Exception {
        System.out.println("faults: seed " + seed + " (repeat with -Dfaults.seed=" + seed + ")");
        suite = new FaultSuite(
                Form.SHORT, seed, Path.of("target", "faults", "cluster").toAbsolutePath());
    }

    @AfterAll
    void end() throws Exception {
        if (suite != null) {
            System.out.println(Report.table(suite.verdicts()));
            suite.close();
        }
    }

    static List<String> quick() {
        String only = System.getProperty("faults.only", "");
        Stream<Fault> chosen = only.isEmpty()
                ? Faults.all().stream().filter(fault -> fault.forms().contains(Form.SHORT))
                : Stream.of(only.split(",")).map(Faults::named);
        return chosen.map(Fault::name).toList();
    }

    @ParameterizedTest
    @Order(1)
    @MethodSource("quick")
    void nothingAcknowledgedIsLostAndNothingHappensTwice(String fault) throws Exception {
        Verdict verdict = suite.run(Faults.named(fault), 1);
        System.out.println(Report.line(verdict));
        assertThat(verdict.against()).as("%s", verdict).isEmpty();
        assertThat(verdict.acknowledged()).as("the clients really wrote").isGreaterThan(20);
    }

    /** Each planted bug turns its own line red and no other, and nothing is red when it is taken back. */
    @Test
    @Order(2)
    void theLedgerSees() throws Exception {
        Town town = suite.nextTown();
        try (Ledger ledger = new Ledger(suite.cluster().home().resolve("ledger/planted.tsv"));
                Following following = new Following(suite.cluster(), town)) {
            Load load = new Load(
                    suite.cluster(),
                    town,
                    ledger,
                    RandomGeneratorFactory.getDefault().create(seed));
            load.prepare();
            following.start(load);
            load.start();
            TimeUnit.SECONDS.sleep(2);
            load.stop(Duration.ofSeconds(30));
            PlantedBug.Place place = new PlantedBug.Place(
                    suite.cluster(),
                    town,
                    ledger,
                    suite.topics(),
                    following,
                    ledger.writes(Ledger.Kind.ACTUAL, Ledger.Outcome.ACKNOWLEDGED));
            assertThat(judge(place).red()).as("before").isEmpty();
            following.patience(Duration.ofSeconds(3));
            for (PlantedBug bug : PlantedBug.values()) {
                bug.plant(place);
                Findings seen = judge(place);
                assertThat(seen.red()).as("%s: %s", bug, seen).containsExactly(bug.line());
                bug.takeBack(place);
                Findings after = judge(place);
                assertThat(after.red()).as("%s taken back: %s", bug, after).isEmpty();
            }
        }
    }

    private Findings judge(PlantedBug.Place place) throws Exception {
        suite.watch().awaitDrained(Duration.ofMinutes(1));
        return suite.oracle().judge(place.town(), place.ledger(), place.following(), new Findings(new HashSet<>()));
    }

    /** And sees a single figure that is not what the topics say. */
    @Test
    @Order(3)
    void theReadModelIsWhatTheTopicsSay() throws Exception {
        Findings findings = suite.recompute();
        assertThat(findings.red()).as("%s", findings).isEmpty();

        var report = suite.cluster().database(Service.REPORT);
        String row = PlantedBug.value(report, """
                update assessment set content = content || '{"planted": true}' where (municipality, plan, edition, target, year) =
                    (select municipality, plan, edition, target, year from assessment order by 1, 2, 3, 4, 5 limit 1)
                returning municipality || '/' || target""");
        Findings planted = suite.compareAgain();
        assertThat(planted.red()).as("%s", row).containsExactly(Oracle.Line.READ_MODEL_RECOMPUTED);
        PlantedBug.execute(report, "update assessment set content = content - 'planted' where content ? 'planted'");
        assertThat(suite.compareAgain().red()).isEmpty();
    }
}
