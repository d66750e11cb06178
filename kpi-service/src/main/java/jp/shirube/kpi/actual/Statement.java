package jp.shirube.kpi.actual;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody states of a period.
 *
 * @param department 担当課 in whose name it was written; null before it is written, and where nobody reports
 */
public record Statement(
        Measured measured,
        Status status,
        @Nullable String note,
        @Nullable String evidence,
        @Nullable String department) {

    /** Whether the other says nothing new, whoever says it. */
    public boolean isRepeatedBy(Statement other) {
        return measured.equals(other.measured)
                && status == other.status
                && Objects.equals(note, other.note)
                && Objects.equals(evidence, other.evidence);
    }

    /** Whether the other only says that what was preliminary stays as it is. */
    boolean isMadeFinalBy(Statement other) {
        return status != Status.FINAL && other.status == Status.FINAL && measured.equals(other.measured);
    }

    public Statement by(@Nullable String reporting) {
        return new Statement(measured, status, note, evidence, reporting);
    }
}
