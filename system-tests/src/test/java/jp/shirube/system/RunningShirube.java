package jp.shirube.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Installation} with the samples, shared by all tests: started at the first question, stopped with the JVM. Whoever
 * states figures states those nobody else asks for; whoever stops it starts it again. Its state stays in {@code target/shirube-home} for whoever wants to know why a test failed.
 */
final class RunningShirube {

    private static @Nullable Installation running;

    private RunningShirube() {}

    /** The one address, without a slash at its end. */
    static URI address() {
        return installation().address("");
    }

    /** The state directory, with {@code logs/} in it. */
    static Path home() {
        return installation().home();
    }

    static synchronized Installation installation() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static Installation start() {
        try {
            Path home = Path.of("target", "shirube-home").toAbsolutePath();
            delete(home);
            Installation installation = new Installation(home);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(installation), "stop-shirube"));
            installation.start();
            if (installation.output().text().contains("見本を取り込めません")) {
                throw new IllegalStateException(
                        "the samples were refused: " + installation.output().text());
            }
            return installation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Shirube started", e);
        }
    }

    /** What the run before left. */
    private static void delete(Path home) throws IOException {
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private static void stop(Installation installation) {
        try {
            installation.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
