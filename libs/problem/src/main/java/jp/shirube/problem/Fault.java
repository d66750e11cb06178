package jp.shirube.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with what a client sent, and where.
 *
 * @param pointer JSON pointer (RFC 6901) into the content, or {@code #name} of a query or header parameter
 * @param line line of the file, from 1, where the content was a file with lines
 * @param ja what is wrong and what would be right, Japanese
 * @param en the same, English
 */
public record Fault(String pointer, @Nullable Integer line, String ja, String en) {

    public static Fault at(String pointer, String ja, String en) {
        return new Fault(pointer, null, ja, en);
    }
}
