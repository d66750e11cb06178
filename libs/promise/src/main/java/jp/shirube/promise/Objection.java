package jp.shirube.promise;

/**
 * Something that cannot stand as it is written.
 *
 * @param pointer JSON pointer to the place, below the thing that was looked at
 */
public record Objection(String pointer, Sentence what) {
    public static Objection at(String pointer, String ja, String en) {
        return new Objection(pointer, new Sentence(ja, en));
    }
}
