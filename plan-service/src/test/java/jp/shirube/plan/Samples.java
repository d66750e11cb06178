package jp.shirube.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The five real plans. */
public final class Samples {

    private static final Path SAMPLES = Path.of("..", "samples");

    private Samples() {}

    public static String read(String file) {
        try {
            return Files.readString(SAMPLES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
