package jp.shirube.kpi.bulk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import jp.shirube.problem.ProblemException;

/** A form of file, read row by row. */
@FunctionalInterface
public interface WrittenRows {

    /** @throws ProblemException where the file as a whole cannot be read */
    void read(Path file, Consumer<WrittenRow> taker) throws IOException;
}
