package jp.shirube.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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

    @Test
    @Order(2)
    void theReadModelIsWhatTheTopicsSay() throws Exception {
        Findings findings = suite.recompute();
        assertThat(findings.red()).as("%s", findings).isEmpty();
    }
}
