package jp.shirube.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jp.shirube.local.RealParts;
import jp.shirube.report.progresslog.Filter;
import jp.shirube.report.progresslog.ProgressLog;
import jp.shirube.report.progresslog.PublishedProgress;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The consumers that people copy from docs/events/examples do what they say, started as the page tells. */
@QuarkusTest
@WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "report"))
class ExampleConsumersTest {

    private static final Path EXAMPLES = Path.of("..", "docs", "events", "examples");

    @Inject
    ProgressLog log;

    @TempDir
    Path directory;

    @Test
    void theStreamsExampleGoesOnWhereItStopped() throws IOException {
        try (PublishedProgress said = stated("443001")) {
            Path position = directory.resolve("position.txt");
            String address = address("443001") + "/progress-events?plan=plan";
            List<UUID> ids = new ArrayList<>();
            try (Running follow = java("follow-1", "sse/Follow.java", address, position.toString())) {
                settled(() -> assertThat(position).exists());
                ids.add(said.progress("plan", "women", 1));
                follow.says(ids.getFirst().toString());
            }
            ids.add(said.progress("plan", "women", 2));
            try (Running follow = java("follow-2", "sse/Follow.java", address, position.toString())) {
                follow.says(ids.get(1).toString());
                ids.add(said.progress("plan", "women", 3));
                follow.says(ids.get(2).toString());
                assertThat(follow.said()).doesNotContain(ids.getFirst().toString());
                assertThat(follow.said().lines()).hasSize(2);
            }
        }
    }

    @Test
    void theFeedsExamplePrintsOnlyWhatIsNew() throws IOException, InterruptedException {
        try (PublishedProgress said = stated("443002")) {
            String feed = address("443002") + "/feeds/plans/plan";
            String known = directory.resolve("known.txt").toString();
            said.progress("plan", "women", 1);
            settled(() -> assertThat(given().get(feed).asString()).contains("<entry>"));
            String first = readFeed("read-1", feed, known);
            assertThat(first.lines()).hasSize(1);
            assertThat(first)
                    .contains("「審議会等における女性委員の割合」令和6年度：判定が－からBに変わりました")
                    .contains("http://127.0.0.1:" + RestAssured.port
                            + "/municipalities/443002/indicators/women-on-councils");
            assertThat(readFeed("read-2", feed, known)).isEmpty();
            said.manyProgress("plan", 2, 60);
            settled(() -> assertThat(count("443002")).isEqualTo(61));
            assertThat(readFeed("read-3", feed, known).lines()).hasSize(60);
        }
    }

    @Test
    void theKafkaExampleBeginsWithThePresentStateAndHasEachEffectOnce() throws IOException {
        try (PublishedProgress said = stated("443003")) {
            said.latest("plan", "women", 3);
            said.latest("plan", "gone", 1);
            said.latestGone("plan", "gone");
            UUID old = said.progress("plan", "women", 3);
            String group = "reporting-team-" + old;
            try (Running listener = java("kafka", "kafka/ProgressListener.java", RealParts.bootstrapServers(), group)) {
                listener.says("latest 443003/target/plan/women");
                listener.says(" targets");
                UUID id = UUID.randomUUID();
                for (int twice = 0; twice < 2; twice++) {
                    said.changed(id, "jp.shirube.report.progress.changed.v1", "plan", "women", 4, "", "", "{}");
                }
                said.grade("plan", "women", 4, "A");
                said.progress("plan", "women", 5);
                listener.says("changed 443003/target/plan/women version 5");
                assertThat(listener.said().lines().filter(line -> line.startsWith("changed 443003/")))
                        .hasSize(2)
                        .first()
                        .asString()
                        .contains("version 4");
                assertThat(listener.said()).contains("grade 443003/target/plan/women");
            }
        }
    }

    private int count(String code) {
        return log.after(0, new Filter(code, null, null, null, false, true), 1000)
                .size();
    }

    private String readFeed(String name, String... arguments) throws IOException, InterruptedException {
        try (Running read = java(name, "atom/ReadFeed.java", arguments)) {
            assertThat(read.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(read.process().exitValue()).as(read.said()).isZero();
            return read.said();
        }
    }

    /** An example at work; what it prints is read from a file. */
    private record Running(Process process, Path output) implements AutoCloseable {

        void says(String text) {
            settled(() -> assertThat(said()).contains(text));
        }

        String said() throws IOException {
            return Files.readString(output);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Running java(String name, String example, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jarOf(KafkaConsumer.class) + File.pathSeparator + jarOf(Logger.class),
                "-Dstdout.encoding=UTF-8",
                EXAMPLES.resolve(example).toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve(name + ".out");
        return new Running(
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(directory.resolve(name + ".err").toFile())
                        .start(),
                output);
    }

    private static String jarOf(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static PublishedProgress stated(String code) {
        PublishedProgress said = new PublishedProgress(code);
        said.municipality("試験市");
        said.edition("plan", "計画");
        settled(() -> given().get(address(code) + "/feeds/plans/plan").then().statusCode(200));
        return said;
    }

    private static String address(String code) {
        return "http://127.0.0.1:" + RestAssured.port + "/api/report/v1/municipalities/" + code;
    }

    private static void settled(ThrowingRunnable facts) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(facts);
    }
}
