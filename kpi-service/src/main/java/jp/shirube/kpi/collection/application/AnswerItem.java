package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jp.shirube.access.Caller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.actual.ProposedActual;
import jp.shirube.kpi.actual.application.ReviewActual;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.AnsweredFigure;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Direction;
import jp.shirube.kpi.collection.InitiativeProgress;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Step;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.kpi.received.Indicators;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What a department does with an item: type, approve, send in. */
@ApplicationScoped
public class AnswerItem {

    static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_FIGURE = 300;

    private final Rounds rounds;
    private final Indicators indicators;
    private final ReviewActual review;
    private final Findings findings;
    private final Access access;
    private final Moves moves;
    private final Clock clock;

    AnswerItem(
            Rounds rounds,
            Indicators indicators,
            ReviewActual review,
            Findings findings,
            Access access,
            Moves moves,
            Clock clock) {
        this.rounds = rounds;
        this.indicators = indicators;
        this.review = review;
        this.findings = findings;
        this.access = access;
        this.moves = moves;
        this.clock = clock;
    }

    /**
     * Keeps what was typed, right or wrong. Equal to what is kept, nothing happens.
     *
     * @param answer read only when the caller may write
     * @param version of the item somebody has seen; refused where it is missing
     */
    @Transactional
    public Item draft(
            Caller caller,
            String municipality,
            String roundId,
            String itemId,
            Supplier<Answered> answer,
            @Nullable Long version) {
        rounds.get(municipality, roundId);
        Item seen = rounds.getItem(municipality, roundId, itemId);
        String department = access.require(caller, seen, Permission.ANSWER_ROUND);
        Answered typed = answer.get();
        refuseTooLong(typed);
        Item item = rounds.lockItem(municipality, roundId, itemId);
        if (item.answer().equals(typed)) {
            return item;
        }
        if (version == null) {
            throw CollectionProblems.notSeen(item);
        }
        Moves.checkSeen(item, version);
        Item drafted = item.drafted(typed, caller.name(), now());
        rounds.save(
                drafted,
                new Step(
                        drafted.version(),
                        Step.Done.DRAFTED,
                        drafted.changedAt(),
                        drafted.changedBy(),
                        department,
                        null));
        return drafted;
    }

    /** 課長確認. */
    @Transactional
    public Item approve(Caller caller, String municipality, String roundId, String itemId, @Nullable Long version) {
        Round round = rounds.get(municipality, roundId);
        Item seen = rounds.getItem(municipality, roundId, itemId);
        String department = access.require(caller, seen, Permission.APPROVE_ANSWER);
        refuseIncomplete(seen);
        return moves.make(
                round,
                itemId,
                version,
                Step.Done.APPROVED,
                department,
                null,
                item -> item.approved(caller.name(), now()));
    }

    /**
     * 提出: what is measured is recorded as sent in; what is odd needs a word.
     *
     * @throws ProblemException naming everything that is wrong or needs a word, each with its place in the answer
     */
    @Transactional
    public Item submit(Caller caller, String municipality, String roundId, String itemId, @Nullable Long version) {
        Round round = rounds.get(municipality, roundId);
        Item seen = rounds.getItem(municipality, roundId, itemId);
        String department = access.require(caller, seen, Permission.ANSWER_ROUND);
        Moves.checkSeen(seen, version);
        refuseIncomplete(seen);
        boolean approvalNeeded = round.approval() && !caller.mayForAll(Permission.RUN_ROUND);
        seen.submitted(approvalNeeded, caller.name(), now());
        if (seen.subject() instanceof Subject.OfIndicator it) {
            IndicatorKey key = new IndicatorKey(municipality, it.indicator());
            Indicator indicator = indicators.get(key).indicator();
            ProposedActual proposed = AnsweredFigure.read(seen.answer(), indicator);
            var statement = proposed.judge(indicator, it.period(), LocalDate.now(clock));
            findings.refuseUnexplained(indicator, it.period(), statement, seen.answer());
            String why = proposed.reason() == null ? seen.reason() : proposed.reason();
            review.submit(
                    caller, key, it.period(), (state, writer) -> state.submit(statement, why, writer, clock.instant()));
        }
        return moves.make(
                round,
                itemId,
                seen.version(),
                Step.Done.SUBMITTED,
                department,
                null,
                item -> item.submitted(approvalNeeded, caller.name(), now()));
    }

    /** What of an answer would be refused or asked about if it were sent in now; empty where all is well. */
    @Transactional
    public List<Finding> findings(Item item) {
        List<Finding> found = new ArrayList<>();
        for (Fault fault : incomplete(item)) {
            found.add(new Finding(true, fault));
        }
        if (found.isEmpty() && item.subject() instanceof Subject.OfIndicator it) {
            IndicatorKey key = new IndicatorKey(item.municipality(), it.indicator());
            indicators
                    .find(key)
                    .ifPresent(known -> found.addAll(findings.of(known.indicator(), it.period(), item.answer())));
        }
        return found;
    }

    private static void refuseIncomplete(Item item) {
        List<Fault> faults = incomplete(item);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
    }

    /** What is missing or no word of a list; figures are judged by their indicator. */
    private static List<Fault> incomplete(Item item) {
        List<Fault> faults = new ArrayList<>();
        Answered answer = item.answer();
        switch (item.subject()) {
            case Subject.OfIndicator it -> {
                if (answer.hasNoFigure()) {
                    faults.add(Fault.at(
                            "/value",
                            "実績値か、値がない理由を入れてください。空欄は無回答です。",
                            "Enter the figure, or the reason for none. A blank is no answer."));
                }
            }
            case Subject.OfInitiative it -> {
                if (answer.progress().isEmpty()) {
                    faults.add(Fault.at("/progress", "進捗状況を選んでください。", "Choose how the initiative went."));
                } else {
                    AnsweredFigure.word(answer.progress(), "/progress", InitiativeProgress.class, faults);
                }
            }
        }
        if (!answer.direction().isEmpty()) {
            AnsweredFigure.word(answer.direction(), "/direction", Direction.class, faults);
        }
        return faults;
    }

    private static void refuseTooLong(Answered answer) {
        List<Fault> faults = new ArrayList<>();
        limit(answer.value(), "/value", LONGEST_FIGURE, faults);
        for (int i = 0; i < answer.components().size(); i++) {
            limit(answer.components().get(i).value(), "/components/" + i + "/value", LONGEST_FIGURE, faults);
        }
        limit(answer.text(), "/text", LONGEST_TEXT, faults);
        limit(answer.note(), "/note", LONGEST_TEXT, faults);
        limit(answer.evidence(), "/evidence", LONGEST_TEXT, faults);
        limit(answer.selfEvaluation(), "/selfEvaluation", LONGEST_TEXT, faults);
        limit(answer.cause(), "/cause", LONGEST_TEXT, faults);
        limit(answer.explanation(), "/explanation", LONGEST_TEXT, faults);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, faults);
        }
    }

    private static void limit(String text, String place, int longest, List<Fault> faults) {
        if (text.length() > longest) {
            faults.add(Fault.at(place, longest + "字までです。", "At most " + longest + " characters."));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
