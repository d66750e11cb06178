package jp.shirube.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a JVM that ends with its standard input: as long as the returned process is held, it lives. */
final class ChildJvm {

    private ChildJvm() {}

    /** Runs a main class with this JVM's own class path. */
    static Process startMain(Class<?> main, List<String> flags, List<String> arguments, Path log) throws IOException {
        return startMain(main, flags, arguments, Map.of(), log);
    }

    static Process startMain(
            Class<?> main, List<String> flags, List<String> arguments, Map<String, String> environment, Path log)
            throws IOException {
        // By file: a test's class path can be longer than one argument of the system may be.
        Path classPath = Files.createTempFile("shirube", ".classpath");
        String quoted =
                System.getProperty("java.class.path", "").replace("\\", "\\\\").replace("\"", "\\\"");
        Files.writeString(classPath, "-cp \"" + quoted + "\"\n");
        classPath.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(flags);
        command.add("@" + classPath);
        command.add(main.getName());
        command.addAll(arguments);
        return start(command, environment, log);
    }

    /** Runs this JVM's own {@code java} with these arguments. */
    static Process start(List<String> arguments, Map<String, String> environment, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        // Meant for the JVM that has them, not for its children: a debugger's port can be opened only once.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }
}
