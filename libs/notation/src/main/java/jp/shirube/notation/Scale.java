package jp.shirube.notation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The word before a unit that multiplies it: 千 of 千円. All are powers of ten, so every conversion is exact. */
public enum Scale {
    ONE("", 0),
    HUNDRED("百", 2),
    THOUSAND("千", 3),
    TEN_THOUSAND("万", 4),
    HUNDRED_THOUSAND("十万", 5),
    MILLION("百万", 6),
    TEN_MILLION("千万", 7),
    HUNDRED_MILLION("億", 8),
    BILLION("十億", 9),
    TEN_BILLION("百億", 10),
    HUNDRED_BILLION("千億", 11),
    TRILLION("兆", 12);

    private final String word;
    private final int powerOfTen;

    Scale(String word, int powerOfTen) {
        this.word = word;
        this.powerOfTen = powerOfTen;
    }

    public String word() {
        return word;
    }

    public int powerOfTen() {
        return powerOfTen;
    }

    static Scale ofWord(String word) {
        return Arrays.stream(values())
                .filter(scale -> scale.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new NotationException(NotationProblem.NOT_A_UNIT, word));
    }

    /** All words but the empty one, the longest first, for a pattern. */
    static String pattern() {
        return Arrays.stream(values())
                .map(Scale::word)
                .filter(word -> !word.isEmpty())
                .sorted(Comparator.comparing(String::length).reversed())
                .collect(Collectors.joining("|"));
    }
}
