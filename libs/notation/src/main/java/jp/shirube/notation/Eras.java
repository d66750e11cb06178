package jp.shirube.notation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The eras (元号) known, oldest first, each following the one before it. A new era is a new line of data, never code:
 * an installation reads its own table with {@link #ofCsv(String)}.
 */
public final class Eras {
    private final List<Era> eras;

    private Eras(List<Era> eras) {
        this.eras = eras;
    }

    /** 明治, 大正, 昭和, 平成, 令和, as in this module's {@code eras.csv}. */
    public static Eras standard() {
        try (InputStream in = Eras.class.getResourceAsStream("eras.csv")) {
            if (in == null) {
                throw new IllegalStateException("eras.csv is missing from the notation jar");
            }
            return ofCsv(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads lines {@code id,kanji,romaji,first_day,last_day} under a header; the last day is empty while the era is in
     * force.
     *
     * @throws IllegalArgumentException if a line has other than five fields or the eras do not follow one another
     * @throws java.time.format.DateTimeParseException if a day is not an ISO date
     */
    public static Eras ofCsv(String csv) {
        return of(csv.lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split(",", -1))
                .map(Eras::era)
                .toList());
    }

    /** @throws IllegalArgumentException if there is none, two share a name, or one does not follow the one before it */
    public static Eras of(List<Era> eras) {
        if (eras.isEmpty()) {
            throw new IllegalArgumentException("No era");
        }
        List<Era> ordered = new ArrayList<>(eras);
        ordered.sort((a, b) -> a.firstDay().compareTo(b.firstDay()));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ordered.size(); i++) {
            Era era = ordered.get(i);
            if (!names.add(era.id()) || !names.add(era.kanji())) {
                throw new IllegalArgumentException("Two eras share a name: " + era);
            }
            LocalDate expected =
                    i + 1 < ordered.size() ? ordered.get(i + 1).firstDay().minusDays(1) : era.lastDay();
            if (expected != null && !expected.equals(era.lastDay())) {
                throw new IllegalArgumentException("Era " + era.kanji() + " must end on " + expected);
            }
        }
        return new Eras(List.copyOf(ordered));
    }

    /** All eras, oldest first. */
    public List<Era> list() {
        return eras;
    }

    /** The era in force on that day; empty before the first. */
    public Optional<Era> findOn(LocalDate day) {
        return eras.reversed().stream()
                .filter(era -> !day.isBefore(era.firstDay()))
                .findFirst();
    }

    /**
     * The era a year is printed in: the one in force on 31 December, so that 2019 and fiscal 2019 are 令和元年 and
     * 令和元年度, and fiscal 1988 is 昭和63年度 although it ended in 平成.
     */
    Optional<Era> findNaming(int year) {
        return findOn(LocalDate.of(year, 12, 31));
    }

    Optional<Era> findNamed(String name) {
        return eras.stream()
                .filter(era -> era.id().equals(name) || era.kanji().equals(name))
                .findFirst();
    }

    private static Era era(String[] field) {
        if (field.length != 5) {
            throw new IllegalArgumentException("An era has five fields: " + String.join(",", field));
        }
        return new Era(
                field[0],
                field[1],
                field[2],
                LocalDate.parse(field[3]),
                field[4].isEmpty() ? null : LocalDate.parse(field[4]));
    }
}
