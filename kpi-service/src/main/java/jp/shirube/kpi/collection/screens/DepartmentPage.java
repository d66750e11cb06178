package jp.shirube.kpi.collection.screens;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import jp.shirube.access.Caller;
import jp.shirube.access.CurrentCaller;
import jp.shirube.access.Permission;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.application.AnswerItem;
import jp.shirube.kpi.collection.application.DepartmentStatus;
import jp.shirube.kpi.collection.application.Finding;
import jp.shirube.kpi.collection.application.ItemView;
import jp.shirube.kpi.collection.application.ShowRound;
import jp.shirube.kpi.collection.application.ShowRound.Seen;
import jp.shirube.kpi.collection.reminder.application.ShowReminders;

/** Shows what one department is asked, and what of it is ready. */
@ApplicationScoped
class DepartmentPage {

    private final ShowRound rounds;
    private final AnswerItem answers;
    private final ShowReminders reminders;
    private final CurrentCaller caller;
    private final Reader reader;

    DepartmentPage(ShowRound rounds, AnswerItem answers, ShowReminders reminders, CurrentCaller caller, Reader reader) {
        this.rounds = rounds;
        this.answers = answers;
        this.reminders = reminders;
        this.caller = caller;
        this.reader = reader;
    }

    DepartmentScreen show(String municipality, String roundId, String department, String said, List<Refusal> refusals) {
        Caller who = caller.get();
        Seen seen = rounds.show(who, municipality, roundId, department);
        Round round = seen.round();
        Speech speech = reader.speech();
        List<DepartmentScreen.ItemRow> rows = new ArrayList<>();
        int ready = 0;
        for (ItemView view : seen.items()) {
            List<Finding> findings = isAnswered(view) ? answers.findings(view.item()) : List.of();
            ready += isReady(view, findings) ? 1 : 0;
            rows.add(row(round, view, findings, speech));
        }
        DepartmentStatus status = DepartmentStatus.ofAll(seen.items());
        return new DepartmentScreen(
                RoundHead.of(round, seen.today(), who.mayForAll(Permission.READ_ROUND), speech),
                seen.items().isEmpty() ? department : seen.items().getFirst().departmentName(),
                Addresses.department(municipality, roundId, department),
                RoundPage.facts(status, speech),
                seen.items().stream()
                        .filter(view -> view.state().isOwed())
                        .findFirst()
                        .map(view -> ItemPage.href(round, view))
                        .orElse(""),
                rows,
                who.may(Permission.ANSWER_ROUND, department),
                round.approval() && who.may(Permission.APPROVE_ANSWER, department),
                ready,
                seen.items().isEmpty() ? "" : Addresses.form(municipality, roundId, department),
                who.may(Permission.ANSWER_ROUND, department) ? Addresses.uploads(municipality, roundId) : "",
                RoundPage.uploadHint(speech),
                remindHref(who, seen),
                department,
                said,
                refusals);
    }

    private String remindHref(Caller who, Seen seen) {
        return who.may(Permission.RUN_ROUND)
                        && reminders.mailing() != ShowReminders.Mailing.OFF
                        && seen.items().stream().anyMatch(view -> view.state().isOwed())
                ? Addresses.reminders(seen.round().municipality(), seen.round().id())
                : "";
    }

    /** What can be sent in, or approved, as it is. */
    List<ItemView> ready(String municipality, String roundId, String department) {
        return rounds.show(caller.get(), municipality, roundId, department).items().stream()
                .filter(view -> isAnswered(view) && isReady(view, answers.findings(view.item())))
                .toList();
    }

    /** Typed, or filled in before anybody was asked. What came back is looked at one by one. */
    private static boolean isAnswered(ItemView view) {
        return switch (view.state()) {
            case DRAFTED, APPROVED -> true;
            case OPEN -> view.item().prefilled() && !view.item().answer().saysNothing();
            case NOT_YET, SUBMITTED, RETURNED, CONFIRMED, LOCKED, REOPENED -> false;
        };
    }

    private static boolean isReady(ItemView view, List<Finding> findings) {
        return isAnswered(view)
                && findings.stream()
                        .noneMatch(finding -> finding.refused()
                                || view.item().answer().explanation().isEmpty());
    }

    private static DepartmentScreen.ItemRow row(Round round, ItemView view, List<Finding> findings, Speech speech) {
        Item item = view.item();
        return new DepartmentScreen.ItemRow(
                ItemPage.name(view),
                ItemPage.of(view),
                ItemPage.href(round, view),
                speech.badge(view.state(), view.late()),
                item.reason() == null ? "" : item.reason(),
                speech.answer(item.answer(), ItemPage.indicator(view)),
                findings.stream().map(finding -> speech.text(finding.fault())).toList(),
                ItemPage.years(view, speech));
    }
}
