package jp.shirube.plan.municipality;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import jp.shirube.responsibility.Office;
import org.jspecify.annotations.Nullable;

/**
 * 課 (or 部), over its whole life. A rename adds a name and keeps the id; what a merger or split ends has successors.
 *
 * @param names in order of time, the present one last
 * @param aliases other spellings found in print
 * @param partOf the 部 it belongs to
 * @param from first day, null when unknown
 * @param to last day, null when unknown or still there
 */
public record Department(
        String id,
        List<DatedName> names,
        List<String> aliases,
        @Nullable String partOf,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<String> successors,
        @Nullable String note) {

    public Department {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        successors = successors == null ? List.of() : List.copyOf(successors);
    }

    /** @param from first day of that name, null when unknown */
    public record DatedName(
            String name, @Nullable LocalDate from, @Nullable LocalDate to) {}

    public String presentName() {
        return names.getLast().name();
    }

    /** The name it bore that day. */
    public String nameOn(LocalDate day) {
        return office().nameOn(day);
    }

    /** What of it decides who reports, and under which name. */
    public Office office() {
        return new Office(
                id,
                names.stream()
                        .map(name -> new jp.shirube.responsibility.DatedName(name.name(), name.from(), name.to()))
                        .toList(),
                from,
                to,
                successors);
    }

    /** Every word that means this department in a document. */
    public Stream<String> words() {
        return Stream.of(Stream.of(id), names.stream().map(DatedName::name), aliases.stream())
                .flatMap(words -> words)
                .distinct();
    }
}
