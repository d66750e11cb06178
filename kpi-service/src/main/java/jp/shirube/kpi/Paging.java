package jp.shirube.kpi;

import java.util.List;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** How much of a list is asked for. */
public final class Paging {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private Paging() {}

    public static int limit(@Nullable String asked) {
        if (asked == null) {
            return USUAL;
        }
        if (asked.matches("[1-9][0-9]{0,3}")) {
            int limit = Integer.parseInt(asked);
            if (limit <= MOST) {
                return limit;
            }
        }
        throw new ProblemException(
                ProblemType.INVALID,
                List.of(Fault.at("#limit", "limitは1から1000までの整数です。", "limit is a whole number from 1 to 1000.")));
    }

    public static ProblemException noSuchCursor() {
        return new ProblemException(
                ProblemType.INVALID,
                List.of(Fault.at("#after", "afterには前のページのnextの値を指定してください。", "after takes next of the page before.")));
    }
}
