package jp.shirube.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One launcher per state directory. The lock goes with the process, however that ends; the list of processes beside it
 * stays and tells the next start whom a killed launcher left behind.
 */
final class RunLock implements AutoCloseable {

    private final FileChannel channel;
    private final Path processes;

    private RunLock(FileChannel channel, Path processes) {
        this.channel = channel;
        this.processes = processes;
    }

    /** Empty when another launcher holds it. */
    static Optional<RunLock> take(Path home) throws IOException {
        FileChannel channel = FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new RunLock(channel, home.resolve("processes")));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this JVM.
        }
        channel.close();
        return Optional.empty();
    }

    /** The running launcher, if there is one. */
    static Optional<ProcessHandle> holder(Path home) throws IOException {
        Path processes = home.resolve("processes");
        if (!Files.exists(home.resolve("lock")) || !Files.exists(processes)) {
            return Optional.empty();
        }
        Optional<RunLock> free = take(home);
        if (free.isPresent()) {
            free.get().release();
            return Optional.empty();
        }
        return Files.readAllLines(processes).stream()
                .limit(1)
                .flatMap(line -> find(line).stream())
                .findFirst();
    }

    /** Ends the children a killed launcher left behind. @return how many were still there */
    int endLeftBehind() throws IOException {
        if (!Files.exists(processes)) {
            return 0;
        }
        List<ProcessHandle> left = Files.readAllLines(processes).stream()
                .flatMap(line -> find(line).stream())
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .toList();
        left.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : left) {
            if (!awaitEnd(process, 5)) {
                process.destroyForcibly();
                awaitEnd(process, 2);
            }
        }
        return left.size();
    }

    /** Notes this process first, then its children. */
    void note(List<ProcessHandle> children) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(line(ProcessHandle.current()));
        children.forEach(child -> lines.add(line(child)));
        Files.write(processes, lines);
    }

    /** After an orderly stop nobody is left behind. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(processes);
        release();
    }

    private void release() throws IOException {
        channel.close();
    }

    /** Number and time of start: the number alone may belong to somebody else by now. */
    private static String line(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static Optional<ProcessHandle> find(String line) {
        int space = line.indexOf(' ');
        if (space < 1) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(line.substring(0, space)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> line(process).equals(line));
    }

    static boolean awaitEnd(ProcessHandle process, int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return false;
        }
    }
}
