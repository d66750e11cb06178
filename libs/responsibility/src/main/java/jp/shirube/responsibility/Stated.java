package jp.shirube.responsibility;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 担当, as somebody stated it: the department that reports an indicator from a day to a day, both included; an unknown or open day is null. */
public record Stated(
        String department,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public boolean holdsOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    public boolean isOverBefore(LocalDate day) {
        return to != null && day.isAfter(to);
    }
}
