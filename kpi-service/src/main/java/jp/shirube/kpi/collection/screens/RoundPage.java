package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.DepartmentStatus;
import jp.shirube.kpi.collection.application.ItemView;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.collection.application.ShowRound.Seen;
import jp.shirube.kpi.collection.reminder.application.ShowReminders;

/** Shows a round as a whole: who has answered, what is late, what waits for a decision. */
@ApplicationScoped
class RoundPage {

    /** What somebody looks for. Blank is all. */
    record Filter(String department, String state, boolean late) {

        static final Filter ALL = new Filter("", "", false);

        boolean holds(ItemView view) {
            return (department.isEmpty() || department.equals(view.department()))
                    && (state.isEmpty() || state.equals(view.state().name()))
                    && (!late || view.late());
        }
    }

    /** What was sent, where some of it could not be done. @param chosen ids of items */
    record Sent(Set<String> chosen, String reason, String said, List<Refusal> refusals) {

        static Sent said(String text) {
            return new Sent(Set.of(), "", text, List.of());
        }
    }

    private final ShowRound rounds;
    private final ShowReminders reminders;
    private final CurrentCaller caller;
    private final Reader reader;

    RoundPage(ShowRound rounds, ShowReminders reminders, CurrentCaller caller, Reader reader) {
        this.rounds = rounds;
        this.reminders = reminders;
        this.caller = caller;
        this.reader = reader;
    }

    RoundScreen show(String municipality, String roundId, Filter filter, Sent sent) {
        Caller who = caller.get();
        Seen seen = rounds.show(who, municipality, roundId, null);
        Round round = seen.round();
        Speech speech = reader.speech();
        List<DepartmentStatus> departments = seen.departments();
        boolean mayDecide = who.may(Permission.RUN_ROUND);
        return new RoundScreen(
                RoundHead.of(round, seen.today(), true, speech),
                Addresses.round(municipality, roundId),
                facts(DepartmentStatus.ofAll(seen.items()), speech),
                departments.stream().map(each -> row(round, each, speech)).toList(),
                Addresses.forms(municipality, roundId),
                csv(round),
                who.mayForAll(Permission.READ_ROUND)
                        ? burden(DepartmentStatus.ofAll(seen.items()).burden(), speech)
                        : List.of(),
                new RoundScreen.Filter(
                        departments.stream()
                                .filter(each -> each.department() != null)
                                .map(each -> new Choice(
                                        String.valueOf(each.department()),
                                        each.name(),
                                        filter.department().equals(each.department())))
                                .toList(),
                        Stream.of(ItemState.values())
                                .map(state -> new Choice(
                                        state.name(),
                                        speech.choose(state.ja(), state.en()),
                                        filter.state().equals(state.name())))
                                .toList(),
                        filter.late()),
                seen.items().stream()
                        .filter(filter::holds)
                        .map(view -> item(round, view, sent.chosen(), speech))
                        .toList(),
                mayDecide,
                mayDecide ? Addresses.change(municipality, roundId) : "",
                mayDecide && reminders.mailing() != ShowReminders.Mailing.OFF && isOwed(seen)
                        ? Addresses.reminders(municipality, roundId)
                        : "",
                who.may(Permission.ANSWER_ROUND) ? Addresses.uploads(municipality, roundId) : "",
                uploadHint(speech),
                sent.reason(),
                sent.said(),
                sent.refusals());
    }

    private static boolean isOwed(Seen seen) {
        return seen.items().stream()
                .anyMatch(view -> view.department() != null && view.state().isOwed());
    }

    static String uploadHint(Speech speech) {
        return speech.choose(
                "記入した様式（xlsx）か、いくつかをまとめた zip。32 MB まで。まだ何も変わりません。",
                "A filled form (xlsx), or several in a zip; up to 32 MB. Nothing is changed yet.");
    }

    private static String csv(Round round) {
        return Addresses.round(round.municipality(), round.id()) + "/items.csv";
    }

    static List<Fact> facts(DepartmentStatus all, Speech speech) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(speech.choose("照会した項目", "Items asked"), String.valueOf(all.asked())));
        facts.add(new Fact(speech.choose("回答済み", "Answered"), String.valueOf(all.answered())));
        facts.add(new Fact(speech.choose("遅れ", "Late"), String.valueOf(all.late())));
        facts.add(new Fact(speech.choose("差し戻し", "Returned"), String.valueOf(all.in(ItemState.RETURNED))));
        facts.add(new Fact(speech.choose("確認済み", "Confirmed"), String.valueOf(confirmed(all))));
        return facts;
    }

    private static int confirmed(DepartmentStatus status) {
        return status.in(ItemState.CONFIRMED) + status.in(ItemState.LOCKED);
    }

    static List<Fact> burden(DepartmentStatus.Burden burden, Speech speech) {
        return List.of(
                new Fact(speech.choose("あらかじめ値のある項目", "Items prefilled"), String.valueOf(burden.prefilled())),
                new Fact(speech.choose("入力した欄", "Fields typed"), String.valueOf(burden.typed())),
                new Fact(speech.choose("差し戻しの回数", "Returns"), String.valueOf(burden.returns())),
                new Fact(
                        speech.choose("照会から提出まで（中央値）", "Asked to submitted (median)"),
                        speech.span(burden.untilSubmitted())),
                new Fact(speech.choose("入力から提出まで（中央値）", "Typed to submitted (median)"), speech.span(burden.working())));
    }

    static String nobody(Speech speech) {
        return speech.choose("（担当が決まっていません）", "(nobody reports it)");
    }

    private static RoundScreen.DepartmentRow row(Round round, DepartmentStatus status, Speech speech) {
        String department = status.department();
        return new RoundScreen.DepartmentRow(
                department == null ? nobody(speech) : status.name(),
                department == null ? "" : Addresses.department(round.municipality(), round.id(), department),
                status.asked(),
                status.answered(),
                status.late(),
                status.in(ItemState.RETURNED),
                confirmed(status),
                department == null ? "" : Addresses.form(round.municipality(), round.id(), department));
    }

    private static RoundScreen.ItemRow item(Round round, ItemView view, Set<String> chosen, Speech speech) {
        Item item = view.item();
        List<Past> years = ItemPage.years(view, speech);
        String explanation = item.answer().explanation();
        return new RoundScreen.ItemRow(
                item.version() + "@" + item.id(),
                chosen.contains(item.id()),
                ItemPage.name(view),
                ItemPage.of(view),
                ItemPage.href(round, view),
                view.departmentName(),
                speech.badge(view.state(), view.late()),
                item.reason() == null ? "" : item.reason(),
                speech.answer(item.answer(), ItemPage.indicator(view)),
                explanation.isEmpty() ? List.of() : List.of(explanation),
                years.isEmpty() ? "" : years.getLast().value());
    }
}
