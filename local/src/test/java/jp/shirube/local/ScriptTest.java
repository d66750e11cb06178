package jp.shirube.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script at the top, called by a link from elsewhere, in a directory with a space in its name. */
@EnabledOnOs(OS.LINUX)
class ScriptTest {

    private record Answer(int exitCode, String text) {}

    @TempDir
    private Path temporary = Path.of("");

    private Path script = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void copyTheScript() throws Exception {
        Path checkout = Files.createDirectory(temporary.resolve("a check out"));
        Path copy = Files.copy(Path.of("").toAbsolutePath().resolveSibling("shirube"), checkout.resolve("shirube"));
        assertTrue(copy.toFile().setExecutable(true));
        script = Files.createSymbolicLink(temporary.resolve("link"), copy);
        Path old = jdk("old", "17.0.19");
        environment.put("JAVA_HOME", "");
        environment.put("HOME", temporary.toString());
        environment.put("SHIRUBE_HOME", "");
        environment.put("SHIRUBE_JDK_DIRS", temporary.resolve("nothing").toString());
        environment.put("PATH", old.resolve("bin") + ":/usr/bin:/bin");
    }

    @Test
    void theJdkOfJavaHomeIsTakenIfItIsNewEnough() throws Exception {
        environment.put("JAVA_HOME", jdk("new one", "21.0.5").toString());
        assertEquals(temporary.resolve("new one") + "\n", run("find-jdk").text());
    }

    @Test
    void anOldJavaHomeIsPassedOverForOneInTheUsualFolders() throws Exception {
        environment.put("JAVA_HOME", temporary.resolve("old").toString());
        environment.put("SHIRUBE_JDK_DIRS", temporary.resolve("old") + " " + jdk("newest", "25"));
        assertEquals(temporary.resolve("newest") + "\n", run("find-jdk").text());
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        Path runtime = jdk("runtime", "25.0.3");
        Files.delete(runtime.resolve("bin/javac"));
        environment.put("SHIRUBE_JDK_DIRS", runtime.toString());
        assertEquals(1, run("find-jdk").exitCode());
    }

    @Test
    void withoutAnyOneLineSaysWhatToInstall() throws Exception {
        Answer answer = run("up");
        assertEquals(1, answer.exitCode());
        assertEquals(1, answer.text().lines().count(), answer.text());
        assertTrue(answer.text().contains("temurin-25-jdk"), answer.text());
    }

    @Test
    void anUnknownCommandOrArgumentIsSaidWithTheHelp() throws Exception {
        for (Answer answer : List.of(run("fly"), run("up", "--fast"), run("reset", "now"))) {
            assertEquals(2, answer.exitCode(), answer.text());
            assertTrue(answer.text().contains("--no-samples"), answer.text());
        }
        assertEquals(0, run("--help").exitCode());
        assertEquals(0, run().exitCode());
    }

    @Test
    void republishingIsAskedForByNameAndConfirmed() throws Exception {
        for (Answer answer : List.of(run("republish"), run("republish", "all"), run("republish", "kpi", "now"))) {
            assertEquals(2, answer.exitCode(), answer.text());
            assertTrue(answer.text().contains("republish plan|kpi|report"), answer.text());
        }
        Answer silence = run("republish", "kpi");
        assertEquals(1, silence.exitCode(), "asks, and takes silence for no");
        assertTrue(silence.text().contains("公表しませんでした"), silence.text());
    }

    @Test
    void resetDeletesOnlyWhatIsShirubes() throws Exception {
        Path home = Files.createDirectories(temporary.resolve("a check out/.shirube"));
        Files.writeString(home.resolve("letter"), "mine");
        assertEquals(1, run("reset", "--yes").exitCode());

        Files.createDirectories(home.resolve("logs"));
        Files.createDirectories(home.resolve("postgres"));
        assertEquals(1, run("reset").exitCode(), "asks, and takes silence for no");
        assertTrue(Files.exists(home.resolve("postgres")));

        assertEquals(0, run("reset", "--yes").exitCode());
        assertFalse(Files.exists(home.resolve("postgres")));
        assertTrue(Files.exists(home.resolve("letter")));
    }

    private Path jdk(String name, String version) throws IOException {
        Path bin = Files.createDirectories(temporary.resolve(name).resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(
                    bin.resolve(program), "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2025-01-01' >&2\n");
            assertTrue(file.toFile().setExecutable(true));
        }
        return temporary.resolve(name);
    }

    private Answer run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(temporary, "output", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
