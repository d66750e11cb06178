package jp.shirube.plan.access;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import jp.shirube.access.Role;
import jp.shirube.plan.access.MappingDifference.Changed;
import jp.shirube.plan.access.MappingDifference.Ended;
import org.jspecify.annotations.Nullable;

/** 権限対応表 of a municipality, whole: everything it gives, gave and will give, in the order in which it was written. */
public record AccessMapping(List<MappingRow> rows) {

    public static final AccessMapping NONE = new AccessMapping(List.of());

    public AccessMapping {
        rows = List.copyOf(rows);
    }

    /** What holds that day. */
    public AccessMapping on(LocalDate day) {
        return new AccessMapping(rows.stream().filter(row -> row.holdsOn(day)).toList());
    }

    public boolean hasAdministratorOn(LocalDate day) {
        return rows.stream().anyMatch(row -> row.role() == Role.ADMINISTRATOR && row.holdsOn(day));
    }

    /** What is otherwise than it was, for people to look through. */
    public MappingDifference since(AccessMapping before) {
        Set<MappingRow> now = new HashSet<>(rows);
        Map<MappingRow.Gift, List<MappingRow>> gone = new LinkedHashMap<>();
        before.rows.stream()
                .filter(row -> !now.contains(row))
                .forEach(row -> gone.computeIfAbsent(row.gift(), gift -> new ArrayList<>())
                        .add(row));
        Set<MappingRow> known = new HashSet<>(before.rows);
        List<MappingRow> added = new ArrayList<>();
        List<Ended> ended = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        for (MappingRow row : rows) {
            if (known.contains(row)) {
                continue;
            }
            Optional<MappingRow> was = takeSame(gone.get(row.gift()), row);
            if (was.isEmpty()) {
                added.add(row);
            } else if (row.to() != null && row.equals(was.get().until(row.to())) && row.endsEarlierThan(was.get())) {
                ended.add(new Ended(was.get(), row.to()));
            } else {
                changed.add(new Changed(was.get(), row));
            }
        }
        gone.values().forEach(rest -> rest.forEach(row -> ended.add(new Ended(row, null))));
        return new MappingDifference(added, ended, changed);
    }

    /** The one that began on the same day, else any that gave the same. */
    private static Optional<MappingRow> takeSame(@Nullable List<MappingRow> gone, MappingRow row) {
        if (gone == null || gone.isEmpty()) {
            return Optional.empty();
        }
        MappingRow found = gone.stream()
                .filter(was -> Objects.equals(was.from(), row.from()))
                .findFirst()
                .orElseGet(gone::getFirst);
        gone.remove(found);
        return Optional.of(found);
    }
}
