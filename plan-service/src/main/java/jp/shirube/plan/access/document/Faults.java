package jp.shirube.plan.access.document;

import java.util.ArrayList;
import java.util.List;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/** Every fault at once, up to a number nobody reads. */
final class Faults {

    private static final int MOST = 999;

    private Faults() {}

    /** @throws ProblemException if there are any */
    static void refuse(List<Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        List<Fault> told = new ArrayList<>(faults.subList(0, Math.min(MOST, faults.size())));
        int more = faults.size() - told.size();
        if (more > 0) {
            told.add(Fault.at("", "ほかに" + more + "件の誤りがあります", "and " + more + " more faults"));
        }
        throw new ProblemException(ProblemType.INVALID, told);
    }
}
