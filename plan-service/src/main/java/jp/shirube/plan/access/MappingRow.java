package jp.shirube.plan.access;

import java.time.LocalDate;
import jp.shirube.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * A row of the 権限対応表: whoever has the claim has the role.
 *
 * @param claim {@code <name>:<value>}, such as {@code groups:企画調整課}
 * @param department id of the department the role is held for; null where it is of none
 * @param from first day; null for as long as anybody knows
 * @param to last day; null for until further notice
 */
public record MappingRow(
        String claim,
        Role role,
        @Nullable String department,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String note) {

    /** What a row gives to whom, whenever. */
    public record Gift(String claim, Role role, @Nullable String department) {}

    public Gift gift() {
        return new Gift(claim, role, department);
    }

    public boolean holdsOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    /** Whether there is a day on which both hold. */
    public boolean overlaps(MappingRow other) {
        return !endsBefore(other.from) && !other.endsBefore(from);
    }

    /** Whether it is over when that day comes. */
    public boolean endsBefore(@Nullable LocalDate day) {
        return to != null && day != null && to.isBefore(day);
    }

    boolean endsEarlierThan(MappingRow other) {
        return to != null && (other.to == null || to.isBefore(other.to));
    }

    public boolean beginsBefore(LocalDate day) {
        return from == null || from.isBefore(day);
    }

    public MappingRow until(LocalDate last) {
        return new MappingRow(claim, role, department, from, last, note);
    }
}
