package jp.shirube.kpi.received;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 担当: the department that reports an indicator, from a day to a day, both included; an unknown day is null. */
public record Responsibility(
        String department,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public boolean holdsOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
}
