package jp.shirube.kpi.collection.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Round;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.kpi.collection.Subject;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.OpenItem;
import jp.shirube.kpi.collection.reminder.OpenWork;

/** What departments owe, for whoever reminds them. What nobody reports is nobody's work. */
@ApplicationScoped
class StillOpen implements OpenWork {

    private final Rounds rounds;
    private final Landscapes landscapes;
    private final Clock clock;

    StillOpen(Rounds rounds, Landscapes landscapes, Clock clock) {
        this.rounds = rounds;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    @Override
    @Transactional
    public List<DepartmentWork> of(LocalDate day) {
        List<DepartmentWork> work = new ArrayList<>();
        for (Round round : rounds.listUnanswered()) {
            work.addAll(of(round, day));
        }
        return work;
    }

    private List<DepartmentWork> of(Round round, LocalDate day) {
        List<Item> items = rounds.listItems(round.municipality(), round.id());
        Landscape landscape = landscapes.of(round, items);
        Map<String, List<ItemView>> owed = items.stream()
                .filter(item -> item.stateOn(day).isOwed())
                .map(item -> landscape.view(round, item))
                .filter(view -> view.department() != null)
                .collect(Collectors.groupingBy(
                        view -> String.valueOf(view.department()), TreeMap::new, Collectors.toList()));
        return owed.entrySet().stream()
                .map(each -> new DepartmentWork(
                        round.municipality(),
                        round.id(),
                        round.title(),
                        LocalDate.ofInstant(round.openedAt(), clock.getZone()),
                        round.deadline(),
                        each.getKey(),
                        each.getValue().stream().map(StillOpen::open).toList()))
                .toList();
    }

    private static OpenItem open(ItemView view) {
        Item item = view.item();
        return new OpenItem(
                item.id(),
                view.about().name(),
                item.subject() instanceof Subject.OfIndicator it ? it.period().canonical() : null,
                standing(item.state()),
                item.state() == ItemState.RETURNED ? item.reason() : null);
    }

    private static OpenItem.Standing standing(ItemState state) {
        return switch (state) {
            case OPEN, NOT_YET -> OpenItem.Standing.OPEN;
            case DRAFTED -> OpenItem.Standing.DRAFTED;
            case APPROVED -> OpenItem.Standing.APPROVED;
            case RETURNED -> OpenItem.Standing.RETURNED;
            case REOPENED -> OpenItem.Standing.REOPENED;
            case SUBMITTED, CONFIRMED, LOCKED -> throw new IllegalArgumentException(state + " is not owed");
        };
    }
}
