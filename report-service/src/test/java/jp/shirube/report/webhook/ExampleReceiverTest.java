package jp.shirube.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The receiver in the documentation is started as the documentation says, and understands what is sent. */
class ExampleReceiverTest {

    private static final Path FILE = Path.of("..", "docs", "events", "examples", "webhook", "Receiver.java");

    @Test
    void theExampleVerifiesAndPrintsEachIdOnce() throws IOException, InterruptedException {
        String secret = Signing.newSecret();
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstdout.encoding=UTF-8",
                        FILE.toString(),
                        "0")
                .redirectErrorStream(true);
        command.environment().put("SHIRUBE_WEBHOOK_SECRET", secret);
        Process receiver = command.start();
        Sender sender = new Sender(
                new ReceiverAddresses(List.of("127.0.0.1"), java.net.InetAddress::getAllByName),
                new MovedClock(),
                Duration.ofSeconds(15));
        try (BufferedReader said = receiver.inputReader(StandardCharsets.UTF_8)) {
            String listening = said.readLine();
            assertThat(listening).startsWith("listening on ");
            String url = listening.substring("listening on ".length());
            String body = "{\"type\":\"ping\",\"data\":{\"name\":\"米沢市\"}}";
            assertThat(sender.send(url, List.of(secret), "one", body).status()).isEqualTo(204);
            assertThat(said.readLine()).isEqualTo("one " + body);
            assertThat(sender.send(url, List.of(secret), "one", body).status())
                    .as("the same again is taken and not printed")
                    .isEqualTo(204);
            assertThat(sender.send(url, List.of(Signing.newSecret()), "two", body)
                            .status())
                    .as("somebody else's secret")
                    .isEqualTo(401);
            MovedClock late = new MovedClock();
            late.move(Duration.ofMinutes(-6));
            Sender old = new Sender(
                    new ReceiverAddresses(List.of("127.0.0.1"), java.net.InetAddress::getAllByName),
                    late,
                    Duration.ofSeconds(15));
            assertThat(old.send(url, List.of(secret), "three", body).status())
                    .as("an old message replayed by somebody")
                    .isEqualTo(401);
            old.close();
            assertThat(sender.send(url, List.of(Signing.newSecret(), secret), "four", body)
                            .status())
                    .as("while a secret is rotated")
                    .isEqualTo(204);
            assertThat(said.readLine()).isEqualTo("four " + body);
        } finally {
            sender.close();
            receiver.destroy();
            assertThat(receiver.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
