package jp.shirube.system.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file system of its own for one part's data, so that it can be full without the machine's being full: ext4 in a file where
 * this may be mounted, else a plain directory that {@linkplain #whyNot() cannot}.
 */
final class Disk implements AutoCloseable {

    private static final String SIZE = "1536M";

    private final Path directory;
    private final @Nullable String whyNot;

    private Disk(Path directory, @Nullable String whyNot) {
        this.directory = directory;
        this.whyNot = whyNot;
    }

    static Disk at(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path image = directory.resolveSibling(directory.getFileName() + ".img");
        String said = run("truncate", "-s", SIZE, image.toString());
        said += run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        said += run("mount", "-o", "loop", image.toString(), directory.toString());
        return new Disk(directory, said.isEmpty() ? null : said.strip());
    }

    /** After a run that was killed. */
    static void release(Path directory) throws IOException, InterruptedException {
        if (Files.isDirectory(directory)
                && Files.readString(Path.of("/proc/mounts")).contains(" " + directory + " ")) {
            run("umount", "-l", directory.toString());
        }
    }

    Path directory() {
        return directory;
    }

    /** The exact words of the system that would not mount it, or null. */
    @Nullable
    String whyNot() {
        return whyNot;
    }

    /** Nothing more can be written. */
    void fill() throws IOException, InterruptedException {
        // Fails at the end of the space, which is what is wanted; fallocate alone may leave some.
        run("fallocate", "-l", Long.toString(Files.getFileStore(directory).getUsableSpace()), ballast());
        run("dd", "if=/dev/zero", "of=" + ballast() + ".rest", "bs=4096", "status=none");
    }

    void empty() throws IOException {
        for (String file : List.of(ballast(), ballast() + ".rest")) {
            Files.deleteIfExists(Path.of(file));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (whyNot == null) {
            run("umount", "-l", directory.toString());
        }
    }

    private String ballast() {
        return directory.resolve("ballast").toString();
    }

    /** What it complained of; empty when it succeeded. */
    private static String run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : command[0] + ": " + said;
        } catch (IOException e) {
            return command[0] + ": " + e.getMessage() + "\n";
        }
    }
}
