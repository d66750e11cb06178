package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.shirube.access.Caller;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.actual.Actual;
import jp.shirube.kpi.actual.Review;
import jp.shirube.kpi.actual.Status;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.AnsweredFigure;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.RoundAnnouncements;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.KnownIndicator;
import jp.shirube.kpi.received.Placed;
import jp.shirube.notation.CalendarYear;
import jp.shirube.notation.Day;
import jp.shirube.notation.Eras;
import jp.shirube.notation.FiscalYear;
import jp.shirube.notation.Period;
import jp.shirube.notation.PeriodNotation;
import jp.shirube.notation.Span;
import jp.shirube.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a round: every indicator and initiative of the year's plans once, with what is stated of it already. In a year without
 * a survey nothing is asked; what is not usually known yet is asked by itself from the day it is.
 */
@ApplicationScoped
public class OpenRound {

    private static final PeriodNotation NOTATION = new PeriodNotation(Eras.standard());

    /** What a round is, or would be. */
    public record Opened(Round round, List<ItemView> items) {}

    private final Rounds rounds;
    private final Landscapes landscapes;
    private final RoundAnnouncements announcements;
    private final Audit audit;
    private final Clock clock;

    OpenRound(Rounds rounds, Landscapes landscapes, RoundAnnouncements announcements, Audit audit, Clock clock) {
        this.rounds = rounds;
        this.landscapes = landscapes;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param dryRun whether it only tells what would be asked */
    @Transactional
    public Opened open(Caller caller, String municipality, RoundRequest request, boolean dryRun) {
        Round round = new Round(
                municipality,
                request.id() == null ? "fy" + request.year().year() : request.id(),
                1,
                request.year(),
                request.title() == null ? NOTATION.print(request.year()) + "実績照会" : request.title(),
                request.instructions(),
                request.deadline(),
                request.approval(),
                request.plans(),
                now(),
                caller.name());
        if (rounds.find(municipality, round.id()).isPresent()) {
            throw CollectionProblems.roundExists(round.id());
        }
        Landscape landscape = landscapes.of(municipality, round.year(), round.plans());
        List<Item> items = ask(round, request, landscape);
        if (items.isEmpty()) {
            throw new ProblemException(
                    CollectionProblems.NOTHING_ASKED,
                    "%sに照会する項目がありません。採択された計画と、計画・課の指定を確かめてください。".formatted(NOTATION.print(round.year())),
                    "There is nothing to ask for %s. Check that a plan is adopted, and what was chosen."
                            .formatted(round.year().canonical()));
        }
        if (!dryRun) {
            rounds.add(round, items);
            announcements.announce(round);
            announcements.announce(round, items);
            audit.changed(
                    "collection-round.open",
                    municipality + "/collection-rounds/" + round.id(),
                    null,
                    "{\"items\":" + items.size() + ",\"deadline\":\"" + round.deadline() + "\"}",
                    null);
        }
        return new Opened(
                round, items.stream().map(item -> landscape.view(round, item)).toList());
    }

    private List<Item> ask(Round round, RoundRequest request, Landscape landscape) {
        List<Item> items = new ArrayList<>();
        for (String id : landscape.places().keySet()) {
            landscape
                    .indicator(id)
                    .flatMap(known -> ask(round, known, landscape))
                    .ifPresent(items::add);
        }
        for (Placed.OfInitiative initiative : landscape.initiatives().values()) {
            boolean meant = switch (request.initiatives()) {
                case ALL -> true;
                case SCHEDULED -> !initiative.schedule().isEmpty();
                case NONE -> false;
            };
            if (meant && Planned.isIn(initiative, round.year())) {
                items.add(Item.asked(
                        round,
                        new Subject.OfInitiative(initiative.plan(), initiative.initiative()),
                        initiative.departments().isEmpty()
                                ? null
                                : initiative.departments().getFirst(),
                        null,
                        ItemState.OPEN,
                        Answered.BLANK));
            }
        }
        if (request.departments().isEmpty()) {
            return items;
        }
        return items.stream()
                .filter(item -> landscape
                        .department(item.subject(), item.assigned())
                        .filter(request.departments()::contains)
                        .isPresent())
                .toList();
    }

    private static Optional<Item> ask(Round round, KnownIndicator known, Landscape landscape) {
        Indicator indicator = known.indicator();
        String id = indicator.key().indicator();
        if (!indicator.rules().life().holds(round.year())
                || !indicator
                        .asked()
                        .isAskedIn(round.year(), lastKnown(indicator, landscape.figures(id), round.year()))) {
            return Optional.empty();
        }
        Period period = period(indicator, round.year());
        LocalDate knownOn = indicator.asked().usuallyKnownOn(period.lastDay());
        Actual stated = landscape.figure(id, period).orElse(null);
        boolean settled = stated != null
                && stated.review() == Review.CONFIRMED
                && stated.statement().status() == Status.FINAL;
        return Optional.of(Item.asked(
                round,
                new Subject.OfIndicator(id, period),
                null,
                knownOn.isBefore(landscape.today()) ? null : knownOn.plusDays(1),
                settled ? ItemState.CONFIRMED : ItemState.OPEN,
                stated == null ? Answered.BLANK : AnsweredFigure.of(stated)));
    }

    private static @Nullable FiscalYear lastKnown(Indicator indicator, List<Actual> figures, FiscalYear before) {
        return figures.stream()
                .filter(each -> !(each.period() instanceof Span)
                        && each.statement().measured().hasFigure())
                .map(each -> indicator.yearOf(each.period()))
                .filter(year -> year.year() < before.year())
                .reduce((one, later) -> later)
                .orElse(null);
    }

    /** The period of an indicator that is judged in a fiscal year. */
    static Period period(Indicator indicator, FiscalYear year) {
        return switch (indicator.periodKind()) {
            case FISCAL_YEAR -> year;
            case CALENDAR_YEAR -> new CalendarYear(year.year());
            case AS_OF_DAY ->
                indicator.asOf() == null
                        ? new Day(year.lastDay())
                        : indicator.asOf().of(year);
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
