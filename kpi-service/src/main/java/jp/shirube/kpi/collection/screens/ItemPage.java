package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Answered;
import jp.shirube.kpi.collection.Comment;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Step;
import jp.shirube.kpi.collection.application.DiscussItem;
import jp.shirube.kpi.collection.application.Finding;
import jp.shirube.kpi.collection.application.ItemView;
import jp.shirube.kpi.collection.application.KeepEvidence;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.collection.application.ShowRound.SeenItem;
import jp.shirube.kpi.received.Indicator;
import jp.shirube.kpi.received.Placed;
import jp.shirube.notation.Period;
import jp.shirube.problem.Fault;
import org.jspecify.annotations.Nullable;

/** Shows one item, with what somebody has just sent where it was refused. */
@ApplicationScoped
class ItemPage {

    /**
     * What was sent and could not be done.
     *
     * @param typed null where nothing was typed into the answer
     * @param stale whether somebody else was faster
     * @param comment as it was typed, where it was refused
     * @param replyTo the comment somebody is about to answer
     */
    record Sent(
            @Nullable Answered typed,
            List<Fault> faults,
            boolean stale,
            String reason,
            String said,
            String comment,
            @Nullable Long replyTo) {

        static Sent said(String text, @Nullable Long replyTo) {
            return new Sent(null, List.of(), false, "", text, "", replyTo);
        }
    }

    private record Neighbours(String previous, String next) {}

    private final ShowRound rounds;
    private final DiscussItem discussing;
    private final KeepEvidence keeping;
    private final CurrentCaller caller;
    private final Reader reader;
    private final Clock clock;

    ItemPage(
            ShowRound rounds,
            DiscussItem discussing,
            KeepEvidence keeping,
            CurrentCaller caller,
            Reader reader,
            Clock clock) {
        this.rounds = rounds;
        this.discussing = discussing;
        this.keeping = keeping;
        this.caller = caller;
        this.reader = reader;
        this.clock = clock;
    }

