package jp.shirube.kpi.actual.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import jp.shirube.access.ApiKey;
import jp.shirube.problem.ProblemException;

/** ASVS 5.0 1.5.3, 2.2.1: any bytes are a proposed actual with its faults, or a problem. */
class ActualRequestFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void actual(byte[] content) {
        try {
            assertThat(ActualRequest.read(content)).isNotNull();
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isBetween(400, 499);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void key(byte[] presented) {
        String text = new String(presented, StandardCharsets.UTF_8);
        ApiKey.read(text).ifPresent(key -> {
            assertThat(key.reveal()).isEqualTo(text);
            assertThat(key.hash()).hasSize(64);
            assertThat(key.toString()).doesNotContain(text.substring(text.length() - 43));
        });
    }
}
