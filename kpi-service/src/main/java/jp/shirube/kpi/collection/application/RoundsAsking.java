package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Asking;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Revision;
import jp.shirube.kpi.actual.Withdrawal;
import jp.shirube.kpi.collection.AnsweredFigure;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.RoundAnnouncements;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Step;
import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/** What is stated past a round answers the round as well: nobody is asked for what was sent already. */
@ApplicationScoped
class RoundsAsking implements Asking {

    private static final Asked NOBODY = new Asked() {
        @Override
        public Review reviewBy(boolean forAll) {
            return Review.CONFIRMED;
        }

        @Override
        public void answered(Revision revision) {}
    };

    private final Rounds rounds;
    private final RoundAnnouncements announcements;

    RoundsAsking(Rounds rounds, RoundAnnouncements announcements) {
        this.rounds = rounds;
        this.announcements = announcements;
    }

    @Override
    public Asked of(IndicatorKey indicator, Period period) {
        return rounds.lockAskingFor(indicator, period).map(this::asked).orElse(NOBODY);
    }

    private Asked asked(Item item) {
        return new Asked() {
            @Override
            public Review reviewBy(boolean forAll) {
                refuseLocked(item);
                return forAll ? Review.CONFIRMED : Review.SUBMITTED;
            }

            @Override
            public void answered(Revision revision) {
                refuseLocked(item);
                RoundsAsking.this.answered(item, revision);
            }
        };
    }

    private static void refuseLocked(Item item) {
        if (item.state() == ItemState.LOCKED) {
            throw CollectionProblems.locked(item.id());
        }
    }

    private void answered(Item item, Revision revision) {
        String by = revision.stamp().recordedBy();
        Instant at = revision.stamp().recordedAt();
        switch (revision) {
            case Actual actual ->
                save(
                        item.answeredElsewhere(
                                AnsweredFigure.of(actual, item.answer()), actual.review() == Review.CONFIRMED, by, at),
                        new Step(
                                item.version() + 1,
                                Step.Done.ANSWERED_ELSEWHERE,
                                at,
                                by,
                                actual.statement().department(),
                                actual.reason()));
            case Withdrawal withdrawal -> {
                if (!item.state().isAtTheDepartment()) {
                    save(
                            item.withdrawn(withdrawal.reason(), by, at),
                            new Step(item.version() + 1, Step.Done.REOPENED, at, by, null, withdrawal.reason()));
                }
            }
        }
    }

    private void save(Item item, Step step) {
        rounds.save(item, step);
        announcements.announce(rounds.get(item.municipality(), item.round()), List.of(item));
    }
}