    ItemScreen show(ItemAddress at, Sent sent) {
        Caller who = caller.get();
        SeenItem seen = rounds.item(who, at.municipality(), at.round(), at.item());
        Round round = seen.round();
        ItemView view = seen.view();
        Item item = view.item();
        Speech speech = reader.speech();
        LocalDate today = LocalDate.now(clock);
        Indicator indicator = indicator(view);
        Answered typed = sent.typed() == null ? item.answer() : sent.typed();
        boolean mayWrite = item.isEditable() && who.may(Permission.ANSWER_ROUND, view.department());
        boolean mayDecide = who.may(Permission.RUN_ROUND);
        List<Fault> faults = sent.faults();
        Map<String, String> errors = new LinkedHashMap<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Fault fault : faults) {
            String field = Typed.field(fault.pointer(), typed, indicator);
            refusals.add(new Refusal(
                    mayWrite || field.equals("reason") || field.equals("comment") ? field : "", speech.text(fault)));
            errors.merge(field, speech.text(fault), (one, other) -> one + " " + other);
        }
        List<String> odd = seen.findings().stream()
                .filter(finding -> !finding.refused())
                .map(Finding::fault)
                .map(speech::text)
                .toList();
        Neighbours neighbours = neighbours(who, round, view);
        boolean mayTalk = who.may(Permission.ANSWER_ROUND, view.department());
        List<ItemScreen.Comment> comments = comments(at, view, speech);
        return new ItemScreen(
                RoundHead.of(round, today, mayDecide || who.mayForAll(Permission.READ_ROUND), speech),
                view.departmentName(),
                view.department() == null
                        ? Addresses.round(round.municipality(), round.id())
                        : Addresses.department(round.municipality(), round.id(), view.department()),
                at.href(),
                at.href() + "/draft",
                name(view),
                of(view),
                asked(round, view, speech),
                item.version(),
                speech.badge(view.state(), view.late()),
                item.reason() == null ? "" : item.reason(),
                sent.stale() ? stored(item, indicator, speech) : List.of(),
                mayWrite,
                mayWrite && round.approval() && who.may(Permission.APPROVE_ANSWER, view.department()),
                mayWrite && (!round.approval() || mayDecide || item.state() == ItemState.APPROVED),
                mayDecide,
                mayTalk,
                new ItemForm(typed, indicator, errors, speech)
                        .answering(!odd.isEmpty() || errors.containsKey("explanation"), today, period(view)),
                speech.said(item.answer(), indicator),
                odd,
                years(view, speech),
                places(view),
                definition(view, speech),
                evidence(at, mayWrite, speech),
                mayTalk && item.state() != ItemState.LOCKED
                        ? speech.choose(
                                "PDF、画像（PNG・JPEG）、Excel、Word、PowerPoint、CSV、テキスト。1つ10 MBまで。",
                                "PDF, PNG, JPEG, Excel, Word, PowerPoint, CSV or text; up to 10 MB each.")
                        : "",
                comments,
                comments.stream()
                        .filter(each -> Long.valueOf(each.id()).equals(sent.replyTo()))
                        .findFirst()
                        .orElse(null),
                history(seen.steps(), speech),
                neighbours.previous(),
                neighbours.next(),
                sent.reason(),
                sent.comment(),
                item.state() == ItemState.DRAFTED ? speech.saved(item.changedAt(), clock) : "",
                sent.said(),
                refusals);
    }

    /** What the figure would be, computed from what is stored. */
    String computed(SeenItem seen) {
        return new ItemForm(seen.view().item().answer(), indicator(seen.view()), Map.of(), reader.speech())
                .computed(LocalDate.now(clock), period(seen.view()));
    }

    /** The next one that waits for an answer; empty where none does. */
    Optional<String> next(ItemAddress at) {
        Caller who = caller.get();
        SeenItem seen = rounds.item(who, at.municipality(), at.round(), at.item());
        String next = neighbours(who, seen.round(), seen.view()).next();
        return next.isEmpty() ? Optional.empty() : Optional.of(next);
    }

    private Neighbours neighbours(Caller who, Round round, ItemView here) {
        if (here.department() == null) {
            return new Neighbours("", "");
        }
        List<ItemView> all = rounds.show(who, round.municipality(), round.id(), here.department())
                .items();
        List<String> ids = all.stream().map(view -> view.item().id()).toList();
        int at = ids.indexOf(here.item().id());
        String next = Stream.concat(all.subList(at + 1, all.size()).stream(), all.subList(0, Math.max(0, at)).stream())
                .filter(view -> view.state().isOwed())
                .map(view -> href(round, view))
                .findFirst()
                .orElse("");
        return new Neighbours(at > 0 ? href(round, all.get(at - 1)) : "", next);
    }

    static String href(Round round, ItemView view) {
        return Addresses.item(round.municipality(), round.id(), view.item().id());
    }

    static String name(ItemView view) {
        return view.about().name().isEmpty() ? view.item().id() : view.about().name();
    }

    /** Where it stands in the plans. */
    static String of(ItemView view) {
        return switch (view.about()) {
            case ItemView.Figure figure ->
                figure.places().stream()
                        .map(place -> (place.planName() + " " + place.element()).strip())
                        .findFirst()
                        .orElse("");
            case ItemView.Undertaking undertaking -> {
                Placed.OfInitiative known = undertaking.initiative();
                yield known == null ? "" : (known.planName() + " " + known.element()).strip();
            }
        };
    }

    static @Nullable Indicator indicator(ItemView view) {
        return view.about() instanceof ItemView.Figure figure ? figure.indicator() : null;
    }

    private static @Nullable Period period(ItemView view) {
        return view.about() instanceof ItemView.Figure figure ? figure.period() : null;
    }

    private static String asked(Round round, ItemView view, Speech speech) {
        return switch (view.about()) {
            case ItemView.Figure figure ->
                speech.choose(speech.period(figure.period()) + "の値", "for " + speech.period(figure.period()));
            case ItemView.Undertaking undertaking ->
                speech.choose(speech.period(round.year()) + "の取組", "in " + speech.period(round.year()))
                        + (undertaking.planned().isEmpty()
                                ? ""
                                : speech.choose("（計画：", " (planned: ")
                                        + String.join("、", undertaking.planned())
                                        + speech.choose("）", ")"));
        };
    }

    static List<Past> years(ItemView view, Speech speech) {
        return view.about() instanceof ItemView.Figure figure
                ? figure.lastYears().stream()
                        .map(actual -> speech.past(actual, figure.indicator()))
                        .toList()
                : List.of();
    }

    private static List<ItemScreen.Place> places(ItemView view) {
        return view.about() instanceof ItemView.Figure figure
                ? figure.places().stream()
                        .map(place -> new ItemScreen.Place(
                                place.planName(), place.element(), place.printedName(), place.baseline(), place.goal()))
                        .toList()
                : List.of();
    }

    private static List<Fact> definition(ItemView view, Speech speech) {
        Indicator indicator = indicator(view);
        if (indicator == null) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        Speech.add(facts, speech.choose("定義", "Definition"), indicator.origin().definition());
        Speech.add(facts, speech.choose("単位", "Unit"), indicator.unit());
        Speech.add(facts, speech.choose("出典", "Source"), indicator.origin().source());
        return facts;
    }

    private static List<Fact> stored(Item item, @Nullable Indicator indicator, Speech speech) {
        List<Fact> facts = new ArrayList<>();
        Speech.add(facts, speech.choose("保存した人", "Saved by"), item.changedBy());
        facts.addAll(speech.said(item.answer(), indicator));
        return facts;
    }

    /** Those who answer something come right below it. */
    private List<ItemScreen.Comment> comments(ItemAddress at, ItemView view, Speech speech) {
        List<Comment> all = discussing.list(caller.get(), at.municipality(), at.round(), at.item());
        Map<Long, Comment> byId = all.stream().collect(Collectors.toMap(Comment::id, each -> each));
        Map<Long, List<Comment>> threads = new LinkedHashMap<>();
        for (Comment comment : all) {
            threads.computeIfAbsent(first(comment, byId).id(), id -> new ArrayList<>())
                    .add(comment);
        }
        return threads.values().stream()
                .flatMap(List::stream)
                .map(each -> new ItemScreen.Comment(
                        each.id(),
                        each.replyTo() != null,
                        each.by()
                                + (each.department() == null
                                        ? speech.choose("（企画部門）", " (planning office)")
                                        : each.department().equals(view.department())
                                                ? speech.choose("（", " (")
                                                        + view.departmentName()
                                                        + speech.choose("）", ")")
                                                : ""),
                        speech.moment(each.at(), clock),
                        each.text()))
                .toList();
    }

    /** What began what a comment is about. */
    private static Comment first(Comment comment, Map<Long, Comment> byId) {
        Long replyTo = comment.replyTo();
        Comment answered = replyTo == null ? null : byId.get(replyTo);
        return answered == null ? comment : first(answered, byId);
    }

    private List<ItemScreen.Evidence> evidence(ItemAddress at, boolean mayWrite, Speech speech) {
        return keeping.list(caller.get(), at.municipality(), at.round(), at.item()).stream()
                .map(each -> {
                    String href = at.href() + "/evidence/" + each.sha256();
                    return new ItemScreen.Evidence(
                            each.name(), href, speech.size(each.size()), each.by(), mayWrite ? href + "/removal" : "");
                })
                .toList();
    }

    private List<ItemScreen.Step> history(List<Step> steps, Speech speech) {
        return steps.stream()
                .map(step -> new ItemScreen.Step(
                        speech.choose(step.done().ja(), step.done().en()),
                        speech.moment(step.at(), clock),
                        step.by(),
                        step.reason() == null ? "" : step.reason()))
                .toList();
    }
}
