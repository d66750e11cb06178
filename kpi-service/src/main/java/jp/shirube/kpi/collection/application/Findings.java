package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.Period;
import jp.shirube.problem.ProblemException;

/** 入力時の確認 of an answer against what is stated of other periods. */
@ApplicationScoped
class Findings {

    private final Clock clock;

    Findings(Clock clock) {
        this.clock = clock;
    }

    /** @throws ProblemException naming what is odd, unless a word of explanation stands beside it */
    void refuseUnexplained(Indicator indicator, Period period, Statement statement, Answered answer) {}

    /** Everything about what was typed. */
    List<Finding> of(Indicator indicator, Period period, ProposedActual proposed) {
        List<Finding> found = new ArrayList<>();
        try {
            proposed.judge(indicator, period, LocalDate.now(clock));
        } catch (ProblemException refusal) {
            refusal.faults().forEach(fault -> found.add(Finding.refused(fault)));
        }
        return found;
    }
}
