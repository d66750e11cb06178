package jp.shirube.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrashPointTest {

    /** Passes one point three times and says so. */
    static final class Passing {

        private Passing() {}

        public static void main(String[] args) {
            for (int time = 1; time <= 3; time++) {
                CrashPoint.BETWEEN_PUBLISH_AND_MARK.passed();
                System.out.println("passed " + time);
            }
        }
    }

    @Test
    void theProcessDiesTheNthTimeItPassesTheNamedPoint() throws Exception {
        assertThat(run("-Dshirube.crash-at=between-publish-and-mark:2"))
                .contains("passed 1")
                .doesNotContain("passed 2")
                .endsWith("exit 137");
        assertThat(run("-Dshirube.crash-at=between-publish-and-mark"))
                .doesNotContain("passed 1")
                .endsWith("exit 137");
    }

    @Test
    void nothingHappensWithoutTheSettingOrAtAnotherPoint() throws Exception {
        assertThat(run("-Dnothing=set")).contains("passed 3").endsWith("exit 0");
        assertThat(run("-Dshirube.crash-at=between-effect-and-offset"))
                .contains("passed 3")
                .endsWith("exit 0");
    }

    @Test
    void aPointThatDoesNotExistIsRefused() throws Exception {
        assertThat(run("-Dshirube.crash-at=between-two-stools"))
                .contains("between-commit-and-publish")
                .endsWith("exit 1");
    }

    private static String run(String setting) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        setting,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Passing.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said + "exit " + process.exitValue();
    }
}
