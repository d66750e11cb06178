package jp.shirube.system.faults;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jp.shirube.local.EndsWithInput;
import org.jspecify.annotations.Nullable;

/** One process of a service, the packaged one, on a port of its own that stays the same when it is started again. */
final class Replica {

    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private final Service service;
    private final String name;
    private final int port;
    private final Path checkout;
    private final Path log;
    private final Map<String, String> environment;
    private final HttpClient http;
    private @Nullable Process process;

    Replica(
            Service service,
            String name,
            int port,
            Path checkout,
            Path log,
            Map<String, String> environment,
            HttpClient http) {
        this.service = service;
        this.name = name;
        this.port = port;
        this.checkout = checkout;
        this.log = log;
        this.environment = environment;
        this.http = http;
    }

    Service service() {
        return service;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    void start() throws IOException {
        start(List.of(), Map.of());
    }

    /** With further arguments of the JVM and variables, this once. */
    void start(List<String> arguments, Map<String, String> variables) throws IOException {
        Path jar = checkout.resolve(service.fullName() + "/target/quarkus-app/quarkus-run.jar");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(FLAGS);
        for (String channel : service.channels()) {
            command.add("-Dmp.messaging.incoming." + channel + ".group.instance.id=" + name + "-" + channel);
        }
        command.addAll(arguments);
        command.addAll(List.of(
                "-cp",
                jar + File.pathSeparator + checkout.resolve("local/target/classes"),
                EndsWithInput.class.getName(),
                jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        builder.environment().putAll(variables);
        process = builder.start();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Of the process that has ended. */
    int exitCode() {
        return process().exitValue();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    /** As an operator does: TERM, and time to finish what was begun. */
    void stop() throws InterruptedException {
        process().destroy();
        if (!process().waitFor(20, TimeUnit.SECONDS)) {
            process().destroyForcibly().waitFor();
        }
    }

    void freeze() throws IOException, InterruptedException {
        Signal.STOP.to(process().pid());
    }

    void thaw() throws IOException, InterruptedException {
        Signal.CONT.to(process().pid());
    }

    /** Also when it is frozen. */
    void end() throws IOException, InterruptedException {
        if (isAlive()) {
            thaw();
            kill();
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** A figure of {@code /q/metrics}; NaN when it does not say. */
    double metric(String metric) throws InterruptedException {
        try {
            String said = http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return Stream.of(said.split("\n"))
                    .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
