package jp.shirube.notation;

import java.io.Serial;
import java.util.Locale;

/**
 * The one refusal of this module: a text that cannot be read, or a value that cannot be (a span that ends before it
 * begins). It names the offending text and says in Japanese and in English what to write instead. No method that reads
 * a text throws anything else, whatever the text.
 */
public final class NotationException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 60;

    private final NotationProblem problem;
    private final String text;
    private final String right;
    private final String alsoRight;

    NotationException(NotationProblem problem, String text) {
        this(problem, text, "", "");
    }

    NotationException(NotationProblem problem, String text, String right) {
        this(problem, text, right, "");
    }

    NotationException(NotationProblem problem, String text, String right, String alsoRight) {
        super(problem.id() + ": " + said(Locale.ENGLISH, problem.english(), text, right, alsoRight));
        this.problem = problem;
        this.text = text;
        this.right = right;
        this.alsoRight = alsoRight;
    }

    public NotationProblem problem() {
        return problem;
    }

    /** The stable identifier of the refusal, such as {@code notation.no-such-day}. */
    public String code() {
        return problem.id();
    }

    /** The offending text as it came in, whole. */
    public String text() {
        return text;
    }

    /** The refusal in words: Japanese for a Japanese locale, English for every other. The text is shortened for show. */
    public String message(Locale locale) {
        return locale.getLanguage().equals(Locale.JAPANESE.getLanguage())
                ? said(Locale.JAPANESE, problem.japanese(), text, right, alsoRight)
                : said(Locale.ENGLISH, problem.english(), text, right, alsoRight);
    }

    private static String said(Locale locale, String pattern, String text, String right, String alsoRight) {
        return String.format(locale, pattern, shown(text), right, alsoRight);
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > SHOWN ? shown.append('…').toString() : shown.toString();
    }
}
