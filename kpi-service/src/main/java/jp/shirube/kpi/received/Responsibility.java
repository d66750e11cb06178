package jp.shirube.kpi.received;

import java.time.LocalDate;
import jp.shirube.responsibility.Stated;
import org.jspecify.annotations.Nullable;

/** 担当: the department that reports an indicator, from a day to a day, both included; an unknown day is null. */
public record Responsibility(
        String department,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public Stated stated() {
        return new Stated(department, from, to);
    }
}
