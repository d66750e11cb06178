package jp.shirube.report.assessment;

import java.util.ArrayList;
import java.util.List;
import jp.shirube.notation.FiscalYear;
import jp.shirube.promise.rule.GradingRule;
import jp.shirube.report.assessment.Figures.Comparison;
import jp.shirube.report.assessment.Promise.Commitment;
import jp.shirube.report.assessment.Promise.Earlier;
import jp.shirube.report.assessment.Promise.Goal;

/** The figures of a commitment against what else was promised: 前期目標値, and the goals of earlier editions. */
final class Comparing {

    private final Promise promise;
    private final Commitment commitment;
    private final GradingRule rule;
    private final YearBook book;

    Comparing(Promise promise, Commitment commitment, GradingRule rule, YearBook book) {
        this.promise = promise;
        this.commitment = commitment;
        this.rule = rule;
        this.book = book;
    }

    List<Comparison> in(FiscalYear asked) {
        List<Comparison> compared = new ArrayList<>();
        for (Goal previous : commitment.previousGoals()) {
            if (previous.isJudgeable()) {
                compared.add(
                        judge(commitment.withGoal(previous)).compare(Comparison.Kind.PREVIOUS_GOAL, null, asked, true));
            }
        }
        for (Earlier earlier : commitment.earlier()) {
            Goal goal = earlier.goal();
            if (goal != null && goal.isJudgeable() && differs(earlier)) {
                compared.add(judge(commitment.withGoal(goal).withBaseline(earlier.baseline()))
                        .compare(Comparison.Kind.EARLIER_EDITION, earlier.edition(), asked, false));
            }
        }
        return compared;
    }

    private CommitmentJudge judge(Commitment other) {
        return new CommitmentJudge(promise, other, rule, book);
    }

    private boolean differs(Earlier earlier) {
        return Warnings.goalDiffers(commitment.goal(), earlier.goal())
                || Warnings.baselineDiffers(commitment.baseline(), earlier.baseline());
    }
}
