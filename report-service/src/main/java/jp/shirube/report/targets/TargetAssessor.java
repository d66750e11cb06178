package jp.shirube.report.targets;

import java.util.List;
import java.util.Optional;
import jp.shirube.report.assessment.Assessor;
import jp.shirube.report.assessment.KnownActual;
import jp.shirube.report.assessment.Promise;
import jp.shirube.report.targets.KnownRules.RuleBook;

/** From what was stated to what judges it. */
public final class TargetAssessor {

    private TargetAssessor() {}

    /** Empty as long as the indicator or a grading rule of the target has not arrived: it is assessed when it does. */
    public static Optional<Assessor> of(KnownTarget target, RuleBook rules, List<KnownActual> actuals, AsOf asOf) {
        Promise promise = target.promise();
        return promise == null
                ? Optional.empty()
                : rules.of(target).map(graded -> new Assessor(promise, graded, actuals, asOf.day()));
    }
}
