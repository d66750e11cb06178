package jp.shirube.report.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import jp.shirube.document.DocumentReader;
import jp.shirube.problem.ProblemException;

/** ASVS 5.0 1.5.3, 2.2.1: any text is a trial that can be judged, or a problem with its places. */
class TrialFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

    @FuzzTest(maxDuration = "10m")
    void trial(byte[] written) {
        try {
            TrialReading.Trial trial = TrialReading.read(
                    DocumentReader.read(new String(written, StandardCharsets.UTF_8)), LocalDate.of(2026, 6, 30), JSON);
            assertThat(trial.promise()).isNotNull();
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
        }
    }
}
