package jp.shirube.responsibility;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 課 (or 部) over its whole life, as far as its names and what became of it go.
 *
 * @param names in order of time, the present one last
 * @param from first day, null when unknown
 * @param to last day, null when unknown or still there
 * @param successors what it became by a merger (統合) or split (分割); a rename (改称) keeps the id and is no successor
 */
public record Office(
        String id,
        List<DatedName> names,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<String> successors) {

    public Office {
        names = List.copyOf(names);
        successors = List.copyOf(successors);
    }

    /** Whether it has begun, as far as is known. */
    public boolean hasBegunBy(LocalDate day) {
        return from == null || !day.isBefore(from);
    }

    public boolean hasEndedBefore(LocalDate day) {
        return to != null && day.isAfter(to);
    }

    public boolean existsOn(LocalDate day) {
        return hasBegunBy(day) && !hasEndedBefore(day);
    }

    /**
     * The name it bears that day; where days are unknown, the last that may have been in use. Between two names and after the
     * last the one before stays, and before the first it is the first: a department is never without a name.
     */
    public String nameOn(LocalDate day) {
        String name = names.isEmpty() ? id : names.getFirst().name();
        boolean held = false;
        for (DatedName dated : names) {
            boolean begun = dated.from() == null || !day.isBefore(dated.from());
            boolean over = dated.to() != null && day.isAfter(dated.to());
            if (begun && !(held && over)) {
                name = dated.name();
                held |= !over;
            }
        }
        return name;
    }
}
