package jp.shirube.kpi.bulk;

import java.util.List;
import java.util.Objects;
import jp.shirube.problem.Fault;

/**
 * What a file did, or would do. Every row is counted once.
 *
 * @param stored false of a dry run, and where nothing changed
 * @param problems the first of them, by place
 * @param outcomes of the first rows; only of a dry run
 * @param warnings what is odd about figures that were taken; never of a large file
 */
public record FileAnswer(
        Counts counts, boolean stored, List<Fault> problems, List<Foreseen> outcomes, List<Fault> warnings) {

    /** What was kept before there were warnings has none. */
    public FileAnswer {
        warnings = Objects.requireNonNullElse(warnings, List.of());
    }

    public record Counts(long rows, long recorded, long corrected, long unchanged, long refused) {

        public long changed() {
            return recorded + corrected;
        }
    }
}
