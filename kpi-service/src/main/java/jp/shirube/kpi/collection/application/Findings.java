package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.kpi.actual.Actuals;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.Statement;
import jp.shirube.kpi.check.Checks;
import jp.shirube.kpi.check.History;
import jp.shirube.kpi.check.Written;
import jp.shirube.kpi.check.WrittenFigure;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.AnsweredFigure;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.notation.Period;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;

/** 入力時の確認 of an answer against what is stated of other periods. */
@ApplicationScoped
class Findings {

    private final Actuals actuals;
    private final Clock clock;

    Findings(Actuals actuals, Clock clock) {
        this.actuals = actuals;
        this.clock = clock;
    }

    /** @throws ProblemException naming what is odd, unless a word of explanation stands beside it */
    void refuseUnexplained(Indicator indicator, Period period, Statement statement, Answered answer) {
        if (!answer.explanation().isEmpty()) {
            return;
        }
        List<Fault> odd = warnings(indicator, period, statement, answer);
        if (!odd.isEmpty()) {
            throw new ProblemException(CollectionProblems.EXPLANATION_NEEDED, odd);
        }
    }

    /** Everything about what was typed: what is wrong, or where nothing is, what is odd. */
    List<Finding> of(Indicator indicator, Period period, Answered answer) {
        ProposedActual proposed = AnsweredFigure.read(answer, indicator);
        List<Finding> found = new ArrayList<>();
        try {
            Statement statement = proposed.judge(indicator, period, LocalDate.now(clock));
            warnings(indicator, period, statement, answer).forEach(fault -> found.add(new Finding(false, fault)));
        } catch (ProblemException refusal) {
            refusal.faults().forEach(fault -> found.add(new Finding(true, fault)));
        }
        return found;
    }

    private List<Fault> warnings(Indicator indicator, Period period, Statement statement, Answered answer) {
        List<Fault> odd = new ArrayList<>();
        if (WrittenFigure.read(answer.value(), indicator) instanceof Written.Figure figure && figure.approximate()) {
            odd.add(fault(Checks.approximate("/value", figure)));
        }
        History history = History.of(actuals.listOf(
                indicator.key().municipality(), List.of(indicator.key().indicator())));
        Checks.check(indicator, period, statement.measured(), statement.status(), history)
                .warned()
                .forEach(each -> odd.add(fault(each)));
        return odd;
    }

    private static Fault fault(jp.shirube.kpi.check.Finding found) {
        return Fault.at(found.place(), found.ja(), found.en());
    }
}
