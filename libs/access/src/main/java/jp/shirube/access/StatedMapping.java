package jp.shirube.access;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 権限対応表 of a municipality, as its owner announced it. Roles are words here: one that only a newer version knows is kept and
 * gives nothing until then.
 */
public record StatedMapping(String municipality, long version, List<Row> rows) {

    public StatedMapping {
        rows = List.copyOf(rows);
    }

    /**
     * Whoever has the claim has the role.
     *
     * @param claim {@code groups:企画調整課}
     * @param from first day; null for as long as anybody knows
     * @param to last day; null for until further notice
     */
    public record Row(
            String claim,
            String role,
            @Nullable String department,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String note) {}
}
