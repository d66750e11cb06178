package jp.shirube.responsibility;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 名称: what a department is called from a day to a day, both included; an unknown or open day is null. */
public record DatedName(
        String name, @Nullable LocalDate from, @Nullable LocalDate to) {}
