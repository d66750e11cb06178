package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.DepartmentStatus;
import jp.shirube.kpi.collection.application.ItemView;
import jp.shirube.kpi.collection.application.OpenRound;
import jp.shirube.kpi.collection.application.RoundChoices;
import jp.shirube.kpi.collection.application.RoundRequest;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.collection.application.ShowRound.Seen;
import org.jspecify.annotations.Nullable;

/** Shows the rounds of a municipality that somebody has to do with. */
@ApplicationScoped
class StartPage {

    private final ShowRound rounds;
    private final RoundChoices choices;
    private final CurrentCaller caller;
    private final Reader reader;

    StartPage(ShowRound rounds, RoundChoices choices, CurrentCaller caller, Reader reader) {
        this.rounds = rounds;
        this.choices = choices;
        this.caller = caller;
        this.reader = reader;
    }

    StartScreen show(String municipality, StartScreen.Opening typed, List<Refusal> refusals) {
        return show(municipality, typed, null, refusals);
    }

    /** With what a round would ask. */
    StartScreen preview(String municipality, StartScreen.Opening typed, OpenRound.Opened opened) {
        Map<String, List<String>> asked = new TreeMap<>();
        for (ItemView view : opened.items()) {
            asked.computeIfAbsent(
                            view.department() == null ? RoundPage.nobody(reader.speech()) : view.departmentName(),
                            name -> new ArrayList<>())
                    .add(ItemPage.name(view));
        }
        return show(
                municipality,
                typed,
                new StartScreen.Preview(
                        opened.round().title(),
                        opened.items().size(),
                        (int) opened.items().stream()
                                .filter(view -> view.item().prefilled())
                                .count(),
                        asked.entrySet().stream()
                                .map(each -> new StartScreen.OfDepartment(
                                        each.getKey(), each.getValue().size(), each.getValue()))
                                .toList()),
                List.of());
    }

    /** Where a department finds what it is asked; empty where it is asked nothing. */
    Optional<String> ofDepartment(String municipality, String department) {
        return rounds.list(municipality).stream()
                .filter(round -> !rounds.show(caller.get(), municipality, round.id(), department)
                        .items()
                        .isEmpty())
                .findFirst()
                .map(round -> Addresses.department(municipality, round.id(), department));
    }

    private StartScreen show(
            String municipality,
            StartScreen.Opening typed,
            StartScreen.@Nullable Preview preview,
            List<Refusal> refusals) {
        Caller who = caller.get();
        boolean mayOpen = who.may(Permission.RUN_ROUND);
        return new StartScreen(
                rounds.list(municipality).stream()
                        .map(round -> asked(who, round))
                        .filter(asked ->
                                !asked.href().isEmpty() || !asked.desks().isEmpty())
                        .toList(),
                mayOpen,
                Addresses.start(municipality),
                typed,
                mayOpen ? choices(municipality, typed) : StartScreen.Choices.NONE,
                preview,
                refusals);
    }

    private StartScreen.Choices choices(String municipality, StartScreen.Opening typed) {
        RoundRequest.Initiatives chosen = Opening.initiatives(typed.initiatives());
        return new StartScreen.Choices(
                choices(choices.plans(municipality), typed.plans()),
                choices(choices.departments(municipality), typed.departments()),
                Stream.of(RoundRequest.Initiatives.values())
                        .map(each -> new Choice(each.name(), reader.speech().initiatives(each), each == chosen))
                        .toList());
    }

    private static List<Choice> choices(List<RoundChoices.Named> all, Set<String> chosen) {
        return all.stream()
                .map(each -> new Choice(each.id(), each.name(), chosen.contains(each.id())))
                .toList();
    }

    private StartScreen.Asked asked(Caller who, Round round) {
        Speech speech = reader.speech();
        Seen seen = rounds.show(who, round.municipality(), round.id(), null);
        DepartmentStatus all = DepartmentStatus.ofAll(seen.items());
        boolean overview = who.mayForAll(Permission.READ_ROUND);
        return new StartScreen.Asked(
                round.title(),
                speech.period(round.year()),
                speech.day(round.deadline()),
                round.isOver(seen.today()),
                overview ? Addresses.round(round.municipality(), round.id()) : "",
                all.asked(),
                all.answered(),
                overview
                        ? List.of()
                        : seen.departments().stream()
                                .filter(each -> each.department() != null)
                                .map(each -> new StartScreen.Desk(
                                        each.name(),
                                        Addresses.department(
                                                round.municipality(), round.id(), String.valueOf(each.department())),
                                        each.asked(),
                                        each.asked() - each.answered()))
                                .toList());
    }
}
