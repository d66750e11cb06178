package jp.shirube.plan.access.application;

import java.util.List;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Why something was stated, in the words of whoever did. */
final class Reason {

    private static final int LONGEST = 500;

    private Reason() {}

    /** @throws ProblemException where it is no text */
    static @Nullable String read(@Nullable String sent) {
        if (sent == null || sent.isBlank()) {
            return null;
        }
        boolean text = sent.length() <= LONGEST
                && sent.codePoints()
                        .map(Character::getType)
                        .noneMatch(type -> type == Character.CONTROL || type == Character.SURROGATE);
        if (!text) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    List.of(Fault.at(
                            "#reason",
                            "理由は" + LONGEST + "文字までの文章で書いてください",
                            "a reason is a text of at most " + LONGEST + " characters")));
        }
        return sent.strip();
    }
}
