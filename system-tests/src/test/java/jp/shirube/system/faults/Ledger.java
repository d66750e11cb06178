package jp.shirube.system.faults;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the clients of one round know: every write they asked for, and what they were told of it. Each write carries its key inside
 * what it states, so that it can be found in any history. Written to a file line by line, never changed.
 */
final class Ledger implements AutoCloseable {

    enum Kind {
        ACTUAL,
        EDITION
    }

    /** What the client knows of a write. */
    enum Outcome {
        /** It was told that it is stored. */
        ACKNOWLEDGED,
        /** It was told that it is not stored and why; nothing of it may exist. */
        REFUSED,
        /** The connection broke, or the service could not say: it may or may not be stored. */
        UNKNOWN
    }

    /** @param place where it stands and with which value: {@code demo-1/FY2020=17}; the plan */
    record Write(String key, Kind kind, String place, String body) {}

    private final BufferedWriter file;
    private final Map<String, Write> writes = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private int onceUnknown;

    Ledger(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        file = Files.newBufferedWriter(path);
    }

    /** Before it is sent. */
    synchronized void asked(Write write) {
        writes.put(write.key(), write);
        outcomes.put(write.key(), Outcome.UNKNOWN);
        line("asked", write.key(), write.kind() + "\t" + write.place() + "\t" + write.body());
    }

    /** Whether to ask once more with the same key is the client's affair. */
    synchronized void told(Write write, Outcome outcome, String what) {
        if (outcome == Outcome.UNKNOWN) {
            onceUnknown++;
        }
        outcomes.put(write.key(), outcome);
        line(outcome.name(), write.key(), what);
    }

    synchronized List<Write> writes(Kind kind, Outcome outcome) {
        List<Write> found = new ArrayList<>();
        writes.forEach((key, write) -> {
            if (write.kind() == kind && outcomes.get(key) == outcome) {
                found.add(write);
            }
        });
        return found;
    }

    synchronized int count(Outcome outcome) {
        return (int) outcomes.values().stream().filter(outcome::equals).count();
    }

    /** Answers that left a client in the dark, also where asking again told it. */
    synchronized int onceUnknown() {
        return onceUnknown;
    }

    private void line(String what, String key, String rest) {
        try {
            file.write(what + "\t" + key + "\t" + rest.replace('\n', ' ') + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
