package jp.shirube.plan.municipality;

import java.time.LocalDate;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;

/**
 * 担当: which department reports an indicator, from a day to a day; null means unknown or open.
 */
public record Responsibility(
        String indicator,
        String department,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public Stated stated() {
        return new Stated(department, from, to);
    }

    /** Whether some day belongs to both. */
    public boolean overlaps(Responsibility other) {
        return (to == null || other.from == null || !to.isBefore(other.from))
                && (other.to == null || from == null || !other.to.isBefore(from));
    }
}
