package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.DepartmentStatus;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.collection.application.ShowRound.Seen;

/** Shows the rounds of a municipality that somebody has to do with. */
@ApplicationScoped
class StartPage {

    private final ShowRound rounds;
    private final CurrentCaller caller;
    private final Reader reader;

    StartPage(ShowRound rounds, CurrentCaller caller, Reader reader) {
        this.rounds = rounds;
        this.caller = caller;
        this.reader = reader;
    }

    StartScreen show(String municipality, StartScreen.Opening typed, List<Refusal> refusals) {
        Caller who = caller.get();
        return new StartScreen(
                rounds.list(municipality).stream()
                        .map(round -> asked(who, round))
                        .filter(asked ->
                                !asked.href().isEmpty() || !asked.desks().isEmpty())
                        .toList(),
                who.may(Permission.RUN_ROUND),
                Addresses.start(municipality),
                typed,
                refusals);
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
