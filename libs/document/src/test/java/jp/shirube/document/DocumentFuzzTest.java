package jp.shirube.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import jp.shirube.problem.ProblemException;

/** ASVS 5.0 1.5.2, 1.5.3, 2.2.1: any text is a document or a problem with its places. */
class DocumentFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void document(byte[] written) {
        try {
            ReadDocument read = DocumentReader.read(new String(written, StandardCharsets.UTF_8));
            assertThat(read.digest()).hasSize(64);
            assertThat(read.line("")).isPositive();
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
        }
    }
}
