package jp.shirube.plan.access;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one 権限対応表 says otherwise than the one before it.
 *
 * @param added gives something new, or for other days than any row did
 * @param ended gives less long than before, or nothing any more
 * @param changed gives the same, for other days or with another note
 */
public record MappingDifference(List<MappingRow> added, List<Ended> ended, List<Changed> changed) {

    /**
     * @param row as it was
     * @param to its last day now; null where it is not in the table any more
     */
    public record Ended(MappingRow row, @Nullable LocalDate to) {}

    public record Changed(MappingRow before, MappingRow after) {}

    public MappingDifference {
        added = List.copyOf(added);
        ended = List.copyOf(ended);
        changed = List.copyOf(changed);
    }

    public boolean isNothing() {
        return added.isEmpty() && ended.isEmpty() && changed.isEmpty();
    }
}
