package jp.shirube.notation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An era (元号): the letter of its short form, its name, and the days it was in force. An era is data: see
 * {@link Eras}.
 *
 * @param id letter of the short form, {@code R} in R7
 * @param kanji its name, 令和
 * @param romaji its name in Latin letters, Reiwa
 * @param firstDay the day it came into force (改元の日)
 * @param lastDay its last day, null while it is in force
 */
public record Era(
        String id,
        String kanji,
        String romaji,
        LocalDate firstDay,
        @Nullable LocalDate lastDay) {
    public Era {
        if (!id.matches("[A-Z]{1,3}") || kanji.isBlank()) {
            throw new IllegalArgumentException("An era needs capital letters and a name: " + id + " " + kanji);
        }
        if (lastDay != null && lastDay.isBefore(firstDay)) {
            throw new IllegalArgumentException("Era " + kanji + " ends before it begins");
        }
    }

    /** The Western year of the era's year {@code n}; 平成32年 is 2020, though the era had ended by then. */
    int western(int n) {
        return firstDay.getYear() + n - 1;
    }

    int yearOf(int western) {
        return western - firstDay.getYear() + 1;
    }
}
